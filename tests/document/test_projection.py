"""The projection: the fixtures shared with TypeScript, and what holds of every piece."""

import itertools
import json
import sys
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from documents import CROWDS, PROPERTY, anything, crowd, documents, scores
from hypothesis import given
from hypothesis import strategies as st

from antiphon.document.codec import normalise
from antiphon.document.projection import Piece, piece_to_json, project

FIXTURES = sorted((Path(__file__).parent.parent / "fixtures" / "projection").glob("*.json"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_document_has_the_piece_of_its_fixture(path: Path) -> None:
    fixture = json.loads(path.read_text(encoding="utf-8"))
    assert piece_to_json(project(fixture["document"])) == fixture["piece"]


def test_the_fixtures_meet_every_problem() -> None:
    codes = {
        problem["code"]
        for path in FIXTURES
        for problem in json.loads(path.read_text(encoding="utf-8"))["piece"]["problems"]
    }
    assert codes == {"invalid", "orphan", "outside", "overfull", "double", "overlap"}


def hold(document: Any, piece: Piece) -> None:
    """What holds of every piece."""
    assert piece.tempi[0].position == 0
    position = Fraction(0)
    for measure in piece.measures:
        assert measure.start == position
        assert measure.duration > 0
        position += measure.duration
    lengths = {measure.id: measure.duration for measure in piece.measures}
    sounding: list[str] = []
    for part in piece.parts:
        places = [(voice.measure, voice.staff, voice.voice) for voice in part.voices]
        assert len(set(places)) == len(places)
        for measure in piece.measures:
            for staff in range(1, part.staves + 1):
                assert (measure.id, staff, 1) in places
        for voice in part.voices:
            cursor = Fraction(0)
            for item in voice.items:
                assert item.onset == cursor
                assert item.duration > 0
                cursor += item.duration
                assert len({note.pitch for note in item.notes}) == len(item.notes)
                sounding += [note.id for note in item.notes]
                sounding += [note.id for grace in item.graces for note in grace.notes]
            assert cursor == lengths[voice.measure]
        starts = {
            clef.staff for clef in part.clefs if clef.measure == piece.measures[0].id and clef.onset == 0
        }
        assert starts == set(range(1, part.staves + 1)) or not piece.measures
    assert len(set(sounding)) == len(sounding)
    assert set(sounding) == expected_notes(document, lengths, piece)


def expected_notes(document: Any, lengths: dict[str, Fraction], piece: Piece) -> set[str]:
    """The notes that have all they need and a place in a measure, without those that double another."""
    doubles = {problem.id for problem in piece.problems if problem.code == "double"}
    return {
        id
        for id, event in normalise(document)["events"].items()
        if event["kind"] == "note"
        and {"part", "duration", "pitch"} <= event.keys()
        and event["part"] in {part.id for part in piece.parts}
        and Fraction(event["duration"]) > 0
        and event["measure"] in lengths
        and in_time(event, lengths[event["measure"]])
    } - doubles


def in_time(event: Any, length: Fraction) -> bool:
    onset = Fraction(event["onset"])
    return onset < length or (onset == length and event.get("grace") == "after")


@PROPERTY
@given(CROWDS)
def test_a_crowded_measure_keeps_every_note_once_and_fills_every_voice(document: Any) -> None:
    hold(document, project(document))


@PROPERTY
@given(documents())
def test_any_document_has_a_sound_piece(document: Any) -> None:
    hold(document, project(document))


@PROPERTY
@given(scores())
def test_a_score_has_a_sound_piece(document: Any) -> None:
    hold(document, project(document))


@PROPERTY
@given(anything())
def test_anything_has_a_sound_piece(raw: Any) -> None:
    hold(raw, project(raw))


@PROPERTY
@given(CROWDS, st.randoms())
def test_the_piece_does_not_depend_on_the_order_of_the_document(document: Any, random: Any) -> None:
    ids = list(document["events"])
    random.shuffle(ids)
    shuffled = {**document, "events": {id: document["events"][id] for id in ids}}
    assert project(shuffled) == project(document)


def test_a_doubled_note_sounds_with_its_double() -> None:
    piece = project(crowd([{"onset": "0", "duration": "1"}, {"onset": "0", "duration": "1"}]))
    (voice,) = (voice for voice in piece.parts[0].voices if voice.items[0].notes)
    assert [note.id for note in voice.items[0].notes] == ["e000"]
    assert [problem.id for problem in piece.problems] == ["e001"]


def test_the_work_grows_as_the_piece_does() -> None:
    calls = [_calls(_bars(bars)) for bars in (40, 80, 160)]
    assert calls[2] - calls[1] <= 2.05 * (calls[1] - calls[0])


def _bars(bars: int) -> Any:
    document = crowd([])
    document["measures"] = {f"m{bar}": {"index": f"a{bar:03}"} for bar in range(bars)}
    note = {"kind": "note", "part": "p", "duration": "1/2", "pitch": "C4"}
    document["events"] = defaultdict(dict) | {
        f"n{bar}_{eighth}": note | {"measure": f"m{bar}", "onset": str(Fraction(eighth, 2))}
        for bar in range(bars)
        for eighth in range(8)
    }
    return document


def _calls(document: Any) -> int:
    """How many calls of functions it takes to project a document."""
    count = itertools.count()
    sys.setprofile(lambda frame, event, _: next(count) if event in ("call", "c_call") else None)
    try:
        project(document)
    finally:
        sys.setprofile(None)
    return next(count)
