"""The Y document of an `.antiphon` file: what JupyterLab's collaboration rooms share."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from jupyter_ydoc.ybasedoc import YBaseDoc
from pycrdt import Awareness, Doc, Map, UndoManager

from antiphon.document.codec import DocumentError, Refusal, decode, encode, inspect_entry, normalise
from antiphon.document.piece import Piece
from antiphon.document.projector import Projector
from antiphon.document.schema import KINDS, ROOTS, VERSION, Refused, Scalar, is_id
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
        self._undoable = False
        self._projector: Projector | None = None
        self._changed: dict[str, set[str]] = {}

    @property
    def version(self) -> str:
        """The format version."""
        return str(VERSION)

    @property
    def undo_manager(self) -> UndoManager:
        """Yjs's undo, of what is written after somebody first asked for it.

        It keeps all that is taken away, and makes every edit dearer; our own undo is `antiphon.document.undo`.
        """
        if not self._undoable:
            self._undoable = True
            for root in self._roots.values():
                self._undo_manager.expand_scope(root)
        return self._undo_manager

    @property
    def piece(self) -> Piece:
        """The projection of the document as of the last transaction that ended; the same object until it changes.

        Only what was edited since the last time is projected again.
        """
        if self._projector is None:
            for name, root in self._roots.items():
                root.observe_deep(partial(_collect, self._changed, name))
            self._projector = Projector(self.raw())
        elif self._changed:
            changed = dict(self._changed)
            self._changed.clear()
            self._projector.change(changed, self._read)
        return self._projector.piece

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
        refusals = [] if root in KINDS else [Refusal(root, "", "", "no such root")]
        entry = None if refusals else inspect_entry(root, "" if root == "meta" else id, fields, refusals)
        if entry is None or refusals:
            raise DocumentError(f"{refusals[0]}.")
        with self._ydoc.transaction():
            if root == "meta":
                _write_fields(self._roots[root], json.loads(str(self._roots[root])), entry)
            else:
                _write_entry(self._roots[root], id, self._present(root, id), entry)

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
        checked = _checked(root, id, fields)
        map = self._roots[root]
        with self._ydoc.transaction():
            if root != "meta":
                try:
                    map = map[id]
                except KeyError:
                    map = self._new_strip(root, id)
                if not isinstance(map, Map):
                    raise KeyError(id)
            for field, value in checked.items():
                if value is None:
                    with suppress(KeyError):
                        del map[field]
                    continue
                try:
                    old = map[field]
                except KeyError:
                    old = None
                if old != value or isinstance(old, bool) != isinstance(value, bool):
                    map[field] = value

    def remove(self, root: str, id: str) -> None:
        """Take an entry away; one that is not there is no error."""
        with self._ydoc.transaction(), suppress(KeyError):
            del self._roots[root][id]

    def observe(self, callback: Callable[[str, Any], None]) -> None:
        """Call back at each change, with the root's name (or `state`) and pycrdt's events.

        Args:
            callback: Called once a root for each transaction that changed it.
        """
        self.unobserve()
        self._subscriptions[self._ystate] = self._ystate.observe(partial(callback, "state"))
        for name, root in self._roots.items():
            self._subscriptions[root] = root.observe_deep(partial(callback, name))

    def _new_strip(self, root: str, id: str) -> Map[Any]:
        """The map of a strip that nobody has changed yet; any other entry would lack what it must have."""
        if root != "mix" or not is_id(id):
            raise KeyError(id)
        strip = self._roots[root][id] = Map()
        return strip

    def _read(self, root: str, id: str) -> object:
        """An entry (of `meta`: a field) as plain JSON."""
        value = self._roots[root][id]
        if isinstance(value, Map):
            return json.loads(str(value))
        if isinstance(value, (str, float, bool, dict, list)) or value is None:
            return value
        return json.loads(str(self._roots[root]))[id]

    def _present(self, root: str, id: str) -> object:
        """What `_read` reads; None where there is none."""
        try:
            return self._read(root, id)
        except KeyError:
            return None


def _collect(changed: dict[str, set[str]], root: str, events: list[Any]) -> None:
    """Note which entries of a root some events are about."""
    ids = changed.setdefault(root, set())
    for event in events:
        if event.path:
            ids.add(event.path[0])
        else:
            ids.update(event.keys)


def _checked(root: str, id: str, fields: Mapping[str, Scalar | None]) -> dict[str, Scalar | None]:
    """Fields of an entry in canonical form, where they may be written or, being None, taken away."""
    kind = KINDS[root]
    checked: dict[str, Scalar | None] = {}
    for field, value in fields.items():
        try:
            if value is None:
                kind.remove(field)
                checked[field] = None
            else:
                checked[field] = kind.value(field, value)
        except Refused as refused:
            refusal = Refusal(root, "" if root == "meta" else id, field, str(refused))
            raise DocumentError(f"{refusal}.") from None
    return checked


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
