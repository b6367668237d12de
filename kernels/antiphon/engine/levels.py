"""Levels: how loud each stem and the mix are, and how hard the engine works for it, as the panel shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from antiphon.engine.cost import costs
from antiphon.engine.plan import Plan
from antiphon.engine.stem_ring import MAX_STEMS, NO_REDUCTION, StemRing
from antiphon.session.pipe import Message

NAMES = ("peak", "rms", "true_peak", "momentary", "short_term", "integrated")
"""What is told of a stem and of the mix, in the order in which it is measured: of the last tenth of a second the greatest
sample and the root of the mean square of both channels, dBFS (a sine of full scale has -3); the greatest true peak since the
last reset, dBTP; the loudness of the last 0.4 s, of the last 3 s, and since the last reset, LUFS. Silence is -120."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard the engine works.

    Attributes:
        load: The part of a block's time that rendering it takes, 0 to 1; of several workers, the busiest.
        late: Blocks that were late, so far.
        workers: How many workers sound.
        shed: Voices let go early for want of time, so far.
        reductions: As `StemRing.reductions`.
    """

    load: float
    late: int
    workers: int
    shed: int
    reductions: tuple[float, ...] = (NO_REDUCTION,) * (MAX_STEMS + 1) + (0.0,)

    def reduction(self, stem: int) -> float | None:
        """Decibels that a stem's compressor takes away now; None where it has none."""
        found = self.reductions[min(stem, MAX_STEMS)]
        return None if found < 0 else round(found, 1)


def shares(plan: Plan) -> list[float]:
    """Estimated share of a core that each stem of a plan takes, 0 to 1, by stem.

    An instrument is its part's; whatever else makes sound, or shapes it, is of the stem that it is heard on.
    """
    stems = [plan.stems - 1] * len(plan.nodes)
    totals = [0.0] * (plan.stems + 1)
    for index, (node, cost) in reversed(list(enumerate(zip(plan.nodes, costs(plan), strict=True)))):
        if node.stem >= 0:
            stems[index] = node.stem
        for feed in node.feeds:
            # Of those that are fed by it, the first of the plan counts; a node without a stem has some behind it.
            stems[feed.source] = stems[index]
        totals[node.part if node.part >= 0 else stems[index]] += cost
    return [min(total, 1.0) for total in totals[: plan.stems]]


def tell(
    ring: StemRing, plan: Plan, effort: Effort, frame: int, measured: Sequence[Sequence[float]]
) -> Message:
    """The message ``levels`` of docs/architecture.md.

    Args:
        ring: What sounds.
        plan: Whose stems they are.
        effort: What it takes.
        frame: The frame up to which it was measured.
        measured: `NAMES` of the mix, then of each stem; stems that it lacks are left out.
    """
    mix, *stems = (dict(zip(NAMES, each, strict=True)) for each in measured)
    taken = shares(plan)
    return {
        "type": "levels",
        "at": round((ring.epoch + frame * 1_000_000_000 // ring.rate) / 1e9, 6),
        "stems": [
            {
                "part": plan.part_of(stem),
                "bus": plan.bus_of(stem),
                "name": plan.stem_name(stem),
                **level,
                "reduction": effort.reduction(stem),
                "muted": bool(ring.muted >> stem & 1),
                "share": round(taken[stem], 4),
            }
            for stem, level in enumerate(stems[: plan.stems])
        ],
        "mix": {**mix, "reduction": effort.reduction(MAX_STEMS), "limiting": round(effort.reductions[-1], 1)},
        "load": round(min(effort.load, 1.0), 4),
        "late": effort.late,
        "workers": effort.workers,
        "shed": effort.shed,
    }
