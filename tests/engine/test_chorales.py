"""Chorales of the music21 corpus sound: every note of the beginning is in the spectrum."""

import re
from pathlib import Path

import numpy as np

from antiphon.engine.interpretation import interpret
from antiphon.engine.render import render
from antiphon.score.reading import read

CHORALES = 50
SECONDS = 1.2


def chorales() -> list[Path]:
    from music21 import corpus

    paths = [Path(path) for path in corpus.getComposer("bach")]
    found = [path for path in paths if re.fullmatch(r"bwv\d+(\.\d+)?\.mxl", path.name)]
    return sorted(found, key=lambda path: [int(number) for number in re.findall(r"\d+", path.stem)])[
        :CHORALES
    ]


def prominence(sound: np.ndarray, rate: int, hertz: float) -> float:
    """How far (dB) the strongest partial within a quarter tone stands above the spectrum around it."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 4 * len(sound)))
    at = np.fft.rfftfreq(4 * len(sound), 1 / rate)
    near = np.abs(at / hertz - 1) < 0.03
    around = np.abs(at / hertz - 1) < 0.5
    return float(20 * np.log10(spectrum[near].max() / np.median(spectrum[around])))


def test_fifty_chorales_sound_as_written() -> None:
    paths = chorales()
    assert len(paths) == CHORALES
    for path in paths:
        document, _ = read(path)
        reading = interpret(document)
        done = render(document, seconds=SECONDS)
        assert done.muted == ()
        assert np.isfinite(done.mix).all()
        assert np.abs(done.mix).max() > 0.01
        tempo = reading.tempo
        stems = list(done.stems.values())
        for note in reading.notes:
            start, end = tempo.seconds(note.start), min(tempo.seconds(note.end), SECONDS)
            if end - start < 0.25:
                continue
            sound = stems[note.part][int((start + 0.05) * done.rate) : int(end * done.rate)].mean(axis=1)
            assert prominence(sound, done.rate, note.frequency) > 40, (path.name, note)
