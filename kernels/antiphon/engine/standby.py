"""A render worker as the conductor sees it: a standby first, then the one that sounds, then one that leaves."""

from __future__ import annotations

import asyncio
import base64
import logging
import sys
from collections.abc import Iterable
from typing import Any

from antiphon.engine.command_ring import Command, CommandRing, Kind
from antiphon.engine.plan import Plan, difference
from antiphon.engine.stem_ring import StemRing
from antiphon.session.pipe import Child, Message


class Standby:
    """One worker process and its command ring. Made by `start`.

    Attributes:
        plan: What it builds or has built; None for nothing yet.
        pid: Its process id.
        closed: Done when the process has ended.
    """

    def __init__(self, commands: CommandRing) -> None:
        """Use `start`."""
        self._commands = commands
        self._child: Child
        self._number = 0
        self._built = asyncio.Event()
        self.plan: Plan | None = None
        self.pid = 0
        self.closed: asyncio.Future[int]

    @classmethod
    async def start(cls, ring: StemRing, log: logging.Logger) -> Standby:
        """Start a process that writes to `ring` when its time has come.

        Raises:
            ChildFailed: if it cannot.
            OSError: if there is no shared memory for it.
        """
        commands = CommandRing.create()
        standby = cls(commands)
        argv = [sys.executable, "-m", "antiphon.engine.worker"]
        first = {"type": "start", "ring": str(ring.path), "commands": str(commands.path)}
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
        if message["type"] == "built" and message["number"] == self._number:
            self._built.set()

    def build(self, plan: Plan) -> None:
        """Have it build `plan`, in place of what it has."""
        self._number += 1
        self._built.clear()
        self.plan = plan
        data = base64.b85encode(plan.to_bytes()).decode()
        self._child.send({"type": "plan", "number": self._number, "data": data})

    def sounds_like(self, plan: Plan) -> bool:
        """Whether `plan` differs from its own in values only."""
        return self.plan is not None and difference(self.plan, plan) is not None

    def adjust(self, plan: Plan) -> None:
        """Have it take the values of `plan`, which it sounds like."""
        changes = difference(self.plan, plan) if self.plan else None
        self.send(Command(0, Kind.SET, 0, index, value) for index, value in changes or ())
        self.plan = plan

    async def built(self) -> bool:
        """Wait until it has built its plan; False if it ended instead."""
        waiting = asyncio.ensure_future(self._built.wait())
        both: set[asyncio.Future[Any]] = {waiting, self.closed}
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        return self._built.is_set() and not self.closed.done()

    def go(self, frame: int, in_turn: bool) -> None:
        """Have it sound from `frame` on; `in_turn`: where the one before it retires."""
        self._child.send({"type": "go", "frame": frame, "in_turn": in_turn})

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
