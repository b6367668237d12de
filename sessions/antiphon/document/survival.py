"""What one branch took away and the other changed or needs: it stays, with all that was in it there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from antiphon.document.changes import equal
from antiphon.document.conflict import Choice
from antiphon.document.references import Place, references
from antiphon.document.state import Entries, Roots, State

_RANK: Final = ("parts", "measures", "groups", "nodes", "sections", "snapshots", "mix", "lanes", "percussion")
"""What a conflict is about, of all that is in it: the first."""

_LOOSE: Final = frozenset(("annotations",))
"""Roots whose entries may name what is gone."""


def survive(state: State) -> None:
    """Keep in the result what one side took away and the other changed or refers to.

    A measure that one took away and the other wrote in stays as the other has it. What belongs together is one conflict: by
    default it goes the way of the side that keeps.
    """
    rescues = [
        _Rescue(state, state.ours, state.theirs, "theirs"),
        _Rescue(state, state.theirs, state.ours, "ours"),
    ]
    for rescue in rescues:
        rescue.hold()
    left = [(place, rescue.remover, group) for rescue in rescues for place, group in rescue.decide()]
    # By what they are about, so that the order of the sides says nothing.
    left.sort(key=lambda each: each[0])
    gone = [_going(state, remover, group) for _, remover, group in left]
    for (_, remover, group), taken in zip(left, gone, strict=True):
        for root, id in group - taken:
            state.result[root][id] = remover[root][id]
    for root, id in set().union(*gone):
        state.result[root].pop(id, None)


def _going(state: State, remover: Roots, group: set[Place]) -> set[Place]:
    """What goes with what one side took away: all that its branch has not and that cannot be without."""
    gone = {place for place in group if place[1] not in remover[place[0]]}
    waiting = list(gone)
    needs = _dependents(state.result)
    while waiting:
        for root, id in needs.get(waiting.pop(), ()):
            if (root, id) not in gone and id not in remover[root] and root not in _LOOSE:
                gone.add((root, id))
                waiting.append((root, id))
    return gone


class _Rescue:
    """What one side took away and the other keeps.

    Attributes:
        links: Entries that stay or go together.
    """

    def __init__(self, state: State, remover: Roots, keeper: Roots, choice: Choice) -> None:
        self.state, self.remover, self.keeper, self.choice = state, remover, keeper, choice
        self.links: dict[Place, set[Place]] = defaultdict(set)
        self.dependents: dict[Place, list[Place]] | None = None

        self.waiting: list[Place] = []
        for root, entries in state.result.items():
            if root == "meta":
                continue
            base, removed, kept = self.state.base[root], self.remover[root], self.keeper[root]
            for id in entries:
                if id in base and id not in removed and id in kept and not equal(kept[id], base[id]):
                    self.links.setdefault((root, id), set())
                if kept.get(id) is not base.get(id) or id not in removed:
                    self.waiting.append((root, id))

    def hold(self) -> None:
        """Bring back what is needed."""
        while self.waiting:
            self.waiting += self._hold(self.waiting.pop())

    def _hold(self, place: Place) -> list[Place]:
        """Bring back what an entry of the result needs, and what was in that; say what came back."""
        root, id = place
        entry = self.state.result[root].get(id)
        if entry is None or root in _LOOSE:
            return []
        back: list[Place] = []
        theirs = self.remover[root].get(id)
        for field, target, roots in references(root, entry):
            if theirs is not None and theirs.get(field) == target:
                continue
            for to in roots:
                if self._was_taken(to, target):
                    self._link(place, (to, target))
                    if target not in self.state.result[to]:
                        self.state.result[to][target] = self.keeper[to][target]
                        back.append((to, target))
                        back += self._inside((to, target))
        return back

    def _inside(self, place: Place) -> list[Place]:
        """Bring back what the same side took away with an entry because it was in it."""
        if self.dependents is None:
            self.dependents = _dependents(self.keeper)
        back: list[Place] = []
        waiting = [place]
        while waiting:
            holder = waiting.pop()
            for root, id in self.dependents.get(holder, ()):
                if self._was_taken(root, id) and root not in _LOOSE:
                    self._link((root, id), holder)
                    if id not in self.state.result[root]:
                        self.state.result[root][id] = self.keeper[root][id]
                        back.append((root, id))
                        waiting.append((root, id))
        return back

    def _was_taken(self, root: str, id: str) -> bool:
        return id in self.state.base[root] and id not in self.remover[root] and id in self.keeper[root]

    def _link(self, one: Place, other: Place) -> None:
        self.links[one].add(other)
        self.links[other].add(one)

    def decide(self) -> Iterator[tuple[Place, set[Place]]]:
        """Declare a conflict for all that belongs together; what is to go all the same, and what it is about."""
        left = set(self.links)
        for start in sorted(self.links):
            if start not in left:
                continue
            group = {start}
            waiting = [start]
            while waiting:
                for other in self.links[waiting.pop()] - group:
                    group.add(other)
                    waiting.append(other)
            left -= group
            taken = [place for place in group if self._was_taken(*place)]
            root, id = min(taken, key=_rank)
            choice = self.state.declare("removed", root, id, places=group, default=self.choice)
            if choice != self.choice:
                yield (root, id), group


def _rank(place: Place) -> tuple[int, Place]:
    return (_RANK.index(place[0]) if place[0] in _RANK else len(_RANK)), place


def _dependents(roots: Roots | dict[str, dict[str, Any]]) -> dict[Place, list[Place]]:
    """For each entry, the entries that name it."""
    result: dict[Place, list[Place]] = defaultdict(list)
    for root, entries in roots.items():
        if root in ("meta", "antiphon"):
            continue
        found: Entries = entries
        for id, entry in found.items():
            for _, target, to in references(root, entry):
                for each in to:
                    result[each, target].append((root, id))
            if root == "mix":
                result["parts", id].append((root, id))
    return result
