"""A private copy of a piece in which one edits as usual, and which becomes a proposal."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from antiphon.document.changes import Recorder
from antiphon.document.codec import encode
from antiphon.document.piece import Measure, Part
from antiphon.document.types import Document
from antiphon.document.undo import UndoStack
from antiphon.document.ydoc import YAntiphon
from antiphon.kernel.connection import Connection
from antiphon.kernel.graph import Graph
from antiphon.kernel.mix import Mix

if TYPE_CHECKING:
    from antiphon.kernel.score import LiveScore

T = TypeVar("T")


class DraftConnection(Connection):
    """Stands for a piece's connection, and writes into a copy of it that is here alone."""

    def __init__(self, shared: Connection, document: Document) -> None:
        """Copy a document."""
        self.path, self.server = shared.path, shared.server
        self.refusal, self.refused = "", None
        self._bundle = threading.local()
        self._listeners = []
        self._doc = YAntiphon()
        self._doc.set(encode(document))
        self._stack = UndoStack(self._doc, clock=lambda: 0.0)
        self._recorder = Recorder(self._doc.ydoc, lambda changes, origin: None)

    @property
    def connected(self) -> bool:
        """Always: it is here."""
        return True

    @property
    def closed(self) -> bool:
        """Never."""
        return False

    def call(self, function: Callable[[YAntiphon], T]) -> T:
        """Run a function with the copy."""
        return function(self._doc)

    def peek(self, function: Callable[[YAntiphon], T]) -> T:
        """As `call`."""
        return function(self._doc)

    def people(self) -> list[dict[str, Any]]:
        """Nobody else is in a copy."""
        return []


class Draft:
    """A piece as it would be: what is done with its score, graph and mix is proposed at the end of the block."""

    def __init__(self, shared: Connection, document: Document) -> None:
        """Use `LivePiece.propose`."""
        self._connection = DraftConnection(shared, document)

    @property
    def document(self) -> Document:
        """The whole document as it would be: a copy."""
        return self._connection.call(lambda doc: doc.to_document())

    @property
    def score(self) -> LiveScore:
        """The score as a music21 Score, whose `update` writes into the draft."""
        from antiphon.kernel.score import snapshot

        return snapshot(self)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts, in order."""
        return self._connection.piece().parts

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures, in order."""
        return self._connection.piece().measures

    @property
    def graph(self) -> Graph:
        """The synthesis graph."""
        return Graph(self._connection)

    @property
    def mix(self) -> Mix:
        """The mix."""
        return Mix(self._connection)

    def undo(self) -> bool:
        """Undo the last step in the draft; whether there was one."""
        return self._connection.undo()

    def redo(self) -> bool:
        """Redo the step that was undone last; whether there was one."""
        return self._connection.redo()
