"""Pages that were told to load again, and ask again before they have."""

from __future__ import annotations

import time
from collections.abc import Callable

QUIET_SECONDS = 30.0
"""How long a page that was turned away is turned away without another dialog: it tries ten times a second."""


class TurnedAway:
    """The pages that were turned away a moment ago."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """With none.

        Args:
            clock: Says what time it is, in seconds.
        """
        self._clock = clock
        self._times: dict[str, float] = {}

    def note(self, session_id: str) -> None:
        """Remember that the page of this session id was turned away."""
        self._times[session_id] = self._clock()

    def has(self, session_id: str) -> bool:
        """Whether it was so a moment ago."""
        since = self._clock() - QUIET_SECONDS
        self._times = {id: at for id, at in self._times.items() if at > since}
        return session_id in self._times
