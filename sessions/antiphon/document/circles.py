"""Circles that only both branches together close: of cables, of ways in the mixer, of groups in groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from antiphon.document.references import Place
from antiphon.document.state import Roots, State

_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "edges": ("source", "output", "target", "input"),
    "ports": ("group", "direction", "name", "node", "port"),
    "sends": ("source", "target"),
    "mix": ("bus",),
    "groups": ("group",),
}
"""The roots whose entries lead from one thing to another, and the fields that say where."""

_ONLY_WAYS: Final = frozenset(("edges", "ports", "sends"))
"""Roots whose entries are nothing but ways: one that a side does not have goes whole."""


class _Way(NamedTuple):
    """What leads from one thing to another, and the entry that says so."""

    place: Place
    source: Hashable
    target: Hashable


def open_circles(state: State) -> None:
    """Where both branches together close a circle that neither has, keep the ways of the side that is chosen.

    Of cables, sound would come back to where it came from; of ways in the mixer, a strip would not be heard; of groups, none
    would be seen. A circle that one side made by itself is its own matter.
    """
    rings = _rings(_ways(state.result))
    if not rings:
        return
    ways = {"ours": set(_ways(state.ours)), "theirs": set(_ways(state.theirs))}
    closed = {way for side in ways.values() for ring in _rings(side) for way in ring}
    for ring in rings:
        if closed.issuperset(ring):
            continue
        places = sorted({way.place for way in ring})
        choice = state.declare("circle", *places[0], places=places)
        side = state.ours if choice == "ours" else state.theirs
        for way in ring:
            if way not in ways[choice]:
                _put_back(state, side, way.place)


def _put_back(state: State, side: Roots, place: Place) -> None:
    """Make an entry lead where it leads on one side; nowhere, where that side does not have it."""
    root, id = place
    if id not in side[root] and root in _ONLY_WAYS:
        state.result[root].pop(id, None)
        return
    told = side[root].get(id, {})
    entry = state.result[root][id]
    kept = {name: value for name, value in entry.items() if name not in _FIELDS[root]}
    state.result[root][id] = kept | {name: told[name] for name in _FIELDS[root] if name in told}


def _ways(roots: Roots | Mapping[str, Mapping[str, Any]]) -> Iterator[_Way]:
    """All that leads somewhere. Things of different kinds are never joined: a cable goes from node to node."""
    groups = roots["groups"]

    def end(id: str, direction: str, port: str) -> Hashable:
        return ("port", id, direction, port) if id in groups else ("node", id)

    for id, edge in roots["edges"].items():
        source = end(edge["source"], "out", edge.get("output", "out"))
        yield _Way(("edges", id), source, end(edge["target"], "in", edge.get("input", "in")))
    for id, port in roots["ports"].items():
        direction = port["direction"]
        outside = ("port", port["group"], direction, port["name"])
        inside = end(port["node"], direction, port["port"])
        ends = (inside, outside) if direction == "out" else (outside, inside)
        yield _Way(("ports", id), *ends)
    for id, strip in roots["mix"].items():
        if "bus" in strip:
            yield _Way(("mix", id), ("strip", id), ("strip", strip["bus"]))
    for id, send in roots["sends"].items():
        yield _Way(("sends", id), ("strip", send["source"]), ("strip", send["target"]))
    for id, group in groups.items():
        if "group" in group:
            yield _Way(("groups", id), ("group", id), ("group", group["group"]))


def _rings(ways: Collection[_Way] | Iterator[_Way]) -> list[list[_Way]]:
    """The ways that lie on circles, those of circles that touch together; by their entries."""
    left = sorted(ways, key=lambda way: way.place)
    while True:
        sources, targets = {way.source for way in left}, {way.target for way in left}
        kept = [way for way in left if way.source in targets and way.target in sources]
        if len(kept) == len(left):
            break
        left = kept
    onward: dict[Hashable, set[Hashable]] = defaultdict(set)
    for way in left:
        onward[way.source].add(way.target)
    reached = {source: _reached(source, onward) for source in list(onward)}
    rings: dict[frozenset[Hashable], list[_Way]] = {}
    for way in left:
        if way.source in reached[way.target]:
            ring = frozenset(each for each in reached[way.target] if way.target in reached[each])
            rings.setdefault(ring, []).append(way)
    return list(rings.values())


def _reached(start: Hashable, onward: Mapping[Hashable, set[Hashable]]) -> set[Hashable]:
    """What something leads to, by one way or more."""
    found: set[Hashable] = set()
    waiting = list(onward.get(start, ()))
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += onward.get(each, ())
    return found
