"""Reading and writing a document by entries; pure but for the reading of the shared one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pycrdt import Map

from antiphon.document.changes import Entry
from antiphon.document.codec import inspect, normalise
from antiphon.document.schema import KINDS, ROOTS, Scalar
from antiphon.document.types import Document
from antiphon.document.ydoc import YAntiphon
from antiphon.kernel.errors import EditError

Write = tuple[str, str, Mapping[str, Scalar | None] | None]
"""What to make of an entry: its root, its id, and the fields to change (None takes one away), or None to remove it."""


def content(doc: YAntiphon, *roots: str) -> Document:
    """The document with what is in some of its roots alone, without what the schema refuses."""
    return normalise({root: json.loads(str(doc.ydoc.get(root, type=Map))) for root in roots})


def result(root: str, id: str, old: Entry | None, fields: Mapping[str, Scalar | None]) -> dict[str, Any]:
    """The entry that a change makes, checked."""
    if root not in KINDS:
        raise EditError(f"{root}: there is no such root; there are {', '.join(ROOTS)}.")
    merged = {field: value for field, value in {**(old or {}), **fields}.items() if value is not None}
    document, refusals = inspect({root: merged if root == "meta" else {id: merged}})
    wrong = [
        refusal
        for refusal in refusals
        if not refusal.field or refusal.field in fields or refusal.why == "missing"
    ]
    if wrong:
        raise EditError(f"{wrong[0]}; nothing was changed.")
    kept: Mapping[str, Any] = document
    entry: dict[str, Any] = kept[root] if root == "meta" else kept[root][id]
    return entry


def applied(document: Document, writes: Iterable[Write]) -> Document:
    """A document with writes done."""
    result: dict[str, Any] = {
        root: dict(entries) for root, entries in document.items() if isinstance(entries, Mapping)
    }
    for root, id, fields in writes:
        old = result[root] if root == "meta" else result[root].get(id, {})
        if fields is None:
            result[root].pop(id, None)
            continue
        entry = {field: value for field, value in {**old, **fields}.items() if value is not None}
        if root == "meta":
            result[root] = entry
        else:
            result[root][id] = entry
    return normalise(result)
