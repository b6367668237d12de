"""Graphs at random for the code view: of every kind, with all that a document may hold of a graph, and what is broken.

The same of a seed as in TypeScript, `extension/tests/graph/graphs.ts`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeVar

from antiphon.document.codec import empty, normalise
from antiphon.engine.catalogue import catalogue

T = TypeVar("T")

NAMES = [
    "Warm lead",
    "lead",
    "lfo",
    "LFO",
    "Flûte à bec",
    "笛",
    "2nd",
    "lambda",
    "",
    'a "quoted"\nline\\',
    "echo2",
    "piece",
    "lead",
]
KINDS = [*sorted(catalogue()), "later.thing", "later.if", "control.lfo", "control.lfo"]


class Chance:
    """Mulberry32, by T. Ettinger."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def random(self) -> float:
        """From 0 to 1, 1 left out."""
        self._state = (self._state + 0x6D2B79F5) & 0xFFFFFFFF
        t = self._state
        t = (t ^ (t >> 15)) * (t | 1) & 0xFFFFFFFF
        t ^= (t + ((t ^ (t >> 7)) * (t | 61) & 0xFFFFFFFF)) & 0xFFFFFFFF
        return ((t ^ (t >> 14)) & 0xFFFFFFFF) / 4294967296

    def is_so(self, share: float) -> bool:
        """True so often."""
        return self.random() < share

    def below(self, end: int) -> int:
        """A whole number from 0, the end left out."""
        return math.floor(self.random() * end)

    def pick(self, of: Sequence[T]) -> T:
        """One of several."""
        return of[self.below(len(of))]

    def within(self, least: float, most: float) -> float:
        """A number."""
        return least + self.random() * (most - least)


def graph(seed: int) -> dict[str, Any]:
    """A document."""
    chance = Chance(seed)
    pick, is_so = chance.pick, chance.is_so
    parts = {
        f"p{at}": {"index": f"a{at}", "name": pick(["Flute", "Violin", "Flute", "", "Basso 'continuo'"])}
        for at in range(chance.below(4))
    }
    groups: dict[str, Any] = {}
    for at in range(chance.below(4)):
        group: dict[str, Any] = {"name": pick(NAMES)}
        if is_so(0.5):
            group["group"] = pick(["g0", "g1", "g2", "gone"])
        if is_so(0.5):
            group |= {"x": 3, "y": 4, "collapsed": is_so(0.5), "colour": 1 + chance.below(8)}
        groups[f"g{at}"] = group
    presets: dict[str, Any] = {}
    for at in range(chance.below(4)):
        kind = pick(KINDS)
        presets[f"r{at}"] = {"kind": kind, "name": pick(NAMES), **_values(chance, kind, {})}
    nodes: dict[str, Any] = {}
    for at in range(chance.below(14)):
        kind = pick([*KINDS, *(each["kind"] for each in presets.values())])
        node: dict[str, Any] = {"kind": kind}
        if is_so(0.3):
            node["name"] = pick(NAMES)
        if is_so(0.3):
            node["part"] = pick([*parts, "gone"])
        if is_so(0.3):
            node["group"] = pick([*groups, "gone"])
        if is_so(0.5):
            node["preset"] = pick([*presets, "gone"])
        for flag in ("bypass", "mute", "solo"):
            if is_so(0.15):
                node[flag] = is_so(0.5)
        if is_so(0.5):
            node |= {"x": chance.within(-1000, 1000), "y": chance.below(1000)}
        nodes[f"n{at}"] = node | _values(chance, kind, presets.get(node.get("preset", ""), {}))
    ends = [*nodes, *groups, "gone"]
    ports = {
        f"o{at}": {
            "group": pick([*groups, "gone"]),
            "direction": pick(["in", "out"]),
            "name": pick(["in", "out", "cutoff", "lambda", "connect"]),
            "node": pick(ends),
            "port": pick(["in", "out", "cutoff", "level"]),
        }
        for at in range(chance.below(5) if groups else 0)
    }
    edges: dict[str, Any] = {}
    for at in range(chance.below(2 * len(ends))):
        edge = {"source": pick(ends), "target": pick(ends)}
        known = catalogue().get(nodes.get(edge["target"], {}).get("kind", ""))
        if is_so(0.8):
            edge["input"] = pick(
                [*sorted(known.inputs if known else ()), "in", "name", "p_x", "if", "cutoff"]
            )
        if is_so(0.3):
            edge["output"] = pick(["out", "level", "lambda", "input"])
        edges[f"e{at}"] = edge
    labels: dict[str, Any] = {}
    for at in range(chance.below(3)):
        labels[f"l{at}"] = {"text": pick(NAMES), "x": at, "y": 0}
        if is_so(0.5):
            labels[f"l{at}"]["group"] = pick(ends)
    made = {"parts": parts, "groups": groups, "presets": presets, "nodes": nodes}
    return dict(normalise({**empty(), **made, "ports": ports, "edges": edges, "labels": labels}))


def _values(chance: Chance, kind: str, preset: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    known = catalogue().get(kind)
    for each in sorted(known.parameters, key=lambda each: each.name) if known else ():
        if chance.is_so(0.5):
            inside = chance.within(each.minimum, each.maximum)
            said = preset.get(f"p_{each.name}", each.default)
            sure = [inside, math.floor(inside), said, each.default, 1e12, -1e-9]
            values[f"p_{each.name}"] = chance.pick(sure)
    if known is None or chance.is_so(0.05):
        for word in ("x", "p_x", "name", "if"):
            if chance.is_so(0.5):
                values[f"p_{word}"] = chance.within(-1, 1)
    return values
