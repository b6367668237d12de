"""What a live piece and a draft of one have in common: score, graph and mix, each to be read and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiphon.document.piece import Measure, Part
from antiphon.document.types import Document
from antiphon.kernel.connection import Connection
from antiphon.kernel.graph import Graph
from antiphon.kernel.mix import Mix

if TYPE_CHECKING:
    from antiphon.kernel.score import LiveScore


class Composition:
    """A score, a synthesis graph and a mix, and one's own steps in them."""

    def __init__(self, connection: Connection) -> None:
        """Over what reads and writes the document."""
        self._connection = connection

    @property
    def document(self) -> Document:
        """The whole document as it is now: a copy."""
        return self._connection.call(lambda doc: doc.to_document())

    @property
    def score(self) -> LiveScore:
        """The score as it is now: a music21 Score, whose `update` writes back what was changed in it."""
        from antiphon.kernel.score import snapshot

        return snapshot(self)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts as they are now, in order."""
        return self._connection.piece().parts

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures as they are now, in order."""
        return self._connection.piece().measures

    @property
    def graph(self) -> Graph:
        """The synthesis graph."""
        return Graph(self._connection)

    @property
    def mix(self) -> Mix:
        """The mix: `piece.mix["Alto"].gain = -6`."""
        return Mix(self._connection)

    def undo(self) -> bool:
        """Undo the last step of this handle, where nobody else has changed the same since.

        Returns:
            Whether there was anything to undo.
        """
        return self._connection.undo()

    def redo(self) -> bool:
        """Redo the step that was undone last; whether there was anything to redo."""
        return self._connection.redo()
