"""A change of a plan: what stays, what goes and what comes, so that what stays can sound on."""

from __future__ import annotations

import marshal
from collections.abc import Collection
from dataclasses import dataclass

from antiphon.engine.plan import Plan, PlanNode
from antiphon.engine.wiring import sources_first

ASIDE = ("space.binaural", "convolution.", "instrument.soundfont")
"""How kinds begin that take too long to make beside what sounds: they read files, or transform a whole impulse response."""

MOST = 64
"""Nodes that are made beside what sounds; with more, a fresh rack is the quicker way."""

Place = tuple[str, bool]
"""A node by its id, and whether it is one of the new plan."""


@dataclass(frozen=True, slots=True)
class Change:
    """From one plan to another with the same parts and buses.

    Attributes:
        kept: Ids of the nodes that stay as they are, though they may be fed otherwise.
        order: The nodes of both plans, those that stay once, in an order in which sources come first.
    """

    kept: frozenset[str]
    order: tuple[Place, ...]

    def to_bytes(self) -> bytes:
        """The change as bytes, for another process of the same Python."""
        return marshal.dumps((self.kept, self.order))

    @classmethod
    def from_bytes(cls, data: bytes) -> Change:
        """The change that `to_bytes` wrote."""
        return cls(*marshal.loads(data))


def change(old: Plan, new: Plan, renewed: Collection[str] = ()) -> Change | None:
    """How to come from one plan to another while it sounds.

    Args:
        old: What sounds.
        new: What shall.
        renewed: Ids of nodes that are made again though they are the same.

    Returns:
        None where a fresh rack must be built: the parts or buses are other ones, too much is new or takes too long to make, or
        what feeds what is turned round, so that there is no order that serves both.
    """
    if old.line_up != new.line_up:
        return None
    before = {node.id: node for node in old.nodes}
    coming = [node for node in new.nodes if node.id in renewed or not _stays(before.get(node.id), node)]
    if len(coming) > MOST or any(node.kind.startswith(ASIDE) for node in coming):
        return None
    kept = frozenset(node.id for node in new.nodes).difference(node.id for node in coming)
    places: dict[Place, tuple[int, bool]] = {}
    joined: set[tuple[Place, Place]] = set()
    for plan, fresh in ((old, False), (new, True)):
        named = [(node.id, fresh or node.id in kept) for node in plan.nodes]
        for index, node in enumerate(plan.nodes):
            places[named[index]] = (index, fresh)
            joined.update((named[feed.source], named[index]) for feed in node.feeds if not feed.feedback)
    order = sources_first(places, joined, places.__getitem__)
    return None if order is None else Change(kept, tuple(order))


def _stays(before: PlanNode | None, node: PlanNode) -> bool:
    named = (node.kind, node.part, node.fixed)
    return before is not None and (before.kind, before.part, before.fixed) == named


def downstream(plan: Plan, node: str) -> frozenset[str]:
    """A node and all that hears it, feedback included.

    Args:
        plan: The plan.
        node: Id of one of its nodes.
    """
    heard: dict[int, list[int]] = {}
    for index, each in enumerate(plan.nodes):
        for feed in each.feeds:
            heard.setdefault(feed.source, []).append(index)
    ahead = [index for index, each in enumerate(plan.nodes) if each.id == node]
    seen = set(ahead)
    while ahead:
        for index in heard.get(ahead.pop(), ()):
            if index not in seen:
                seen.add(index)
                ahead.append(index)
    return frozenset(plan.nodes[index].id for index in seen)


def upstream(plan: Plan, stem: int) -> list[str]:
    """Ids of the nodes that are heard on a stem, sources first.

    Args:
        plan: The plan.
        stem: Index of a stem.
    """
    ahead = [index for index, node in enumerate(plan.nodes) if node.stem == stem]
    seen = set(ahead)
    while ahead:
        for feed in plan.nodes[ahead.pop()].feeds:
            if feed.source not in seen:
                seen.add(feed.source)
                ahead.append(feed.source)
    return [plan.nodes[index].id for index in sorted(seen)]
