"""The stage: one worker that sounds, one that stands by with the same rack built.

Another topology is built by the worker that sounds, beside what sounds; where that cannot be, in the standby, which then
takes its turn with a crossfade. When the worker that sounds dies, the standby goes on. Whenever it has, a new one is made.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Iterable, Sequence

from antiphon.engine.change import change, downstream
from antiphon.engine.command_ring import Command, Kind
from antiphon.engine.plan import Moves, Plan, alike
from antiphon.engine.probe_ring import ProbeRing
from antiphon.engine.quarantine import Quarantine
from antiphon.engine.standby import EditFailed, Standby
from antiphon.engine.stem_ring import StemRing, now
from antiphon.engine.watchdog import loss
from antiphon.session.pipe import ChildFailed, Message

LEAD = 0.03
"""Seconds between the moment when a turn is agreed and the frame at which it takes place."""

HASTE = 0.015
"""The same where there is nobody to agree with, for the one before was lost."""

TURN = 0.05
"""Seconds that a worker may wait for the one before it to hand over."""

COALESCE = 0.01
"""Seconds for which changes of the topology are gathered."""

CALM = 0.5
"""Seconds without a change of the topology after which the standby builds it as well."""

PENANCE = 0.3
"""Seconds that a stem which went wild is silent, before what made it so is renewed."""

_BRIEF = 1.0
"""A worker that dies within so many seconds of its start counts as one that cannot play its plan."""


class Stage:
    """The workers of one stem ring.

    Args:
        ring: Where they write.
        plan: What they sound at first.
        log: For what the processes say.
        turned: Called with the frame from which on another worker sounds, that knows of no note.
        report: Called with ``started``, ``restarted`` or ``failing``.
        muted: Called with a stem, the node and the reason when a stem was muted.
        healed: Called with a stem when it sounds again.
        clock: The ring whose time the workers keep, if that is another one.

    Attributes:
        probes: What flows through the ports that were asked for; None before the first.
    """

    def __init__(
        self,
        ring: StemRing,
        plan: Plan,
        log: logging.Logger,
        turned: Callable[[int], None],
        report: Callable[[str], None],
        muted: Callable[[int, str, str], None] = lambda *_: None,
        healed: Callable[[int], None] = lambda _: None,
        clock: StemRing | None = None,
    ) -> None:
        self.plan = plan
        self._ring = ring
        self._clock = clock or ring
        self._gathered: tuple[StemRing, ...] = ()
        self._probed: tuple[Sequence[tuple[int, str, str]], bool] = ((), False)
        self.probes: ProbeRing | None = None
        self._log = log
        self._turned = turned
        self._report = report
        self._muted = muted
        self._healed = healed
        self._quarantine = Quarantine()
        self._afresh = False
        self._at = 0
        self._calm: asyncio.TimerHandle | None = None
        self._active: Standby | None = None
        self._leaving: set[Standby] = set()
        self._spare: asyncio.Task[Standby] = self._new_spare()
        self._wanted = asyncio.Event()
        self._began = 0.0
        self._brief_lives = 0
        self._task: asyncio.Task[None] | None = None
        self._watch: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        """Process id of the worker that sounds; 0 while there is none."""
        return self._active.pid if self._active else 0

    @property
    def is_settled(self) -> bool:
        """Whether what sounds is what shall."""
        return (
            not self._afresh
            and self._active is not None
            and self._active.sounds_like(self.plan)
            and not self._quarantine.stems
        )

    @property
    def prepared(self) -> bool:
        """Whether the standby could go on at once."""
        spare = self._spare
        return (
            spare.done()
            and not spare.cancelled()
            and spare.exception() is None
            and spare.result().is_built
            and spare.result().sounds_like(self.plan)
        )

    @property
    def parts(self) -> tuple[str, ...]:
        """Ids of the parts that the worker that sounds knows, in order."""
        return self._active.plan.parts if self._active and self._active.plan else ()

    @property
    def buses(self) -> tuple[tuple[str, str], ...]:
        """Ids and names of the buses that it sounds, in order."""
        return self._active.plan.buses if self._active and self._active.plan else ()

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
        for task in (self._task, self._watch):
            if task is not None:
                task.cancel()
        if self._calm is not None:
            self._calm.cancel()
        workers = set(self._leaving)
        if self._active is not None:
            workers.add(self._active)
        self._active = None
        if self._spare.done() and not self._spare.cancelled() and self._spare.exception() is None:
            workers.add(self._spare.result())
        self._spare.cancel()
        await asyncio.gather(*(worker.stop() for worker in workers), self._spare, return_exceptions=True)
        if self.probes is not None:
            self.probes.close()

    def send(self, commands: Iterable[Command]) -> int:
        """Tell the worker that sounds; returns how many commands found no room."""
        return self._active.send(commands) if self._active else 0

    def steer(self, plan: Plan, moves: Moves) -> None:
        """Set values of what sounds, at frames; `plan` is the whole one whose indices they are."""
        if self._active is not None:
            self._active.steer(plan, moves)

    def change(self, plan: Plan, at: int = 0) -> None:
        """Sound `plan` from now on: values at once, another topology as soon as it is built, and not before frame `at`."""
        self.plan = plan
        self._at = at or self._at
        if self._active is not None:
            self._active.adjust(plan)
            if self._quarantine.stems or not self._active.sounds_like(plan):
                self._wanted.set()

    def gather(self, rings: Iterable[StemRing]) -> None:
        """Add what the workers of other stages sound from now on; it all comes a block later than without."""
        self._gathered = tuple(rings)
        if self._active is not None:
            self._active.gather(self._gathered)

    def probe(self, ports: Sequence[tuple[int, str, str]], voices: bool) -> None:
        """Have what leaves ports, by slot, node and output, and how many voices nodes have, be written into `probes`.

        Raises:
            OSError: if there is no shared memory for it.
        """
        if (ports, voices) == self._probed:
            return
        if self.probes is None:
            self.probes = ProbeRing.create(self._ring.path, self._ring.rate, self._ring.block)
        self._probed = ports, voices
        if self._active is not None:
            self._active.probe(ports, voices)

    def renew(self) -> None:
        """Be silent at once, and make everything anew, so that nothing rings on."""
        self.send([Command(0, Kind.HUSH)])
        self._afresh = True
        self._wanted.set()

    def _hear(self, message: Message) -> None:
        stem, node = message["stem"], message["node"]
        self._muted(stem, node, message["reason"])
        if self._quarantine.admit(stem, node, time.monotonic()):
            asyncio.get_running_loop().call_later(PENANCE, self._wanted.set)

    def _new_spare(self) -> asyncio.Task[Standby]:
        async def make() -> Standby:
            def told(message: Message) -> None:
                if standby is self._active:
                    self._hear(message)

            standby = await Standby.start(self._ring, self._log, told, self._clock)
            standby.build(self.plan)
            return standby

        return asyncio.ensure_future(make())

    async def _serve(self) -> None:
        """Hand over when asked to, go on when the worker dies."""
        while True:
            wanted = asyncio.ensure_future(self._wanted.wait())
            died = self._watch if self._active and self._watch else wanted
            await asyncio.wait({wanted, died}, return_when=asyncio.FIRST_COMPLETED)
            wanted.cancel()
            if died.done() and died is not wanted:
                if self._active is not None:
                    self._see_off(self._active)
                self._active = None
                brief = time.monotonic() - self._began < _BRIEF
                self._brief_lives = self._brief_lives + 1 if brief else 0
                await self._insist(self._brief_lives - 2)
                self._report("restarted")
            else:
                await asyncio.sleep(COALESCE)
                if not await self._edit():
                    await self._insist(0)

    async def _edit(self) -> bool:
        """Have the worker that sounds become the plan; False if it cannot."""
        self._wanted.clear()
        active, plan, heal, afresh = self._active, self.plan, self._quarantine.stems, self._afresh
        if active is None or active.plan is None:
            return False
        renewed = {id for node in self._quarantine.nodes for id in downstream(plan, node)}
        if afresh:
            renewed = {node.id for node in plan.nodes}
        if not renewed and alike(active.plan, plan):
            return True
        way = change(active.plan, plan, renewed)
        if way is None:
            return False
        at, self._at = self._at, 0
        try:
            await active.edit(plan, way, heal, afresh, at)
        except EditFailed as error:
            self._log.warning("The graph could not be changed in place: %s", error)
            return active.closed.done()
        self._afresh = self._afresh and not afresh
        self._release(heal)
        if self._afresh or not alike(plan, self.plan):
            self._wanted.set()
        active.adjust(self.plan)
        if self._calm is not None:
            self._calm.cancel()
        self._calm = asyncio.get_running_loop().call_later(CALM, self._prepare_spare)
        return True

    def _release(self, stems: Collection[int]) -> None:
        self._quarantine.release(stems)
        for stem in sorted(stems):
            self._healed(stem)

    def _prepare_spare(self) -> None:
        """Have the standby build what sounds now, so that it could go on at once."""
        self._calm = None
        if self._spare.done() and not self._spare.cancelled() and self._spare.exception() is None:
            spare = self._spare.result()
            if not spare.sounds_like(self.plan):
                spare.build(self.plan)

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
        self._afresh = False
        successor = await asyncio.shield(self._spare)
        while True:
            if not successor.sounds_like(self.plan):
                successor.build(self.plan)
            if not await successor.built():
                self._spare = self._new_spare()
                return False
            if successor.sounds_like(self.plan) and not await self._is_early():
                break
        self._wanted.clear()
        self._spare = self._new_spare()
        successor.adjust(self.plan)
        before, self._active = self._active, successor
        in_turn = before is not None and self._watch is not None and not self._watch.done()
        frame = max(
            self._aligned(LEAD if in_turn else HASTE), self._at // self._ring.block * self._ring.block
        )
        self._at = 0
        successor.go(frame, in_turn, self._gathered)
        if self._probed != ((), False):
            successor.probe(*self._probed)
        if before is not None and in_turn:
            before.retire(frame)
            self._see_off(before)
        self._began = time.monotonic()
        if self._watch is not None:
            self._watch.cancel()
        self._watch = asyncio.ensure_future(self._see_through(successor, frame))
        self._release(self._quarantine.stems)
        self._turned(frame)
        return True

    async def _is_early(self) -> bool:
        """Whether it is not time yet for what is not to be heard before a frame; waits until it is, or the worker is lost."""
        early = (self._at - now(self._clock)) / self._ring.rate - 2 * LEAD
        if early <= 0 or self._active is None or self._watch is None or self._watch.done():
            return False
        await asyncio.wait({self._watch}, timeout=early)
        if self._watch.done():
            self._at = 0
        return True

    async def _see_through(self, worker: Standby, frame: int) -> None:
        """Come back when a worker that sounds from `frame` on is lost; its process is ended by then, or ending."""
        delay = (frame - now(self._clock)) / self._ring.rate + TURN
        how = await loss(lambda: self._ring.written, worker.pid, worker.closed, delay)
        self._log.error("The render worker %s.", how)
        worker.kill()

    def _aligned(self, lead: float) -> int:
        """The first block that begins at least `lead` seconds from now."""
        frame = max(now(self._clock), self._ring.written) + int(lead * self._ring.rate)
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
