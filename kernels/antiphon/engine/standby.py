"""A render worker as the conductor sees it: a standby first, then the one that sounds, then one that leaves."""

from __future__ import annotations

import asyncio
import base64
import logging
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from antiphon.engine.change import Change
from antiphon.engine.command_ring import Command, CommandRing, Kind
from antiphon.engine.plan import Moves, Plan, alike, matches, settings, with_values
from antiphon.engine.stem_ring import StemRing
from antiphon.session.pipe import Child, Message


class EditFailed(Exception):
    """A worker could not become another plan while it sounds; the message says why."""


class Standby:
    """One worker process and its command ring. Made by `start`.

    Attributes:
        plan: What it has or will have built, with the values that it has; None for nothing yet.
        pid: Its process id.
        closed: Done when the process has ended.
    """

    def __init__(self, commands: CommandRing, told: Callable[[Message], None]) -> None:
        """Use `start`."""
        self._commands = commands
        self._told = told
        self._child: Child
        self._number = 0
        self._built = asyncio.Event()
        self._edited: asyncio.Future[str] | None = None
        self._steered: tuple[Plan, int, dict[int, int]] | None = None
        self.plan: Plan | None = None
        self.pid = 0
        self.closed: asyncio.Future[int]

    @classmethod
    async def start(
        cls,
        ring: StemRing,
        log: logging.Logger,
        told: Callable[[Message], None] = lambda _: None,
        clock: StemRing | None = None,
    ) -> Standby:
        """Start a process that writes to `ring` when its time has come.

        Args:
            ring: The ring.
            log: For what the process says.
            told: Called with what it tells while it sounds: ``muted {stem, reason, node}``.
            clock: The ring whose time it keeps, if that is another one.

        Raises:
            ChildFailed: if it cannot.
            OSError: if there is no shared memory for it.
        """
        commands = CommandRing.create()
        standby = cls(commands, told)
        argv = [sys.executable, "-m", "antiphon.engine.worker"]
        first = {
            "type": "start",
            "ring": str(ring.path),
            "commands": str(commands.path),
            "clock": str((clock or ring).path),
        }
        try:
            standby._child = await Child.start(argv, first, log, on_message=standby._take)
        except BaseException:
            commands.close()
            raise
        standby.pid = standby._child.pid
        standby.closed = standby._child.closed
        standby.closed.add_done_callback(lambda _: commands.close())
        return standby

    def _take(self, message: Message) -> None:
        match message:
            case {"type": "built", "number": self._number}:
                self._built.set()
            case {"type": "edited" | "refused", "number": int(number)}:
                if self._edited is not None and number == self._number + 1 and not self._edited.done():
                    self._edited.set_result(message.get("message", ""))
            case {"type": "muted"}:
                self._told(message)

    def build(self, plan: Plan) -> None:
        """Have it build `plan`, in place of what it has; before it sounds."""
        self._number += 1
        self._built.clear()
        self.plan = plan
        self._child.send({"type": "plan", "number": self._number, "data": _text(plan.to_bytes())})

    async def edit(
        self, plan: Plan, change: Change, heal: Collection[int], aloud: bool = False, at: int = 0
    ) -> None:
        """Have it become `plan` while it sounds; come back when it has.

        Args:
            plan: What to become.
            change: How.
            heal: Stems that sound again after that.
            aloud: Whether it may be heard again after that, where it was hushed.
            at: The frame before which nothing of it is heard.

        Raises:
            EditFailed: It could not, or it ended.
        """
        assert self.plan is not None
        self.adjust(plan)
        self._edited = asyncio.get_running_loop().create_future()
        self._child.send(
            {
                "type": "edit",
                "number": self._number + 1,
                "data": _text(plan.to_bytes()),
                "change": _text(change.to_bytes()),
                "heal": sorted(heal),
                "aloud": aloud,
                "at": at,
            }
        )
        both: set[asyncio.Future[Any]] = {self._edited, self.closed}
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if not self._edited.done():
            raise EditFailed("the render worker ended")
        if reason := self._edited.result():
            raise EditFailed(reason)
        self._number += 1
        # What stayed has the values that it was told meanwhile.
        self.plan = with_values(plan, settings(plan, self.plan))

    def adjust(self, plan: Plan) -> None:
        """Have it take the values of `plan`, for all that it has built of it."""
        assert self.plan is not None
        changes = settings(self.plan, plan)
        self.send(Command(0, Kind.SET, self._number, index, value) for index, value in changes)
        self.plan = with_values(self.plan, changes)

    def steer(self, plan: Plan, moves: Moves) -> None:
        """Have it set values at frames, for all that it has built.

        Args:
            plan: The plan whose indices they are.
            moves: The frames and the values. Its own plan keeps the values that it has.
        """
        assert self.plan is not None
        if self._steered is None or self._steered[0] is not plan or self._steered[1] != self._number:
            self._steered = plan, self._number, matches(plan, self.plan)
        own = self._steered[2]
        self.send(
            Command(frame, Kind.SET, self._number, own[index], value)
            for frame, values in moves
            for index, value in values.items()
            if index in own
        )

    def sounds_like(self, plan: Plan) -> bool:
        """Whether `plan` differs from its own in values only."""
        return self.plan is not None and alike(self.plan, plan)

    @property
    def is_built(self) -> bool:
        """Whether it has built its plan, and lives."""
        return self._built.is_set() and not self.closed.done()

    async def built(self) -> bool:
        """Wait until it has built its plan; False if it ended instead."""
        waiting = asyncio.ensure_future(self._built.wait())
        both: set[asyncio.Future[Any]] = {waiting, self.closed}
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        return self.is_built

    def go(self, frame: int, in_turn: bool, gather: Sequence[StemRing] = ()) -> None:
        """Have it sound.

        Args:
            frame: From there on.
            in_turn: Whether the one before it retires there.
            gather: Rings of other workers, whose sound it adds to its own.
        """
        rings = [str(ring.path) for ring in gather]
        self._child.send({"type": "go", "frame": frame, "in_turn": in_turn, "gather": rings})

    def gather(self, rings: Sequence[StemRing]) -> None:
        """Have it add the sound of other workers, while it sounds."""
        self._child.send({"type": "gather", "rings": [str(ring.path) for ring in rings]})

    def probe(self, ports: Sequence[tuple[int, str, str]], voices: bool) -> None:
        """Have it write what leaves ports, by slot, node and output, and how many voices its nodes have, while it sounds."""
        self._child.send({"type": "probe", "ports": list(ports), "voices": voices})

    def retire(self, frame: int) -> None:
        """Have it hand over at `frame` and end."""
        self.send([Command(frame, Kind.RETIRE)])

    def send(self, commands: Iterable[Command]) -> int:
        """Tell it `commands`; returns how many found no room."""
        return sum(not self._commands.send(command) for command in commands)

    def kill(self) -> None:
        """End it at once."""
        self._child.kill()

    async def stop(self) -> None:
        """End it."""
        await self._child.stop(0.5)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
