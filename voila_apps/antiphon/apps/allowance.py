"""Allowance: how often somebody may do something (a token bucket for each of them)."""

from collections.abc import Callable, Hashable


class Allowance:
    """So many at once, and so many a second after that, for each key.

    Args:
        burst: At once.
        rate: Regained a second.
        clock: The time, in seconds.
        most: Keys remembered; beyond them, those that have all their allowance again are forgotten.
    """

    def __init__(self, burst: float, rate: float, clock: Callable[[], float], most: int = 10_000) -> None:
        self._burst = burst
        self._rate = rate
        self._clock = clock
        self._most = most
        self._left: dict[Hashable, tuple[float, float]] = {}

    def take(self, key: Hashable) -> bool:
        """Use one; False if there is none."""
        return self.take_some(key, 1) == 1

    def take_some(self, key: Hashable, wanted: int) -> int:
        """Use so many, or as many as there are; returns how many."""
        left = self._now(key)
        granted = max(0, min(wanted, int(left)))
        self._keep(key, left - granted)
        return granted

    def reserve(self, key: Hashable, longest: float) -> float | None:
        """Use one now or, if there is none, one that comes: returns the seconds until then.

        Args:
            key: Whose.
            longest: Seconds; where it would take longer, none is used and None returned.
        """
        left = self._now(key)
        wait = max(0.0, (1 - left) / self._rate)
        granted = wait <= longest
        self._keep(key, left - granted)
        return wait if granted else None

    def wait(self, key: Hashable) -> float:
        """Seconds until there is one."""
        left, since = self._left.get(key, (self._burst, 0.0))
        return max(0.0, (1 - left) / self._rate - (self._clock() - since))

    def _now(self, key: Hashable) -> float:
        now = self._clock()
        left, since = self._left.pop(key, (self._burst, now))
        return min(self._burst, left + (now - since) * self._rate)

    def _keep(self, key: Hashable, left: float) -> None:
        now = self._clock()
        self._left[key] = (left, now)
        if len(self._left) > self._most:
            self._forget(now)

    def _forget(self, now: float) -> None:
        full = self._burst / self._rate
        self._left = {key: entry for key, entry in self._left.items() if now - entry[1] < full}
        while len(self._left) > self._most:
            del self._left[next(iter(self._left))]
