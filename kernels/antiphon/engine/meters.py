"""The meters as the conductor sees them: a process that is there while somebody looks, and nothing otherwise."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Sequence

from antiphon.engine.stem_ring import StemRing
from antiphon.session.pipe import Child, ChildFailed, Message

AGAIN = 1.0
"""Seconds after which one that ended by itself is started again."""

_ALONE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""numpy's products of matrices are small, and are not to take the cores that sound needs."""


class Meters:
    """Has what sounds measured.

    Args:
        ring: Where it sounds.
        hear: Takes what is measured.
        log: For what the process says.
    """

    def __init__(self, ring: StemRing, hear: Callable[[Message], None], log: logging.Logger) -> None:
        self._ring = ring
        self._hear = hear
        self._log = log
        self._levels = False
        self._probe: Message = {"type": "probe", "rings": [], "ports": []}
        self._wanted = asyncio.Event()
        self._unwanted = asyncio.Event()
        self._child: Child | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        """Process id of who measures; 0 while nobody does."""
        return self._child.pid if self._child else 0

    def want(self, on: bool) -> None:
        """Measure levels from now on, or no longer."""
        self._levels = on
        self._ask({"type": "levels", "on": on})

    def probe(self, rings: Sequence[StemRing], ports: Sequence[tuple[int, str, str]]) -> None:
        """Look into ports from now on, by slot, node and output; with none, no longer.

        Args:
            rings: Of the workers; what leaves the ports is written beside them.
            ports: Which.
        """
        self._probe = {"type": "probe", "rings": [str(ring.path) for ring in rings], "ports": list(ports)}
        self._ask(self._probe)

    def _ask(self, message: Message) -> None:
        """Tell who measures; start or end it."""
        if self._child is not None:
            self._child.send(message)
        if self._levels or self._probe["ports"]:
            self._unwanted.clear()
            self._wanted.set()
            if self._task is None:
                self._task = asyncio.ensure_future(self._serve())
        else:
            self._wanted.clear()
            self._unwanted.set()

    def reset(self) -> None:
        """Integrate loudness, and look for the greatest true peak, from here on."""
        if self._child is not None:
            self._child.send({"type": "reset"})

    async def close(self) -> None:
        """Measure no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _serve(self) -> None:
        argv = [sys.executable, "-m", "antiphon.engine.metering"]
        start = {"type": "start", "ring": str(self._ring.path)}
        while True:
            await self._wanted.wait()
            try:
                child = await Child.start(
                    argv, start, self._log, on_message=self._hear, env={**os.environ, **_ALONE}
                )
            except ChildFailed as error:
                self._log.error("Nothing is measured: %s", error)
                await asyncio.sleep(AGAIN)
                continue
            self._child = child
            child.send({"type": "levels", "on": self._levels})
            child.send(self._probe)
            unwanted = asyncio.ensure_future(self._unwanted.wait())
            try:
                both: set[asyncio.Future[object]] = {unwanted, child.closed}  # type: ignore[arg-type]
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            finally:
                unwanted.cancel()
                self._child = None
                await child.stop(0.5)
            if self._wanted.is_set():
                await asyncio.sleep(AGAIN)
