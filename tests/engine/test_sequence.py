from typing import Any

import pytest

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine.sequence import SoundingNote, sequence


def notes(*events: tuple[str, str, str, str], **changes: Any) -> tuple[SoundingNote, ...]:
    """What sounds of events (measure, onset, duration, pitch with ~ for a tie and |2 for voice 2)."""
    entries: dict[str, Any] = {}
    for number, (measure, onset, duration, written) in enumerate(events):
        name, _, voice = written.partition("|")
        entries[f"n{number}"] = {
            "kind": "note",
            "part": "P1",
            "measure": measure,
            "onset": onset,
            "duration": duration,
            "pitch": name.rstrip("~"),
            **({"tie": True} if name.endswith("~") else {}),
            **({"voice": int(voice)} if voice else {}),
        }
    document = {
        **empty(),
        "parts": {"P1": {"index": "a0", "name": "One", **changes.get("part", {})}},
        "measures": changes.get("measures", {"m1": {"index": "a0"}, "m2": {"index": "a1"}}),
        "events": entries,
    }
    return sequence(project(document))


def test_notes_come_by_start() -> None:
    found = notes(("m2", "0", "1", "C4"), ("m1", "1/3", "1/3", "A4"), ("m1", "0", "1/3", "E4"))
    assert [(note.start, note.key) for note in found] == [(0, 64), (pytest.approx(1 / 3), 69), (4, 60)]
    assert found[1].frequency == pytest.approx(440)
    assert found[1].duration == pytest.approx(1 / 3)


def test_ties_join_across_the_bar_line() -> None:
    (found,) = notes(("m1", "2", "2", "C4~"), ("m2", "0", "4", "C4"))
    assert (found.start, found.end, found.events, found.id) == (2, 8, ("n0", "n1"), "n0")


def test_a_chain_of_ties_is_one_note_and_the_rest_is_struck_anew() -> None:
    found = notes(
        ("m1", "0", "1", "C4~"), ("m1", "1", "1", "C4~"), ("m1", "2", "1", "C4"), ("m1", "3", "1", "C4")
    )
    assert [(note.start, note.end) for note in found] == [(0, 3), (3, 4)]


def test_a_tie_to_nothing_or_to_another_pitch_just_ends() -> None:
    found = notes(("m1", "0", "1", "C4~"), ("m1", "1", "1", "D4~"), ("m1", "3", "1", "D4"))
    assert [(note.start, note.end) for note in found] == [(0, 1), (1, 2), (3, 4)]


def test_a_tie_prefers_its_own_voice() -> None:
    found = notes(
        ("m1", "0", "4", "C4~|2"), ("m1", "2", "2", "C4~"), ("m2", "0", "1", "C4"), ("m2", "0", "2", "C4|2")
    )
    assert {note.events: note.end for note in found} == {("n0", "n3"): 6, ("n1", "n2"): 5}


def test_each_note_of_a_chord_is_tied_by_itself() -> None:
    found = notes(
        ("m1", "0", "4", "C4~"), ("m1", "0", "4", "E4"), ("m2", "0", "4", "C4"), ("m2", "0", "4", "E4")
    )
    assert [(note.key, note.start, note.end) for note in found] == [(60, 0, 8), (64, 0, 4), (64, 4, 8)]


def test_what_sounds_is_transposed() -> None:
    (found,) = notes(("m1", "0", "4", "C4"), part={"chromatic": -2, "diatonic": -1})
    assert found.key == 58


def test_the_meter_is_heard() -> None:
    found = notes(*[("m1", onset, "1/2", "C4") for onset in ("0", "1/2", "1", "2", "3")])
    one, off, two, three, four = [note.velocity for note in found]
    assert one > three > two == four > off
    assert all(0 < note.velocity < 1 for note in found)


def test_compound_meter_has_beats_of_three() -> None:
    measures = {"m1": {"index": "a0", "meter": "6/8"}}
    found = notes(*[("m1", onset, "1/2", "C4") for onset in ("0", "1/2", "3/2", "2")], measures=measures)
    one, off, two, last = [note.velocity for note in found]
    assert one > two > off == last


def test_a_pick_up_is_not_a_downbeat() -> None:
    measures = {"m1": {"index": "a0", "meter": "4/4", "duration": "1"}, "m2": {"index": "a1"}}
    upbeat, down = notes(("m1", "0", "1", "C4"), ("m2", "0", "1", "C4"), measures=measures)
    assert down.velocity > upbeat.velocity
