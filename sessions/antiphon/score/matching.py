"""Which entry of one reading of a score is which of another: by id where that was kept, else by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from antiphon.score.reading import NEW

Entries = Mapping[str, Mapping[str, Any]]


def by_id(ours: Entries, theirs: Entries) -> dict[str, str]:
    """Their ids that are ours, of the same kind, to themselves; not those that were made up in reading."""
    return {
        id: id
        for id, entry in theirs.items()
        if id in ours and not id.startswith(NEW) and ours[id].get("kind") == entry.get("kind")
    }


def by_place(
    ours: Entries, theirs: Entries, pairs: dict[str, str], places: Iterable[Callable[[Any], Hashable]]
) -> None:
    """Add to pairs of their ids with ours what stands at the same place, the surest kind of place first.

    Args:
        ours: Our entries, in order.
        theirs: Their entries, in order, whose references are ours.
        pairs: Their ids and ours that are known to be the same; added to.
        places: What is equal for two entries that are the same; entries of one place are paired in order.
    """
    for place in places:
        left: dict[Hashable, list[str]] = defaultdict(list)
        taken = set(pairs.values())
        for id, entry in ours.items():
            if id not in taken:
                left[place(entry)].append(id)
        for id, entry in theirs.items():
            if id not in pairs and (found := left.get(place(entry))):
                pairs[id] = found.pop(0)


def by_order(ours: Sequence[str], theirs: Sequence[str], pairs: dict[str, str]) -> None:
    """Add to pairs of their ids with ours what lies between the same neighbours, in order."""
    places = {id: number for number, id in enumerate(ours)}
    taken = set(pairs.values())
    last = -1
    waiting: list[str] = []
    for id in (*theirs, None):
        if id is not None and id not in pairs:
            waiting.append(id)
            continue
        until = len(ours) if id is None else places[pairs[id]]
        free = [each for each in ours[last + 1 : max(until, last + 1)] if each not in taken]
        for one, other in zip(waiting, free, strict=False):
            pairs[one] = other
            taken.add(other)
        last, waiting = until, []
