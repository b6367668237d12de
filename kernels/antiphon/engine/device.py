"""The sound device as the conductor sees it: opened at the start, and opened again when it was lost and is back."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Sequence

from antiphon.engine.lineup import Lineup
from antiphon.engine.stem_ring import StemRing
from antiphon.session.pipe import Child, ChildFailed, Message

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each attempt to open a device that was lost; the last one again and again."""


class Device:
    """A sound device, or a file.

    Args:
        ring: What it plays.
        output: ``jack``, ``portaudio``, or ``file:`` and a path.
        channels: ``mix``, or ``stems`` for those as well.
        lineup: What the stems are.
        send: Takes the messages for the lab server: ``output {status: on|lost, message}``.
        log: For what the process says.
    """

    def __init__(
        self,
        ring: StemRing,
        output: str,
        channels: str,
        lineup: Lineup,
        send: Callable[[Message], None],
        log: logging.Logger,
    ) -> None:
        self._start = {"type": "start", "ring": str(ring.path), "output": output, "channels": channels}
        self._output = output
        self._lineup = lineup
        self._send = send
        self._log = log
        self._child: Child
        self._task: asyncio.Task[None] | None = None

    async def open(self, pauses: Sequence[float] = PAUSES) -> None:
        """Start to play on it.

        Raises:
            ChildFailed: There is none; the message says what to do.
        """
        try:
            await self._open()
        except ChildFailed as error:
            if "--output null" in str(error):
                raise
            raise ChildFailed(
                f"The sound device cannot be opened through {self._output} ({error}): use --output null."
            ) from error
        self._task = asyncio.ensure_future(self._keep_open(pauses))

    async def close(self) -> None:
        """Stop."""
        if self._task is not None:
            self._task.cancel()
            await self._child.stop(5.0)

    async def _open(self) -> None:
        argv = [sys.executable, "-m", "antiphon.engine.output"]
        self._child = await Child.start(argv, self._start, self._log, on_message=lambda message: None)
        self._lineup.join(self._child.send)

    async def _keep_open(self, pauses: Sequence[float]) -> None:
        while True:
            await asyncio.wait({self._child.closed})
            self._lineup.leave(self._child.send)
            message = f"The sound device ({self._output}) is gone: the piece goes on, and sounds there again once it is back."
            self._send({"type": "output", "status": "lost", "message": message})
            await self._reopen(pauses)
            self._send({"type": "output", "status": "on", "message": "The sound device is back."})

    async def _reopen(self, pauses: Sequence[float]) -> None:
        attempt = 0
        while True:
            await asyncio.sleep(pauses[min(attempt, len(pauses) - 1)])
            attempt += 1
            try:
                await self._open()
            except ChildFailed as error:
                self._log.info("The sound device is still gone: %s", error)
            else:
                return
