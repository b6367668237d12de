"""Attempts: what people tried and were refused, in the log, and how often."""

from __future__ import annotations

import logging
import time
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Final

from antiphon.session.people import Person

MINUTE: Final = 60.0

LOGGED: Final = 20
"""Lines of the log that one person gets a minute."""

MOST: Final = 100
"""Refusals a minute after which somebody is not let into rooms for the rest of it."""


class Attempts:
    """The refused attempts of the last minute."""

    def __init__(self, log: logging.Logger, clock: Callable[[], float] = time.monotonic) -> None:
        """With none.

        Args:
            log: Gets a warning for each.
            clock: Says what time it is, in seconds.
        """
        self._log = log
        self._clock = clock
        self._times: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=MOST))

    def note(self, person: Person, what: str, sentence: str) -> None:
        """Log that somebody was refused something.

        Args:
            person: Who.
            what: What they tried, and where.
            sentence: Why it was refused.
        """
        recent = self._recent(person)
        recent.append(self._clock())
        who = f"{person.name!r} ({person.role}, {person.id})"
        if len(recent) < LOGGED:
            self._log.warning("Refused %s: %s. %s", who, what, sentence)
        elif len(recent) == LOGGED:
            self._log.warning("Refused %s: %s. %s More within a minute is not logged.", who, what, sentence)

    def are_too_many(self, person: Person) -> bool:
        """Whether somebody tried too often to be let in again now."""
        return len(self._recent(person)) >= MOST

    def _recent(self, person: Person) -> deque[float]:
        times = self._times[person.id]
        while times and times[0] < self._clock() - MINUTE:
            times.popleft()
        return times
