"""The wiring: cables as they run from node to node, through the ports of groups and past what is bypassed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from typing import Any, TypeVar

Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cable:
    """A cable between two ports that carry the same kind of signal.

    Attributes:
        feedback: It closes a cycle: what it carries arrives one block later.
        fader: The mixer's fader that its sound passes: a strip's id, or `send:` and a send's; empty for none.
    """

    id: str
    source: str
    output: str
    target: str
    input: str
    feedback: bool = False
    fader: str = ""


def through_groups(edges: Mapping[str, Any], ports: Mapping[str, Any]) -> list[Cable]:
    """The edges of a document, with the ports of groups followed to the nodes that they stand for.

    Args:
        edges: The document's, by id.
        ports: The document's ports of groups, by id. Of two with one name and direction the smallest id counts.

    Returns:
        By id. An end at a group without such a port stays at the group.
    """
    doors: dict[tuple[str, str, str], tuple[str, str]] = {}
    for _, port in sorted(ports.items()):
        doors.setdefault((port["group"], port["direction"], port["name"]), (port["node"], port["port"]))

    def follow(owner: str, direction: str, name: str) -> tuple[str, str]:
        seen = set()
        while (place := (owner, direction, name)) in doors and place not in seen:
            seen.add(place)
            owner, name = doors[place]
        return owner, name

    cables = []
    for id, edge in sorted(edges.items()):
        source, output = follow(edge["source"], "out", edge.get("output", "out"))
        target, input = follow(edge["target"], "in", edge.get("input", "in"))
        cables.append(Cable(id, source, output, target, input))
    return cables


def past(node: str, cables: Iterable[Cable], joined: Collection[tuple[str, str]]) -> list[Cable]:
    """The cables without a node: what came to it goes on to where its sound went.

    Args:
        node: Its id.
        cables: All of them.
        joined: Its inputs and outputs that carry the same, (input, output).
    """
    kept, coming, going = [], [], []
    for cable in cables:
        if cable.target == node and cable.source != node:
            coming.append(cable)
        elif cable.source == node and cable.target != node:
            going.append(cable)
        elif node not in (cable.source, cable.target):
            kept.append(cable)
    for before in coming:
        for after in going:
            if (before.input, after.output) in joined:
                id = f"{before.id}+{after.id}"
                kept.append(Cable(id, before.source, before.output, after.target, after.input))
    return sorted(kept, key=lambda cable: cable.id)


def without_cycles(nodes: Collection[str], cables: Iterable[Cable]) -> tuple[Cable, ...]:
    """The cables, with one of each cycle marked as feedback: taken by ascending id, the one that closes it."""
    plain = list(cables)
    inside = set(nodes).difference(_sorted(nodes, ((cable.source, cable.target) for cable in plain)))
    feeds: dict[str, set[str]] = defaultdict(set)
    for at, cable in enumerate(plain):
        if cable.source in inside and cable.target in inside:
            if cable.source in reached(cable.target, feeds):
                plain[at] = replace(cable, feedback=True)
            else:
                feeds[cable.source].add(cable.target)
    return tuple(plain)


def reached(start: str, onward: Mapping[str, Iterable[str]]) -> set[str]:
    """Where one comes to, the start included.

    >>> sorted(reached("b", {"a": ["b"], "b": ["c"], "c": ["b"]}))
    ['b', 'c']
    """
    seen, ahead = {start}, [start]
    while ahead:
        for target in onward.get(ahead.pop(), ()):
            if target not in seen:
                seen.add(target)
                ahead.append(target)
    return seen


def sources_first(
    nodes: Collection[Node], joined: Iterable[tuple[Node, Node]], rank: Callable[[Node], Any] = str
) -> list[Node] | None:
    """Nodes in an order in which what feeds comes before what is fed.

    Kahn's algorithm; where either order would do, the one of the lower rank comes first.

    Args:
        nodes: The nodes.
        joined: Which feeds which, both of the nodes.
        rank: Of a node; no two have the same.

    Returns:
        None where there is a cycle.
    """
    ordered = _sorted(nodes, joined, rank)
    return ordered if len(ordered) == len(nodes) else None


def _sorted(
    nodes: Collection[Node], joined: Iterable[tuple[Node, Node]], rank: Callable[[Node], Any] = str
) -> list[Node]:
    """As many as can be: those of a cycle, and what they feed, are left out."""
    targets: dict[Node, list[Node]] = defaultdict(list)
    missing = dict.fromkeys(nodes, 0)
    for source, target in joined:
        targets[source].append(target)
        missing[target] += 1
    ready = [(rank(node), node) for node, count in missing.items() if not count]
    heapify(ready)
    ordered = []
    while ready:
        _, node = heappop(ready)
        ordered.append(node)
        for target in targets[node]:
            missing[target] -= 1
            if not missing[target]:
                heappush(ready, (rank(target), target))
    return ordered
