"""Supervision: a child process that is there while it is wanted."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from antiphon.session.pipe import Child, ChildFailed, Message

Status = Literal["off", "starting", "on", "failed"]

PAUSES = (0.0, 0.5, 2.0, 5.0)
"""Seconds to wait before each start after a crash; after the last, it has failed."""

STEADY = 30.0
"""Seconds after which a crash is the first again."""


class Supervisor:
    """Starts a child when it is wanted, starts it again when it crashes, stops it when it is not wanted any more.

    A child that says why it cannot start is not tried again until it is wanted anew.

    Attributes:
        status: How it is.
        message: Why it failed, or what happened to it; may be empty.
        ready: What it said when it was ready; empty while it is not.
    """

    def __init__(
        self,
        name: str,
        argv: Sequence[str],
        first: Callable[[], Mapping[str, Any]],
        log: logging.Logger,
        *,
        on_message: Callable[[Message], None],
        on_change: Callable[[], None],
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        """Supervise a child that is off.

        Args:
            name: What it is for people, such as "The engine".
            argv: The program and its arguments.
            first: Makes the first message of each start.
            log: Where its standard error goes.
            on_message: Called with each of its messages.
            on_change: Called when `status` or `message` changed.
            pauses: See `PAUSES`.
        """
        self._name = name
        self._argv = argv
        self._first = first
        self._log = log
        self._on_message = on_message
        self._on_change = on_change
        self._pauses = pauses
        self._child: Child | None = None
        self._task: asyncio.Task[None] | None = None
        self.status: Status = "off"
        self.message = ""
        self.ready: Mapping[str, Any] = {}

    def want(self) -> None:
        """Have it started, if it is not."""
        if self._task is None or self._task.done():
            self._become("starting", "")
            self._task = asyncio.create_task(self._run())

    def send(self, message: Mapping[str, Any]) -> bool:
        """Send a message; returns whether there was anybody to send it to."""
        if self._child is None or self.status != "on":
            return False
        self._child.send(message)
        return True

    def restart(self) -> None:
        """Have it start anew with another first message, if it is there."""
        if self._child is not None:
            self._child.kill()

    async def stop(self) -> None:
        """Stop it."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self._become("off", "")

    async def _run(self) -> None:
        crashes = 0
        while True:
            began = time.monotonic()
            try:
                await self._live()
            except ChildFailed as failure:
                self._log.error("%s: %s", self._name, failure)
                self._become("failed", str(failure))
                return
            crashes = 1 if time.monotonic() - began > STEADY else crashes + 1
            if crashes > len(self._pauses):
                self._become("failed", f"{self._name} ended {crashes} times; the server's log says why.")
                return
            self._become("starting", f"{self._name} ended by itself and is started again.")
            await asyncio.sleep(self._pauses[crashes - 1])

    async def _live(self) -> None:
        child: Child | None = None
        try:
            child = await Child.start(self._argv, self._first(), self._log, on_message=self._take)
            if self._task is not asyncio.current_task():
                # `wait_for` loses a cancellation that meets its result (Python 3.11).
                raise asyncio.CancelledError
            self._child, self.ready = child, child.ready
            self._become("on", "")
            code = await asyncio.shield(child.closed)
            self._log.error("%s ended by itself with code %d.", self._name, code)
        finally:
            self._child, self.ready = None, {}
            if child is not None and not child.closed.done():
                await asyncio.shield(child.stop(2.0))

    def _take(self, message: Message) -> None:
        self._on_message(message)

    def _become(self, status: Status, message: str) -> None:
        if (status, message) != (self.status, self.message):
            self.status, self.message = status, message
            self._on_change()
