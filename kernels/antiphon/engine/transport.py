"""The transport: which position of the piece sounds at which frame, and the other way round.

Positions are those of the piece as it is played, repeats and all; `Course.route` says where in the score that is.

Pure: every change gives a new `Transport`. While it plays it is a row of anchors, each saying that from a frame on the
piece goes on from a position at a factor of its written tempo. The latest anchor at or before a frame counts. A loop makes
of the row passes: each begins with an anchor that goes back, at the very frame at which the one before it came to the end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal, Protocol

from antiphon.engine.route import STRAIGHT, Route

SHORTEST_LOOP = 1 / 32
"""Length of the shortest loop, in quarter lengths."""

STAIR = 0.05
"""Seconds from one step of a tempo that changes evenly to the next, at least."""

MOST_STEPS = 200
"""Steps of a tempo that changes evenly, at most."""

Quantum = Literal["now", "beat", "bar", "section"]
"""At which places something may change; `now` is anywhere."""


class Tempo(Protocol):
    """The written tempo of a piece: positions in quarter lengths to seconds, and back."""

    def seconds(self, position: float) -> float:
        """Seconds from the beginning to `position`."""

    def position(self, seconds: float) -> float:
        """The position `seconds` after the beginning."""

    def bpm(self, position: float) -> float:
        """Quarter notes a minute at `position`."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A stretch that is played again and again.

    Attributes:
        score: Its start and end in the score, in quarter lengths.
        start: Its start in the piece as it is played.
        end: Its end there: what begins here is not played.
    """

    score: tuple[float, float]
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Course:
    """What the transport needs to know of a piece.

    Attributes:
        tempo: Its written tempo.
        bars: Where each measure that is played starts, in quarter lengths, ascending.
        numbers: The number of each of them.
        duration: Length of the piece as it is played, in quarter lengths.
        route: Where each place of the score is in that.
        beats: Where each beat is, ascending; where none are known, the measures' starts count.
        sections: Where each section begins, or what follows one, ascending; likewise.
    """

    tempo: Tempo
    bars: tuple[float, ...]
    numbers: tuple[int, ...]
    duration: float
    route: Route = STRAIGHT
    beats: tuple[float, ...] = ()
    sections: tuple[float, ...] = ()

    def places(self, at: Quantum) -> tuple[float, ...]:
        """Where something may change that waits for a beat, a bar line or a section."""
        return {"beat": self.beats, "section": self.sections}.get(at) or self.bars

    def written(self, position: float) -> float:
        """Where in the score a position is."""
        return float(self.route.written(position))

    def played(self, written: float, since: float = 0.0) -> float:
        """The position at which a place of the score is played for the first time since another position; where it is
        not played any more then, for the last time.
        """
        turns = range(max(len(self.route.legs), 1))
        times = (float(self.route.played(written, turn)) for turn in turns)
        return next((time for time in times if time >= since), float(self.route.played(written, len(turns))))

    def measure(self, position: float) -> int:
        """The number of the measure at `position`; 0 where there is none."""
        index = bisect_right(self.bars, position + 1e-9) - 1
        return self.numbers[max(index, 0)] if self.numbers else 0

    def loop(self, start: float, end: float) -> Loop | None:
        """The loop over a stretch of the score; None where that is too short, or is not played from start to end."""
        if not 0 <= start <= end - SHORTEST_LOOP:
            return None
        if self.route.straight:
            return Loop((start, end), start, end) if end <= self.duration else None
        stretch = self.route.stretch(start, end)
        return None if stretch is None else Loop((start, end), *stretch)


@dataclass(frozen=True, slots=True)
class Anchor:
    """From a frame on the piece goes on from a position.

    Attributes:
        frame: The frame.
        position: The position.
        factor: What the written tempo is steered by.
        speed: The speed at which it is practised: a further factor.
        again: Whether it goes back: a pass of the loop begins.
    """

    frame: int
    position: float
    factor: float
    speed: float = 1.0
    again: bool = False

    @property
    def pace(self) -> float:
        """How many times faster than written it goes."""
        return self.factor * self.speed


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where something changes.

    Attributes:
        frame: The frame.
        position: The position from which on it counts.
        again: Whether a pass of the loop begins there.
    """

    frame: int
    position: float
    again: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """A factor that was asked for.

    Attributes:
        factor: The factor.
        at: At which places it may begin to count.
        slew: How much the factor changes in a second, at most; 0 for at once.
        frame: Where it begins to count.
    """

    factor: float
    at: Quantum
    slew: float
    frame: int


@dataclass(frozen=True, slots=True)
class Transport:
    """Where the piece is.

    Attributes:
        course: The piece.
        rate: Frames a second.
        playing: Whether it moves.
        anchors: By frame, at least one.
        loop: What is played again and again, once it is reached; None where nothing is.
        goal: The factor that was asked for last; None where none was.
    """

    course: Course
    rate: int
    playing: bool = False
    anchors: tuple[Anchor, ...] = (Anchor(0, 0.0, 1.0),)
    loop: Loop | None = None
    goal: Goal | None = None

    def _anchor(self, frame: float) -> Anchor:
        index = bisect_right(self.anchors, frame, key=lambda anchor: anchor.frame) - 1
        return self.anchors[max(index, 0)]

    def position(self, frame: float) -> float:
        """The position at `frame`, in quarter lengths, up to the piece's end."""
        anchor = self.ahead(int(frame) + 1)._anchor(frame)
        if not self.playing or frame <= anchor.frame:
            return anchor.position
        tempo = self.course.tempo
        elapsed = (frame - anchor.frame) / self.rate * anchor.pace
        return min(
            max(tempo.position(tempo.seconds(anchor.position) + elapsed), anchor.position),
            max(self.course.duration, anchor.position),
        )

    def frame(self, position: float) -> int:
        """The frame at which `position` sounds in the last pass, if nothing changes until then.

        A position before the first anchor of the pass is given a frame before it.
        """
        tempo = self.course.tempo
        anchor, *rest = self._last_pass
        for later in rest:
            if later.position <= position:
                anchor = later
        seconds = tempo.seconds(position) - tempo.seconds(anchor.position)
        return anchor.frame + round(seconds * self.rate / anchor.pace)

    def factor(self, frame: float) -> float:
        """What the written tempo is steered by at `frame`."""
        return self._anchor(frame).factor

    @property
    def speed(self) -> float:
        """The speed at which the piece is practised."""
        return self.anchors[-1].speed

    def bpm(self, frame: float) -> float:
        """The tempo at `frame`, steering and speed included, in quarter notes a minute."""
        return self.course.tempo.bpm(self.position(frame)) * self._anchor(frame).pace

    @property
    def end(self) -> int | None:
        """The frame at which the piece ends; None where a loop keeps it from that."""
        return self.frame(self.course.duration) if self._turn is None else None

    @property
    def _last_pass(self) -> tuple[Anchor, ...]:
        for index in range(len(self.anchors) - 1, 0, -1):
            if self.anchors[index].again:
                return self.anchors[index:]
        return self.anchors

    @property
    def _turn(self) -> int | None:
        """The frame at which the last pass goes back; None where it does not."""
        last = self.anchors[-1]
        if not self.playing or self.loop is None or last.position >= self.loop.end:
            return None
        return max(self.frame(self.loop.end), last.frame + 1)

    def ahead(self, until: int) -> Transport:
        """The same with all passes of the loop that begin before frame `until`."""
        turn, loop = self._turn, self.loop
        if turn is None or loop is None or turn >= until:
            return self
        last, tempo = self.anchors[-1], self.course.tempo
        seconds = tempo.seconds(loop.end) - tempo.seconds(loop.start)
        length = max(round(seconds * self.rate / last.pace), 1)
        turns = range(turn, until, length)
        passes = (Anchor(frame, loop.start, last.factor, last.speed, True) for frame in turns)
        return replace(self, anchors=(*self.anchors, *passes))

    def passes(self, frame: int, until: int) -> list[tuple[Transport, int]]:
        """What is played from one frame to another, in passes that go straight on.

        Returns:
            At least one pass, and with each the frame at which it is over; the first may be over at `frame` itself, the
            last goes on after `until`.
        """
        whole = self.ahead(until).anchors
        starts = [0, *(i for i, anchor in enumerate(whole) if i and anchor.again and anchor.frame < until)]
        ends = [*(whole[start].frame for start in starts[1:]), until]
        found = []
        for start, stop, end in zip(starts, [*starts[1:], len(whole)], ends, strict=True):
            if end >= frame:
                row = [anchor for anchor in whole[start:stop] if anchor.frame < until or not anchor.again]
                found.append((replace(self, anchors=tuple(row), loop=None), end))
        return found

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
        last = self.anchors[-1]
        return Anchor(frame, min(max(position, 0.0), self.course.duration), last.factor, last.speed)

    def follow(self, course: Course, frame: int) -> Transport:
        """Go on with a changed piece from `frame` on, at the place of the score where the old one is then, for as
        many times as it was there.

        Where a factor is agreed for a later bar line, the bar line is found anew. A loop whose stretch is not there any
        more is dropped; one that lies elsewhere now is begun again where the piece would be beyond it.
        """
        frame = self._begun(frame)
        before, position = self.position(frame), self.position(frame)
        if course.route != self.course.route:
            route = self.course.route
            position = float(course.route.played(route.written(position), route.turn(position)))
        position = min(position, course.duration)
        loop = None if self.loop is None else course.loop(*self.loop.score)
        if loop and self.loop and self.playing and before < self.loop.end and position >= loop.end:
            position = loop.start
        anchor = Anchor(frame, position, self.factor(frame), self.speed)
        moved = replace(self, course=course, anchors=(anchor,), loop=loop)
        return self._agree_again(moved, frame)

    def at_speed(self, speed: float, frame: int) -> Transport:
        """Go at a speed of practice, greater than 0, from `frame` on."""
        return self._go_on(frame, self.loop, speed)

    def looping(self, loop: Loop | None, frame: int) -> Transport:
        """Loop from `frame` on, or loop no more. Where it plays beyond the loop, it goes to its start at once; where it
        plays before it, it goes on into it.
        """
        return self._go_on(frame, loop, self.speed)

    def _go_on(self, frame: int, loop: Loop | None, speed: float) -> Transport:
        if not self.playing:
            return replace(self, anchors=(replace(self.anchors[-1], speed=speed),), loop=loop)
        frame = self._begun(frame)
        kept = self._kept(frame)
        anchor = replace(kept[-1], frame=frame, position=self.position(frame), speed=speed)
        if kept[-1].frame == frame:
            kept = kept[:-1]
        elif anchor.again:
            anchor = replace(anchor, again=False)
        if loop and anchor.position >= loop.end:
            anchor = replace(anchor, position=loop.start, again=True)
        return self._agree_again(replace(self, anchors=(*kept, anchor), loop=loop), frame)

    def _begun(self, frame: int) -> int:
        """The frame, or that at which it begins to play, where that is later."""
        return max(frame, self.anchors[0].frame) if self.playing else frame

    def _kept(self, frame: int) -> tuple[Anchor, ...]:
        """The anchors that count up to `frame`, without what was agreed for later."""
        whole = self.ahead(frame + 1).anchors
        return tuple(anchor for anchor in whole if anchor.frame <= frame) or whole[:1]

    def _agree_again(self, moved: Transport, frame: int) -> Transport:
        pending, goal = self.anchors[-1], self.goal
        if not self.playing or pending.frame <= frame:
            return moved
        if goal is None:
            return moved.steer(pending.factor, frame)[0]
        return moved.steer(goal.factor, frame, goal.at if goal.frame > frame else "now", goal.slew)[0]

    def boundary(self, at: Quantum, frame: int) -> Boundary:
        """The first place at or after `frame` where something may change.

        Where the loop goes back before one is to come, its next pass is it; where none is to come, the end of the piece is.
        While nothing plays, or for `now`, it is the frame itself.
        """
        frame = self._begun(frame)
        if not self.playing or at == "now":
            return Boundary(frame, self.position(frame))
        whole = self.ahead(frame + 1)
        turn = next((anchor for anchor in whole.anchors if anchor.again and anchor.frame > frame), None)
        one = whole
        if turn is not None:
            one = replace(whole, anchors=whole.anchors[: whole.anchors.index(turn)])
        loop = self.loop if turn is not None or one._turn is not None else None
        end = self.course.duration if loop is None else loop.end
        places = self.course.places(at)
        first = bisect_left(places, one.position(frame) - 1e-3)
        position = next((place for place in places[first:] if place < end and one.frame(place) >= frame), end)
        if loop and position == end:
            soonest = max(one.frame(end), frame, one.anchors[-1].frame + 1)
            return Boundary(soonest if turn is None else turn.frame, loop.start, True)
        return Boundary(max(one.frame(position), frame), position)

    def steer(
        self, factor: float, frame: int, at: Quantum = "bar", slew: float = 0.0
    ) -> tuple[Transport, Boundary]:
        """Go at `factor` times the written tempo from the first place at or after `frame` on.

        What was agreed for later is replaced; see `boundary`. Where that is the end of the piece, the next time it plays it
        has this factor. A transport that does not play changes at once.

        Args:
            factor: Greater than 0.
            frame: The first frame that may change.
            at: At which places it may change.
            slew: How much the factor changes in a second, at most; 0 for at once.

        Returns:
            The transport, and where the factor begins to count.
        """
        if not self.playing:
            anchor = replace(self.anchors[-1], frame=frame, factor=factor, again=False)
            return replace(self, anchors=(anchor,), goal=None), Boundary(frame, anchor.position)
        frame = self._begun(frame)
        before = replace(self, anchors=self._kept(frame))
        place = before.boundary(at, frame)
        steps = _stairs(before.anchors[-1].factor, factor, slew)
        moved = before._onward(place, next(steps)[1])
        for seconds, step in steps:
            later = place.frame + round(seconds * self.rate)
            moved = replace(moved, anchors=moved._kept(later))
            moved = moved._onward(Boundary(later, moved.position(later)), step)
        return replace(moved, goal=Goal(factor, at, slew, place.frame)), place

    def _onward(self, place: Boundary, factor: float) -> Transport:
        """The same, that goes on at a factor from behind its last anchor on."""
        kept, again = self.anchors, place.again
        if kept[-1].frame == place.frame:
            kept, again = kept[:-1], again or kept[-1].again
        return replace(self, anchors=(*kept, Anchor(place.frame, place.position, factor, self.speed, again)))

    def forget(self, frame: int) -> Transport:
        """Drop the anchors that no longer count at `frame`."""
        whole = self.ahead(frame + 1)
        current = whole.anchors.index(whole._anchor(frame))
        return replace(self, anchors=whole.anchors[current:]) if current else self


def _stairs(before: float, factor: float, slew: float) -> Iterator[tuple[float, float]]:
    """Seconds, and the factor from then on, of a change that goes evenly but for steps that nobody hears."""
    seconds = abs(factor - before) / slew if slew > 0 else 0.0
    count = min(ceil(seconds / STAIR), MOST_STEPS)
    for step in range(count):
        yield seconds * step / count, before + (factor - before) * (step + 0.5) / count
    yield seconds, factor
