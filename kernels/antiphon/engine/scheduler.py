"""The scheduler: what one render worker has been told to play, and what it must be told next.

Pure: it is given the notes, the transport and a frame, and answers with commands. As it remembers what sounds, every
note that it starts is let go, whatever happens to the score meanwhile.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from antiphon.engine.command_ring import Command, Kind
from antiphon.engine.transport import Transport


class Note(Protocol):
    """A note that sounds: from `start` to `end` (quarter lengths) in the part of index `part`."""

    @property
    def id(self) -> str:
        """The id of its event, the first one of several that are tied."""

    @property
    def part(self) -> int:
        """Index of its part in the plan."""

    @property
    def start(self) -> float:
        """Where it starts, in quarter lengths."""

    @property
    def end(self) -> float:
        """Where it ends, in quarter lengths."""

    @property
    def frequency(self) -> float:
        """In Hz."""

    @property
    def velocity(self) -> float:
        """0 to 1."""


class Performing(Protocol):
    """How notes are played: see `antiphon.engine.performing`."""

    def turns(self, frame: int, until: int) -> list[int]:
        """The frames from one to another, that one left out, at which it is another one what should sound."""

    def play(self, note: Note, frame: int) -> tuple[float, float] | None:
        """Hz and velocity of a note that begins at a frame; None where it is not played."""


class AsWritten:
    """Every note is played as it is written."""

    def turns(self, frame: int, until: int) -> list[int]:
        """There are none."""
        return []

    def play(self, note: Note, frame: int) -> tuple[float, float] | None:
        """Its own."""
        return note.frequency, note.velocity


Identity = tuple[str, int, float]


class _Sounding(NamedTuple):
    note: Note
    key: int
    frame: int


class Scheduler:
    """Tells one worker.

    Attributes:
        frame: Up to here everything has been told.
        performing: How the notes are played.
    """

    def __init__(self, notes: Sequence[Note], frame: int, keys: int = 0) -> None:
        """Begin with a worker that plays nothing.

        Args:
            notes: By start.
            frame: The first frame that it may sound.
            keys: Behind this number the keys of its notes begin.
        """
        self.frame = frame
        self.performing: Performing = AsWritten()
        self._next = 0
        self._sounding: dict[Identity, _Sounding] = {}
        self._count = keys
        self.follow(notes)

    def follow(self, notes: Sequence[Note]) -> None:
        """Go on with other notes: what sounds now and should not is let go, what should and does not is sounded."""
        self._notes = notes
        self._longest = max((note.end - note.start for note in notes), default=0.0)
        self._astray = True

    def look_again(self) -> None:
        """The transport jumped: see anew what should sound."""
        self._astray = True

    def silence(self, frame: int) -> list[Command]:
        """Let go of everything at `frame`, and take back what was told for later."""
        self._sounding.clear()
        self.frame = frame
        self._astray = True
        return [Command(frame, Kind.SILENCE)]

    def advance(self, transport: Transport, until: int) -> list[Command]:
        """Tell everything up to frame `until`.

        Where a loop goes back, all that sounds is let go, and what should sound at its start is sounded, at that frame.

        Returns:
            Commands from `frame` to `until`, by frame; at one frame notes are let go before others start.
        """
        commands: list[Command] = []
        if until <= self.frame:
            return commands
        if not transport.playing:
            self._release(list(self._sounding), commands)
            self._astray = True
            self.frame = until
            return commands
        begins = transport.anchors[0].frame
        if self.frame < begins:
            self.frame = min(begins, until)
        if self.frame < until:
            *over, (last, _) = transport.passes(self.frame, until)
            for one, end in over:
                self._tell_straight(one, end, commands)
                self._release(list(self._sounding), commands)
                self._astray = True
            self._tell_straight(last, until, commands)
        return sorted(commands, key=lambda command: (command.frame, command.kind))

    def _tell_straight(self, transport: Transport, until: int, commands: list[Command]) -> None:
        """Tell everything up to frame `until` of what goes straight on, and see anew what should sound where that turns."""
        for turn in self.performing.turns(self.frame, until):
            self._tell(transport, turn, commands)
            self._astray = True
        self._tell(transport, until, commands)

    def _tell(self, transport: Transport, until: int, commands: list[Command]) -> None:
        """Tell everything up to frame `until` of what goes straight on, and turns nowhere."""
        if self.frame >= until:
            return
        if self._astray:
            self._find(transport, commands)
        while self._next < len(self._notes):
            note = self._notes[self._next]
            frame = transport.frame(note.start)
            if frame >= until:
                break
            self._start(note, max(frame, self.frame), commands)
            self._next += 1
        for identity, (note, _, began) in list(self._sounding.items()):
            end = transport.frame(note.end)
            if end < until:
                self._stop(identity, max(end, began + 1, self.frame), commands)
        self.frame = until

    def _find(self, transport: Transport, commands: list[Command]) -> None:
        """Compare what sounds with what should at `frame`, and find the note that comes next."""
        position = transport.position(self.frame)
        self._next = bisect_left(self._notes, position, key=lambda note: note.start)
        while self._next and transport.frame(self._notes[self._next - 1].start) >= self.frame:
            self._next -= 1
        while self._next < len(self._notes) and transport.frame(self._notes[self._next].start) < self.frame:
            self._next += 1
        oldest = bisect_left(self._notes, position - self._longest, key=lambda note: note.start)
        wanted = {
            _identity(note): note
            for note in self._notes[oldest : self._next]
            if note.end > position
            and transport.frame(note.end) > self.frame
            and self.performing.play(note, self.frame) is not None
        }
        self._release([identity for identity in self._sounding if identity not in wanted], commands)
        for identity, note in wanted.items():
            if identity in self._sounding:
                self._sounding[identity] = self._sounding[identity]._replace(note=note)
            else:
                self._start(note, self.frame, commands)
        self._astray = False

    def _start(self, note: Note, frame: int, commands: list[Command]) -> None:
        played = self.performing.play(note, frame)
        if played is None:
            return
        identity = _identity(note)
        if identity in self._sounding:
            if self._sounding[identity].frame >= frame:
                self._sounding[identity] = self._sounding[identity]._replace(note=note)
                return
            self._stop(identity, frame, commands)
        self._count += 1
        self._sounding[identity] = _Sounding(note, self._count, frame)
        commands.append(Command(frame, Kind.NOTE_ON, note.part, self._count, *played))

    def _stop(self, identity: Identity, frame: int, commands: list[Command]) -> None:
        commands.append(Command(frame, Kind.NOTE_OFF, identity[1], self._sounding.pop(identity).key))

    def _release(self, identities: list[Identity], commands: list[Command]) -> None:
        for identity in identities:
            self._stop(identity, max(self.frame, self._sounding[identity].frame + 1), commands)


def _identity(note: Note) -> Identity:
    return note.id, note.part, note.frequency
