"""The cues: all that the workers are told to play, notes, clicks and the beats that are counted in, and where the piece is.

Pure, as its schedulers are: it is given frames and the transport, and answers with commands.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from antiphon.engine.command_ring import Command
from antiphon.engine.metronome import CLICKED, CountIn
from antiphon.engine.pulse import Pulse
from antiphon.engine.scheduler import Note, Performing, Scheduler
from antiphon.engine.transport import Transport


class Cues:
    """Tells one worker, or those that share the parts.

    Attributes:
        count: The beats that are counted in; None where none are.
    """

    def __init__(
        self, notes: Sequence[Note], clicks: Sequence[Note], frame: int, count: CountIn | None = None
    ) -> None:
        """Begin with a worker that plays nothing.

        Args:
            notes: Those of the piece, by start.
            clicks: Those of the metronome, by start; empty while it is off.
            frame: The first frame that it may sound.
            count: The beats that are counted in.
        """
        self._notes, self._clicks = Scheduler(notes, frame), Scheduler(clicks, frame, CLICKED)
        self._pulse = Pulse(frame)
        self.count = count
        self._counted = frame

    @property
    def frame(self) -> int:
        """Up to here everything has been told."""
        return self._notes.frame

    def follow(self, notes: Sequence[Note], clicks: Sequence[Note]) -> None:
        """Go on with other notes and clicks; see `Scheduler.follow`."""
        self._notes.follow(notes)
        self._clicks.follow(clicks)

    def perform(self, performing: Performing) -> None:
        """Have the notes that are told from now on be played otherwise."""
        self._notes.performing = performing

    def look_again(self) -> None:
        """The transport jumped: see anew what should sound."""
        self._notes.look_again()
        self._clicks.look_again()
        self._pulse.look_again()

    def silence(self, frame: int, resume: int | None = None, count: CountIn | None = None) -> list[Command]:
        """Let go of everything at `frame`, take back what was told for later, and count no more.

        Args:
            frame: The frame.
            resume: From here on something may sound again, if that is later.
            count: The beats that are counted in from there on.
        """
        self._clicks.silence(frame)
        commands = self._notes.silence(frame)
        if resume is not None:
            self._notes.frame = self._clicks.frame = resume
        self._pulse.silence(frame)
        self.count, self._counted = count, frame
        return commands

    def advance(self, transport: Transport, until: int) -> list[Command]:
        """Tell everything up to frame `until`; see `Scheduler.advance`."""
        counted = [] if self.count is None else self.count.tell(self._counted, until)
        self._counted = max(self._counted, until)
        told = (self._notes.advance(transport, until), self._clicks.advance(transport, until))
        commands = [*self._pulse.advance(transport, until), *chain.from_iterable(told), *counted]
        return sorted(commands, key=lambda command: (command.frame, command.kind))
