"""Merging a file that was changed outside with a document that was changed inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from antiphon.document.schema import ROOTS
from antiphon.document.types import Document

Fields = Mapping[str, Any]


def merge(base: Document, theirs: Document, ours: Document) -> Document:
    """Three-way merge by field: what only one side changed is kept, whichever side it was.

    Where both changed one field, theirs counts. An entry that one side took away and the other changed stays.

    Args:
        base: What both began with.
        theirs: The file as it is now.
        ours: The document as it is now.
    """
    old, new, mine = (cast(Mapping[str, Fields], document) for document in (base, theirs, ours))
    merged: dict[str, Any] = {"antiphon": ours["antiphon"]}
    for root in ROOTS:
        merge_root = _merge_fields if root == "meta" else _merge_entries
        merged[root] = merge_root(old[root], new[root], mine[root])
    return cast(Document, merged)


def _merge_entries(old: Fields, new: Fields, mine: Fields) -> dict[str, Any]:
    merged = {
        id: _merge_entry(old.get(id), new.get(id), mine.get(id))
        for id in old.keys() | new.keys() | mine.keys()
    }
    return {id: entry for id, entry in merged.items() if entry is not None}


def _merge_entry(old: Fields | None, new: Fields | None, mine: Fields | None) -> Fields | None:
    if new == old:
        return mine
    if mine == old:
        return new
    if new is None or mine is None:
        return new or mine
    return _merge_fields(old or {}, new, mine)


def _merge_fields(old: Fields, new: Fields, mine: Fields) -> dict[str, Any]:
    changed = {field for field in old.keys() | new.keys() if new.get(field) != old.get(field)}
    kept = {field: value for field, value in mine.items() if field not in changed}
    return kept | {field: new[field] for field in changed if field in new}
