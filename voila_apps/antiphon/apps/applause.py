"""Applause: how the hall reacts at a moment, of what thousands tap, as figures that rise and fall calmly.

Pure; times are in seconds of any one clock.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

KINDS = ("applause", "heart", "wow", "laugh")
"""What a phone has a button for."""

FADING = 3.0
"""Seconds in which a rate falls to 1/e of what it was, when nobody reacts any more."""

QUIET = 0.05
"""A rate below which it is none."""


class Applause:
    """How often each kind comes in a second: exponential moving averages, and how often it came.

    One reaction adds `1 / FADING` to its rate, which fades from then on; of reactions that come at an even pace the rate
    is that pace.

    >>> applause = Applause()
    >>> for tap in range(200):
    ...     applause.add({"applause": 1}, now=tap / 10)
    >>> round(applause.rates(now=20.0)["applause"]), applause.total
    (10, 200)

    Attributes:
        total: Reactions of all kinds until now.
    """

    def __init__(self) -> None:
        self._rates = dict.fromkeys(KINDS, 0.0)
        self._at = 0.0
        self.total = 0

    def add(self, counts: Mapping[str, int], now: float) -> None:
        """Count reactions of known kinds."""
        self._fade(now)
        for kind, count in counts.items():
            self._rates[kind] += count / FADING
            self.total += count

    def rates(self, now: float) -> dict[str, float]:
        """Reactions a second of each kind."""
        self._fade(now)
        return {kind: round(rate, 2) if rate >= QUIET else 0.0 for kind, rate in self._rates.items()}

    def _fade(self, now: float) -> None:
        fading = math.exp(-max(0.0, now - self._at) / FADING)
        self._at = now
        for kind in self._rates:
            self._rates[kind] *= fading


RESTING = 3.0
"""Seconds after its last word in which a phone that was shaken still counts."""


@dataclass(frozen=True)
class Energy:
    """How the hall moves.

    Attributes:
        energy: The mean of those who shake their phones, 0 to 1.
        people: How many they are.
    """

    energy: float
    people: int


class Shaking:
    """Who shakes their phone, and how strongly."""

    def __init__(self) -> None:
        self._amounts: dict[str, tuple[float, float]] = {}

    def take(self, person: str, amount: float, now: float) -> None:
        """Take how strongly somebody shakes, 0 to 1."""
        self._amounts.pop(person, None)
        if amount > 0:
            self._amounts[person] = amount, now

    def stop(self) -> None:
        """Nobody shakes any more."""
        self._amounts.clear()

    def energy(self, now: float) -> Energy:
        """How strongly the hall shakes."""
        for person in _stale(self._amounts, now - RESTING):
            del self._amounts[person]
        people = len(self._amounts)
        if not people:
            return Energy(0.0, 0)
        return Energy(round(sum(amount for amount, _ in self._amounts.values()) / people, 3), people)


def _stale(amounts: Mapping[str, tuple[float, float]], until: float) -> Iterable[str]:
    stale = []
    # The latest is the last: whoever says something new goes to the end.
    for person, (_, at) in amounts.items():
        if at >= until:
            break
        stale.append(person)
    return stale
