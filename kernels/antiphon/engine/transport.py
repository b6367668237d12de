"""The transport: which position of the piece sounds at which frame, and the other way round.

Positions are those of the piece as it is played, repeats and all; `Course.route` says where in the score that is.

Pure: every change gives a new `Transport`. While it plays it is a row of anchors, each saying that from a frame on the
piece goes on from a position at a factor of its written tempo. The latest anchor at or before a frame counts.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Protocol

from antiphon.engine.route import STRAIGHT, Route


class Tempo(Protocol):
    """The written tempo of a piece: positions in quarter lengths to seconds, and back."""

    def seconds(self, position: float) -> float:
        """Seconds from the beginning to `position`."""

    def position(self, seconds: float) -> float:
        """The position `seconds` after the beginning."""

    def bpm(self, position: float) -> float:
        """Quarter notes a minute at `position`."""


@dataclass(frozen=True, slots=True)
class Course:
    """What the transport needs to know of a piece.

    Attributes:
        tempo: Its written tempo.
        bars: Where each measure that is played starts, in quarter lengths, ascending.
        numbers: The number of each of them.
        duration: Length of the piece as it is played, in quarter lengths.
        route: Where each place of the score is in that.
    """

    tempo: Tempo
    bars: tuple[float, ...]
    numbers: tuple[int, ...]
    duration: float
    route: Route = STRAIGHT

    def written(self, position: float) -> float:
        """Where in the score a position is."""
        return float(self.route.written(position))

    def played(self, written: float) -> float:
        """The position at which a place of the score is played for the first time."""
        return float(self.route.played(written))

    def measure(self, position: float) -> int:
        """The number of the measure at `position`; 0 where there is none."""
        index = bisect_right(self.bars, position + 1e-9) - 1
        return self.numbers[max(index, 0)] if self.numbers else 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """From `frame` on the piece goes on from `position`, at `factor` times its written tempo."""

    frame: int
    position: float
    factor: float


@dataclass(frozen=True, slots=True)
class Transport:
    """Where the piece is.

    Attributes:
        course: The piece.
        rate: Frames a second.
        playing: Whether it moves.
        anchors: By frame, at least one.
    """

    course: Course
    rate: int
    playing: bool = False
    anchors: tuple[Anchor, ...] = (Anchor(0, 0.0, 1.0),)

    def _anchor(self, frame: float) -> Anchor:
        index = bisect_right(self.anchors, frame, key=lambda anchor: anchor.frame) - 1
        return self.anchors[max(index, 0)]

    def position(self, frame: float) -> float:
        """The position at `frame`, in quarter lengths, up to the piece's end."""
        anchor = self._anchor(frame)
        if not self.playing or frame <= anchor.frame:
            return anchor.position
        tempo = self.course.tempo
        elapsed = (frame - anchor.frame) / self.rate * anchor.factor
        return min(
            max(tempo.position(tempo.seconds(anchor.position) + elapsed), anchor.position),
            max(self.course.duration, anchor.position),
        )

    def frame(self, position: float) -> int:
        """The frame at which `position` sounds, if nothing changes until then.

        A position before the first anchor is given a frame before it.
        """
        tempo = self.course.tempo
        anchor = self.anchors[0]
        for later in self.anchors[1:]:
            if later.position <= position:
                anchor = later
        seconds = tempo.seconds(position) - tempo.seconds(anchor.position)
        return anchor.frame + round(seconds * self.rate / anchor.factor)

    def factor(self, frame: float) -> float:
        """The factor of the written tempo at `frame`."""
        return self._anchor(frame).factor

    def bpm(self, frame: float) -> float:
        """The tempo at `frame`, steering included, in quarter notes a minute."""
        return self.course.tempo.bpm(self.position(frame)) * self.factor(frame)

    @property
    def end(self) -> int:
        """The frame at which the piece ends."""
        return self.frame(self.course.duration)

    def play(self, frame: int, position: float) -> Transport:
        """Play from `position` on, at `frame`, at the factor that holds or was agreed."""
        return replace(self, playing=True, anchors=(self._at(frame, position),))

    def seek(self, frame: int, position: float) -> Transport:
        """Be at `position` at `frame`, playing or not."""
        return replace(self, anchors=(self._at(frame, position),))

    def stop(self, frame: int) -> Transport:
        """Stay where the piece is at `frame`."""
        return replace(self, playing=False, anchors=(self._at(frame, self.position(frame)),))

    def _at(self, frame: int, position: float) -> Anchor:
        return Anchor(frame, min(max(position, 0.0), self.course.duration), self.anchors[-1].factor)

    def follow(self, course: Course, frame: int) -> Transport:
        """Go on with a changed piece from `frame` on, at the place of the score where the old one is then, for as
        many times as it was there.

        Where a factor is agreed for a later bar line, the bar line is found anew.
        """
        position = self.position(frame)
        if course.route != self.course.route:
            before = self.course.route
            position = float(course.route.played(before.written(position), before.turn(position)))
        position = min(position, course.duration)
        moved = replace(self, course=course, anchors=(Anchor(frame, position, self.factor(frame)),))
        pending = self.anchors[-1]
        return moved.steer(pending.factor, frame)[0] if self.playing and pending.frame > frame else moved

    def steer(self, factor: float, frame: int) -> tuple[Transport, Anchor]:
        """Go at `factor` times the written tempo from the first bar line after `frame` on.

        What was agreed for later is replaced. Where no bar line is to come, the end of the piece is it, and the
        next time it plays it has this factor. A transport that does not play changes at once.

        Args:
            factor: Greater than 0.
            frame: The first frame that may change.

        Returns:
            The transport, and when and where the factor counts.
        """
        if not self.playing:
            anchor = Anchor(frame, self.anchors[-1].position, factor)
            return replace(self, anchors=(anchor,)), anchor
        kept = tuple(anchor for anchor in self.anchors if anchor.frame <= frame) or self.anchors[:1]
        before = replace(self, anchors=kept)
        bars = (*self.course.bars, self.course.duration)
        position = next((bar for bar in bars if before.frame(bar) >= frame), self.course.duration)
        anchor = Anchor(max(before.frame(position), frame), position, factor)
        return replace(self, anchors=(*kept, anchor)), anchor

    def forget(self, frame: int) -> Transport:
        """Drop the anchors that no longer count at `frame`."""
        current = self.anchors.index(self._anchor(frame))
        return replace(self, anchors=self.anchors[current:]) if current else self
