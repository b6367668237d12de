"""The stage: one worker that sounds, one that stands by with the same rack built.

A new topology is built in the standby, which then takes its turn with a crossfade; when the worker that sounds dies,
the standby goes on. Either way a new standby is made.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable

from antiphon.engine.command_ring import Command
from antiphon.engine.plan import Plan, difference
from antiphon.engine.standby import Standby
from antiphon.engine.stem_ring import StemRing, now
from antiphon.session.pipe import ChildFailed

LEAD = 0.03
"""Seconds between the moment when a turn is agreed and the frame at which it takes place."""

COALESCE = 0.04
"""Seconds for which changes of the topology are gathered."""

_BRIEF = 3.0
"""A worker that dies within so many seconds of its start counts as one that cannot play its plan."""


class Stage:
    """The workers of one stem ring.

    Args:
        ring: Where they write.
        plan: What they sound at first.
        log: For what the processes say.
        turned: Called with the frame from which on another worker sounds, that knows of no note.
        report: Called with ``started``, ``restarted`` or ``failing``.
    """

    def __init__(
        self,
        ring: StemRing,
        plan: Plan,
        log: logging.Logger,
        turned: Callable[[int], None],
        report: Callable[[str], None],
    ) -> None:
        self.plan = plan
        self._ring = ring
        self._log = log
        self._turned = turned
        self._report = report
        self._active: Standby | None = None
        self._leaving: set[Standby] = set()
        self._spare: asyncio.Task[Standby] = self._new_spare()
        self._wanted = asyncio.Event()
        self._began = 0.0
        self._brief_lives = 0
        self._task: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        """Process id of the worker that sounds; 0 while there is none."""
        return self._active.pid if self._active else 0

    @property
    def parts(self) -> tuple[str, ...]:
        """Ids of the parts that the worker that sounds knows, in order."""
        return self._active.plan.parts if self._active and self._active.plan else ()

    async def open(self) -> None:
        """Start the first worker, and come back when it sounds.

        Raises:
            ChildFailed: if it cannot start, or dies of the plan.
            OSError: if there is no shared memory.
        """
        if not await self._turn():
            raise ChildFailed("The render worker ended while it built the sound; see the log.")
        self._report("started")
        while self._ring.written <= 0:
            await asyncio.sleep(0.002)
        self._task = asyncio.ensure_future(self._serve())

    async def close(self) -> None:
        """End all processes."""
        if self._task is not None:
            self._task.cancel()
        workers = set(self._leaving)
        if self._active is not None:
            workers.add(self._active)
        self._active = None
        if self._spare.done() and not self._spare.cancelled() and self._spare.exception() is None:
            workers.add(self._spare.result())
        self._spare.cancel()
        await asyncio.gather(*(worker.stop() for worker in workers), self._spare, return_exceptions=True)

    def send(self, commands: Iterable[Command]) -> int:
        """Tell the worker that sounds; returns how many commands found no room."""
        return self._active.send(commands) if self._active else 0

    def change(self, plan: Plan) -> None:
        """Sound `plan` from now on: values at once, another topology as soon as it is built."""
        changes = difference(self.plan, plan)
        self.plan = plan
        if changes is None or self._ring.muted:
            self.renew()
        if self._active is not None and self._active.sounds_like(plan):
            self._active.adjust(plan)

    def renew(self) -> None:
        """Have the standby take its turn, with nothing that rings on."""
        self._wanted.set()

    def _new_spare(self) -> asyncio.Task[Standby]:
        async def make() -> Standby:
            standby = await Standby.start(self._ring, self._log)
            standby.build(self.plan)
            return standby

        return asyncio.ensure_future(make())

    async def _serve(self) -> None:
        """Hand over when asked to, go on when the worker dies."""
        while True:
            wanted = asyncio.ensure_future(self._wanted.wait())
            died = self._active.closed if self._active else wanted
            await asyncio.wait({wanted, died}, return_when=asyncio.FIRST_COMPLETED)
            wanted.cancel()
            if died.done() and died is not wanted:
                self._active = None
                brief = time.monotonic() - self._began < _BRIEF
                self._brief_lives = self._brief_lives + 1 if brief else 0
                await self._insist(self._brief_lives - 2)
                self._report("restarted")
            else:
                await asyncio.sleep(COALESCE)
                await self._insist(0)

    async def _insist(self, failures: int) -> None:
        """Turn, however often it takes; the more often it failed, the longer the pause."""
        while True:
            if failures > 0:
                self._report("failing")
                await asyncio.sleep(min(2.0**failures / 4, 30.0))
            try:
                if await self._turn():
                    return
            except (ChildFailed, OSError) as error:
                self._log.error("A render worker could not start: %s", error)
                self._spare = self._new_spare()
            failures += 1

    async def _turn(self) -> bool:
        """Have the standby sound the plan, as soon as it has built it; False if it died of that."""
        self._wanted.clear()
        successor = await asyncio.shield(self._spare)
        while True:
            if not successor.sounds_like(self.plan):
                successor.build(self.plan)
            if not await successor.built():
                self._spare = self._new_spare()
                return False
            if successor.sounds_like(self.plan):
                break
        self._wanted.clear()
        self._spare = self._new_spare()
        successor.adjust(self.plan)
        before, self._active = self._active, successor
        in_turn = before is not None and not before.closed.done()
        frame = self._aligned(LEAD)
        successor.go(frame, in_turn)
        if before is not None and in_turn:
            before.retire(frame)
            self._see_off(before)
        self._began = time.monotonic()
        self._turned(frame)
        return True

    def _aligned(self, lead: float) -> int:
        """The first block that begins at least `lead` seconds from now."""
        frame = max(now(self._ring), self._ring.written) + int(lead * self._ring.rate)
        return -(-frame // self._ring.block) * self._ring.block

    def _see_off(self, worker: Standby) -> None:
        async def wait() -> None:
            _, late = await asyncio.wait({worker.closed}, timeout=1.0)
            if late:
                worker.kill()
            await worker.closed
            self._leaving.discard(worker)

        self._leaving.add(worker)
        self._farewell = asyncio.ensure_future(wait())
