"""The difference of two documents: the operations that make one the other.

>>> from antiphon.document.codec import empty
>>> one, other = empty(), empty()
>>> other["meta"]["title"] = "Song"
>>> apply(one, diff(one, other)) == other
True
>>> diff(one, other).to_json()
[{'op': 'change', 'root': 'meta', 'id': '', 'fields': {'title': 'Song'}, 'base': {'title': None}}]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from antiphon.document.changes import Change, Entry, same
from antiphon.document.operation import Operation, OperationError, between, done, read_operation
from antiphon.document.schema import ROOTS
from antiphon.document.types import Document

Roots = Mapping[str, Mapping[str, Any]]


class Difference(tuple[Operation, ...]):
    """What makes one document another: operations by root (in the schema's order) and id, each entry once."""

    __slots__ = ()

    @property
    def inverse(self) -> Difference:
        """What makes the other the one."""
        return Difference(operation.inverse for operation in self)

    def to_json(self) -> list[dict[str, Any]]:
        """The operations as plain JSON."""
        return [operation.to_json() for operation in self]

    @classmethod
    def from_json(cls, raw: object) -> Difference:
        """Read a difference from JSON that anybody may have made.

        Raises:
            OperationError: It is none; the message says what is wrong and where.
        """
        if not isinstance(raw, list):
            raise OperationError("A difference is a list of operations.")
        operations = [read_operation(each) for each in raw]
        seen: set[tuple[str, str]] = set()
        for operation in operations:
            if operation[1:3] in seen:
                raise OperationError(f"Two operations are about {operation.root}.{operation.id}.")
            seen.add(operation[1:3])
        return cls(operations)


def diff(a: Document, b: Document) -> Difference:
    """What makes of `a` the document `b`.

    Args:
        a: A document in canonical form, as `decode` and `normalise` return it.
        b: Another one.
    """
    old, new = (cast(Roots, document) for document in (a, b))
    operations: list[Operation] = []
    for root in ROOTS:
        if root == "meta":
            found = [between(root, "", old[root], new[root])]
        else:
            before, after = old[root], new[root]
            touched = [
                id for id in before if (kept := after.get(id)) is not before[id] and kept != before[id]
            ]
            touched += [id for id in after if id not in before]
            found = [between(root, id, before.get(id), after.get(id)) for id in sorted(touched)]
        operations.extend(operation for operation in found if operation is not None)
    return Difference(operations)


def apply(document: Document, difference: Difference) -> Document:
    """The document that a difference makes of another.

    Args:
        document: The document; it is not changed, and shares what stays with the one returned.
        difference: The operations; each must be based on what the document has.

    Raises:
        OperationError: The document is not what the difference is based on; the message says where.
    """
    result: dict[str, Any] = dict(document)
    for change in changes(document, difference):
        if change.root == "meta":
            result["meta"] = change.after
            continue
        if result[change.root] is document[change.root]:  # type: ignore[literal-required]
            result[change.root] = dict(result[change.root])
        if change.after is None:
            del result[change.root][change.id]
        else:
            result[change.root][change.id] = change.after
    return cast(Document, result)


def changes(document: Document, difference: Difference) -> tuple[Change, ...]:
    """What a difference does to a document, entry by entry, as `antiphon.document.changes.write` writes it.

    Raises:
        OperationError: The document is not what the difference is based on; the message says where.
    """
    roots = cast(Roots, document)
    result: list[Change] = []
    for operation in difference:
        content = roots[operation.root]
        entry: Entry | None = content if operation.root == "meta" else content.get(operation.id)
        if (why := why_not(operation, entry)) is not None:
            raise OperationError(why)
        result.append(Change(operation.root, operation.id, entry, done(operation, entry)))
    return tuple(result)


def why_not(operation: Operation, entry: Entry | None) -> str | None:
    """Why an operation does not fit an entry as it is now, in a sentence; None where it does.

    Args:
        operation: The operation.
        entry: The entry that it is about; None where there is none.
    """
    where = ".".join(step for step in (operation.root, operation.id) if step)
    if operation.op == "put":
        return None if entry is None else f"{where} is there already."
    if entry is None:
        return f"{where} is not there any more."
    base, absent = operation.base, None
    fields = base if operation.op == "change" else {**base, **entry}
    for field in fields:
        if not same(entry.get(field), base.get(field, absent)):
            return f"{where}.{field} has been changed since."
    return None
