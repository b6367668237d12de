"""The ensemble: the stages that together sound one plan, one for each core that is needed.

The first one writes the ring that everybody hears, and gathers what the others write to rings of their own.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from antiphon.engine.command_ring import Command, Kind
from antiphon.engine.plan import Moves, Plan, alike
from antiphon.engine.probe_ring import sum_of
from antiphon.engine.prompter import Prompter
from antiphon.engine.seating import Seating, seat
from antiphon.engine.stage import Stage
from antiphon.engine.stem_ring import StemRing, now
from antiphon.session.pipe import ChildFailed

Costs = Callable[[Plan], Sequence[float]]
"""What each node of a plan costs, as a share of a core."""


class Ensemble:
    """The stages of one plan.

    Args:
        ring: Where all is heard.
        plan: What they sound at first.
        log: For what the processes say.
        turned: Called with the frame from which on other parts are played than before, and no note sounds.
        report: Called with ``started``, ``restarted`` or ``failing``.
        muted: Called with a stem, the node and the reason when a stem was muted.
        healed: Called with a stem when it sounds again.
        costs: What nodes cost.
        cores: How many workers may sound at once, 1 or more.
    """

    def __init__(
        self,
        ring: StemRing,
        plan: Plan,
        log: logging.Logger,
        turned: Callable[[int], None],
        report: Callable[[str], None],
        muted: Callable[[int, str, str], None],
        healed: Callable[[int], None],
        costs: Costs,
        cores: int,
    ) -> None:
        self.plan = plan
        self._ring = ring
        self._log = log
        self._turned = turned
        self._report = report
        self._muted = muted
        self._healed = healed
        self._costs, self._cores = costs, cores
        self._prompter = Prompter()
        self._rings = [ring]
        self._stages: list[Stage] = []
        self._seating = self._seat()
        self._parts: tuple[str, ...] | None = None
        self._growing: asyncio.Task[None] | None = None
        self._probed: tuple[Sequence[tuple[int, str, str]], bool] = ((), False)

    @property
    def parts(self) -> tuple[str, ...]:
        """Ids of the parts whose notes can be told, in order."""
        return self._parts or ()

    @property
    def buses(self) -> tuple[tuple[str, str], ...]:
        """Ids and names of the buses that sound, in order."""
        return self._stages[0].buses if self._stages else ()

    @property
    def rings(self) -> Sequence[StemRing]:
        """The rings of the workers; the first is the one that everybody hears."""
        return self._rings

    @property
    def prepared(self) -> bool:
        """Whether every standby could go on at once."""
        return all(stage.prepared for stage in self._stages)

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers that sound."""
        return [stage.pid for stage in self._stages]

    @property
    def late(self) -> int:
        """Blocks that were late so far."""
        return sum(ring.late for ring in self._rings)

    @property
    def load(self) -> float:
        """The load of the busiest worker."""
        return max(ring.load for ring in self._rings)

    @property
    def shed(self) -> int:
        """Voices that were let go early so far."""
        return sum(ring.shed for ring in self._rings)

    @property
    def reductions(self) -> list[float]:
        """Decibels that compressors take away now, as `StemRing.reductions`: a strip's is with one of the workers."""
        *found, limiter = self._rings[0].reductions
        for ring in self._rings[1:]:
            found = [max(pair) for pair in zip(found, ring.reductions, strict=False)]
        return [*found, limiter]

    async def open(self) -> None:
        """Start the workers, and come back when they sound.

        Raises:
            ChildFailed: if one cannot start, or dies of the plan.
            OSError: if there is no shared memory.
        """
        self._stages.append(self._stage(self._ring, 0))
        await self._stages[0].open()
        if self._seating.workers > 1:
            await self._grow(self._seating)

    async def close(self) -> None:
        """End all processes."""
        if self._growing is not None:
            self._growing.cancel()
            await asyncio.gather(self._growing, return_exceptions=True)
        await asyncio.gather(*(stage.close() for stage in self._stages))
        for ring in self._rings[1:]:
            ring.close()

    def send(self, commands: Iterable[Command]) -> int:
        """Tell the workers; returns how many commands found no room."""
        told = list(commands)
        self._prompter.listen(told, now(self._ring))
        refused = 0
        for worker, stage in enumerate(self._stages):
            mine = [command for command in told if self._concerns(command, worker)]
            refused += self._tell(stage, mine)
        return refused

    def _concerns(self, command: Command, worker: int) -> bool:
        if command.kind not in (Kind.NOTE_ON, Kind.NOTE_OFF):
            return True
        parts = self._seating.parts
        return (parts[command.part] if command.part < len(parts) else 0) == worker

    def _tell(self, stage: Stage, commands: Sequence[Command]) -> int:
        """What is gathered comes a block later: it is told a block earlier."""
        if len(self._stages) > 1:
            commands = [command._replace(frame=command.frame - self._ring.block) for command in commands]
        return stage.send(commands)

    def steer(self, plan: Plan, moves: Moves) -> None:
        """Set values of what sounds, at frames; what is not built yet is left out.

        Args:
            plan: The plan whose indices they are.
            moves: The frames and the values.
        """
        early = self._ring.block if len(self._stages) > 1 else 0
        for stage in self._stages if moves else ():
            stage.steer(plan, [(frame - early, values) for frame, values in moves])

    def change(self, plan: Plan, at: int = 0) -> None:
        """Sound `plan` from now on: values at once, another topology as soon as it is built, and not before frame `at` where what
        sounds can become it in place.
        """
        seated = alike(self.plan, plan) and self._seating.workers == len(self._stages)
        self.plan = plan
        if seated:
            self._take_seats(self._seating)
            return
        seating = self._seat()
        if seating.workers > len(self._stages):
            if self._growing is None or self._growing.done():
                self._growing = asyncio.ensure_future(self._grow(seating))
            seating = self._seat(len(self._stages))
        self._take_seats(seating, at)

    def probe(self, ports: Sequence[tuple[int, str, str]], voices: bool) -> None:
        """Have what leaves ports, by slot, node and output, and how many voices nodes have, be written by whoever has them.

        Raises:
            OSError: if there is no shared memory for it.
        """
        self._probed = ports, voices
        for stage in self._stages:
            stage.probe(ports, voices)

    @property
    def probed(self) -> list[StemRing]:
        """The rings of the workers beside which there is a probe ring."""
        pairs = zip(self._rings, self._stages, strict=False)
        return [ring for ring, stage in pairs if stage.probes is not None]

    def voices(self) -> dict[str, int]:
        """How many voices sound now of the nodes that play notes, as far as it is known."""
        found: dict[str, int] = {}
        for worker, stage in enumerate(self._stages):
            if stage.probes is None:
                continue
            ids = [node.id for node in self._seating.plan(self.plan, worker).nodes]
            for id, voices in zip(ids, stage.probes.voices(sum_of(ids)) or (), strict=False):
                found[id] = voices
        return found

    def renew(self) -> None:
        """Have the standbys take their turn, with nothing that rings on."""
        self._prompter.forget()
        for stage in self._stages:
            stage.renew()

    def _seat(self, cores: int = 0) -> Seating:
        before = self._seating if self._stages else None
        costs = self._costs(self.plan)
        return seat(self.plan, costs, cores or self._cores, before, len(self._stages))

    def _take_seats(self, seating: Seating, at: int = 0) -> None:
        before, self._seating = self._seating, seating
        early = self._ring.block if len(self._stages) > 1 else 0
        for worker, stage in enumerate(self._stages):
            stage.change(seating.plan(self.plan, worker), at - early if at else 0)
        if self._parts == self.plan.parts:
            self._move(before, seating)

    def _move(self, before: Seating, after: Seating) -> None:
        """Have the notes of a part that another worker plays now go over to it."""
        frame = now(self._ring)
        moved = [part for part, worker in enumerate(after.parts) if before.parts[part] != worker]
        by_worker = sorted(moved, key=after.parts.__getitem__)
        for worker, parts in groupby(by_worker, key=after.parts.__getitem__):
            self._tell(self._stages[worker], self._prompter.prompt(frame, [*parts]))
        for part in moved:
            self._tell(self._stages[before.parts[part]], self._prompter.release(frame, [part]))

    async def _grow(self, seating: Seating) -> None:
        """Take in more workers, and share what is to be sounded with them."""
        while len(self._stages) < seating.workers:
            ring = StemRing.create(self._ring.rate, self._ring.block, epoch=self._ring.epoch)
            stage = self._stage(ring, len(self._stages), seating)
            try:
                await stage.open()
            except BaseException as error:
                await stage.close()
                ring.close()
                if not isinstance(error, ChildFailed | OSError):
                    raise
                self._log.error("No more render workers can be started: %s", error)
                self._cores = len(self._stages)
                break
            self._stages.append(stage)
            self._rings.append(ring)
            if self._probed != ((), False):
                stage.probe(*self._probed)
        self._stages[0].gather(self._rings[1:])
        self._take_seats(self._seat(len(self._stages)))

    def _stage(self, ring: StemRing, worker: int, seating: Seating | None = None) -> Stage:
        whole = self._seating.workers == 1 or worker == 0
        plan = self.plan if whole else (seating or self._seating).plan(self.plan, worker)
        return Stage(
            ring,
            plan,
            self._log,
            lambda frame: self._turn(worker, frame),
            self._report
            if worker == 0
            else lambda event: None if event == "started" else self._report(event),
            self._muted,
            self._healed,
            self._ring,
        )

    def _turn(self, worker: int, frame: int) -> None:
        """A worker of a stage sounds from a frame on, that knows of no note."""
        stages = self._stages
        if worker >= len(stages) or any(stage.parts != self.plan.parts for stage in stages):
            return
        if self._parts == self.plan.parts:
            mine = [part for part, whose in enumerate(self._seating.parts) if whose == worker]
            self._tell(stages[worker], self._prompter.prompt(frame, mine))
            return
        everything = range(len(self.parts))
        for other, stage in enumerate(stages):
            if other != worker:
                self._tell(stage, self._prompter.release(frame, everything))
        self._prompter.forget()
        self._parts = self.plan.parts
        self._turned(frame)
