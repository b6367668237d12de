"""The cost: what the nodes of a plan are expected to take of a core, by what each kind was measured to take."""

from __future__ import annotations

from collections.abc import Sequence

from antiphon.engine.catalogue import kind
from antiphon.engine.plan import Plan, PlanNode

PERIOD = 128 / 48_000
"""Seconds of the block that kinds were measured with."""

SOUNDING = 0.5
"""Of an instrument's voices, so many are expected to sound at once."""


def costs(plan: Plan) -> Sequence[float]:
    """The share of a core of each node of a plan, in its order: of the machine that `bench/kinds.py` ran on."""
    return [_cost(plan, index) for index in range(len(plan.nodes))]


def _cost(plan: Plan, index: int) -> float:
    node = plan.nodes[index]
    known = kind(node.kind)
    voices = plan.voices(node) * SOUNDING if node.part >= 0 or node.feeds else 0
    return (known.cost + known.voice_cost * voices) / 1e6 / PERIOD


def taken(node: PlanNode, voices: int | None) -> float:
    """The share of a core that a node takes now.

    Args:
        node: The node.
        voices: How many it sounds; None where that is not known.
    """
    known = kind(node.kind)
    return (known.cost + known.voice_cost * (voices or 0)) / 1e6 / PERIOD
