import hashlib
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from antiphon.document.codec import decode, empty, encode
from antiphon.document.types import Document
from antiphon.engine import render as module
from antiphon.engine import track_file
from antiphon.engine.limiter import CEILING
from antiphon.engine.manifest import Manifest
from antiphon.engine.render import RATE, RenderError, render, render_file

Samples = NDArray[np.float32]


def note(part: str, measure: str, onset: str, duration: str, pitch: str) -> dict[str, str]:
    fields = {"part": part, "measure": measure, "onset": onset, "duration": duration, "pitch": pitch}
    return {"kind": "note", **fields}


def document(**roots: Any) -> dict[str, Any]:
    """Two parts, two measures of 4/4 at 120: a flute's quarters on A4, and a harp's two notes."""
    events = {f"a{i}{j}": note("P1", f"m{i}", str(j), "1/2", "A4") for i in (1, 2) for j in range(4)}
    events |= {"b1": note("P2", "m1", "0", "4", "E3"), "b2": note("P2", "m2", "2", "2", "C5")}
    return {
        **empty(),
        "parts": {
            "P1": {"index": "a0", "name": "Flute 1/2", "instrument": "Flute"},
            "P2": {"index": "a1", "name": "Harp", "instrument": "Harp"},
        },
        "measures": {"m1": {"index": "a0", "meter": "4/4"}, "m2": {"index": "a1"}},
        "events": events,
        **roots,
    }


DRY = {"f": {"kind": "instrument.organ", "part": "P1", "p_room": 0, "p_release": 0.02, "p_attack": 0.002}}


def onsets(sound: Samples) -> list[float]:
    """Seconds at which something starts after silence."""
    loud = np.abs(sound[:, 0]) > 2e-3
    starts = []
    quiet = RATE
    for frame in np.flatnonzero(np.diff(np.concatenate([[0], loud.astype(np.int8)]))):
        if loud[frame]:
            if frame - quiet > 0.05 * RATE or not starts:
                starts.append(frame / RATE)
        else:
            quiet = frame
    return starts


def strongest(sound: Samples) -> float:
    power = np.abs(np.fft.rfft(sound[:, 0] * np.hanning(len(sound))))
    return float(np.argmax(power) * RATE / len(sound))


def test_each_part_plays_its_notes_on_its_stem_and_in_time() -> None:
    rendering = render(document(nodes=DRY))
    assert list(rendering.stems) == ["Flute 1/2", "Harp"]
    flute, harp = rendering.stems.values()
    assert onsets(flute) == pytest.approx([i / 2 for i in range(8)], abs=0.001)
    assert strongest(flute[: RATE // 5]) in (pytest.approx(440, abs=6), pytest.approx(880, abs=6))
    assert strongest(harp[RATE // 2 : RATE]) == pytest.approx(164.8, abs=2)
    assert strongest(harp[3 * RATE + RATE // 5 :]) == pytest.approx(523.3, abs=2)
    assert rendering.muted == ()


def test_stems_sum_to_the_mix() -> None:
    rendering = render(document())
    assert 0.01 < np.abs(rendering.mix).max() < CEILING
    assert np.allclose(sum(rendering.stems.values()), rendering.mix, atol=1e-6)
    assert len(rendering.mix) > 4 * RATE


def test_the_tail_is_heard_out() -> None:
    rendering = render(document())
    assert np.abs(rendering.mix[-BATCH_FRAMES:]).max() < 10 ** (-66 / 20)
    assert np.abs(rendering.mix[4 * RATE : 4 * RATE + 2400]).max() > 10 ** (-50 / 20)


BATCH_FRAMES = module.BATCH * module.BLOCK


def test_steering_moves_the_notes_from_its_bar_on() -> None:
    rendering = render(document(nodes=DRY), steering=[(4, 0.5)])
    expected = [0, 0.5, 1, 1.5, 2, 3, 4, 5]
    assert onsets(rendering.stems["Flute 1/2"]) == pytest.approx(expected, abs=0.001)


def test_the_same_twice_is_the_same_and_another_seed_is_not() -> None:
    hall = {"h": {"kind": "effect.reverb"}, "f": {"kind": "instrument.flute", "part": "P1"}}
    piece = document(nodes=hall, edges={"e": {"source": "f", "target": "h"}})
    first = render(piece, seconds=1.5)
    assert np.array_equal(first.mix, render(piece, seconds=1.5).mix)
    assert not np.array_equal(first.mix, render(piece, seconds=1.5, seed=1).mix)


def test_a_length_is_kept_to_the_sample_and_ends_softly() -> None:
    for seconds in (0.5, 1.2345, 20.0):
        mix = render(document(), seconds=seconds).mix
        assert len(mix) == round(seconds * RATE)
        assert np.abs(mix[-20:]).max() < 2e-3


def test_files_are_24_bit_and_named_by_part(tmp_path: Path) -> None:
    told: list[tuple[float, float]] = []
    out, stems = tmp_path / "mix.wav", tmp_path / "new" / "stems"
    muted = render_file(document(), out, stems=stems, progress=lambda done, total: told.append((done, total)))
    assert muted == ()
    names = ["01 Flute 1-2.wav", "02 Harp.wav"]
    assert sorted(path.name for path in stems.iterdir()) == [*names, "manifest.json"]
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["mix.wav"]
    info = soundfile.info(out)
    assert (info.samplerate, info.channels, info.subtype) == (48_000, 2, "PCM_24")
    mix, _ = soundfile.read(out)
    parts = [soundfile.read(stems / name)[0] for name in names]
    assert np.allclose(sum(parts), mix, atol=1e-6)
    rendering = render(document())
    assert np.allclose(mix, rendering.mix, atol=2**-22)
    done = [seconds for seconds, _ in told]
    assert done == sorted(done)
    assert told[-1][0] == told[-1][1] == pytest.approx(len(mix) / RATE)
    assert len(told) > 5


@pytest.mark.parametrize("format", ["wav", "flac"])
def test_a_manifest_says_what_the_files_are(format: track_file.Format, tmp_path: Path) -> None:
    out, stems = tmp_path / f"mix.{format}", tmp_path / "stems"
    piece = document(meta={"title": "Duo"})
    render_file(piece, out, stems=stems, format=format, piece="duo.antiphon", seconds=1, seed=3)
    manifest = Manifest.read(stems)
    assert (manifest.piece, manifest.title, manifest.format) == ("duo.antiphon", "Duo", format)
    assert (manifest.rate, manifest.block, manifest.seed, manifest.status) == (48_000, 128, 3, "complete")
    assert manifest.frames == RATE
    flute, harp = f"01 Flute 1-2.{format}", f"02 Harp.{format}"
    assert [(each.file, each.part) for each in manifest.files] == [
        (f"../mix.{format}", None),
        (flute, "P1"),
        (harp, "P2"),
    ]
    for entry in manifest.files:
        path = stems / entry.file
        assert entry.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        sound, _ = soundfile.read(path)
        assert len(sound) == entry.frames == RATE
        assert 20 * np.log10(np.abs(sound).max()) == pytest.approx(entry.peak, abs=0.01)
    as_wav = render(piece, seconds=1, seed=3)
    assert np.allclose(soundfile.read(stems / harp)[0], as_wav.stems["Harp"], atol=2**-22)


def test_a_part_fed_into_a_common_node_sounds_on_the_shared_stem() -> None:
    nodes = {
        "one": {"kind": "instrument.flute", "part": "P1"},
        "two": {"kind": "instrument.pluck", "part": "P2"},
        "hall": {"kind": "effect.reverb"},
    }
    edges = {"a": {"source": "one", "target": "hall"}, "b": {"source": "two", "target": "hall"}}
    heard = render(document(nodes=nodes, edges=edges), seconds=1)
    assert list(heard.stems) == ["Flute 1/2", "Harp", "shared"]
    assert not heard.stems["Harp"].any()
    assert np.abs(heard.stems["shared"]).max() > 0.01
    mix = {"P1": {"mute": True}, "P2": {"mute": True}}
    silent = render(document(nodes=nodes, edges=edges, mix=mix), seconds=1)
    assert np.abs(silent.mix).max() < 1e-6


def test_what_lay_there_stays_when_a_render_fails(tmp_path: Path) -> None:
    out = tmp_path / "mix.wav"
    out.write_bytes(b"precious")

    class Interrupted(Exception):
        pass

    def interrupt(done: float, total: float) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        render_file(document(), out, stems=tmp_path / "stems", progress=interrupt)
    assert out.read_bytes() == b"precious"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["mix.wav"]
    with pytest.raises(RenderError, match="no note"):
        render_file(empty(), out)
    assert out.read_bytes() == b"precious"


def test_a_long_piece_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    def most(seconds: float) -> float:
        tracemalloc.start()
        try:
            render_file(document(), tmp_path / "mix.flac", stems=tmp_path, format="flac", seconds=seconds)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    most(1)
    # In memory, twelve seconds more of the mix and two stems would be 14 MB.
    assert most(15) < most(3) + 1e6


def test_a_piece_that_a_wav_file_does_not_hold_is_refused_before_it_is_rendered(tmp_path: Path) -> None:
    slow = {"t": {"kind": "tempo", "measure": "m1", "onset": "0", "bpm": 10}}
    measures = {f"m{i}": {"index": f"a{i:03d}", "meter": "32/1"} for i in range(1, 21)}
    long = document(measures=measures, events=document()["events"] | slow)
    out = tmp_path / "mix.wav"
    with pytest.raises(RenderError, match=r"lasts \d+ h \d\d min.* FLAC"):
        render_file(long, out)
    assert list(tmp_path.iterdir()) == []


# Of the stems each file is smaller than 600 kB, and their archive larger.
@pytest.mark.parametrize(("format", "most"), [("wav", 150_000), ("flac", 150_000), ("stems", 600_000)])
def test_an_export_that_the_disk_does_not_take_is_a_sentence(format: str, most: int, tmp_path: Path) -> None:
    limited = f"import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); "
    run = "runpy.run_module('antiphon.engine.export', run_name='__main__', alter_sys=True)"
    words = [sys.executable, "-c", limited + run, format, str(tmp_path / "out")]
    text = encode(cast(Document, document()))
    done = subprocess.run(words, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "cannot be written: " in done.stderr


def test_a_bad_length_or_place_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="more than 0 seconds, not 0"):
        render(document(), seconds=0)
    with pytest.raises(RenderError, match="cannot be written"):
        render_file(document(), tmp_path / "nowhere" / "mix.wav", seconds=0.1)


def test_a_whole_piece_is_loud_enough_and_never_too_loud() -> None:
    pieces = sorted((Path(__file__).parents[2] / "lessons" / "pieces").glob("*.antiphon"))
    assert pieces
    rendering = render(decode(pieces[-1].read_text(encoding="utf-8")), seconds=30)
    level = 10 * np.log10((rendering.mix[RATE:-RATE] ** 2).mean() * 2)
    assert -30 < level < -14
    assert np.abs(rendering.mix).max() <= CEILING
    assert rendering.muted == ()
