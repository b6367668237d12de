"""Graphs at random for the code view: of every kind, with all that a document may hold of a graph, and what is broken."""

from __future__ import annotations

import random
from typing import Any

from antiphon.document.codec import empty, normalise
from antiphon.engine.catalogue import catalogue, kind

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


def graph(seed: int) -> dict[str, Any]:
    """A document."""
    chance = random.Random(seed)
    pick = chance.choice
    parts = {
        f"p{at}": {"index": f"a{at}", "name": pick(["Flute", "Violin", "Flute", "", "Basso 'continuo'"])}
        for at in range(chance.randrange(4))
    }
    groups: dict[str, Any] = {}
    for at in range(chance.randrange(4)):
        groups[f"g{at}"] = {"name": pick(NAMES)}
        if chance.random() < 0.5:
            groups[f"g{at}"]["group"] = pick(["g0", "g1", "g2", "gone"])
        if chance.random() < 0.5:
            groups[f"g{at}"] |= {
                "x": 3,
                "y": 4,
                "collapsed": pick([True, False]),
                "colour": chance.randrange(1, 9),
            }
    presets: dict[str, Any] = {}
    for at in range(chance.randrange(4)):
        presets[f"r{at}"] = {"kind": pick(_kinds()), "name": pick(NAMES), **_values(chance, "", {})}
        presets[f"r{at}"].update(_values(chance, presets[f"r{at}"]["kind"], {}))
    nodes: dict[str, Any] = {}
    for at in range(chance.randrange(14)):
        name = pick([*_kinds(), *(each["kind"] for each in presets.values())])
        fields: dict[str, Any] = {"kind": name}
        if chance.random() < 0.3:
            fields["name"] = pick(NAMES)
        if chance.random() < 0.3:
            fields["part"] = pick([*parts, "gone"])
        if chance.random() < 0.3:
            fields["group"] = pick([*groups, "gone"])
        if chance.random() < 0.5:
            fields["preset"] = pick([*presets, "gone"])
        for flag in ("bypass", "mute", "solo"):
            if chance.random() < 0.15:
                fields[flag] = pick([True, False])
        if chance.random() < 0.5:
            fields |= {"x": chance.uniform(-1e3, 1e3), "y": chance.randrange(1000)}
        nodes[f"n{at}"] = fields | _values(chance, name, presets.get(fields.get("preset", ""), {}))
    ends = [*nodes, *groups, "gone"]
    ports: dict[str, Any] = {}
    for at in range(chance.randrange(5) if groups else 0):
        ports[f"o{at}"] = {
            "group": pick([*groups, "gone"]),
            "direction": pick(["in", "out"]),
            "name": pick(["in", "out", "cutoff", "lambda", "connect"]),
            "node": pick(ends),
            "port": pick(["in", "out", "cutoff", "level"]),
        }
    edges: dict[str, Any] = {}
    for at in range(chance.randrange(2 * len(ends))):
        edges[f"e{at}"] = {"source": pick(ends), "target": pick(ends)}
        known = nodes.get(edges[f"e{at}"]["target"], {}).get("kind", "")
        inputs = list(catalogue()[known].inputs) if known in catalogue() else []
        if chance.random() < 0.8:
            edges[f"e{at}"]["input"] = pick([*inputs, "in", "name", "p_x", "if", "cutoff"])
        if chance.random() < 0.3:
            edges[f"e{at}"]["output"] = pick(["out", "level", "lambda", "input"])
    labels = {
        f"l{at}": {
            "text": pick(NAMES),
            "x": at,
            "y": 0,
            **({"group": pick(ends)} if chance.random() < 0.5 else {}),
        }
        for at in range(chance.randrange(3))
    }
    made = {
        "parts": parts,
        "groups": groups,
        "presets": presets,
        "nodes": nodes,
        "ports": ports,
        "edges": edges,
    }
    return dict(normalise({**empty(), **made, "labels": labels}))


def _kinds() -> list[str]:
    return [*catalogue(), "later.thing", "later.if", "control.lfo", "control.lfo"]


def _values(chance: random.Random, name: str, preset: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for each in kind(name).parameters if name in catalogue() else ():
        if chance.random() < 0.5:
            inside = chance.uniform(each.minimum, each.maximum)
            said = preset.get(f"p_{each.name}", each.default)
            values[f"p_{each.name}"] = chance.choice([inside, round(inside), said, each.default, 1e12, -1e-9])
    if name not in catalogue() or chance.random() < 0.05:
        values |= {
            f"p_{word}": chance.uniform(-1, 1) for word in ("x", "p_x", "name", "if") if chance.random() < 0.5
        }
    return values
