"""The projection: from a document, in whatever state its editors left it, to a piece.

Pure and total: whatever the document holds, there is a piece, and what could not be taken as it was written
is named in its problems. The rules, in their order, are in `docs/architecture.md`;
`src/document/projection.ts` follows the same ones, held to this by `tests/fixtures/projection`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from antiphon.document.piece import (
    Clef,
    Drum,
    Grace,
    Item,
    Mark,
    Measure,
    Note,
    Part,
    Passage,
    Piece,
    Problem,
    Section,
    Span,
    Strip,
    Tempo,
    Voice,
    piece_to_json,
)
from antiphon.document.projector import Projector

__all__ = [
    "Clef",
    "Drum",
    "Grace",
    "Item",
    "Mark",
    "Measure",
    "Note",
    "Part",
    "Passage",
    "Piece",
    "Problem",
    "Projector",
    "Section",
    "Span",
    "Strip",
    "Tempo",
    "Voice",
    "piece_to_json",
    "project",
]


def project(document: Mapping[str, Any]) -> Piece:
    """Read a document as a piece.

    Args:
        document: A document, or anything shaped like one: what the schema refuses is left out, and named.

    Returns:
        The piece.
    """
    return Projector(document).piece
