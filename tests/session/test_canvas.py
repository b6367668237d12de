"""The canvas: its grid of notes, its knobs, what may be said of it."""

from fractions import Fraction

import pytest

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.session.canvas import (
    CanvasRefused,
    Knob,
    Stroke,
    bits,
    flags,
    free_voice,
    grid,
    levels,
    read_stroke,
)


def piece(measures=4, meter="4/4", key=0, mode="major", part=None, events=None, drums=None):
    document = empty()
    document["parts"]["flute"] = {"index": "a", "name": "Flute", **(part or {})}
    for number in range(1, measures + 1):
        document["measures"][f"m{number}"] = {"index": f"{number:03}"}
    document["measures"]["m1"] |= {"meter": meter, "key": key, "mode": mode}
    document["events"] |= events or {}
    document["percussion"] |= drums or {}
    return project(document)


def note(pitch="C5", measure="m1", onset="0", duration="1/2", **more):
    return {
        "kind": "note",
        "part": "flute",
        "measure": measure,
        "onset": onset,
        "duration": duration,
        "pitch": pitch,
        **more,
    }


@pytest.mark.parametrize(
    ("measures", "meter", "length", "steps", "beats"),
    [
        (1, "4/4", "1/4", 16, [0, 4, 8, 12]),
        (2, "3/4", "1/4", 24, [0, 4, 8, 12, 16, 20]),
        (4, "4/4", "1/2", 32, list(range(0, 32, 2))),
        (8, "4/4", "1/2", 64, list(range(0, 64, 2))),
        (12, "4/4", "1", 48, list(range(48))),
        (4, "6/8", "1/2", 24, list(range(0, 24, 3))),
        (3, "7/16", "1/4", 21, list(range(21))),
    ],
)
def test_a_grid_has_steps_that_fit_its_meter_and_a_phone(measures, meter, length, steps, beats):
    made = grid(piece(measures, meter), "flute", "m1", f"m{measures}", 0)
    assert (made.length, made.steps, list(made.beats)) == (Fraction(length), steps, beats)
    assert made.describe()["measures"] == [
        [number, (number - 1) * steps // measures] for number in range(1, measures + 1)
    ]


def test_the_rows_are_the_pitches_of_the_key_around_what_the_part_plays():
    made = grid(piece(key=2, events={"a": note("F#4"), "b": note("C#5", onset="1")}), "flute", "m1", "m1", 2)
    labels = [row.label for row in made.rows]
    assert labels == ["D4", "E4", "F#4", "G4", "A4", "B4", "C#5", "D5", "E5"]
    assert made.tonics == (0, 7)


def test_the_tonic_of_a_mode_is_its_own():
    made = grid(piece(key=0, mode="dorian"), "flute", "m1", "m1", 0)
    assert {made.rows[row].pitch[0] for row in made.tonics} == {"D"}


def test_an_empty_part_has_the_middle_of_its_clef():
    events = {"c": {"kind": "clef", "part": "flute", "measure": "m1", "onset": "0", "clef": "F4"}}
    made = grid(piece(events=events), "flute", "m1", "m1", 0)
    assert "D3" in [row.label for row in made.rows]
    assert len(made.rows) == 8


def test_the_rows_of_percussion_are_its_drums():
    drums = {
        "snare": {"part": "flute", "name": "Snare drum", "pitch": "C5", "key": 38},
        "kick": {"part": "flute", "name": "Bass drum", "pitch": "F4", "key": 36},
    }
    made = grid(piece(drums=drums), "flute", "m1", "m1", 0)
    assert [row.label for row in made.rows] == ["Bass drum", "Snare drum"]
    assert made.note(16 * 3 + 1, 1)["drum"] == "snare"


def test_a_range_beyond_sixteen_rows_is_shown_at_its_edge():
    made = grid(piece(events={"a": note("C2"), "b": note("C7", onset="2")}), "flute", "m1", "m1", 0)
    assert len(made.rows) == 16
    high = made.see(note("C7", onset="2", duration="1/4"))
    assert high.place is None
    assert high.places == (8 * 16 + 15,)


def test_a_note_of_a_place_is_seen_at_that_place():
    made = grid(piece(measures=4, key=-1), "flute", "m1", "m4", -1)
    for place in range(made.steps * 16):
        if place % 16 < len(made.rows):
            assert made.see(made.note(place, 1)).place == place
    assert made.note(16 * 9, 2)["measure"] == "m2"
    assert made.note(16 * 9, 2)["onset"] == "1/2"
    assert made.note(16 * 9, 2)["voice"] == 2


@pytest.mark.parametrize(
    "more",
    [
        {"duration": "1"},
        {"duration": "1/4"},
        {"onset": "1/3"},
        {"pitch": "C#5"},
        {"tie": True},
        {"tuplet": "3:2"},
    ],
)
def test_what_the_grid_cannot_say_is_seen_and_not_touched(more):
    made = grid(piece(), "flute", "m1", "m4", 0)
    seen = made.see(note() | more)
    assert seen.place is None
    assert seen.places


@pytest.mark.parametrize(
    "event",
    [
        note(measure="m9"),
        note() | {"part": "oboe"},
        note(grace="after"),
        {"kind": "rest", "part": "flute", "measure": "m1", "onset": "0", "duration": "1"},
    ],
)
def test_what_is_not_of_the_grid_is_not_seen(event):
    assert grid(piece(), "flute", "m1", "m4", 0).see(event) is None


def test_the_notes_of_a_canvas_go_where_nothing_else_is():
    made = grid(piece(), "flute", "m1", "m4", 0)
    assert free_voice([made.see(note())]) == 1
    assert free_voice([made.see(note(duration="4")), made.see(note(duration="4", voice=2))]) == 3


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [("oboe", "m1", "m2"), ("flute", "m0", "m2"), ("flute", "m3", "m2"), ("flute", "m1", "m40")],
)
def test_there_is_no_grid_of_what_is_not_there_or_too_long(part, first, last):
    with pytest.raises(CanvasRefused):
        grid(piece(measures=40), part, first, last, 0)


def test_a_stroke_is_read_within_the_canvas():
    assert read_stroke({"type": "paint", "cell": [3, 2], "on": True}, 4, 3, 0) == Stroke(50, 1.0)
    assert read_stroke({"type": "turn", "knob": 1, "value": 0.5}, 0, 0, 2) == Stroke(1, 0.5)


@pytest.mark.parametrize(
    "message",
    [
        {"type": "paint", "cell": [4, 0], "on": True},
        {"type": "paint", "cell": [0, 3], "on": True},
        {"type": "paint", "cell": [-1, 0], "on": True},
        {"type": "paint", "cell": [True, 0], "on": True},
        {"type": "paint", "cell": [0, 0, 0], "on": True},
        {"type": "paint", "cell": [0.5, 0], "on": True},
        {"type": "paint", "cell": "00", "on": True},
        {"type": "paint", "cell": [0, 0], "on": 1},
        {"type": "paint", "cell": [10**30, 0], "on": True},
        {"type": "turn", "knob": 2, "value": 0.5},
        {"type": "turn", "knob": 0, "value": 1.01},
        {"type": "turn", "knob": 0, "value": float("nan")},
        {"type": "turn", "knob": 0, "value": True},
        {"type": "turn", "knob": False, "value": 0.5},
        {"type": "turn", "knob": 0, "value": None},
        {"type": "erase"},
        {},
    ],
)
def test_what_is_outside_or_no_stroke_is_refused(message):
    with pytest.raises(CanvasRefused):
        read_stroke(message, 4, 3, 2)


def test_a_knob_turns_along_its_scale():
    cutoff = Knob("n", "p_cutoff", "Cutoff", "Filter", "Hz", 20.0, 20000.0, 1000.0, "log")
    assert cutoff.value(0.0) == 20.0
    assert cutoff.value(1.0) == 20000.0
    assert cutoff.value(cutoff.turn(632.456)) == pytest.approx(632.456)
    steps = Knob("n", "p_steps", "Steps", "Filter", "", 1.0, 8.0, 4.0, "linear", whole=True)
    assert steps.value(0.5) == 4.0
    assert steps.turn(99.0) == 1.0


def test_places_are_short_texts():
    assert bits([15, 16 * 63], 64) == "8000" + "0" * 248 + "0001"
    assert levels([0.5, None]) == "80.."
    assert flags({0, 2}, 3) == "101"
