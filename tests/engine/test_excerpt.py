"""What is heard of a proposal: by samples, the place that it touches with it and without it."""

import asyncio
import io
from typing import Any

import numpy as np
import pytest
import soundfile

from antiphon.document.applying import applying
from antiphon.document.codec import normalise
from antiphon.document.operation import Operation
from antiphon.engine.audition import render
from antiphon.engine.audition_excerpt import MEASURES, before_and_after, excerpt, read_excerpt, touched
from antiphon.engine.audition_request import AuditionError
from antiphon.engine.excerpt_sound import LONGEST, TAIL
from antiphon.engine.render import RATE
from antiphon.engine.render import render as rendered

COUNT = 8


def note(part: str, measure: str, pitch: str, **fields: Any) -> dict[str, Any]:
    fixed = {"kind": "note", "part": part, "measure": measure, "onset": "0", "duration": "4", "pitch": pitch}
    return {**fixed, **fields}


def piece(**roots: Any) -> Any:
    """Eight measures of two parts, 120 to the minute: two seconds each."""
    events = {f"{part}{at}": note(part, f"m{at}", "A3") for part in "pq" for at in range(COUNT)}
    content = {
        "parts": {"p": {"index": "a", "name": "Flute"}, "q": {"index": "b", "name": "Cello"}},
        "measures": {f"m{at}": {"index": f"a{at}"} for at in range(COUNT)},
        "events": events,
        "nodes": {
            "sine": {"kind": "instrument.flute", "part": "p", "p_room": 0, "p_breath": 0},
            "bow": {"kind": "instrument.flute", "part": "q", "p_room": 0, "p_breath": 0},
        },
    }
    for root, entries in roots.items():
        content[root] = {**content.get(root, {}), **entries}
    return normalise(content)


def change(root: str, id: str, base: Any, **fields: Any) -> Operation:
    return Operation("change", root, id, fields, base)


def heard(document: Any, *operations: Operation, chosen: Any = None, now: bool = False) -> np.ndarray:
    asked = before_and_after(document, applying(document, operations, chosen), now)
    again = read_excerpt(asked.message())
    assert again.key == asked.key
    sound, rate = soundfile.read(io.BytesIO(asyncio.run(render(again))))
    assert rate == RATE
    assert len(sound) <= (LONGEST + TAIL) * RATE
    return sound


def strength(sound: np.ndarray, frequency: float) -> float:
    """How much there is of a frequency, as a share of it all."""
    power = np.abs(np.fft.rfft(sound.mean(axis=1) * np.hanning(len(sound)))) ** 2
    at = np.fft.rfftfreq(len(sound), 1 / RATE)
    return float(power[np.abs(at - frequency) < 6].sum() / power.sum())


def level(sound: np.ndarray) -> float:
    return float(np.sqrt(np.square(sound).mean()))


HIGHER = change("events", "p2", {"pitch": "A3"}, pitch="D5")
"""587 Hz in place of 220 Hz."""


def test_a_proposed_note_is_heard_and_not_in_what_is_there_now() -> None:
    then, now = heard(piece(), HIGHER), heard(piece(), HIGHER, now=True)
    assert strength(then, 587.3) > 0.1
    assert strength(now, 587.3) < 1e-4
    assert 2 * RATE <= len(now) <= (2 + TAIL) * RATE
    assert np.abs(then[-1]).max() < 1e-3


def test_only_what_is_chosen_is_heard() -> None:
    other = change("events", "q2", {"pitch": "A3"}, pitch="G4")
    part = heard(piece(), HIGHER, other, chosen=[1])
    assert strength(part, 392.0) > 0.1
    assert strength(part, 587.3) < 1e-4


def test_a_proposed_node_changes_the_sound_of_the_part_it_is_cabled_to() -> None:
    low = Operation(
        "put", "nodes", "low", {"kind": "filter.lowpass", "p_cutoff": 60.0, "x": 0.0, "y": 0.0}, {}
    )
    cable = Operation("put", "edges", "e", {"source": "sine", "target": "low"}, {})
    document = piece()
    for at in range(3):
        del document["events"][f"p{at}"]
    asked = before_and_after(document, applying(document, [low, cable]))
    assert asked.measures == ("m3", "m4")
    for at in range(COUNT):
        del document["events"][f"q{at}"]
    assert level(heard(document, low, cable)) < level(heard(document, low, cable, now=True)) / 4


def test_what_is_proposed_for_the_mixer_is_heard_at_its_level() -> None:
    softer = change("mix", "p", {"gain": None}, gain=-24.0)
    document = piece(events={f"q{at}": note("q", f"m{at}", "A3", kind="rest") for at in range(COUNT)})
    ratio = level(heard(document, softer, now=True)) / level(heard(document, softer))
    assert 20 * np.log10(ratio) == pytest.approx(24, abs=1)


def test_a_muted_part_is_silent_and_that_is_said() -> None:
    mute = [change("mix", id, {"mute": None}, mute=True) for id in "pq"]
    with pytest.raises(AuditionError, match="Nothing sounds in these measures"):
        heard(piece(), *mute)
    assert level(heard(piece(), *mute, now=True)) > 0.001


def test_new_measures_are_heard_and_are_not_there_now() -> None:
    measure = Operation("put", "measures", "end", {"index": "b"}, {})
    new = Operation("put", "events", "new", note("p", "end", "D5"), {})
    assert strength(heard(piece(), measure, new), 587.3) > 0.1
    with pytest.raises(AuditionError, match="its measures are new"):
        heard(piece(), measure, new, now=True)


def test_a_note_that_is_tied_into_it_is_heard_with_its_beginning_left_out() -> None:
    ties = {f"p{at}": note("p", f"m{at}", "D5", tie=True) for at in range(5)}
    document = piece(events=ties)
    softer = change("events", "q5", {"pitch": "A3"}, pitch="G4")
    del document["events"]["p6"], document["events"]["p7"]
    document["events"]["p5"] = note("p", "m5", "D5")
    assert strength(heard(document, softer), 587.3) > 0.1


def test_it_sounds_as_it_does_in_the_whole_piece() -> None:
    marks = {
        "loud": {"kind": "dynamic", "part": "p", "measure": "m0", "onset": "0", "dynamic": "ff"},
        "slow": {"kind": "tempo", "measure": "m1", "onset": "0", "bpm": 60.0},
    }
    document = piece(events=marks)
    sound = heard(document, HIGHER)
    whole = rendered(applying(document, [HIGHER]).written(document)).mix
    there = whole[6 * RATE : 10 * RATE]  # the first measure lasts two seconds, the others four
    assert len(sound) >= 4 * RATE
    # As far as voices of an instrument sound alike: their phases are by chance.
    assert level(sound[: 4 * RATE]) == pytest.approx(level(there), rel=0.2)
    assert strength(sound[: 4 * RATE], 587.3) == pytest.approx(strength(there, 587.3), rel=0.1)


def test_what_is_heard_is_a_few_measures_and_no_more_of_the_piece_than_they_need() -> None:
    far = [change("events", f"p{at}", {"pitch": "A3"}, pitch="D5") for at in (0, 7)]
    document = piece(annotations={"a": {"target": "p0", "text": "Hm"}})
    asked = before_and_after(document, applying(document, far))
    assert asked.measures == ("m0", "m1", "m2", "m3")
    assert len(asked.measures) == MEASURES
    assert "p7" not in asked.document["events"]
    assert asked.document["annotations"] == {}
    elsewhere = piece(events={"p7": note("p", "m7", "E5")}, annotations={})
    assert excerpt(elsewhere, asked.measures[:1]).key == excerpt(document, asked.measures[:1]).key
    assert touched(document, document, [("spans", "none")]) == ("m0", "m1")


def test_a_measure_that_no_repeat_plays_is_refused() -> None:
    document = piece(
        sections={"s": {"name": "A", "measure": "m4", "until": "m5"}},
        form={"f": {"index": "a", "section": "s"}},
    )
    with pytest.raises(AuditionError, match="are not played"):
        heard(document, HIGHER)


def test_what_others_have_changed_is_not_heard() -> None:
    document = piece(events={"p2": note("p", "m2", "E4")})
    with pytest.raises(AuditionError, match="others have changed the same"):
        heard(document, HIGHER)
    with pytest.raises(AuditionError, match="choose a change"):
        heard(document, HIGHER, chosen=[])
