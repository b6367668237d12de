"""The seating: which worker sounds which part of a graph, where one core is not enough.

What is cabled together stays together; so a worker sounds whole stems, and only the mix needs them all: what the master has of
nodes is with the first worker, who mixes. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from antiphon.engine.catalogue import kind
from antiphon.engine.plan import Plan
from antiphon.engine.strips import MIX

SHARE = 0.7
"""Of a core: what one worker is given at most, as long as there are more."""

STAY = 1.25
"""Everything is seated anew only where that makes the busiest worker so many times less busy."""


@dataclass(frozen=True, slots=True)
class Seating:
    """Who sounds what.

    Attributes:
        workers: How many there are.
        nodes: The worker, 0 to workers - 1, of each node by id.
        parts: The worker of each part, by index: who is told its notes.
    """

    workers: int
    nodes: Mapping[str, int]
    parts: tuple[int, ...]

    def plan(self, whole: Plan, worker: int) -> Plan:
        """What one worker builds: all the parts and stems, and its own nodes."""
        if self.workers == 1:
            return whole
        kept = [index for index, node in enumerate(whole.nodes) if self.nodes[node.id] == worker]
        place = {index: at for at, index in enumerate(kept)}
        values = list(whole.values[: 2 * len(whole.parts)])
        nodes = []
        for index in kept:
            node = whole.nodes[index]
            feeds = tuple(replace(feed, source=place[feed.source]) for feed in node.feeds)
            nodes.append(replace(node, feeds=feeds, first=len(values)))
            values += whole.values[node.first : node.first + len(kind(node.kind).parameters)]
        faders = []
        for name, at in whole.faders:
            faders.append((name, len(values)))
            values += whole.values[at : at + 2]
        master = whole.master
        if master >= 0:
            master = len(values)
            values += whole.values[whole.master : whole.master + 3]
        return replace(whole, nodes=tuple(nodes), values=tuple(values), faders=tuple(faders), master=master)


def seat(
    plan: Plan, costs: Sequence[float], cores: int, before: Seating | None = None, least: int = 1
) -> Seating:
    """Share the nodes of a plan among workers.

    The dearest group of connected nodes first, to whoever has the least (R. L. Graham, "Bounds on multiprocessing timing
    anomalies", 1969). Who sat somewhere stays there, unless that is much worse.

    Args:
        plan: The plan.
        costs: Of each node, as a share of a core.
        cores: How many workers there may be, 1 or more.
        before: How it was seated.
        least: How many workers there are at least, up to the cores.
    """
    groups = _groups(plan)
    loads = [sum(costs[index] for index in group) for group in groups]
    mixing = next((at for at, group in enumerate(groups) if any(plan.nodes[i].id == MIX for i in group)), -1)
    workers = max(_enough(loads, cores, mixing), min(least, cores))
    fresh = _spread(loads, workers, mixing)
    if before is not None and before.workers == workers:
        kept = _keep(plan, groups, loads, before, mixing)
        if _busiest(loads, kept, workers) <= STAY * _busiest(loads, fresh, workers):
            fresh = kept
    nodes = {plan.nodes[index].id: fresh[at] for at, group in enumerate(groups) for index in group}
    parts = [0] * len(plan.parts)
    for node in plan.nodes:
        if node.part >= 0:
            parts[node.part] = nodes[node.id]
    return Seating(workers, nodes, tuple(parts))


def _groups(plan: Plan) -> list[list[int]]:
    """Indices of the nodes that are connected, or that play one part."""
    root = list(range(len(plan.nodes)))

    def find(index: int) -> int:
        while root[index] != index:
            root[index] = root[root[index]]
            index = root[index]
        return index

    players: dict[int, int] = {}
    for index, node in enumerate(plan.nodes):
        for feed in node.feeds:
            root[find(feed.source)] = find(index)
        if node.part >= 0:
            root[find(players.setdefault(node.part, index))] = find(index)
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(len(plan.nodes)):
        groups[find(index)].append(index)
    return sorted(groups.values())


def _enough(loads: Sequence[float], cores: int, mixing: int) -> int:
    """As few workers as can do it, each with `SHARE` of a core at most; all, where that is not enough."""
    for workers in range(1, min(cores, max(len(loads), 1))):
        if _busiest(loads, _spread(loads, workers, mixing), workers) <= SHARE:
            return workers
    return max(1, min(cores, len(loads)))


def _spread(loads: Sequence[float], workers: int, mixing: int) -> list[int]:
    """Everybody anew; the group `mixing`, if there is one, is with the first worker, who mixes."""
    places = [0] * len(loads)
    given = [0.0] * workers
    for at in sorted(range(len(loads)), key=lambda at: (at != mixing, -loads[at], at)):
        places[at] = 0 if at == mixing else given.index(min(given))
        given[places[at]] += loads[at]
    return places


def _keep(
    plan: Plan, groups: Sequence[Sequence[int]], loads: Sequence[float], before: Seating, mixing: int
) -> list[int]:
    """Everybody where most of the group sat; who is new, where there is the least."""
    places = [-1] * len(groups)
    given = [0.0] * before.workers
    for at, group in enumerate(groups):
        sat = [before.nodes[id] for index in group if (id := plan.nodes[index].id) in before.nodes]
        if sat or at == mixing:
            places[at] = 0 if at == mixing else max(sorted(set(sat)), key=sat.count)
            given[places[at]] += loads[at]
    for at, place in enumerate(places):
        if place < 0:
            places[at] = given.index(min(given))
            given[places[at]] += loads[at]
    return places


def _busiest(loads: Sequence[float], places: Sequence[int], workers: int) -> float:
    given = [0.0] * workers
    for load, place in zip(loads, places, strict=True):
        given[place] += load
    return max(given)
