"""The microphone as the conductor sees it: open while the piece has a live input, and only then.

Everybody sees whether it is: `off`, `on`, or `failed`, with one sentence.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable

from antiphon.engine.device import PAUSES
from antiphon.engine.input_ring import InputRing
from antiphon.engine.stem_ring import StemRing
from antiphon.session.pipe import Child, ChildFailed, Message

KIND = "input.live"
"""The kind of node that hears."""

_PACE = 0.1
"""Seconds between two looks at whether the piece has one."""

_SHUT = "The piece has a live input, but this server hears nothing: start it with --input jack or --input portaudio."


class Microphone:
    """The live input of a performance.

    Args:
        ring: The stem ring of those who hear it.
        input: ``null``, ``jack`` or ``portaudio``.
        wanted: Whether the piece has a live input now.
        send: Takes the messages for the lab server: ``input {status: off|on|failed, message}``.
        log: For what the process says.
    """

    def __init__(
        self,
        ring: StemRing,
        input: str,
        wanted: Callable[[], bool],
        send: Callable[[Message], None],
        log: logging.Logger,
    ) -> None:
        self._room = InputRing.create(ring.path, ring.rate)
        self._start = {"type": "start", "ring": str(ring.path), "input": input}
        self._input = input
        self._wanted = wanted
        self._send = send
        self._log = log
        self._child: Child | None = None
        self._said = "off"
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Look from now on whether it is wanted."""
        self._task = asyncio.ensure_future(self._watch())

    async def close(self) -> None:
        """Hear no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})
        await self._shut()
        self._room.close()

    async def _watch(self) -> None:
        attempt = 0
        while True:
            await asyncio.sleep(_PACE)
            if not self._wanted():
                await self._shut()
                self._tell("off")
                attempt = 0
            elif self._input == "null":
                self._tell("failed", _SHUT)
            elif self._child is None or self._child.closed.done():
                if self._child is not None:
                    self._child = None
                    self._tell(
                        "failed",
                        "The sound device of the live input is gone; it is heard again once it is back.",
                    )
                if attempt:
                    await asyncio.sleep(PAUSES[min(attempt, len(PAUSES)) - 1])
                attempt = 0 if await self._try() else attempt + 1

    async def _try(self) -> bool:
        argv = [sys.executable, "-m", "antiphon.engine.input"]
        try:
            self._child = await Child.start(argv, self._start, self._log, on_message=lambda message: None)
        except ChildFailed as error:
            self._tell("failed", f"There is no live input: {error}")
            return False
        self._tell("on")
        return True

    async def _shut(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            await child.stop(1.0)

    def _tell(self, status: str, message: str = "") -> None:
        """Say how it is, where that is news."""
        if status != self._said:
            self._said = status
            self._send({"type": "input", "status": status, "message": message})
