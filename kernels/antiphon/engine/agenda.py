"""The agenda: what a render worker was told to do, until it is time."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from antiphon.engine.command_ring import Command, Kind

_TOLD_AHEAD = (Kind.NOTE_ON, Kind.NOTE_OFF, Kind.BEAT)


class Agenda:
    """Commands by frame; those of one frame in the order in which they were sent.

    >>> agenda = Agenda()
    >>> agenda.add([Command(300, Kind.NOTE_OFF, 0, 7), Command(100, Kind.NOTE_ON, 0, 7)])
    >>> [command.frame for command in agenda.due(300)]
    [100]
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[int, int, Command]] = []
        self._count = 0

    def add(self, commands: Iterable[Command]) -> None:
        """Take up `commands`; `Kind.SILENCE` drops the notes and beats that were told before it and come at or after it."""
        for command in commands:
            if command.kind == Kind.SILENCE:
                self._waiting = [
                    entry
                    for entry in self._waiting
                    if entry[0] < command.frame or entry[2].kind not in _TOLD_AHEAD
                ]
                heapify(self._waiting)
            heappush(self._waiting, (command.frame, self._count, command))
            self._count += 1

    def due(self, end: int) -> list[Command]:
        """Take out what counts before frame `end`."""
        taken = []
        while self._waiting and self._waiting[0][0] < end:
            taken.append(heappop(self._waiting)[2])
        return taken
