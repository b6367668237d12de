"""A keeper: writes behind what changes often, as one, and again what the disk did not take."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Final

from antiphon.lab.timers import Timers

KEEP_SECONDS: Final = 0.25
"""Seconds in which what changes is kept as one: a lab that is killed forgets no more than that."""

RETRY_SECONDS: Final = 2.0
"""Seconds until what the disk did not take is tried again."""

Write = Callable[[], object]
"""Writes all that has changed since it last succeeded; raises `sqlite3.Error` where the disk does not take it."""


class Keeper:
    """One thing that is kept."""

    def __init__(self, timers: Timers, name: str) -> None:
        """Keep something, with nothing to be written.

        Args:
            timers: Those of the session.
            name: What its timer is called.
        """
        self._timers, self._name = timers, name

    def soon(self, write: Write) -> None:
        """Write in a moment."""
        self._timers.soon(self._name, KEEP_SECONDS, partial(self.now, write))

    def now(self, write: Write) -> None:
        """Write at once; what the disk does not take is tried again."""
        self.cancel()
        try:
            write()
        except sqlite3.Error:
            self._timers.soon(self._name, RETRY_SECONDS, partial(self.now, write))

    def cancel(self) -> None:
        """Write nothing of what waits."""
        self._timers.cancel(self._name)
