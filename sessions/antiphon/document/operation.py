"""An operation: what is to become of one entry of a document, with the values that it is based on.

Differences, proposals and merges are made of these. As JSON an operation is
`{"op": "change", "root": "events", "id": "n1", "fields": {"pitch": "D4"}, "base": {"pitch": "C4"}}`;
`fields` and `base` that are empty are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, cast

from antiphon.document.changes import Entry, differing
from antiphon.document.codec import Refusal, inspect_entry
from antiphon.document.schema import KINDS, Refused, Scalar, is_id

Op = Literal["put", "change", "remove"]
Fields = Mapping[str, Scalar | None]

_KEYS = frozenset(("op", "root", "id", "fields", "base"))


class OperationError(ValueError):
    """Something that is no operation, or cannot be done here; the message is a sentence."""


class Operation(NamedTuple):
    """What is to become of an entry.

    Attributes:
        op: `put` makes it, `change` changes fields of it, `remove` takes it away.
        root: The root's name.
        id: The entry's id; empty for `meta`, of which there is one and which is only changed.
        fields: put: the whole entry; change: the new values, None for a field to take away; remove: nothing.
        base: put: nothing; change: the values before of the same fields, None for one that is absent; remove: the whole
            entry as it was.
    """

    op: Op
    root: str
    id: str
    fields: Fields
    base: Fields

    @property
    def inverse(self) -> Operation:
        """What takes it back."""
        op: Op = "remove" if self.op == "put" else "put" if self.op == "remove" else "change"
        return Operation(op, self.root, self.id, self.base, self.fields)

    def to_json(self) -> dict[str, Any]:
        """The operation as plain JSON."""
        raw: dict[str, Any] = {"op": self.op, "root": self.root, "id": self.id}
        if self.fields:
            raw["fields"] = dict(self.fields)
        if self.base:
            raw["base"] = dict(self.base)
        return raw


def between(root: str, id: str, before: Entry | None, after: Entry | None) -> Operation | None:
    """The operation that makes one state of an entry the other; None where they are the same."""
    if before is None:
        return None if after is None else Operation("put", root, id, after, {})
    if after is None:
        return Operation("remove", root, id, {}, before)
    fields = sorted(differing(before, after))
    if not fields:
        return None
    return Operation(
        "change",
        root,
        id,
        {each: after.get(each) for each in fields},
        {each: before.get(each) for each in fields},
    )


def done(operation: Operation, entry: Entry | None) -> Entry | None:
    """The entry that an operation makes of another, whatever that was before.

    Raises:
        OperationError: There is nothing that could be changed.
    """
    if operation.op == "remove":
        return None
    if operation.op == "put":
        return operation.fields
    if entry is None:
        raise OperationError(f"{operation.root}.{operation.id} is not there, so that it cannot be changed.")
    kept = {field: value for field, value in entry.items() if field not in operation.fields}
    return kept | {field: value for field, value in operation.fields.items() if value is not None}


def read_operation(raw: object) -> Operation:
    """Read an operation from JSON that anybody may have made.

    Returns:
        The operation, with its values in canonical form.

    Raises:
        OperationError: It is none, or the schema refuses a value of it.
    """
    if not isinstance(raw, Mapping) or not raw.keys() <= _KEYS:
        raise OperationError("An operation is an object with op, root, id, fields and base.")
    op, root, id = (str(raw.get(key, "")) for key in ("op", "root", "id"))
    if op not in ("put", "change", "remove"):
        raise OperationError("An operation's op is put, change or remove.")
    if root not in KINDS:
        raise OperationError(f"An operation is about a root that is not there: {root!r}.")
    if root == "meta" and (id != "" or op != "change"):
        raise OperationError("An operation on meta changes it, and names no id.")
    if root != "meta" and not is_id(raw.get("id")):
        raise OperationError(f"An operation on {root} names no valid id: {id!r}.")
    fields, base = raw.get("fields", {}), raw.get("base", {})
    if not isinstance(fields, Mapping) or not isinstance(base, Mapping):
        raise OperationError(f"The operation on {root}.{id} has fields or a base that are no object.")
    if op == "change":
        if not fields or fields.keys() != base.keys():
            raise OperationError(f"The change of {root}.{id} must give the same fields before and after.")
        return Operation("change", root, id, _values(root, id, fields), _values(root, id, base))
    if base if op == "put" else fields:
        raise OperationError(f"A put has no base, and a remove no fields: {root}.{id}.")
    entry = _whole(root, id, fields if op == "put" else base)
    return Operation("put", root, id, entry, {}) if op == "put" else Operation("remove", root, id, {}, entry)


def _values(root: str, id: str, fields: Mapping[str, object]) -> Fields:
    kind = KINDS[root]
    result: dict[str, Scalar | None] = {}
    for field in sorted(fields):
        value = fields[field]
        try:
            if value is None:
                kind.remove(field)
                result[field] = None
            else:
                result[field] = kind.value(field, value)
        except Refused as refused:
            raise OperationError(f"{Refusal(root, id, field, str(refused))}.") from None
    return result


def _whole(root: str, id: str, fields: Mapping[str, object]) -> Fields:
    refusals: list[Refusal] = []
    entry = inspect_entry(root, id, fields, refusals)
    if entry is None or refusals:
        raise OperationError(f"{refusals[0]}.")
    return cast(Fields, entry)
