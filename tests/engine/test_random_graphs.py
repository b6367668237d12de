"""Graphs that nobody would make: any kinds, any values, out of their ranges too, any cables, cycles too."""

import random
from typing import Any

import numpy as np
import pytest

from antiphon.document.codec import empty
from antiphon.document.projection import project
from antiphon.engine.catalogue import catalogue, kind
from antiphon.engine.patch import project_patch
from antiphon.engine.plan import compile_plan
from antiphon.engine.rack import Rack

PARTS = {"P1": {"index": "a0", "name": "One"}, "P2": {"index": "a1", "name": "Two", "instrument": "Violin"}}


def graph(chance: random.Random, size: int) -> dict[str, Any]:
    """A document with a graph at random, of so many nodes and three times as many cables."""
    nodes: dict[str, Any] = {}
    for index in range(size):
        each = kind(chance.choice(list(catalogue())))
        fields: dict[str, Any] = {"kind": each.name}
        if each.plays:
            fields["part"] = chance.choice(list(PARTS))
        for parameter in each.parameters:
            low, high = parameter.minimum, parameter.maximum
            if chance.random() < 0.7:
                inside = chance.uniform(low, high)
                fields[f"p_{parameter.name}"] = chance.choice([low, high, inside, inside, 1e12, -1e12])
        nodes[f"n{index}"] = fields
    edges = {}
    for index in range(3 * size):
        source, target = chance.choice(list(nodes)), chance.choice(list(nodes))
        if inputs := list(kind(nodes[target]["kind"]).inputs):
            edges[f"e{index}"] = {"source": source, "target": target, "input": chance.choice(inputs)}
    return {**empty(), "parts": PARTS, "nodes": nodes, "edges": edges}


@pytest.mark.parametrize("hundred", range(10))
@pytest.mark.timeout(300)
def test_a_thousand_graphs_stay_finite(hundred: int) -> None:
    """Whatever is plugged into whatever, with notes that come and go."""
    for seed in range(100 * hundred, 100 * hundred + 100):
        chance = random.Random(seed)
        document = graph(chance, chance.randrange(3, 12))
        piece = project(document)
        with Rack(compile_plan(project_patch(document, piece), piece), seed=seed) as rack:
            for turn in range(4):
                for part, _ in enumerate(PARTS):
                    rack.note_on(part, turn, chance.uniform(20, 4000), chance.random(), chance.randrange(128))
                    rack.note_off(part, turn - 2, 3)
                for _ in range(10):
                    assert np.isfinite(rack.process()).all(), seed
            assert "not finite" not in {muted.reason for muted in rack.muted}, seed


@pytest.mark.timeout(300)
def test_a_graph_of_five_hundred_nodes_sounds() -> None:
    chance = random.Random(6)
    document = graph(chance, 500)
    piece = project(document)
    patch = project_patch(document, piece)
    assert len(patch.nodes) >= 500
    assert any(cable.feedback for cable in patch.cables)
    with Rack(compile_plan(patch, piece)) as rack:
        rack.note_on(0, 1, 220, 0.8)
        sound = np.concatenate([rack.process().copy() for _ in range(40)])
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() > 0
