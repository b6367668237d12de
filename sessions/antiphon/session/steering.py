"""Steering: what the audience's votes may change, and by how much."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from antiphon.session.ballot import Option

SLOWER, SAME, FASTER = "slower", "same", "faster"

TEMPO_QUESTION = "How shall it go on?"
TEMPO_OPTIONS = (Option(SLOWER, "Slower"), Option(SAME, "The same"), Option(FASTER, "Faster"))

LOWEST, HIGHEST = 0.25, 4.0
"""Bounds of every envelope, as factors of the written tempo."""


@dataclass(frozen=True)
class Envelope:
    """How far the audience may move the tempo, as factors of the written one.

    Attributes:
        minimum: The slowest, 0.25 to 4.
        maximum: The fastest, `minimum` to 4.
        step: What one poll adds or takes, above 0 and at most 1.

    Raises:
        ValueError: if a value is out of its range; the message says which.
    """

    minimum: float = 0.7
    maximum: float = 1.4
    step: float = 0.1

    def __post_init__(self) -> None:
        values = (self.minimum, self.maximum, self.step)
        if not all(type(value) in (int, float) and math.isfinite(value) for value in values):
            raise ValueError("An envelope has three numbers: minimum, maximum and step.")
        if not LOWEST <= self.minimum <= self.maximum <= HIGHEST:
            raise ValueError(
                f"An envelope's minimum and maximum are factors of the tempo from {LOWEST:g} to {HIGHEST:g}, "
                f"the minimum first: {self.minimum:g} and {self.maximum:g} are not."
            )
        if not 0 < self.step <= 1:
            raise ValueError(f"An envelope's step is above 0 and at most 1: {self.step:g} is not.")

    def clamp(self, factor: float) -> float:
        """The nearest factor inside."""
        return min(self.maximum, max(self.minimum, factor))


def steer(envelope: Envelope, factor: float, winner: str | None) -> float:
    """The tempo factor after a poll: a step slower or faster, inside the envelope; otherwise as it was.

    >>> steer(Envelope(0.7, 1.4, 0.1), 1.35, "faster")
    1.4

    Args:
        envelope: What the teacher allowed.
        factor: The factor now.
        winner: As `antiphon.session.aggregation.plurality` says; None keeps the tempo.
    """
    step = {SLOWER: -envelope.step, FASTER: envelope.step}.get(winner or SAME, 0.0)
    return round(envelope.clamp(factor + step), 6)


def explain(tally: Mapping[str, int], winner: str | None) -> str:
    """Why the tempo moves or stays, in words.

    >>> explain({"slower": 3, "same": 1, "faster": 6}, "faster")
    'Faster won with 6 of 10 votes'
    """
    total = sum(tally.values())
    if not total:
        return "Nobody voted, so the tempo stays"
    if winner is None:
        return f"A tie of {total} votes, so the tempo stays"
    label = next((option.label for option in TEMPO_OPTIONS if option.id == winner), winner)
    return f"{label} won with {tally[winner]} of {total} vote{'s' if total > 1 else ''}"
