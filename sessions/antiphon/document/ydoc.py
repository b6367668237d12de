"""The Y document of an `.antiphon` file: what JupyterLab's collaboration rooms share."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from jupyter_ydoc.ybasedoc import YBaseDoc
from pycrdt import Awareness, Doc, Map

from antiphon.document.codec import DocumentError, decode, encode, inspect, normalise
from antiphon.document.schema import KINDS, ROOTS, VERSION, Scalar
from antiphon.document.types import Document

Fields = Mapping[str, Scalar]


class YAntiphon(YBaseDoc):
    """A shared piece: every root a Y Map at the top, every entry a flat Y Map.

    Anything may be in a Y document, as every peer writes into it. What the schema refuses is left out on
    reading and stays where it is until `set` meets it.
    """

    def __init__(self, ydoc: Doc[Any] | None = None, awareness: Awareness | None = None) -> None:
        super().__init__(ydoc, awareness)
        self._roots: dict[str, Map[Any]] = {root: self._ydoc.get(root, type=Map) for root in ROOTS}
        for root in self._roots.values():
            self._undo_manager.expand_scope(root)

    @property
    def version(self) -> str:
        """The format version."""
        return str(VERSION)

    def raw(self) -> dict[str, Any]:
        """The roots as plain JSON, with whatever is in them."""
        return {name: json.loads(str(root)) for name, root in self._roots.items()}

    def to_document(self) -> Document:
        """The document: what is in the roots, without what the schema refuses."""
        return normalise(self.raw())

    def get(self) -> str:
        """The canonical text of the file; `decode` accepts it whatever is in the Y document."""
        return encode(self.to_document())

    def set(self, value: str) -> None:
        """Make this the document of a text, by writing only the fields that differ, in one transaction.

        Two peers who set different texts, or edit while one sets, lose nothing that the other did elsewhere.

        Args:
            value: An `.antiphon` file's text, in any format version that `decode` reads.

        Raises:
            DocumentError: The text is not a valid document; nothing was changed.
        """
        document: Mapping[str, Any] = decode(value)
        with self._ydoc.transaction():
            old = self.raw()
            for name, root in self._roots.items():
                if name == "meta":
                    _write_fields(root, old[name], document[name])
                    continue
                for id in sorted(old[name].keys() - document[name].keys()):
                    del root[id]
                for id in sorted(document[name]):
                    _write_entry(root, id, old[name].get(id), document[name][id])

    def put(self, root: str, id: str, fields: Fields) -> None:
        """Make an entry exactly these fields, whether or not it is there.

        Args:
            root: A root's name.
            id: The entry's id; for `meta`, which is one entry, any.
            fields: All of its fields.

        Raises:
            DocumentError: The schema refuses the entry; nothing was changed.
        """
        entry = _checked(root, id, fields)
        with self._ydoc.transaction():
            old = self._raw_entry(root, id)
            if root == "meta":
                _write_fields(self._roots[root], old, entry)
            else:
                _write_entry(self._roots[root], id, old, entry)

    def change(self, root: str, id: str, fields: Mapping[str, Scalar | None]) -> None:
        """Change some fields of an entry. A strip of `mix`, which needs no field, is made where there is none.

        Args:
            root: A root's name.
            id: The entry's id; for `meta`, which is one entry, any.
            fields: The new values; None takes a field away.

        Raises:
            KeyError: There is no such entry.
            DocumentError: The schema refuses the entry that would result; nothing was changed.
        """
        with self._ydoc.transaction():
            old = self._raw_entry(root, id)
            document: Mapping[str, Any] = normalise({root: old if root == "meta" else {id: old}})
            if root == "mix":
                document[root].setdefault(id, {})
            entry = document[root] if root == "meta" else document[root][id]
            result = {**entry, **fields}
            self.put(root, id, {field: value for field, value in result.items() if value is not None})

    def remove(self, root: str, id: str) -> None:
        """Take an entry away; one that is not there is no error."""
        with self._ydoc.transaction():
            self._roots[root].pop(id, None)

    def observe(self, callback: Callable[[str, Any], None]) -> None:
        """Call back at each change, with the root's name (or `state`) and pycrdt's events.

        Args:
            callback: Called once a root for each transaction that changed it.
        """
        self.unobserve()
        self._subscriptions[self._ystate] = self._ystate.observe(partial(callback, "state"))
        for name, root in self._roots.items():
            self._subscriptions[root] = root.observe_deep(partial(callback, name))

    def _raw_entry(self, root: str, id: str) -> Any:
        """An entry as plain JSON, whatever it is; None where there is none."""
        if root == "meta":
            return json.loads(str(self._roots[root]))
        entry = self._roots[root].get(id)
        return json.loads(str(entry)) if isinstance(entry, Map) else entry


def _checked(root: str, id: str, fields: Fields) -> dict[str, Scalar]:
    if root not in KINDS:
        raise DocumentError(f"{root}: no such root; there are {', '.join(ROOTS)}.")
    content: Mapping[str, Any] = fields if root == "meta" else {id: fields}
    document, refusals = inspect({root: content})
    if refusals:
        raise DocumentError(f"{refusals[0]}.")
    kept: Mapping[str, Any] = document
    entry: dict[str, Scalar] = kept[root] if root == "meta" else kept[root][id]
    return entry


def _write_entry(root: Map[Any], id: str, old: object, new: Fields) -> None:
    entry = root[id] if isinstance(old, dict) else None
    if isinstance(entry, Map):
        _write_fields(entry, old, new)  # type: ignore[arg-type]
    else:
        root[id] = Map({field: new[field] for field in sorted(new)})


def _write_fields(map: Map[Any], old: Mapping[str, Any], new: Fields) -> None:
    for field in sorted(old.keys() - new.keys()):
        del map[field]
    for field in sorted(new):
        if field not in old or not _same(old[field], new[field]):
            map[field] = new[field]


def _same(old: object, new: Scalar) -> bool:
    return old == new and isinstance(old, bool) == isinstance(new, bool)
