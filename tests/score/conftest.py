"""What the tests of the score share: a piece reduced to what two scores must have in common, and small documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from antiphon.document.codec import empty
from antiphon.document.projection import Piece
from antiphon.document.types import Document

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
    return {
        "title": (piece.title, piece.composer),
        "measures": [(m.number, m.start, m.duration, m.meter, m.key, m.mode) for m in piece.measures],
        "tempi": [(tempo.position, tempo.bpm, tempo.text) for tempo in piece.tempi],
        "parts": [
            {
                "part": (
                    part.name,
                    part.abbreviation,
                    part.instrument,
                    part.staves,
                    part.diatonic,
                    part.chromatic,
                ),
                "clefs": _changes(
                    [(clef.staff, number[clef.measure], clef.onset, clef.clef) for clef in part.clefs]
                ),
                "voices": [(number[v.measure], v.staff, v.voice, _items(v.items)) for v in part.voices],
            }
            for part in piece.parts
        ],
    }


def _changes(clefs: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    clefs = sorted(clefs)
    return [
        clef
        for index, clef in enumerate(clefs)
        if not index or (clef[0], clef[3]) != (clefs[index - 1][0], clefs[index - 1][3])
    ]


def _items(items: Any) -> list[Any]:
    result: list[Any] = []
    for item in items:
        lyrics = next((note.lyrics for note in item.notes if note.lyrics), ())
        notes = (tuple((note.pitch, note.tie) for note in item.notes), lyrics) if item.notes else ()
        if not notes and result and not result[-1][3]:
            result[-1] = (result[-1][0], result[-1][1] + item.duration, None, ())
        else:
            result.append((item.onset, item.duration, item.tuplet if notes else None, notes))
    return result


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
