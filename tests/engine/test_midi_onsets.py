"""MIDI files, read and rendered: each note's first sample is where the file's own ticks and tempi put it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import mido
import numpy as np
import pytest
from numpy.typing import NDArray

from antiphon.engine.interpretation import interpret
from antiphon.engine.render import RATE, render
from antiphon.score.reading import read

SHARP = {"kind": "instrument.organ", "p_room": 0, "p_vibrato": 0, "p_attack": 0.002, "p_release": 0.01}
"""An instrument whose attack is not zero at its first sample."""

Line = Sequence[tuple[int, int, int]]
"""Notes: key, start and end in ticks."""


@dataclass(frozen=True)
class Song:
    """A MIDI file to write: ticks of a quarter, tempi as (tick, microseconds a quarter), meters, and lines of notes."""

    ticks: int
    tempi: Sequence[tuple[int, int]]
    lines: Sequence[Line]
    meters: Sequence[tuple[int, int, int]] = ((0, 4, 4),)

    def write(self, path: Path) -> Path:
        file = mido.MidiFile(type=1, ticks_per_beat=self.ticks)
        frame = [(tick, mido.MetaMessage("set_tempo", tempo=tempo)) for tick, tempo in self.tempi]
        for tick, beats, unit in self.meters:
            frame.append((tick, mido.MetaMessage("time_signature", numerator=beats, denominator=unit)))
        tracks = [frame]
        for line in self.lines:
            ends = [(end, mido.Message("note_off", note=key)) for key, _, end in line]
            tracks.append([*ends, *((at, mido.Message("note_on", note=key)) for key, at, _ in line)])
        for messages in tracks:
            track, now = mido.MidiTrack(), 0
            for tick, message in sorted(messages, key=lambda each: each[0]):
                track.append(message.copy(time=tick - now))
                now = tick
            file.tracks.append(track)
        file.save(path)
        return path

    def sample(self, tick: int) -> float:
        """Where a tick is, in samples: exact arithmetic, by the file's own tempi."""
        microseconds = Fraction(0)
        for (start, tempo), (end, _) in zip(self.tempi, [*self.tempi[1:], (tick, 0)], strict=True):
            if start < tick:
                microseconds += Fraction(min(end, tick) - start, self.ticks) * tempo
        return float(microseconds * RATE / 1_000_000)


def run(lengths: Sequence[int], start: int = 0, key: int = 60) -> list[tuple[int, int, int]]:
    """Notes one after the other, without a rest."""
    notes = []
    for number, length in enumerate(lengths):
        notes.append((key + number * 5 % 12, start, start + length))
        start += length
    return notes


SONGS = {
    "tempi that are no round numbers, 480 ticks": Song(
        480,
        [(0, 428_571), (1920, 613_497), (3520, 333_333), (4800, 1_000_001)],
        [run([480] * 4 + [160] * 6 + [240] * 4 + [96] * 5 + [60] * 4 + [480] * 2)],
    ),
    "tuplets of 96 ticks against a slow bass": Song(
        96,
        [(0, 500_000), (5 * 96, 545_454)],
        [run([32] * 6 + [48] * 4 + [24] * 4 + [16] * 6 + [12] * 8), run([96] * 7, key=36)],
    ),
    "1000 ticks, dotted, after a pick-up": Song(
        1000,
        [(0, 631_579)],
        [run([500] + [750, 250] * 3 + [125] * 8 + [200] * 5, start=0)],
        meters=[(0, 1, 8), (500, 3, 4)],
    ),
    "another pace on every beat": Song(
        960,
        [(beat * 960, 300_007 + 41_113 * beat) for beat in range(8)],
        [run([320] * 12, start=960), run([960, 480, 1440, 960], start=480, key=72)],
        meters=[(0, 7, 8)],
    ),
}


def without(document: Any, events: Sequence[str]) -> Any:
    """The document without some events."""
    kept = {id: event for id, event in document["events"].items() if id not in events}
    return {**document, "events": kept}


def first_difference(one: NDArray[np.float32], other: NDArray[np.float32]) -> int:
    """The first sample that differs by more than what is left, 90 dB down, of the last note that the voice played."""
    length = min(len(one), len(other))
    difference = np.abs(one[:length] - other[:length]).max(axis=1)
    return int(np.flatnonzero(difference > difference.max() / 5000)[0])


@pytest.mark.parametrize("name", SONGS)
def test_every_note_begins_at_its_sample(name: str, tmp_path: Path) -> None:
    song = SONGS[name]
    document, losses = read(song.write(tmp_path / "song.mid"))
    assert losses == []
    whole: Any = {**document, "nodes": {f"n{part}": SHARP | {"part": part} for part in document["parts"]}}
    notes = interpret(whole).notes
    for part, line in enumerate(song.lines):
        played = sorted((note for note in notes if note.part == part), key=lambda note: note.start)
        assert [note.key for note in played] == [key for key, _, _ in line]
        for note, (_, tick, _) in zip(played, line, strict=True):
            expected = song.sample(tick)
            seconds = (expected + 2400) / RATE
            heard, missing = (
                list(render(each, seconds=seconds).stems.values())[part]
                for each in (whole, without(whole, note.events))
            )
            assert abs(first_difference(heard, missing) - expected) <= 1


def test_ticks_that_hold_no_triplet_are_read_as_one_and_no_more_than_half_a_tick_off(tmp_path: Path) -> None:
    song = Song(1000, [(0, 500_000)], [run([333, 334, 333, 1000, 143, 143, 143, 142, 143, 143, 143])])
    document, _ = read(song.write(tmp_path / "song.mid"))
    reading = interpret(document)
    heard = [reading.tempo.seconds(note.start) * RATE for note in reading.notes]
    offs = [at - song.sample(tick) for at, (_, tick, _) in zip(heard, song.lines[0], strict=True)]
    assert 1 < max(map(abs, offs)) <= song.sample(1) / 2
