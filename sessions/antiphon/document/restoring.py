"""Restoring: what has to be changed for a piece, or some of it, to be as it was at another moment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, cast

from antiphon.document.changes import Change, Entry, equal
from antiphon.document.schema import ROOTS
from antiphon.document.types import Document

KEPT: Final = frozenset(("locks", "annotations", "proposals"))
"""What is said and settled about a piece is no part of it, and stays as it is now."""

Entries = Mapping[str, Mapping[str, Entry]]


class RestoringError(ValueError):
    """What cannot be restored; the message is one sentence that says why."""


def restoring(
    then: Document, now: Document, *, part: str = "", measures: tuple[str, str] | None = None
) -> tuple[Change, ...]:
    """The changes that make a piece, or some of it, what it was.

    A part is its entry (but its place among the parts), its events and their spans, and its drums. Measures are those that
    lay between two of them, with their entries and events; those put in between since are left alone. Nothing is brought
    back that would have no part, measure or note to belong to.

    Args:
        then: The piece as it was.
        now: The piece as it is.
        part: Restore this part alone; empty: all parts, and all that is no part's.
        measures: Restore these measures alone, from the first to the last; None: all.

    Returns:
        The changes, each entry once, in the order of the roots and ids.

    Raises:
        RestoringError: there was no such part or measure.
    """
    if part and part not in then["parts"]:
        raise RestoringError("This part was not there then.")
    old, new = cast(Entries, then), cast(Entries, now)
    if not part and measures is None:
        return _changes(old, new, lambda root, id: root not in KEPT)
    within = None if measures is None else _between(then, now, measures)

    def chosen(event: Entry | None) -> bool:
        return (
            event is not None
            and (not part or event.get("part") == part)
            and (within is None or event["measure"] in within)
        )

    events = {
        id for id in old["events"].keys() | new["events"].keys() if _either(chosen, "events", id, old, new)
    }

    def belongs(root: str, id: str) -> bool:
        match root:
            case "events":
                return id in events
            case "spans":
                return _either(lambda span: not events.isdisjoint(_ends(span)), root, id, old, new)
            case "measures":
                return not part and within is not None and id in within
            case "parts":
                return id == part and within is None
            case "percussion":
                return (
                    bool(part)
                    and within is None
                    and _either(lambda drum: drum is not None and drum["part"] == part, root, id, old, new)
                )
        return False

    changes = _changes(old, new, belongs)
    return _without_orphans(tuple(map(_in_its_place, changes)), new)


def _changes(old: Entries, new: Entries, belongs: Callable[[str, str], bool]) -> tuple[Change, ...]:
    changes = []
    for root in ROOTS:
        if root == "meta":
            if belongs(root, "") and not equal(new[root], old[root]):
                changes.append(Change(root, "", new[root], old[root]))
            continue
        for id in sorted(old[root].keys() | new[root].keys()):
            before, after = new[root].get(id), old[root].get(id)
            if belongs(root, id) and not equal(before, after):
                changes.append(Change(root, id, before, after))
    return tuple(changes)


def _between(then: Document, now: Document, measures: tuple[str, str]) -> Collection[str]:
    """The ids of the measures from one to another: as they lay then, where both were there, else of those now."""
    for document in (then, now):
        order = sorted(document["measures"], key=lambda id: (document["measures"][id]["index"], id))
        if set(measures) <= set(order):
            first, last = sorted(map(order.index, measures))
            found = [id for id in order[first : last + 1] if id in then["measures"]]
            if found:
                return set(found)
    raise RestoringError("These measures were not there then.")


def _in_its_place(change: Change) -> Change:
    """A part or measure that is there stays where it is among the others."""
    root, _, before, after = change
    if root not in ("parts", "measures") or before is None or after is None:
        return change
    return change._replace(after={**after, "index": before["index"]})


def _without_orphans(changes: tuple[Change, ...], now: Entries) -> tuple[Change, ...]:
    """Leave out what would have nothing to belong to, and take away the spans that would lose an end."""
    there: dict[str, dict[str, Any]] = {
        root: dict(now[root]) for root in ("parts", "measures", "events", "spans")
    }
    for root, id, _, after in changes:
        if root in there:
            there[root][id] = after

    def has(root: str, id: object) -> bool:
        return there[root].get(str(id)) is not None

    kept = []
    for change in changes:
        root, id, before, after = change
        if root == "events" and after is not None and not _has_a_place(after, has):
            there[root][id] = before
            continue
        if root == "spans" and after is not None and not all(has("events", end) for end in _ends(after)):
            if before is None:
                continue
            change = change._replace(after=None)
        if not equal(before, change.after):
            kept.append(change)
    return tuple(kept)


def _has_a_place(event: Entry, has: Callable[[str, object], bool]) -> bool:
    return has("measures", event["measure"]) and ("part" not in event or has("parts", event["part"]))


def _ends(span: Entry | None) -> tuple[Any, ...]:
    return (span["start"], span["end"]) if span is not None else ()


def _either(test: Callable[[Entry | None], bool], root: str, id: str, old: Entries, new: Entries) -> bool:
    """Whether something is true of an entry as it was, or as it is."""
    return test(old[root].get(id)) or test(new[root].get(id))
