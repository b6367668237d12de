"""What the tests of the score share: a piece reduced to what two scores must have in common, and small documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from antiphon.document.codec import empty
from antiphon.document.piece import Note, Part, Piece, piece_to_json
from antiphon.document.types import Document

PLAIN = (
    "name",
    "abbreviation",
    "instrument",
    "staves",
    "diatonic",
    "chromatic",
    "fifths",
    "group",
    "bracket",
    "lines",
    "tuning",
)
ITEM = ("marks", "tremolo", "arpeggio", "fermata", "stem", "cue")
NOTE = (
    "pitch",
    "tie",
    "let_ring",
    "tie_end",
    "notehead",
    "accidental",
    "cue",
    "hidden",
    "fingering",
    "string",
    "fret",
)

FIXTURES = Path(__file__).parent.parent / "fixtures" / "score"


@pytest.fixture
def kyrie() -> Path:
    """A score of our own with something of everything."""
    return FIXTURES / "kyrie.musicxml"


@pytest.fixture
def essence() -> Callable[[Piece], Any]:
    """Everything of a piece but its ids; rests that follow each other are one."""
    return _essence


@pytest.fixture
def document_of() -> Callable[..., Document]:
    """A document of one part in 4/4 from its events (`measure` and `part` filled in) and what else it should have."""
    return _document_of


def _essence(piece: Piece) -> Any:
    number = {measure.id: index for index, measure in enumerate(piece.measures)}
    names = _names(piece, number)
    result = piece_to_json(piece)
    for name in ("problems", "sections", "form"):
        del result[name]
    for measure in result["measures"]:
        del measure["id"]
    for tempo in result["tempi"]:
        del tempo["id"]
    result["parts"] = [_part(part, number, names) for part in piece.parts]
    return result


def _part(part: Part, number: dict[str, int], names: dict[str, Any]) -> dict[str, Any]:
    plain = piece_to_json(part)  # type: ignore[arg-type]
    drums = {drum.id: (drum.name, drum.pitch, drum.key, drum.notehead) for drum in part.drums}
    marks = [
        (number[m.measure], m.staff, m.onset, m.kind, m.text, m.placement, m.style, m.duration)
        for m in part.marks
    ]
    spans = [
        (s.kind, names[s.start], names[s.end], s.shift, s.strokes, s.style, s.placement) for s in part.spans
    ]
    clefs = [(clef.staff, number[clef.measure], clef.onset, clef.clef) for clef in part.clefs]
    return {name: plain[name] for name in PLAIN} | {
        "drums": sorted(drums.values()),
        "marks": sorted(marks, key=repr),
        "spans": sorted(spans, key=repr),
        "clefs": _changes(clefs),
        "voices": [
            (number[v.measure], v.staff, v.voice, _items(v.items, drums))
            for v in part.voices
            if v.voice == 1 or any(item.notes or item.rest for item in v.items)
        ],
    }


def _names(piece: Piece, number: dict[str, int]) -> dict[str, Any]:
    """For each note and rest what stands for its id: its place, and for a note of a chord the chord's lowest."""
    names: dict[str, Any] = {}
    for index, part in enumerate(piece.parts):
        for voice in part.voices:
            for item in voice.items:
                place = (index, number[voice.measure], voice.staff, voice.voice, item.onset)
                for grace, each in enumerate(item.graces):
                    names |= {note.id: (*place, "grace", grace) for note in each.notes}
                names |= {note.id: place for note in item.notes} | ({item.rest: place} if item.rest else {})
    return names


def _changes(clefs: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    clefs = sorted(clefs)
    return [
        clef
        for index, clef in enumerate(clefs)
        if not index or (clef[0], clef[3]) != (clefs[index - 1][0], clefs[index - 1][3])
    ]


def _items(items: Any, drums: dict[str, Any]) -> list[Any]:
    result: list[Any] = []
    for item in items:
        bare = not item.notes and not item.graces and not item.fermata
        if bare and result and result[-1]["bare"]:
            result[-1]["duration"] += item.duration
            continue
        lyrics = next((note.lyrics for note in item.notes if note.lyrics), ())
        plain = {name: getattr(item, name) for name in ITEM} if not bare else {}
        graces = [(g.kind, g.duration, g.marks, [_note(n, drums) for n in g.notes]) for g in item.graces]
        notes = [_note(note, drums) for note in item.notes]
        result.append(
            plain
            | {"onset": item.onset, "duration": item.duration, "notes": notes, "lyrics": lyrics}
            | {"graces": graces, "bare": bare, "tuplet": item.tuplet if item.notes else None}
        )
    return result


def _note(note: Note, drums: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(note, name) for name in NOTE} | {"drum": drums.get(note.drum or "")}


def _document_of(*events: dict[str, Any], **roots: Any) -> Document:
    document: Any = empty()
    document["parts"] = {"p1": {"index": "a0", "name": "Flute", "instrument": "Flute"}}
    document["measures"] = {"m1": {"index": "a0"}, "m2": {"index": "a1"}}
    document["events"] = {
        f"n{number}": {"kind": "note", "part": "p1", "measure": "m1", "onset": "0"} | event
        for number, event in enumerate(events, start=1)
    }
    for root, content in roots.items():
        document[root] = document[root] | content
    result: Document = document
    return result
