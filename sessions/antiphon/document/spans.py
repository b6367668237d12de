"""Spans: what reaches from one note or rest of a part to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Final

from antiphon.document.bar import Place
from antiphon.document.entries import Change, Entries
from antiphon.document.piece import Problem, Span
from antiphon.document.problems import Problems
from antiphon.document.types import Span as Entry

Where = tuple[str, str, *Place]
"""The index and the id of a measure, and a place in it: where a note or rest stands in the piece."""

Find = Callable[[str], tuple[str, Where] | None]
"""The part of a note or rest of the piece, and where it is; None for any other id."""


def resolve(id: str, entry: Entry, find: Find) -> tuple[str, Where, Span] | Problem:
    """Find the ends of a span.

    Args:
        id: The span's id.
        entry: Its entry.
        find: Finds the notes and rests of the piece.

    Returns:
        Its part, where it starts, and the span; or why it is left out.
    """
    start, end = find(entry["start"]), find(entry["end"])
    if start is None or end is None:
        return _orphan(id, f"its {'end' if start else 'start'} is gone, left out")
    if start[0] != end[0]:
        return _orphan(id, "its start and end are in different parts, left out")
    ends = [(start[1], entry["start"]), (end[1], entry["end"])]
    if end[1] < start[1]:
        ends.reverse()
    span = Span(
        id,
        entry["kind"],
        ends[0][1],
        ends[1][1],
        entry.get("shift", "") if entry["kind"] == "ottava" else "",
        entry.get("strokes", 0) if entry["kind"] == "tremolo" else 0,
        entry.get("text", ""),
        entry.get("style", "solid"),
        entry.get("placement", ""),
    )
    return start[0], ends[0][0], span


def _orphan(id: str, message: str) -> Problem:
    return Problem("orphan", id, f"spans.{id}: {message}")


class Spans:
    """The spans of a document's parts, each resolved again only when one of its ends moves."""

    def __init__(self, entries: Entries, find: Find, problems: Problems) -> None:
        self._entries: Final = entries.of["spans"]
        self._find = find
        self._problems = problems
        self._at: dict[str, set[str]] = defaultdict(set)
        self._part: dict[str, str] = {}
        self._of: dict[str, dict[str, tuple[Where, Span]]] = defaultdict(dict)
        self._ordered: dict[str, tuple[Span, ...]] = {}

    def of(self, part: str) -> tuple[Span, ...]:
        """The spans of a part by start, then id."""
        if part not in self._ordered:
            spans = self._of[part]
            order = sorted(spans, key=lambda id: (spans[id][0], id))
            self._ordered[part] = tuple(spans[id][1] for id in order)
        return self._ordered[part]

    def update(self, changes: Iterable[Change], moved: Collection[str]) -> set[str]:
        """Take changes over.

        Args:
            changes: Spans that changed.
            moved: The notes and rests that came, went or moved.

        Returns:
            The parts whose spans are not what they were.
        """
        stale: set[str] = set()
        for id, old, new in changes:
            stale.add(id)
            for entry in (old, new):
                if entry is not None:
                    for end in (entry["start"], entry["end"]):
                        self._at[end].add(id) if entry is new else self._at[end].discard(id)
        for end in moved & self._at.keys():
            stale |= self._at[end]
        touched = set().union(*(self._resolve(id) for id in stale))
        for part in touched:
            self._ordered.pop(part, None)
        return touched

    def _resolve(self, id: str) -> set[str]:
        """Resolve a span again; the parts for which this is news."""
        found = resolve(id, self._entries[id], self._find) if id in self._entries else None
        self._problems.tell(("span", id), [found] if isinstance(found, Problem) else [])
        part = self._part.pop(id, None)
        old = self._of[part].pop(id) if part is not None else None
        if found is None or isinstance(found, Problem):
            return {part} if part is not None else set()
        home, where, span = found
        self._part[id] = home
        self._of[home][id] = where, span if old is None or old[1] != span else old[1]
        return {home} if part in (None, home) else {home, part}
