"""Graphs that nobody would make: any kinds, any values in their ranges, any cables, cycles too."""

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


def graph(chance: random.Random) -> dict[str, Any]:
    """A document with a graph at random."""
    nodes: dict[str, Any] = {}
    for index in range(chance.randrange(3, 14)):
        each = kind(chance.choice(list(catalogue())))
        fields: dict[str, Any] = {"kind": each.name}
        if each.plays:
            fields["part"] = chance.choice(list(PARTS))
        for parameter in each.parameters:
            low, high = parameter.minimum, parameter.maximum
            if chance.random() < 0.7:
                fields[f"p_{parameter.name}"] = chance.choice([low, high, chance.uniform(low, high)])
        nodes[f"n{index}"] = fields
    edges = {}
    for index in range(40):
        source, target = chance.choice(list(nodes)), chance.choice(list(nodes))
        if inputs := list(kind(nodes[target]["kind"]).inputs):
            edges[f"e{index}"] = {"source": source, "target": target, "input": chance.choice(inputs)}
    return {**empty(), "parts": PARTS, "nodes": nodes, "edges": edges}


@pytest.mark.parametrize("seed", [*range(20), 197, 215])
def test_whatever_is_plugged_into_whatever_stays_finite(seed: int) -> None:
    chance = random.Random(seed)
    document = graph(chance)
    piece = project(document)
    with Rack(compile_plan(project_patch(document, piece), piece), seed=seed) as rack:
        for turn in range(8):
            for part, _ in enumerate(PARTS):
                rack.note_on(part, turn, chance.uniform(20, 4000), chance.random(), chance.randrange(128))
                rack.note_off(part, turn - 2, 3)
            for _ in range(20):
                assert np.isfinite(rack.process()).all()
        assert "not finite" not in {muted.reason for muted in rack.muted}
