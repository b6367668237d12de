"""Levels: how loud each stem and the mix are, and how hard the engine works for it, as the panel shows them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from antiphon.engine.cost import costs
from antiphon.engine.plan import Plan
from antiphon.engine.stem_ring import Lapped, StemRing
from antiphon.session.pipe import Message

FLOOR = -120.0
"""dBFS of silence, and of all that is softer."""

WINDOW = 0.1
"""Seconds that a level is taken over."""


@dataclass(frozen=True, slots=True)
class Level:
    """How loud a stereo pair is.

    Attributes:
        peak: Its greatest sample, in dBFS: 0 is full scale; at least `FLOOR`.
        rms: The root of the mean square of both channels, in dBFS: a sine of full scale has -3; at least `FLOOR`.
    """

    peak: float
    rms: float


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard the engine works.

    Attributes:
        load: The part of a block's time that rendering it takes, 0 to 1; of several workers, the busiest.
        late: Blocks that were late, so far.
        workers: How many workers sound.
        shed: Voices let go early for want of time, so far.
    """

    load: float
    late: int
    workers: int
    shed: int


def shares(plan: Plan) -> list[float]:
    """Estimated share of a core that each stem of a plan takes, 0 to 1, by stem.

    An instrument is its part's; whatever else makes sound, or shapes it, is of the stem that it is heard on.
    """
    stems = [plan.stems - 1] * len(plan.nodes)
    totals = [0.0] * plan.stems
    for index, (node, cost) in reversed(list(enumerate(zip(plan.nodes, costs(plan), strict=True)))):
        if node.stem >= 0:
            stems[index] = node.stem
        for feed in node.feeds:
            # Of those that are fed by it, the first of the plan counts; a node without a stem has some behind it.
            stems[feed.source] = stems[index]
        totals[node.part if node.part >= 0 else stems[index]] += cost
    return [min(total, 1.0) for total in totals]


def measure(frames: NDArray[np.float32]) -> list[Level]:
    """The level of each stereo pair.

    Args:
        frames: float32[n, 2 * pairs], as a stem ring holds them: the mix first, then the stems.

    Returns:
        One for each pair; of no frames, silence.
    """
    pairs = frames.shape[1] // 2
    if not len(frames):
        return [Level(FLOOR, FLOOR)] * pairs
    peaks = np.maximum(frames.max(axis=0), -frames.min(axis=0)).reshape(pairs, 2).max(axis=1)
    squares = np.einsum("fc,fc->c", frames, frames, dtype=np.float64).reshape(pairs, 2).mean(axis=1)
    roots = np.sqrt(squares / len(frames))
    return [
        Level(decibels(peak), decibels(root))
        for peak, root in zip(peaks.tolist(), roots.tolist(), strict=True)
    ]


def decibels(magnitude: float) -> float:
    """A linear magnitude (1: full scale) in dBFS to a tenth, at least `FLOOR`; also where it is no number.

    Example:
        >>> decibels(0.5), decibels(0.0), decibels(float("nan"))
        (-6.0, -120.0, -120.0)
    """
    if not magnitude > 1e-6:
        return FLOOR
    return round(20 * math.log10(min(magnitude, 1e6)), 1)


def tell(ring: StemRing, plan: Plan, effort: Effort) -> Message:
    """The message ``levels`` of docs/architecture.md, of the last `WINDOW` of a ring.

    Args:
        ring: What sounds; stems that it has no room for are left out.
        plan: Whose stems they are.
        effort: What it takes.
    """
    stems = min(ring.stems, plan.stems)
    written = ring.written
    length = min(int(WINDOW * ring.rate), max(written, 0))
    try:
        frames = ring.read(written - length, length, 2 * (stems + 1))
    except Lapped:
        # This process was held up for as long as the ring is: what it would say is over.
        frames = np.zeros((0, 2 * (stems + 1)), np.float32)
    mix, *levels = measure(frames)
    taken = shares(plan)
    return {
        "type": "levels",
        "at": round((ring.epoch + written * 1_000_000_000 // ring.rate) / 1e9, 6),
        "stems": [
            {
                "part": plan.parts[stem] if stem < len(plan.parts) else None,
                "name": plan.stem_name(stem),
                "peak": level.peak,
                "rms": level.rms,
                "muted": bool(ring.muted >> stem & 1),
                "share": round(taken[stem], 4),
            }
            for stem, level in enumerate(levels)
        ],
        "mix": {"peak": mix.peak, "rms": mix.rms},
        "load": round(min(effort.load, 1.0), 4),
        "late": effort.late,
        "workers": effort.workers,
        "shed": effort.shed,
    }
