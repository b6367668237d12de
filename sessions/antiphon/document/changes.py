"""What each transaction changes in a Y document, entry by entry."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from pycrdt import Doc, Map, ReadTransaction, Subscription, TransactionEvent

from antiphon.document.schema import ROOTS

Entry = Mapping[str, Any]


class Change(NamedTuple):
    """What becomes of an entry.

    Attributes:
        root: The root's name.
        id: The entry's id; empty for `meta`, which is one entry that is always there.
        before: The entry as it was, whole; None where there was none.
        after: The entry as it is then, whole; None where there is none.
    """

    root: str
    id: str
    before: Entry | None
    after: Entry | None


def same(a: object, b: object) -> bool:
    """Whether two values of fields are the same: `true` is not 1, and 1 is 1.0."""
    return a == b and isinstance(a, bool) == isinstance(b, bool)


def differing(a: Entry, b: Entry) -> list[str]:
    """The fields whose values differ, or that only one of the entries has."""
    absent = object()
    return [field for field in {**a, **b} if not same(a.get(field, absent), b.get(field, absent))]


def equal(a: Entry | None, b: Entry | None) -> bool:
    """Whether two entries have the same fields, or neither is there."""
    return a is b or (a is not None and b is not None and not differing(a, b))


def read(ydoc: Doc[Any], root: str, id: str) -> Entry | None:
    """An entry of a document as plain JSON; None where there is none. What is not a map counts as none."""
    map = ydoc.get(root, type=Map)
    return _entry(_plain(map if root == "meta" else map.get(id)))


def write(ydoc: Doc[Any], change: Change) -> None:
    """Write what differs between a change's `before`, which is what the document has now, and its `after`."""
    root = ydoc.get(change.root, type=Map)
    if change.after is None:
        del root[change.id]
    elif change.before is None:
        root[change.id] = Map(dict(change.after))
    else:
        entry = root if change.root == "meta" else root[change.id]
        for field in differing(change.before, change.after):
            if field in change.after:
                entry[field] = change.after[field]
            else:
                del entry[field]


class Recorder:
    """Tells what each transaction changed, with the entries as they were before it.

    It holds the roots as plain JSON and reads again, at each transaction, only the entries that it touched. What is
    not a map counts as no entry.
    """

    def __init__(self, ydoc: Doc[Any], tell: Callable[[tuple[Change, ...], object], None]) -> None:
        """Begin to record.

        Args:
            ydoc: The document.
            tell: Is told, once a transaction and after it, its changes (where there are any), each entry once, and
                its origin.
        """
        self._ydoc, self._tell = ydoc, tell
        self._maps: dict[str, Map[Any]] = {root: ydoc.get(root, type=Map) for root in ROOTS}
        self._content: dict[str, dict[str, Any]] = {
            root: {"": plain} if root == "meta" else plain
            for root, plain in ((root, json.loads(str(map))) for root, map in self._maps.items())
        }
        self._changes: list[Change] = []
        self._origin: object = None
        self._roots = [
            (map, map.observe_deep(partial(self._collect, root))) for root, map in self._maps.items()
        ]
        self._end: Subscription = ydoc.observe(self._announce)

    def stop(self) -> None:
        """Record no more."""
        for map, subscription in self._roots:
            map.unobserve(subscription)
        self._ydoc.unobserve(self._end)

    def entry(self, root: str, id: str) -> Entry | None:
        """An entry as it is now, as plain JSON; None where there is none."""
        return _entry(self._content[root].get(id))

    def _collect(self, root: str, events: list[Any], transaction: ReadTransaction) -> None:
        self._origin = transaction.origin
        content = self._content[root]
        for id in _touched(root, events):
            before = content.pop(id, None)
            after = _plain(self._maps[root] if root == "meta" else self._maps[root].get(id))
            if after is not None:
                content[id] = after
            change = Change(root, id, _entry(before), _entry(after))
            if not equal(change.before, change.after):
                self._changes.append(change)

    def _announce(self, event: TransactionEvent) -> None:
        changes, self._changes = tuple(self._changes), []
        if changes:
            self._tell(changes, self._origin)


def _touched(root: str, events: list[Any]) -> list[str]:
    if root == "meta":
        return [""]
    ids: dict[str, None] = {}
    for event in events:
        ids.update(dict.fromkeys([str(event.path[0])] if event.path else event.keys))
    return list(ids)


def _plain(value: Any) -> Any:
    return json.loads(str(value)) if isinstance(value, Map) else value


def _entry(value: Any) -> Entry | None:
    return value if isinstance(value, dict) else None
