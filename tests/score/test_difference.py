"""What was changed in a music21 score, and nothing else, is written back."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from antiphon.document.codec import decode, empty, normalise
from antiphon.document.piece import Piece
from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.score.difference import Edit, difference
from antiphon.score.reading import read, read_stream
from antiphon.score.stream import to_stream

Essence = Callable[[Piece], Any]
Make = Callable[..., Document]


@pytest.fixture(scope="module")
def everything() -> Document:
    return decode((Path(__file__).parent.parent / "fixtures" / "score" / "everything.antiphon").read_text())


def _corpus(name: str) -> Document:
    from music21 import corpus

    return read(corpus.getWork(name))[0]


def _stream(document: Document) -> Any:
    return to_stream(project(document))


def _applied(document: Document, edits: Sequence[Edit]) -> Document:
    result: Any = {root: copy.deepcopy(entries) for root, entries in document.items()}
    for root, id, fields in edits:
        entries = {"": result["meta"]} if root == "meta" else result[root]
        if fields is None:
            del entries[id]
            continue
        entry = entries.setdefault(id, {})
        for name, value in fields.items():
            if value is None:
                del entry[name]
            else:
                entry[name] = value
    return normalise(result)


def _element(score: Any, id: str) -> Any:
    return next(each for each in score.recurse() if each.id == id)


def _note(score: Any, id: str) -> Any:
    members = (
        note
        for each in score.recurse().notes
        for note in (each.notes if "ChordBase" in each.classSet else (each,))
    )
    return next(note for note in members if note.id == id)


def test_nothing_changed_is_no_edit(everything: Document) -> None:
    score = _stream(everything)
    assert difference(everything, score) == []
    assert difference(everything, copy.deepcopy(score)) == [], "a copy keeps the ids"


@pytest.mark.parametrize("name", ["bwv66.6", "schumann_clara/polonaise_op1n1", "joplin/maple_leaf_rag"])
def test_nothing_changed_in_a_real_piece_is_no_edit(name: str) -> None:
    document = _corpus(name)
    assert difference(document, _stream(document)) == []


def test_a_changed_note_is_one_edit_of_one_field(everything: Document) -> None:
    score = _stream(everything)
    _element(score, "f7").pitch.step = "G"
    assert difference(everything, score) == [Edit("events", "f7", {"pitch": "G5"})]


def test_one_note_of_a_chord(everything: Document) -> None:
    score = _stream(everything)
    _note(score, "c2").pitch.step = "A"
    assert difference(everything, score) == [Edit("events", "c2", {"pitch": "A4"})]


def test_what_a_chord_has_together_is_taken_from_the_note_that_has_it(everything: Document) -> None:
    score = _stream(everything)
    chord = next(
        each
        for each in score.recurse().getElementsByClass("Chord")
        if each.notes and each.notes[0].id == "c0"
    )
    chord.articulations = [each for each in chord.articulations if "Accent" not in each.classSet]
    assert difference(everything, score) == [Edit("events", "c1", {"accent": None})]


def test_a_note_taken_away_takes_its_spans_along(everything: Document) -> None:
    score = _stream(everything)
    score.remove(_element(score, "w3"), recurse=True)
    assert {edit.id: edit.fields for edit in difference(everything, score)}["w3"] is None


def test_a_note_added_is_one_entry(everything: Document) -> None:
    from music21 import note

    score = _stream(everything)
    measure = score.parts[0].getElementsByClass("Measure")[17]
    for rest in list(measure.notesAndRests):
        measure.remove(rest)
    measure.insert(1, note.Note("E-5", type="half"))
    (edit,) = difference(everything, score)
    assert edit.fields == {
        "kind": "note",
        "part": "flute",
        "measure": "m18",
        "onset": "1",
        "duration": "2",
        "pitch": "Eb5",
    }
    assert edit.id not in everything["events"]


def test_a_lyric_and_an_articulation_are_fields(everything: Document) -> None:
    from music21 import articulations

    score = _stream(everything)
    found = _element(score, "f7")
    found.articulations.append(articulations.Accent())
    found.addLyric("la")
    assert difference(everything, score) == [Edit("events", "f7", {"accent": True, "lyric1": "la"})]


def test_marks_and_spans_keep_their_ids(everything: Document) -> None:
    from music21 import spanner

    score = _stream(everything)
    _element(score, "y3").value = "ff"
    score.remove(_element(score, "s1"))
    score.insert(0, spanner.Slur(_element(score, "f8"), _element(score, "f9")))
    edits = difference(everything, score)
    assert Edit("events", "y3", {"dynamic": "ff"}) in edits
    assert Edit("spans", "s1", None) in edits
    (added,) = [edit.fields for edit in edits if edit.root == "spans" and edit.fields]
    assert added == {"kind": "slur", "start": "f8", "end": "f9"}
    assert len(edits) == 3


def test_a_long_note_that_is_written_as_two_is_one(document_of: Make) -> None:
    document = document_of({"duration": "5/2", "pitch": "F#4"})
    score = _stream(document)
    assert len(score.recurse().notes) == 2
    assert difference(document, score) == []
    assert difference(document, score.transpose("m2")) == [
        Edit("measures", "m1", {"key": -5}),
        Edit("events", "n1", {"pitch": "G4"}),
    ]


def test_a_transposed_score_changes_pitches_and_keys_alone() -> None:
    document = _corpus("bwv66.6")
    edits = difference(document, _stream(document).transpose(2))
    fields = {(edit.root, name) for edit in edits for name in edit.fields or {"all": 0}}
    assert fields == {("events", "pitch"), ("measures", "key")}
    assert len(edits) == 1 + sum(event["kind"] == "note" for event in document["events"].values())


def test_a_measure_more_stands_behind_the_last(everything: Document) -> None:
    from music21 import note, stream

    score = _stream(everything)
    measure = stream.Measure()
    measure.append(note.Note("C4", type="whole"))
    score.parts[0].append(measure)
    edits = difference(everything, score)
    assert [edit.root for edit in edits] == ["measures", "events"]
    piece = project(_applied(everything, edits))
    assert [each.id for each in piece.measures][:-1] == [each.id for each in project(everything).measures]


def test_a_measure_less_leaves_the_others_their_ids(everything: Document) -> None:
    score = _stream(everything)
    for part in score.parts:
        part.remove(part.getElementsByClass("Measure")[14], shiftOffsets=True)
    edits = difference(everything, score)
    assert Edit("measures", "m15", None) in edits
    assert {edit.root for edit in edits if edit.fields} <= {"measures"}
    assert not [edit for edit in edits if edit.root == "measures" and edit.fields]


def test_a_copied_measure_is_new_and_the_first_stays(everything: Document) -> None:
    score = _stream(everything)
    part = score.parts[0]
    part.append(copy.deepcopy(part.getElementsByClass("Measure")[14]))
    edits = difference(everything, score)
    assert all(edit.id not in everything["events"] for edit in edits)
    assert [edit.root for edit in edits].count("events") == 5, "four notes and a chord symbol"


def test_the_difference_does_not_undo_what_somebody_else_wrote_meanwhile(everything: Document) -> None:
    score = _stream(everything)
    _element(score, "f7").pitch.step = "G"
    meanwhile = _applied(everything, [Edit("events", "f7", {"staccato": True}), Edit("events", "f6", None)])
    event = _applied(meanwhile, difference(everything, score))["events"]
    assert (event["f7"]["pitch"], event["f7"]["staccato"], "f6" in event) == ("G5", True, False)


def test_what_music21_does_not_hold_is_not_touched(everything: Document) -> None:
    document = _applied(
        everything,
        [
            Edit("spans", "lost", {"kind": "slur", "start": "f1", "end": "gone"}),
            Edit("locks", "m2", {"kind": "measure"}),
            Edit("nodes", "n", {"kind": "instrument.pluck", "x": 1, "part": "flute"}),
            Edit("sections", "a", {"name": "A", "measure": "m2"}),
        ],
    )
    score = _stream(document)
    score.parts[0].getElementsByClass("Measure")[1].notes[0].pitch.octave = 6
    edits = difference(document, score)
    assert {(edit.root, edit.id) for edit in edits} == {("events", "f2")}


def test_another_version_of_a_piece_keeps_what_is_the_same() -> None:
    """Imported afresh, without our ids: matched by part, measure and place."""
    from music21 import corpus

    document = _corpus("bwv66.6")
    score = corpus.parse("bwv66.6")
    score.metadata = None
    assert difference(document, score) == []
    score.parts["Alto"].recurse().notes[5].pitch.octave = 6
    (edit,) = difference(document, score)
    assert list(edit.fields or {}) == ["pitch"]


def test_any_stream_can_become_the_score(everything: Document, essence: Essence) -> None:
    from music21 import converter

    tune = converter.parse("tinynotation: 3/4 c4 d8 f g16 a g f# r2 c4")
    edits = difference(everything, tune)
    result = _applied(everything, edits)
    assert [part.name for part in project(result).parts] == ["Flute"]
    assert (
        essence(project(result))["parts"][0]["voices"]
        == (essence(project(read_stream(tune)[0]))["parts"][0]["voices"])
    )


@pytest.mark.parametrize(
    "roots",
    [
        {},
        {"parts": {"p": {"index": "a0", "name": "Flute"}}},
        {"measures": {"m": {"index": "a0"}}},
        {"parts": {"p": {"index": "a0", "name": "Flute"}}, "measures": {"m": {"index": "a0"}}},
    ],
)
def test_a_piece_that_is_not_begun_takes_a_tune(roots: dict[str, Any]) -> None:
    from music21 import converter

    document: Any = empty() | roots
    assert difference(document, _stream(document)) == []
    tune = converter.parse("tinynotation: 3/4 c4 d8 f g16 a g f#")
    piece = project(_applied(document, difference(document, tune)))
    assert (len(piece.parts), len(piece.measures), piece.problems) == (1, 1, ())
    assert sum(len(item.notes) for voice in piece.parts[0].voices for item in voice.items) == 7


def test_parts_can_be_added_and_taken_away(everything: Document) -> None:
    from music21 import instrument, note, stream

    score = _stream(everything)
    score.remove(score.parts[1])
    part = stream.Part([instrument.Viola(), stream.Measure([note.Note("C4", type="whole")])])
    part.partName = "Viola"
    score.insert(0, part)
    edits = difference(everything, score)
    assert Edit("parts", "horn", None) in edits
    names = [part.name for part in project(_applied(everything, edits)).parts]
    assert names == ["Flute", "Piano", "Drums", "Guitar", "Viola"]


CHANGES = (
    "pitch",
    "remove",
    "insert",
    "move",
    "lengthen",
    "lyric",
    "staccato",
    "dynamic",
    "transpose",
    "rest",
)


def _change(score: Any, kind: str, place: int) -> None:
    """One change, as a composer would make it with music21."""
    from music21 import articulations, dynamics, note

    part = score.parts[place % len(score.parts)]
    notes = [each for each in part.recurse().notes if not each.duration.isGrace]
    measures = list(part.getElementsByClass("Measure"))
    if kind == "insert":
        measures[place % len(measures)].insert(place % 4, note.Note("A4"))
    elif kind == "dynamic":
        if not (measure := measures[place % len(measures)]).recurse().getElementsByClass("Dynamic"):
            measure.insert(0, dynamics.Dynamic("sfz"))
    elif kind == "transpose":
        measures[place % len(measures)].transpose(1, inPlace=True)
    elif notes:
        chosen = notes[place % len(notes)]
        if kind == "remove":
            chosen.activeSite.remove(chosen)
        elif kind == "rest":
            chosen.activeSite.replace(chosen, note.Rest(quarterLength=chosen.quarterLength))
        elif kind == "move":
            chosen.activeSite.setElementOffset(chosen, (place % 8) / 2)
        elif kind == "lengthen":
            chosen.quarterLength = 1.5
        elif kind == "lyric":
            chosen.lyric = "la"
        elif kind == "staccato":
            chosen.articulations.append(articulations.Staccato())
        elif not hasattr(chosen, "displayPitch") and chosen.pitches:
            chosen.transpose(place % 5 - 2, inPlace=True)


@given(st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 500)), min_size=1, max_size=6))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_difference_brings_the_document_to_the_score(
    document_of: Make, essence: Essence, changes: list[tuple[str, int]]
) -> None:
    document = _small(document_of)
    score = _stream(document)
    for kind, place in changes:
        _change(score, kind, place)
    wanted = project(read_stream(score, document["events"])[0])
    assume(not any(problem.code == "double" for problem in wanted.problems))
    edits = difference(document, score)
    after = project(_applied(document, edits))
    assert essence(after) == essence(wanted)


def _small(document_of: Make) -> Document:
    return document_of(
        {"duration": "1", "pitch": "C4", "lyric1": "A-"},
        {"duration": "1", "pitch": "E4", "onset": "1", "accent": True},
        {"duration": "1", "pitch": "G4", "onset": "1"},
        {"duration": "1/2", "pitch": "B4", "onset": "2", "grace": "appoggiatura", "index": "a0"},
        {"duration": "2", "pitch": "A4", "onset": "2", "tie": True},
        {"duration": "5/2", "pitch": "A4", "measure": "m2"},
        {"duration": "3/2", "pitch": "F4", "measure": "m2", "onset": "5/2"},
        {"duration": "4", "pitch": "D3", "voice": 2},
        {"kind": "dynamic", "dynamic": "mf"},
        spans={"s1": {"kind": "slur", "start": "n1", "end": "n6"}},
    )
