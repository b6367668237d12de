"""Proposals: what the `patch` of one holds (which is not the patch of the synthesis graph), as JSON text.

Each operation says what it saw of the entry that it is about (`base`), so that whoever accepts it knows what has changed
since. `src/document/proposal.ts` is the same in TypeScript, to the letter of the problems, and `tests/fixtures/proposals`
holds the two together. What operations do to a document is `antiphon.document.applying`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, NoReturn, cast

from antiphon.document.changes import Entry, differing
from antiphon.document.codec import Refusal, inspect_entry
from antiphon.document.operation import Fields, Operation
from antiphon.document.schema import KINDS, Refused, Scalar, is_id

VERSION: Final = 2
"""The version of the format that is written."""

_OP: Final[Mapping[object, str]] = {1: "kind", VERSION: "op"}
"""What says, in each version that is read, what becomes of the entry."""

MOST_OPERATIONS: Final = 2000
"""Most operations of a proposal."""

LONGEST_PATCH: Final = 200_000
"""UTF-16 units of its text."""

PROPOSABLE: Final = (
    "measures",
    "events",
    "spans",
    "nodes",
    "edges",
    "groups",
    "ports",
    "labels",
    "mix",
    "sends",
    "inserts",
)
"""The roots that can be proposed for. Measures can be added and changed, but not taken away, with all that is in them."""


class ProposalError(ValueError):
    """A text that is no proposal's; the message says why, such as `operation 3: not a valid id`."""


def encode_operations(operations: Iterable[Operation]) -> str:
    """Write operations as the text of a proposal's `patch`."""
    return json.dumps(
        {"version": VERSION, "operations": [_plain(each) for each in operations]},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _plain(operation: Operation) -> dict[str, Any]:
    plain: dict[str, Any] = {"op": operation.op, "root": operation.root, "id": operation.id}
    if operation.op != "remove":
        plain["fields"] = dict(operation.fields)
    if operation.op != "put":
        plain["base"] = dict(operation.base)
    return plain


def decode_operations(text: str) -> tuple[Operation, ...]:
    """Read the text of a proposal's `patch`.

    Raises:
        ProposalError: It is not understood, or too large.
    """
    if len(text) > LONGEST_PATCH or len(text.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST_PATCH:
        raise ProposalError(f"longer than {LONGEST_PATCH} characters")
    try:
        raw = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise ProposalError("not JSON") from None
    version = raw.get("version") if isinstance(raw, dict) else None
    key = _OP.get(version) if isinstance(version, int | float) and not isinstance(version, bool) else None
    if key is None:
        raise ProposalError(f"not of version {' or '.join(map(str, _OP))}")
    listed = raw.get("operations")
    if not isinstance(listed, list):
        raise ProposalError("operations: not a list")
    if len(listed) > MOST_OPERATIONS:
        raise ProposalError(f"more than {MOST_OPERATIONS} operations")
    operations: list[Operation] = []
    seen: set[tuple[str, str]] = set()
    for order, each in enumerate(listed, start=1):
        try:
            operation = _operation(each, key)
            if (operation.root, operation.id) in seen:
                raise Refused(f"a second one for {operation.root}/{operation.id}")
        except Refused as refused:
            raise ProposalError(f"operation {order}: {refused}") from None
        seen.add((operation.root, operation.id))
        operations.append(operation)
    return tuple(operations)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _operation(raw: object, key: str) -> Operation:
    if not isinstance(raw, dict):
        raise Refused("not an object")
    root, id = raw.get("root"), raw.get("id")
    if not isinstance(root, str) or root not in PROPOSABLE:
        raise Refused(f"root: not one of {', '.join(PROPOSABLE)}")
    if not isinstance(id, str) or not is_id(id):
        raise Refused("not a valid id")
    match raw.get(key):
        case "put":
            return Operation("put", root, id, _entry(root, id, raw.get("fields")), {})
        case "change":
            fields = _fields(root, raw.get("fields"))
            base = _prefixed("base: ", lambda: _fields(root, raw.get("base")))
            if fields.keys() != base.keys():
                raise Refused("base: not of the fields that change")
            return Operation("change", root, id, fields, base)
        case "remove":
            if root == "measures":
                raise Refused("a measure cannot be proposed away")
            base = _prefixed("base: ", lambda: _entry(root, id, raw.get("base")))
            return Operation("remove", root, id, {}, base)
    raise Refused(f"{key}: not one of put, change, remove")


def _prefixed(prefix: str, read: Any) -> Fields:
    try:
        return cast(Fields, read())
    except Refused as refused:
        raise Refused(f"{prefix}{refused}") from None


def _entry(root: str, id: str, raw: object) -> Fields:
    """A whole entry."""
    refusals: list[Refusal] = []
    entry = inspect_entry(root, id, raw, refusals)
    if refusals or entry is None:
        first = refusals[0]
        raise Refused(": ".join(filter(None, (first.field, first.why))))
    return entry


def _fields(root: str, raw: object) -> Fields:
    """Some fields of an entry."""
    if not isinstance(raw, dict):
        raise Refused("fields: not an object")
    if not raw:
        raise Refused("fields: there are none")
    kind = KINDS[root]
    fields: dict[str, Scalar | None] = {}
    for field, value in raw.items():
        try:
            if kind.check(field) is None:
                raise Refused("unknown")
            if value is None:
                kind.remove(field)
            fields[field] = None if value is None else kind.value(field, value)
        except Refused as refused:
            raise Refused(f"{field}: {refused}") from None
    return fields


def is_own_strip(document: Mapping[str, Any], root: str, id: str) -> bool:
    """Whether something is the strip of a part or the master, which is there even where the document has no entry of it."""
    return root == "mix" and (id == "master" or id in document["parts"])


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Operation, ...]:
    """The operations that make a document another, as far as they can be proposed, by root and id."""
    operations: list[Operation] = []
    for root in PROPOSABLE:
        old, new = before[root], after[root]
        for id in sorted(old.keys() | new.keys()):
            was: Entry | None = old.get(id)
            then: Entry | None = new.get(id)
            if was is None and is_own_strip(before, root, id):
                was = {}
            if then is None:
                if was and root != "measures":
                    operations.append(Operation("remove", root, id, {}, dict(was)))
            elif was is None:
                operations.append(Operation("put", root, id, dict(then), {}))
            elif fields := sorted(differing(was, then)):
                operations.append(
                    Operation(
                        "change",
                        root,
                        id,
                        {field: then.get(field) for field in fields},
                        {field: was.get(field) for field in fields},
                    )
                )
    return tuple(operations)


def unproposable(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The roots in which documents differ by what cannot be proposed, sorted."""
    return sorted(
        root
        for root in KINDS
        if (root not in PROPOSABLE and before[root] != after[root])
        or (root == "measures" and before[root].keys() - after[root].keys())
    )


def places(taken: str) -> frozenset[int]:
    """The operations that a proposal's field `taken` names."""
    return frozenset(map(int, taken.split()))


def taken(places: Iterable[int]) -> str | None:
    """The field `taken` for operations; None where there are none."""
    return " ".join(map(str, sorted(places))) or None


def after(operation: Operation, now: Entry | None) -> Entry | None:
    """An entry as an operation would leave it; None where none is left."""
    match operation.op:
        case "put":
            return cast(Entry, operation.fields)
        case "remove":
            return None
        case "change":
            merged = {**(now or {}), **operation.fields}
            return {field: value for field, value in merged.items() if value is not None}
