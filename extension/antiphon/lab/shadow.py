"""A shadow: a copy of a document on which updates are tried, with the entries that they touch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final, cast

from pycrdt import Doc, Map
from pycrdt._pycrdt import Map as _Map

from antiphon.document.schema import ROOTS
from antiphon.lab.chronicle import Place

STATE: Final = "state"
"""The root in which the stock front end writes the room's name as it opens a document, and nothing else."""


class Touched:
    """The entries that a shadow's observers saw change.

    Attributes:
        places: Where they are, each once.
        nested: Whether anything changed below the fields of an entry.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.places: dict[Place, None] = {}
        self.nested = False

    def forget(self) -> None:
        """Begin again."""
        self.places.clear()
        self.nested = False

    def note(self, root: str, events: Any) -> None:
        """Take note of the events of one root."""
        for event in events:
            path = event.path
            flat = root in ("meta", STATE)
            if len(path) > (0 if flat else 1):
                self.nested = True
            elif root == "meta":
                self.places[root, root] = None
            else:
                self.places.update(((root, id), None) for id in (path or event.keys))


class Shadow:
    """A copy of a document that updates are tried on.

    Attributes:
        doc: The copy.
        roots: Its roots, with that of the stock front end.
        touched: The entries that were touched since it was told to forget.
    """

    def __init__(self, update: bytes) -> None:
        """Copy a document.

        Args:
            update: The whole of it.
        """
        self.doc: Doc[Any] = Doc()
        self.roots: dict[str, Map[Any]] = {root: self.doc.get(root, type=Map) for root in (*ROOTS, STATE)}
        self.doc.apply_update(update)
        # Not a method of ours: the document would keep itself, and nothing ever free it.
        # And not pycrdt's own `observe_deep`, which makes Python objects of all that is in an event, for 20 µs.
        self.touched = Touched()
        self._subscriptions = [
            map.integrated.observe_deep(partial(self.touched.note, root)) for root, map in self.roots.items()
        ]

    def entries(self) -> Entries:
        """The entries as they are now."""
        return Entries(self.roots)


class Entries:
    """The entries of a document, as the rights read them; locks, which they always ask for, are kept."""

    def __init__(self, roots: Mapping[str, Map[Any]]) -> None:
        self._roots = roots
        self._locks: dict[str, dict[str, Any] | None] | None = None

    def forget(self) -> None:
        """Read the locks again."""
        self._locks = None

    def entry(self, root: str, id: str) -> dict[str, Any] | None:
        """An entry; empty where it is there, but none of ours."""
        if root == "locks":
            if self._locks is None:
                self._locks = {lock: self._read(root, lock) for lock in self.ids(root)}
            return self._locks.get(id)
        return self._read(root, id)

    def _read(self, root: str, id: str) -> dict[str, Any] | None:
        # As pycrdt's own reading, which makes an object of the entry on the way and takes twice as long.
        map = self._roots[root]
        with map.doc.transaction() as transaction:
            entry, reading = map.integrated, cast(Any, transaction._txn)
            if root != "meta":
                try:
                    entry = entry.get(reading, id)
                except ValueError:
                    return None
            text = entry.to_json(reading) if isinstance(entry, _Map) else "{}"
        fields: dict[str, Any] = json.loads(text)
        return fields

    def ids(self, root: str) -> Iterable[str]:
        """The ids of a root's entries."""
        return list(self._roots[root].keys())
