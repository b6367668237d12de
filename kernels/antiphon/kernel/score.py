"""The score of a live piece as a music21 Score that can be written back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from music21 import stream

from antiphon.document.projection import project
from antiphon.document.types import Document
from antiphon.kernel.errors import EditError
from antiphon.kernel.writing import Write, applied
from antiphon.score.difference import difference
from antiphon.score.loss import ScoreError
from antiphon.score.stream import to_stream

if TYPE_CHECKING:
    from antiphon.kernel.composition import Composition
    from antiphon.kernel.view import View


@dataclass
class Origin:
    """Where a score came from; copies of the score share it."""

    piece: Composition
    document: Document

    def __deepcopy__(self, memo: object) -> Self:
        return self


class LiveScore(stream.Score):
    """A piece's score as it was when it was asked for: an ordinary music21 Score, which may be changed at will.

    `score = piece.score; …; score.update()` writes back what was changed since it was given, and nothing else, so that what
    others did meanwhile stays. Each `piece.score` is a score of its own: change one that has a name.
    """

    antiphon: Origin

    def update(self, other: Any = None) -> int:
        """Write the musical difference into the piece, as one step of undo.

        Args:
            other: Another music21 stream, such as one that was imported or generated: the piece's score becomes this. By default
                this score, with what was changed in it since it was given or last written; so is a copy of it
                (such as `score.transpose(2)`).

        Returns:
            How many entries of the document were written.

        Raises:
            EditError: It is no music21 stream, or holds what no piece can; nothing was changed.
        """
        edited = self if other is None else other
        if not isinstance(edited, stream.Stream):
            raise EditError(f"A score is updated from a music21 stream, and {type(edited).__name__} is none.")
        origin = edited.antiphon if isinstance(edited, LiveScore) else self.antiphon
        if origin.piece is not self.antiphon.piece:
            origin = self.antiphon
        try:
            writes: list[Write] = [*difference(origin.document, edited)]
        except ScoreError as error:
            raise EditError(str(error)) from None
        written = self.antiphon.piece._connection.write(writes, origin.document) if writes else 0
        origin.document = applied(origin.document, writes)
        return written

    def view(self, **options: Any) -> View:
        """The piece's score in an output cell, as everybody edits it; see `LivePiece.view`."""
        from antiphon.kernel.piece import LivePiece

        piece = self.antiphon.piece
        if not isinstance(piece, LivePiece):
            raise EditError("A draft has no view: it is seen in the piece, once it is proposed.")
        return piece.view(graph=False, **options)


def snapshot(piece: Composition) -> LiveScore:
    """The score of a piece as it is now."""
    document = piece.document
    made = to_stream(project(document))
    score = LiveScore()
    score.mergeAttributes(made)
    for element in made:
        score.coreInsert(made.elementOffset(element), element)
    score.coreElementsChanged()
    score.antiphon = Origin(piece, document)
    return score
