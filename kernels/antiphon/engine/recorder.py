"""The recorder as the conductor sees it: at most one recording of a performance at a time."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from antiphon.engine.lineup import Lineup
from antiphon.engine.stem_ring import StemRing
from antiphon.session.pipe import Child, ChildFailed, Message

FINISHING = 120.0
"""Seconds that a recording has to bring its files to an end."""


class Recorder:
    """Starts and ends recordings, and tells them which part each stem is.

    Args:
        ring: What is recorded.
        lineup: What the stems are.
        send: Takes the messages for the lab server.
        log: For what the process says.
    """

    def __init__(
        self,
        ring: StemRing,
        lineup: Lineup,
        send: Callable[[Message], None],
        log: logging.Logger,
    ) -> None:
        self._ring = ring
        self._lineup = lineup
        self._send = send
        self._log = log
        self._child: Child | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()
        self._said: Message = {}

    def record(self, folder: str, format: str, piece: str = "", title: str = "") -> None:
        """Begin a recording, where there is none."""
        start = {"folder": folder, "format": format, "piece": piece, "title": title}
        self._soon(self._begin(start))

    def stop(self) -> None:
        """End the recording, where there is one."""
        self._soon(self._end())

    async def close(self) -> None:
        """End the recording and wait until its files are complete."""
        await self._end()
        for task in self._tasks:
            task.cancel()

    def _soon(self, what: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _begin(self, start: Message) -> None:
        async with self._turn:
            if self._child is not None and not self._child.closed.done():
                return
            ring = {"type": "start", "ring": str(self._ring.path), "stems": self._lineup.entries()}
            argv = [sys.executable, "-m", "antiphon.engine.record"]
            try:
                self._child = await Child.start(argv, ring | start, self._log, on_message=self._hear)
            except ChildFailed as error:
                self._tell("failed", start["folder"], str(error))
                return
            self._soon(self._watch(self._child))

    async def _watch(self, child: Child) -> None:
        """Tell it of other stems, until it ends."""
        self._lineup.join(child.send)
        await asyncio.wait({child.closed})
        self._lineup.leave(child.send)
        if self._said.get("status") == "on":
            folder = str(self._said.get("folder", ""))
            self._tell("failed", folder, f"The recording was broken off; the next one mends it in {folder}.")

    async def _end(self) -> None:
        async with self._turn:
            if self._child is not None:
                self._child.send({"type": "stop"})
                await self._child.stop(FINISHING)
                self._child = None

    def _hear(self, message: Message) -> None:
        if message["type"] == "recording":
            self._said = message
            self._send(message)

    def _tell(self, status: str, folder: str, message: str) -> None:
        seconds = self._said.get("seconds", 0.0) if self._said.get("folder") == folder else 0.0
        said = {"status": status, "folder": folder, "seconds": seconds, "message": message}
        self._hear({"type": "recording"} | said)
