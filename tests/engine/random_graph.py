"""Graphs that nobody would make, as a program: what goes wrong with those of some seeds, in a process of their own.

pyo 1.1.0 reads memory that it has not written here and there; a process that has lived long has other things in it than a
render worker, which is young.
"""

import random
import sys
from typing import Any

import numpy as np

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


def fault(seed: int) -> str:
    """What goes wrong with a graph whose notes come and go, or nothing."""
    chance = random.Random(seed)
    document = graph(chance, chance.randrange(3, 12))
    piece = project(document)
    with Rack(compile_plan(project_patch(document, piece), piece), seed=seed) as rack:
        for turn in range(4):
            for part, _ in enumerate(PARTS):
                rack.note_on(part, turn, chance.uniform(20, 4000), chance.random(), chance.randrange(128))
                rack.note_off(part, turn - 2, 3)
            for _ in range(10):
                if not np.isfinite(rack.process()).all():
                    return "not finite"
        wild = [muted for muted in rack.muted if muted.reason == "not finite"]
        return f"{rack.culprit(wild[0].stem)} gave no number" if wild else ""


def main() -> None:
    """Try the seeds from the first to before the last that was named."""
    first, last = map(int, sys.argv[1:])
    for seed in range(first, last):
        print(seed, fault(seed), flush=True)


if __name__ == "__main__":
    main()
