"""The entries of a document that the schema allows, each read again only when it changes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from antiphon.document.codec import Refusal, inspect_entry
from antiphon.document.piece import Problem
from antiphon.document.problems import Problems
from antiphon.document.schema import KINDS

Read = Callable[[str, str], object]
"""Reads an entry of a root (of `meta`: a field) as it is now; raises KeyError where there is none."""


class Change(NamedTuple):
    """An entry that is not what it was; None where there is or was none."""

    id: str
    old: Any
    new: Any


class Entries:
    """What is valid of a document.

    Attributes:
        of: For each root, its entries by id; for `meta`, its fields.
        refused: For an event, its fields that the schema refuses.
    """

    def __init__(self, problems: Problems) -> None:
        self.of: dict[str, dict[str, Any]] = {root: {} for root in KINDS}
        self.refused: dict[str, frozenset[str]] = {}
        self._problems = problems

    def take(self, root: str, ids: Collection[str], read: Read) -> list[Change]:
        """Read entries again, tell what the schema refuses of them, and return those that are not what they were."""
        entries = self.of[root]
        changes: list[Change] = []
        for id in ids:
            refusals: list[Refusal] = []
            new = self._checked(root, id, read, refusals)
            old = entries.pop(id, None)
            if new is not None:
                entries[id] = new
            fields = frozenset(refusal.field for refusal in refusals) if root == "events" else frozenset()
            self._problems.tell(("entry", root, id), [as_problem(refusal) for refusal in refusals])
            if new != old or (root == "events" and fields != self.refused.get(id, frozenset())):
                changes.append(Change(id, old, new))
            if fields:
                self.refused[id] = fields
            elif root == "events":
                self.refused.pop(id, None)
        return changes

    def _checked(self, root: str, id: str, read: Read, refusals: list[Refusal]) -> Any:
        try:
            raw = read(root, id)
        except KeyError:
            return None
        if root == "meta":
            return (inspect_entry(root, "", {id: raw}, refusals) or {}).get(id)
        return inspect_entry(root, id, raw, refusals)


def as_problem(refusal: Refusal) -> Problem:
    """What the schema refuses, as a problem of the piece."""
    return Problem("invalid", refusal.id or refusal.root, str(refusal))
