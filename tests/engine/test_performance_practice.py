"""What the marks of a score make of its notes: exact onsets, ends and keys."""

from fractions import Fraction
from typing import Any

import pytest

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine.sequence import SoundingNote, sequence

Row = tuple[int, float, float]


def played(events: dict[str, dict[str, Any]], **more: Any) -> tuple[SoundingNote, ...]:
    """What sounds of events: notes in m1 of part P1 where nothing else is said, of a quarter's length."""
    base = {"kind": "note", "part": "P1", "measure": "m1", "onset": "0"}
    document = {
        **empty(),
        "parts": {"P1": {"index": "a0", "name": "One", "staves": 2, **more.get("part", {})}},
        "measures": more.get("measures", {"m1": {"index": "a0"}, "m2": {"index": "a1"}}),
        "events": {
            id: base | ({"duration": "1"} if event.get("kind", "note") == "note" else {}) | event
            for id, event in events.items()
        },
        "spans": more.get("spans", {}),
        "percussion": more.get("percussion", {}),
        "meta": more.get("meta", {}),
    }
    piece = project(document)
    assert piece.problems == ()
    return sequence(piece)


def rows(notes: tuple[SoundingNote, ...]) -> list[Row]:
    return [(note.key, note.start, note.end) for note in notes]


def edges(notes: tuple[SoundingNote, ...]) -> list[tuple[float, float]]:
    return [(note.start, note.end) for note in notes]


@pytest.mark.parametrize(
    ("marks", "share"),
    [
        ({}, 1),
        ({"tenuto": True}, 1),
        ({"accent": True}, 1),
        ({"staccato": True}, Fraction(1, 2)),
        ({"staccatissimo": True}, Fraction(1, 3)),
        ({"staccato": True, "tenuto": True}, Fraction(2, 3)),
        ({"detached_legato": True}, Fraction(2, 3)),
        ({"strong_accent": True}, Fraction(2, 3)),
        ({"breath_mark": True}, Fraction(3, 4)),
    ],
)
def test_articulations_shorten(marks: dict[str, bool], share: Fraction) -> None:
    (note,) = played({"n": {"pitch": "C4", "onset": "1", "duration": "2", **marks}})
    assert (note.start, note.end) == (1, pytest.approx(float(1 + 2 * share)))


def test_accents_are_louder() -> None:
    plain, accent, strong, soft = played(
        {
            "a": {"pitch": "C4", "onset": "1"},
            "b": {"pitch": "D4", "onset": "3", "accent": True},
            "c": {"pitch": "C4", "onset": "1", "measure": "m2", "strong_accent": True},
            "d": {"pitch": "D4", "onset": "3", "measure": "m2", "unstress": True},
        }
    )
    assert plain.velocity == pytest.approx(80 / 127 * 1.03)
    assert [note.velocity / plain.velocity for note in (accent, strong, soft)] == pytest.approx(
        [1.2, 1.44, 0.9]
    )


def test_the_last_of_tied_notes_is_the_one_that_is_short() -> None:
    (note,) = played(
        {"a": {"pitch": "C4", "tie": True}, "b": {"pitch": "C4", "onset": "1", "staccato": True}}
    )
    assert (note.start, note.end, note.events) == (0, 1.5, ("a", "b"))


def test_dynamics_are_of_their_staff_and_its_silent_neighbours() -> None:
    events = {
        "d": {"kind": "dynamic", "dynamic": "p", "onset": "1"},
        "a": {"pitch": "C5", "onset": "1"},
        "b": {"pitch": "C3", "onset": "1", "staff": 2},
    }
    assert [note.velocity for note in played(events)] == pytest.approx([49 / 127 * 1.03] * 2)
    events["e"] = {"kind": "dynamic", "dynamic": "ff", "onset": "0", "staff": 2}
    low, high = played(events)
    assert (low.velocity, high.velocity) == pytest.approx((112 / 127 * 1.03, 49 / 127 * 1.03))


def test_a_hairpin_is_heard_note_by_note() -> None:
    notes = played(
        {
            "p": {"kind": "dynamic", "dynamic": "p", "onset": "0"},
            "f": {"kind": "dynamic", "dynamic": "f", "onset": "0", "measure": "m2"},
            **{f"n{beat}": {"pitch": "C4", "onset": str(beat)} for beat in range(4)},
            "last": {"pitch": "C4", "measure": "m2"},
        },
        spans={"h": {"kind": "crescendo", "start": "n0", "end": "last"}},
    )
    weights = [1.12, 1.03, 1.07, 1.03, 1.12]
    assert [
        127 * note.velocity / weight for note, weight in zip(notes, weights, strict=True)
    ] == pytest.approx([49, 60.75, 72.5, 84.25, 96])


def test_slurred_notes_go_on_into_the_next_one() -> None:
    pitches = {"a": "C4", "b": "D4", "c": "D4", "d": "E4"}
    notes = played(
        {id: {"pitch": pitch, "onset": str(index)} for index, (id, pitch) in enumerate(pitches.items())},
        spans={"s": {"kind": "slur", "start": "a", "end": "c"}},
    )
    assert edges(notes) == [(0, 1.0625), (1, 2), (2, 3), (3, 4)], "a note does not go on into itself"


def test_dots_under_a_slur_are_portato() -> None:
    notes = played(
        {"a": {"pitch": "C4", "duration": "3/2", "staccato": True}, "b": {"pitch": "D4", "onset": "3/2"}},
        spans={"s": {"kind": "slur", "start": "a", "end": "b"}},
    )
    assert edges(notes) == [(0, 1), (1.5, 2.5)]


def test_a_pedal_holds_until_it_is_let_go_or_the_key_struck_again() -> None:
    notes = played(
        {
            "a": {"pitch": "C4"},
            "b": {"pitch": "E4", "onset": "1"},
            "c": {"pitch": "C4", "onset": "2"},
            "d": {"pitch": "G4", "onset": "3"},
        },
        spans={"p": {"kind": "pedal", "start": "a", "end": "c"}},
    )
    assert rows(notes) == [(60, 0, 2), (64, 1, 3), (60, 2, 3), (67, 3, 4)]


def test_what_rings_on_rings_to_the_bar_line() -> None:
    assert edges(played({"a": {"pitch": "C4", "onset": "1", "let_ring": True}})) == [(1, 4)]


def test_cue_notes_are_silent_and_hidden_ones_sound() -> None:
    notes = played({"a": {"pitch": "C4", "cue": True}, "b": {"pitch": "D4", "onset": "1", "hidden": True}})
    assert rows(notes) == [(62, 1, 2)]


def test_drums_sound_on_their_key_whatever_they_are_drawn_at() -> None:
    (note,) = played(
        {"a": {"pitch": "C5", "drum": "snare"}},
        percussion={"snare": {"part": "P1", "name": "Snare drum", "pitch": "C5", "key": 38}},
        part={"chromatic": -12},
    )
    assert (note.key, note.frequency) == (38, pytest.approx(440 * 2 ** ((38 - 69) / 12)))


def grace(kind: str, pitch: str, duration: str = "1/2", index: str = "a", **more: Any) -> dict[str, Any]:
    return {"pitch": pitch, "grace": kind, "duration": duration, "index": index, **more}


def test_acciaccaturas_come_before_the_beat() -> None:
    notes = played(
        {
            "a": {"pitch": "C4"},
            "x": grace("acciaccatura", "D4", index="a", onset="1"),
            "y": grace("acciaccatura", "F4", index="b", onset="1"),
            "b": {"pitch": "E4", "onset": "1"},
        }
    )
    assert rows(notes) == [(60, 0, 0.75), (62, 0.75, 0.875), (65, 0.875, 1), (64, 1, 2)]
    assert [note.id for note in notes] == ["a", "x", "y", "b"]


def test_they_leave_the_note_before_half_of_its_length() -> None:
    events = {
        "a": {"pitch": "C4", "duration": "1/4"},
        "b": {"pitch": "E4", "onset": "1/4"},
        **{id: grace("acciaccatura", "D4", index=id, onset="1/4") for id in "uvwx"},
    }
    assert edges(played(events))[:3] == [(0, 0.125), (0.125, 0.15625), (0.15625, 0.1875)]


def test_at_the_very_beginning_they_are_on_the_beat() -> None:
    notes = played({"x": grace("acciaccatura", "D4"), "a": {"pitch": "C4"}})
    assert rows(notes) == [(62, 0, 0.125), (60, 0.125, 1)]


def test_an_appoggiatura_takes_its_share() -> None:
    half = played({"x": grace("appoggiatura", "D4", "1"), "a": {"pitch": "C4", "duration": "2"}})
    assert rows(half) == [(62, 0, 1), (60, 1, 2)]
    long = played({"x": grace("appoggiatura", "D4", "2"), "a": {"pitch": "C4", "duration": "2"}})
    assert rows(long) == [(62, 0, 1), (60, 1, 2)]
    dotted = played({"x": grace("appoggiatura", "D4", "2"), "a": {"pitch": "C4", "duration": "3"}})
    assert rows(dotted) == [(62, 0, 2), (60, 2, 3)]


def test_grace_notes_after_a_note_take_of_its_end() -> None:
    notes = played(
        {
            "a": {"pitch": "C4", "duration": "2"},
            "x": grace("after", "B3", index="a"),
            "y": grace("after", "C4", index="b"),
            "b": {"pitch": "D4", "onset": "2"},
        }
    )
    assert rows(notes) == [(60, 0, 1.75), (59, 1.75, 1.875), (60, 1.875, 2), (62, 2, 3)]


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("mordent", [(71, 0, 0.125), (69, 0.125, 0.25), (71, 0.25, 1)]),
        ("inverted_mordent", [(71, 0, 0.125), (72, 0.125, 0.25), (71, 0.25, 1)]),
        ("turn", [(72, 0, 0.125), (71, 0.125, 0.25), (69, 0.25, 0.375), (71, 0.375, 1)]),
        ("inverted_turn", [(69, 0, 0.125), (71, 0.125, 0.25), (72, 0.25, 0.375), (71, 0.375, 1)]),
        ("schleifer", [(67, 0, 0.125), (69, 0.125, 0.25), (71, 0.25, 1)]),
    ],
)
def test_ornaments(mark: str, expected: list[Row]) -> None:
    notes = played({"a": {"pitch": "B4", mark: True}})
    assert rows(notes) == expected
    assert all(note.events == ("a",) for note in notes)


def test_ornaments_go_by_the_key_as_the_part_is_written() -> None:
    measures = {"m1": {"index": "a0", "key": -3}}
    flat = played({"a": {"pitch": "D4", "inverted_mordent": True}}, measures=measures)
    assert [note.key for note in flat] == [62, 63, 62]
    clarinet = {"diatonic": -1, "chromatic": -2}
    natural = played({"a": {"pitch": "E4", "inverted_mordent": True}}, measures=measures, part=clarinet)
    assert [note.key for note in natural] == [62, 63, 62], "written in one flat: E and F"


def test_a_trill_alternates_and_ends_on_its_note() -> None:
    notes = played({"a": {"pitch": "C4", "duration": "1", "trill": True}})
    assert [note.key for note in notes] == [60, 62, 60, 62, 60, 62, 60]
    assert edges(notes)[0] == (0, pytest.approx(1 / 7))
    assert notes[-1].end == 1


def test_the_line_of_a_trill_is_over_all_its_notes() -> None:
    notes = played(
        {
            "a": {"pitch": "C4", "tie": True},
            "b": {"pitch": "C4", "onset": "1"},
            "c": {"pitch": "C4", "onset": "2"},
        },
        spans={"t": {"kind": "trill", "start": "a", "end": "b"}},
    )
    assert len(notes) == 15 + 1
    assert notes[-1].start == 2


def test_tremolo_strikes_again() -> None:
    notes = played({"a": {"pitch": "C4", "tremolo": 2}})
    assert edges(notes) == [(0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1)]
    tied = played(
        {"a": {"pitch": "C4", "tremolo": 1, "tie": True}, "b": {"pitch": "C4", "onset": "1", "tremolo": 1}}
    )
    assert edges(tied) == [(0, 0.5), (0.5, 1), (1, 1.5), (1.5, 2)]


def test_a_tremolo_between_two_notes_alternates() -> None:
    notes = played(
        {"a": {"pitch": "C4"}, "b": {"pitch": "E4", "onset": "1"}},
        spans={"t": {"kind": "tremolo", "start": "a", "end": "b", "strokes": 1}},
    )
    assert rows(notes) == [(60, 0, 0.5), (64, 0.5, 1), (60, 1, 1.5), (64, 1.5, 2)]


def test_a_glissando_runs_to_its_note() -> None:
    notes = played(
        {"a": {"pitch": "C4", "duration": "2"}, "b": {"pitch": "E4", "onset": "2"}},
        spans={"g": {"kind": "glissando", "start": "a", "end": "b"}},
    )
    expected = [(60, 0, 1.625), (61, 1.625, 1.75), (62, 1.75, 1.875), (63, 1.875, 2), (64, 2, 3)]
    assert rows(notes) == expected
    near = played(
        {"a": {"pitch": "C4"}, "b": {"pitch": "C4", "onset": "1"}},
        spans={"g": {"kind": "glissando", "start": "a", "end": "b"}},
    )
    assert rows(near) == [(60, 0, 1), (60, 1, 2)]


@pytest.mark.parametrize(
    ("kind", "starts"), [("up", [0, 0.125, 0.25]), ("down", [0.25, 0.125, 0]), ("bracket", [0, 0, 0])]
)
def test_an_arpeggio_rolls(kind: str, starts: list[float]) -> None:
    notes = played({id: {"pitch": f"{id}4", "duration": "2", "arpeggio": kind} for id in ("C", "E", "G")})
    assert {note.key: note.start for note in notes} == dict(zip((60, 64, 67), starts, strict=True))
    assert {note.end for note in notes} == {2}


def test_a_rolled_chord_may_be_short() -> None:
    notes = played(
        {
            id: {"pitch": f"{id}4", "duration": "1/2", "arpeggio": "up", "staccatissimo": True}
            for id in ("C", "E", "G")
        }
    )
    assert all(note.start < note.end <= 0.5 for note in notes)


def test_swing_delays_the_second_eighth_of_a_beat() -> None:
    eighths = {
        f"n{i}": {"pitch": "C4", "onset": f"{i}/2" if i % 2 else str(i // 2), "duration": "1/2"}
        for i in range(4)
    }
    assert edges(played(eighths, meta={"swing": 0.625})) == [(0, 0.625), (0.625, 1), (1, 1.625), (1.625, 2)]
    assert edges(played(eighths)) == [(0, 0.5), (0.5, 1), (1, 1.5), (1.5, 2)]


def test_triplets_and_compound_meters_do_not_swing() -> None:
    triplet = {"pitch": "C4", "onset": "1/3", "duration": "1/3", "tuplet": "3:2"}
    assert edges(played({"n": triplet}, meta={"swing": 0.75})) == [
        (pytest.approx(1 / 3), pytest.approx(2 / 3))
    ]
    jig = {"m1": {"index": "a0", "meter": "6/8"}}
    eighth = {"pitch": "C4", "onset": "1/2", "duration": "1/2"}
    assert edges(played({"n": eighth}, meta={"swing": 0.75}, measures=jig)) == [(0.5, 1)]


def test_a_pick_up_swings_with_the_beat() -> None:
    measures = {"m1": {"index": "a0", "duration": "1/2"}, "m2": {"index": "a1"}}
    notes = played(
        {"a": {"pitch": "C4", "duration": "1/2"}, "b": {"pitch": "C4", "measure": "m2"}},
        meta={"swing": 0.75},
        measures=measures,
    )
    assert edges(notes) == [(0.25, 0.5), (0.5, 1.5)]


def test_additive_meters_are_heard_in_their_groups() -> None:
    measures = {"m1": {"index": "a0", "meter": "2+3/8"}}
    notes = played(
        {f"n{i}": {"pitch": "C4", "onset": str(Fraction(i, 2)), "duration": "1/2"} for i in range(5)},
        measures=measures,
    )
    strong, off, beat, *rest = [note.velocity for note in notes]
    assert strong > beat > off
    assert set(rest) == {off}


def test_a_repeat_is_played_again_with_its_ties() -> None:
    notes = played(
        {
            "a": {"pitch": "C4", "onset": "3", "tie": True},
            "b": {"pitch": "C4", "measure": "m2"},
            "c": {"pitch": "C4", "measure": "m3"},
        },
        measures={
            "m1": {"index": "a0"},
            "m2": {"index": "a1", "ending": "1", "repeat_end": 2},
            "m3": {"index": "a2", "ending": "2"},
        },
    )
    assert [(note.events, note.start, note.end) for note in notes] == [
        (("a", "b"), 3, 5),
        (("a", "c"), 11, 13),
    ]


def test_what_the_form_leaves_out_is_silent() -> None:
    document = {
        **empty(),
        "parts": {"P1": {"index": "a0", "name": "One"}},
        "measures": {"m1": {"index": "a0"}, "m2": {"index": "a1"}},
        "sections": {"A": {"name": "A", "measure": "m1"}, "B": {"name": "B", "measure": "m2"}},
        "form": {"f": {"index": "a0", "section": "B", "times": 2}},
        "events": {
            id: {"kind": "note", "part": "P1", "measure": id, "onset": "1", "duration": "1", "pitch": "C4"}
            for id in ("m1", "m2")
        },
        "spans": {"s": {"kind": "slur", "start": "m1", "end": "m2"}},
    }
    assert [(note.id, note.start) for note in sequence(project(document))] == [("m2", 1), ("m2", 5)]
