"""The transcript: the canonical text of a shared document, kept up to date line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pycrdt import Doc, Map

from antiphon.document.changes import read
from antiphon.document.codec import assemble, inspect_entry, lines
from antiphon.document.schema import ROOTS
from antiphon.lab.chronicle import Place


class Transcript:
    """The text of a document's file, of which only the entries that were edited are read again.

    Reading the whole of a document keeps the event loop for milliseconds, and doing it in a thread is worse: the
    thread holds the interpreter whenever the loop wants it back after writing to a socket.
    """

    def __init__(self, ydoc: Doc[Any]) -> None:
        """The transcript of a document; nothing is read yet. What changes then, `note` has to be told."""
        self._ydoc = ydoc
        self._lines: dict[str, dict[str, str]] = {root: {} for root in ROOTS}
        self._stale: dict[str, set[str]] = {
            root: {""} if root == "meta" else set(ydoc.get(root, type=Map).keys()) for root in ROOTS
        }
        self._text = ""

    def note(self, root: str, events: Any) -> None:
        """Take in what changed in a root: the events of an observer of it and what is in it."""
        ids = self._stale[root]
        if root == "meta":
            ids.add("")
            return
        for event in events:
            path = event.path
            if path:
                ids.add(str(path[0]))
            else:
                ids.update(event.keys)

    def touch(self, places: Iterable[Place]) -> None:
        """Take in that these entries changed."""
        for root, id in places:
            self._stale[root].add("" if root == "meta" else id)

    @property
    def text(self) -> str:
        """What `YAntiphon.get` gives for the document as it is now."""
        self.catch_up()
        if not self._text:
            self._text = assemble(self._lines)
        return self._text

    @property
    def lines(self) -> Mapping[str, Mapping[str, str]]:
        """The lines of each root as they are now."""
        self.catch_up()
        return self._lines

    def catch_up(self) -> dict[Place, str | None]:
        """Read again what changed.

        Returns:
            The lines that are others than when they were last read; None for those that are gone.
        """
        changes: dict[Place, str | None] = {}
        for root, ids in self._stale.items():
            for id in ids:
                changes.update(self._read(root, id))
            ids.clear()
        if changes:
            self._text = ""
        return changes

    def _read(self, root: str, id: str) -> dict[Place, str | None]:
        entry = inspect_entry(root, id, read(self._ydoc, root, id), [])
        known = self._lines[root]
        if root == "meta":
            old, new = dict(known), lines(root, entry or {})
        else:
            old = {id: known[id]} if id in known else {}
            new = {} if entry is None else lines(root, {id: entry})
        for gone in old.keys() - new.keys():
            del known[gone]
        known |= new
        return {(root, key): new.get(key) for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
