"""Timers and tasks of a session: what is to be done soon, or beside everything else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Timers:
    """Does things later, each name once at a time."""

    def __init__(self, on_error: Callable[[BaseException], None]) -> None:
        """Nothing to do yet.

        Args:
            on_error: Called with what work raised.
        """
        self._on_error = on_error
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    def soon(self, name: str, seconds: float, action: Callable[[], object]) -> None:
        """Call `action` in so many seconds, unless something of that name is to be called already."""
        if name in self._timers:
            return

        def run() -> None:
            self._timers.pop(name, None)
            action()

        self._timers[name] = asyncio.get_running_loop().call_later(seconds, run)

    def waits(self, name: str) -> bool:
        """Whether something of that name is to be called."""
        return name in self._timers

    def cancel(self, name: str) -> None:
        """Do not call what has that name."""
        if name in self._timers:
            self._timers.pop(name).cancel()

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Do some work now, beside everything else."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def close(self) -> None:
        """Do nothing of it any more."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        for task in self._tasks:
            task.cancel()

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._on_error(error)
