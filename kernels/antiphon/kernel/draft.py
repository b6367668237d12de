"""A private copy of a piece in which one edits as usual, and which becomes a proposal."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from antiphon.document.changes import Recorder
from antiphon.document.codec import encode
from antiphon.document.types import Document
from antiphon.document.undo import UndoStack
from antiphon.document.ydoc import YAntiphon
from antiphon.kernel.composition import Composition
from antiphon.kernel.connection import Connection

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


class Draft(Composition):
    """A piece as it would be: what is done with its score, graph and mix is proposed at the end of the block."""

    def __init__(self, shared: Connection, document: Document) -> None:
        """Use `LivePiece.propose`."""
        super().__init__(DraftConnection(shared, document))
