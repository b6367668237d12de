"""Reports: what goes to the lab often, but not that often."""

import asyncio
from collections.abc import Callable

from antiphon.session.pipe import Message


class Reports:
    """Sends the newest report of each kind: at once, or with the next ones when that is too soon.

    Args:
        send: Sends a report.
        seconds: Least time between two of a kind.
    """

    def __init__(self, send: Callable[[Message], None], seconds: float) -> None:
        self._send = send
        self._seconds = seconds
        self._waiting: dict[str, Callable[[], Message]] = {}
        self._pausing = False

    def report(self, kind: str, make: Callable[[], Message]) -> None:
        """Send what `make` returns when it is time."""
        self._waiting[kind] = make
        if not self._pausing:
            self._pausing = True
            self._flush()

    def drop(self, kind: str) -> None:
        """Send no report of a kind that has waited until now."""
        self._waiting.pop(kind, None)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for make in waiting.values():
            self._send(make())
        self._pausing = bool(waiting)
        if waiting:
            asyncio.get_running_loop().call_later(self._seconds, self._flush)
