"""Graphs that nobody would make: any kinds, any values, out of their ranges too, any cables, cycles too."""

import random
import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from antiphon.document.projection import project
from antiphon.engine.patch import project_patch
from antiphon.engine.plan import compile_plan
from antiphon.engine.rack import Rack

PROGRAM = Path(__file__).with_name("random_graph.py")
graph = runpy.run_path(str(PROGRAM))["graph"]


@pytest.mark.parametrize("hundred", range(10))
@pytest.mark.timeout(300)
def test_a_thousand_graphs_stay_finite(hundred: int) -> None:
    """Whatever is plugged into whatever, with notes that come and go."""
    seeds = range(100 * hundred, 100 * hundred + 100)
    argv = [sys.executable, str(PROGRAM), str(seeds.start), str(seeds.stop)]
    said = subprocess.run(argv, capture_output=True, text=True, timeout=280)
    results = dict(line.partition(" ")[::2] for line in said.stdout.splitlines() if line[:1].isdigit())
    assert said.returncode == 0, f"seed {seeds.start + len(results)}: {said.stderr[-2000:]}"
    assert len(results) == 100
    assert not {seed: fault for seed, fault in results.items() if fault}


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
