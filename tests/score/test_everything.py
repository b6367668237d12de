"""One document with everything that format version 2 holds of a score: it comes back from MusicXML and from music21."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from antiphon.document.codec import decode
from antiphon.document.piece import Piece
from antiphon.document.projection import project
from antiphon.document.schema import SCHEMA
from antiphon.document.types import Document
from antiphon.score import losses_text
from antiphon.score.reading import read, read_stream
from antiphon.score.stream import to_stream
from antiphon.score.writing import write

Essence = Callable[[Piece], Any]


@pytest.fixture(scope="module")
def everything() -> Document:
    text = (Path(__file__).parent.parent / "fixtures" / "score" / "everything.antiphon").read_text()
    return decode(text)


def test_the_piece_has_everything_that_the_schema_has(everything: Document) -> None:
    roots = {"Event": "events", "Span": "spans", "Measure": "measures", "Part": "parts", "Drum": "percussion"}
    for name, root in roots.items():
        used = {field for entry in everything[root].values() for field in entry}  # type: ignore[literal-required]
        missing = set(SCHEMA["$defs"][name]["properties"]) - used
        assert missing <= {"lyric3", "lyric4", "lyric5", "lyric6", "lyric7", "bracket"}, root
    assert set(SCHEMA["$defs"]["Meta"]["properties"]) == set(everything["meta"])
    assert project(everything).problems == ()


def test_everything_survives_musicxml(everything: Document, essence: Essence, tmp_path: Path) -> None:
    losses = write(everything, tmp_path / "again.mxl")
    assert losses_text(losses) == []
    again, lost = read(tmp_path / "again.mxl")
    assert losses_text(lost) == []
    _same(essence(project(again)), essence(project(everything)))


def test_everything_survives_music21(everything: Document, essence: Essence) -> None:
    score = to_stream(project(everything))
    again, lost = read_stream(score, everything["events"])
    assert losses_text(lost) == []
    _same(essence(project(again)), essence(project(everything)))
    for root in ("parts", "measures", "events", "spans", "percussion"):
        ours, theirs = everything[root], again[root]  # type: ignore[literal-required]
        assert set(ours) <= set(theirs), "ids are kept"


def _same(ours: Any, theirs: Any, path: str = "piece") -> None:
    """Assert that two essences are equal, and say where they differ."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        assert set(ours) == set(theirs), path
        for name in ours:
            _same(ours[name], theirs[name], f"{path}.{name}")
    elif isinstance(ours, list | tuple) and isinstance(theirs, list | tuple):
        for number, (one, other) in enumerate(zip(ours, theirs, strict=False)):
            _same(one, other, f"{path}[{number}]")
        assert len(ours) == len(theirs), path
    else:
        assert ours == theirs, path
