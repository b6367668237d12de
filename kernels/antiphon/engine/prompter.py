"""The prompter: what a worker that begins in the middle must be told, from what others were told before."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from antiphon.engine.command_ring import Command, Kind


class Prompter:
    """Remembers the notes that were told, and where the piece is.

    >>> prompter = Prompter()
    >>> on, off = Command(100, Kind.NOTE_ON, 0, 7, 440.0, 0.5), Command(900, Kind.NOTE_OFF, 0, 7)
    >>> prompter.listen([on, off])
    >>> [(command.frame, command.kind.name) for command in prompter.prompt(500, [0])]
    [(500, 'NOTE_ON'), (900, 'NOTE_OFF')]
    >>> prompter.prompt(900, [0])
    []
    """

    def __init__(self) -> None:
        self._told: list[Command] = []
        self._beats: list[Command] = []

    def listen(self, commands: Iterable[Command], now: int = 0) -> None:
        """Remember what was told.

        Args:
            commands: What was told.
            now: The frame whose time it is: what ended before may be forgotten.
        """
        if len(self._told) + len(self._beats) > 1024:
            self._forget_before(now)
        for command in commands:
            if command.kind == Kind.SILENCE:
                self._told.clear()
                self._beats = [beat for beat in self._beats if beat.frame < command.frame]
            elif command.kind == Kind.BEAT:
                self._beats.append(command)
            elif command.kind in (Kind.NOTE_ON, Kind.NOTE_OFF):
                self._told.append(command)

    def prompt(self, frame: int, parts: Collection[int]) -> list[Command]:
        """Where the piece is, what sounds at `frame`, begun there, and what is to come.

        Args:
            frame: Where the worker begins. What ended before is forgotten.
            parts: Indices of the parts that it plays.
        """
        self._forget_before(frame)
        mine = [command for command in self._told if command.part in parts]
        return [*self._beats, *(command._replace(frame=max(command.frame, frame)) for command in mine)]

    def release(self, frame: int, parts: Collection[int]) -> list[Command]:
        """What lets go of all that was told, for who goes on without it."""
        held = [command for command in self.prompt(frame, parts) if command.kind == Kind.NOTE_ON]
        return [Command(command.frame, Kind.NOTE_OFF, command.part, command.key) for command in held]

    def _forget_before(self, frame: int) -> None:
        told = self._told
        ended = {command.key for command in told if command.kind == Kind.NOTE_OFF and command.frame <= frame}
        self._told = [command for command in told if command.key not in ended]
        past = sum(beat.frame <= frame for beat in self._beats)
        self._beats = self._beats[max(past - 1, 0) :]

    def forget(self) -> None:
        """Forget everything."""
        self._told.clear()
