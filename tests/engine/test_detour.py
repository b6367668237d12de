"""The order of the sections, where another one is asked for while the piece plays."""

from typing import Any

import numpy as np
import pytest

from antiphon.document.codec import empty
from antiphon.engine.detour import as_written, detoured, redirected
from antiphon.engine.interpretation import Interpretation, interpret
from antiphon.engine.rehearsal import Asked
from antiphon.engine.render import render
from antiphon.engine.targets import Unsteerable
from antiphon.engine.transport import Loop
from tests.engine.test_steered_sound import BLOCK, ORGAN, RATE

PITCHES = {"A": "A4", "B": "C5", "C": "E5"}
HERTZ = {"A": 440.0, "B": 523.25, "C": 659.26}


def sections(**roots: Any) -> dict[str, Any]:
    """Three sections of a measure each, in 4/4 at 240 quarters a minute: a second each, four notes of its own pitch."""
    note = {"kind": "note", "part": "P", "duration": "1/2"}
    events = {
        f"n{name}{beat}": note | {"measure": f"M{name}", "onset": str(beat), "pitch": pitch}
        for name, pitch in PITCHES.items()
        for beat in range(4)
    }
    tempo = {"kind": "tempo", "measure": "MA", "onset": "0", "bpm": 240.0}
    return {
        **empty(),
        "parts": {"P": {"index": "a0", "name": "One"}},
        "measures": {f"M{name}": {"index": f"a{at}"} for at, name in enumerate(PITCHES)},
        "sections": {name: {"name": name, "measure": f"M{name}", "until": f"M{name}"} for name in PITCHES},
        "events": events | {"tempo": tempo},
        "nodes": {"organ": ORGAN | {"part": "P"}},
        **roots,
    }


def named(reading: Interpretation) -> str:
    return "".join(visit.measure.id[1:] for visit in reading.played)


@pytest.mark.parametrize(
    ("form", "position", "order", "turn"),
    [
        ("again", 1.0, "AABC", 4.0),
        ("again", 9.0, "ABCC", 12.0),
        ("next:C", 1.0, "AC", 4.0),
        ("next:A", 5.0, "ABABC", 8.0),
        ("next:B", 11.5, "ABCBC", 12.0),
        ("ending", 0.0, "AC", 4.0),
        ("ending", 10.0, "ABC", 12.0),
    ],
)
def test_another_section_comes_next(form: str, position: float, order: str, turn: float) -> None:
    written = interpret(sections())
    turned, place = redirected(written, as_written(written), form, position)
    reading = detoured(written, turned)
    assert (named(reading), place) == (order, turn)
    assert reading.course.duration == 4.0 * len(order)
    assert [note.start for note in reading.notes] == [float(at) for at in range(4 * len(order))]
    expected = [HERTZ[name] for name in order for _ in range(4)]
    assert [note.frequency for note in reading.notes] == pytest.approx(expected, rel=1e-4)
    assert reading.course.beats == tuple(float(at) for at in range(4 * len(order)))
    assert reading.course.sections == tuple(4.0 * at for at in range(len(order)))
    written_at = [reading.course.written(4.0 * at + 1) for at in range(len(order))]
    assert written_at == [4.0 * "ABC".index(name) + 1 for name in order]


@pytest.mark.parametrize(
    ("form", "loop", "order", "turn"),
    [
        ("next:C", (0.0, 4.0), "AC", 4.0),
        ("next:C", (0.0, 8.0), "ABC", 8.0),
        ("again", (0.0, 8.0), "ABBC", 8.0),
        ("next:A", (1.0, 4.5), "ABABC", 8.0),
        ("ending", (0.0, 12.0), "ABC", 12.0),
        ("next:C", (4.0, 8.0), "AC", 4.0),
    ],
)
def test_a_loop_ends_at_its_end_where_it_keeps_the_piece_from_the_turn(
    form: str, loop: tuple[float, float], order: str, turn: float
) -> None:
    written = interpret(sections())
    turned, place = redirected(written, as_written(written), form, 1.5, Loop(loop, *loop))
    assert (named(detoured(written, turned)), place) == (order, turn)


def test_one_detour_follows_another() -> None:
    written = interpret(sections())
    order, _ = redirected(written, as_written(written), "again", 1.0)
    order, place = redirected(written, order, "again", 5.0)
    assert (named(detoured(written, order)), place) == ("AAABC", 8.0)
    order, place = redirected(written, order, "next:C", 9.0)
    assert (named(detoured(written, order)), place) == ("AAAC", 12.0)


def test_the_form_is_left_and_entered() -> None:
    form = {"F1": {"index": "a0", "section": "A", "times": 2}, "F2": {"index": "a1", "section": "B"}}
    written = interpret(sections(form=form))
    assert named(written) == "AAB"
    order, place = redirected(written, as_written(written), "next:A", 9.0)
    assert (named(detoured(written, order)), place) == ("AABAAB", 12.0)
    with pytest.raises(Unsteerable, match="does not play it"):
        redirected(written, as_written(written), "next:C", 1.0)


def test_rehearsal_marks_divide_a_piece_without_sections() -> None:
    measures = {"MA": {"index": "a0"}, "MB": {"index": "a1", "rehearsal": "1"}, "MC": {"index": "a2"}}
    written = interpret(sections(sections={}, measures=measures))
    order, place = redirected(written, as_written(written), "next:MB", 5.0)
    assert (named(detoured(written, order)), place) == ("ABCBC", 12.0)
    bare = interpret(sections(sections={}))
    order, place = redirected(bare, as_written(bare), "again", 5.0)
    assert (named(detoured(bare, order)), place) == ("ABCABC", 12.0)
    with pytest.raises(Unsteerable, match="no sections"):
        redirected(bare, as_written(bare), "ending", 5.0)


def test_a_note_that_is_tied_over_the_turn_ends_there() -> None:
    text = sections()
    text["events"]["nA3"] |= {"duration": "1", "tie": True}
    text["events"]["nB0"] |= {"pitch": "A4"}
    written = interpret(text)
    (tied,) = [note for note in written.notes if note.start < 4 < note.end]
    order, _ = redirected(written, as_written(written), "next:C", 1.0)
    reading = detoured(written, order)
    assert [note.end for note in reading.notes if note.start == tied.start] == [4.0]


def test_the_render_takes_the_detour_with_a_tempo() -> None:
    asked = [Asked(0.5, {"tempo": 0.5}, "bar"), Asked(1.0, {"form": "next:C"}, "section")]
    sound = render(sections(), seconds=3.2, asked=asked).stems["One"][:, 0]
    times = np.flatnonzero(np.abs(sound) > 1e-3)
    onsets = times[np.flatnonzero(np.diff(times, prepend=-RATE) > RATE // 20)]
    assert len(onsets) == 8
    assert np.diff(onsets) == pytest.approx([RATE // 4] * 4 + [RATE // 2] * 3, abs=BLOCK)
    window = sound[onsets[4] + 2400 : onsets[4] + 9600] * np.hanning(7200)
    pitch = np.argmax(np.abs(np.fft.rfft(window, 96_000))) / 2
    assert pitch == pytest.approx(HERTZ["C"], rel=0.01)
