"""The clock: what the server's monotonic clock shows, as another process knows it.

Who asks notes the time, `t0`, is answered with the server's times of receipt and of sending, `t1` and `t2`, and notes
when that came, `t3`. Pure: whoever uses it gives it the times.

Sources: D. Mills et al., RFC 5905 (NTP version 4), section 8: offset and delay of an exchange; section 10: the clock filter,
which keeps the last eight exchanges, lets their dispersion grow with their age, and trusts the one with the least distance.
F. Cristian, "Probabilistic clock synchronization", Distributed Computing 3 (1989): the error of an exchange is at most half
of its round trip, however lopsided that is.
"""

from __future__ import annotations

import math
from collections import deque
from typing import NamedTuple

KEPT = 8
"""Exchanges that the filter holds (RFC 5905, NSTAGE)."""

WANDER = 15e-6
"""Seconds a second by which an exchange is trusted less as it ages (RFC 5905, PHI)."""

MOST_DRIFT = 500e-6
"""The fastest that two clocks are taken to drift apart, in seconds a second (RFC 5905, NTP_MAXFREQ)."""

SPAN = 30.0
"""Seconds that the exchanges trusted so far must span before a drift is made of them."""

REMEMBERED = 32
"""Exchanges trusted so far that the drift is made of."""


class Exchange(NamedTuple):
    """One exchange of times.

    Attributes:
        at: When it was over, by our clock.
        offset: What to add to our clock for the server's, in seconds.
        delay: The round trip, in seconds, without the server's own time.
    """

    at: float
    offset: float
    delay: float

    @classmethod
    def of(cls, t0: float, t1: float, t2: float, t3: float) -> Exchange:
        """Of the four times, in seconds: ours, the server's, the server's, ours.

        Raises:
            ValueError: if these are no times, or in no order.

        >>> Exchange.of(10.0, 110.25, 110.25, 10.5)
        Exchange(at=10.5, offset=100.0, delay=0.5)
        """
        delay = (t3 - t0) - (t2 - t1)
        if not (math.isfinite(delay) and t0 <= t3 and t1 <= t2 and delay > -1e-3):
            raise ValueError(f"{t0}, {t1}, {t2} and {t3} are not the four times of an exchange.")
        return cls(t3, ((t1 - t0) + (t2 - t3)) / 2, max(delay, 0.0))

    def distance(self, at: float) -> float:
        """By how much the offset may be wrong at a time of our clock, in seconds."""
        return self.delay / 2 + WANDER * abs(at - self.at)


class Clock:
    """The server's clock, from the exchanges so far."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._kept: deque[Exchange] = deque(maxlen=KEPT)
        self._trusted: deque[Exchange] = deque(maxlen=REMEMBERED)

    @property
    def known(self) -> bool:
        """Whether there was an exchange."""
        return bool(self._kept)

    def add(self, exchange: Exchange) -> None:
        """Take in an exchange. One that contradicts all that was known makes it forget that: a clock slept, or was set."""
        if self._kept:
            apart = abs(exchange.offset - self.offset(exchange.at))
            if apart > exchange.delay / 2 + self.error(exchange.at) + 1e-3:
                self._kept.clear()
                self._trusted.clear()
        self._kept.append(exchange)
        best = self._best(exchange.at)
        if not self._trusted or best.at > self._trusted[-1].at:
            self._trusted.append(best)

    def _best(self, at: float) -> Exchange:
        return min(self._kept, key=lambda exchange: exchange.distance(at))

    @property
    def drift(self) -> float:
        """How much faster the server's clock goes than ours, in seconds a second; 0 while that is not known.

        The least-squares slope of the offsets trusted so far, each weighted by how little it may be wrong.
        """
        if len(self._trusted) < 3 or self._trusted[-1].at - self._trusted[0].at < SPAN:
            return 0.0
        weights = [1 / (1e-4 + each.delay) ** 2 for each in self._trusted]
        total = sum(weights)
        rows = list(zip(weights, self._trusted, strict=True))
        middle = sum(weight * each.at for weight, each in rows) / total
        mean = sum(weight * each.offset for weight, each in rows) / total
        spread = sum(weight * (each.at - middle) ** 2 for weight, each in rows)
        slope = sum(weight * (each.at - middle) * (each.offset - mean) for weight, each in rows) / spread
        return min(max(slope, -MOST_DRIFT), MOST_DRIFT)

    def offset(self, at: float) -> float:
        """What to add to a time of our clock for the server's, in seconds.

        Raises:
            LookupError: if there was no exchange.
        """
        if not self._kept:
            raise LookupError("The server's clock is not known yet.")
        best = self._best(at)
        return best.offset + self.drift * (at - best.at)

    def error(self, at: float) -> float:
        """By how much the offset may be wrong at a time of our clock, in seconds; infinite where nothing is known."""
        return self._best(at).distance(at) if self._kept else math.inf
