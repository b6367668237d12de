"""The pulse: the words on the beats that the workers are told.

Pure, as a scheduler is: it is given frames and the transport, and answers with commands.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from antiphon.engine.command_ring import Command, Kind
from antiphon.engine.notes.beats import Beat, grid
from antiphon.engine.transport import Transport


class Pulse:
    """Tells one worker, or those that share the parts.

    Attributes:
        frame: Up to here everything has been told.
    """

    def __init__(self, frame: int) -> None:
        """Begin with a worker that knows of no beat.

        Args:
            frame: The first frame that it may sound.
        """
        self.frame = frame
        self._last: Beat | None = None

    def look_again(self) -> None:
        """The transport jumped: say anew where the piece is."""
        self._last = None

    def silence(self, frame: int) -> None:
        """What was told for `frame` and later was taken back."""
        self.frame = frame
        self._last = None

    def advance(self, transport: Transport, until: int) -> list[Command]:
        """Tell everything up to frame `until`."""
        told: list[Beat] = []
        if until <= self.frame:
            return []
        begins = transport.anchors[0].frame if transport.playing else until
        if self.frame < begins:
            if self._last is None or self._last.moving:
                place, pace = transport.position(self.frame), transport.bpm(self.frame) / 60
                told.append(Beat(self.frame, place, pace, False))
                self._last = told[-1]
            self.frame = min(begins, until)
        if self.frame < until:
            for index, (one, end) in enumerate(transport.passes(self.frame, until)):
                if index:
                    self._last = None
                told += self._words(one, end)
        return [
            Command(beat.frame, Kind.BEAT, key=beat.moving, value=beat.position, value2=beat.pace)
            for beat in told
        ]

    def _words(self, transport: Transport, until: int) -> Iterator[Beat]:
        """Everything up to frame `until` of what goes straight on."""
        frame, end = self.frame, transport.course.duration
        self.frame = max(until, frame)
        if self._last is not None and not self._last.moving:
            if transport.position(frame) >= end - 1e-9:
                return
            self._last = None
        last = self._last or Beat(frame, transport.position(frame), 0.0, True)
        words = grid(transport.frame, transport.rate, last.frame, last.position, end)
        if self._last is not None:
            next(words)
        for beat in takewhile(lambda beat: beat.frame < until, words):
            self._last = beat
            yield beat
