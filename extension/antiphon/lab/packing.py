"""Packing a chronicle: steps into a segment, and now and then the whole into a keyframe. Pure, so that a thread may do it."""

from __future__ import annotations

from dataclasses import dataclass

from antiphon.lab.chronicle import State, Step, freeze, pack, squash


@dataclass(frozen=True)
class Packing:
    """What is to be packed; `done` does it, anywhere, and writes nothing.

    Attributes:
        room: The room.
        steps: The steps.
        pinned: Numbers of steps that versions or branches need.
        base: The newest keyframe and the segments after it, as `heads` and `content`; empty where no keyframe is to be made.
    """

    room: str
    steps: tuple[Step, ...]
    pinned: frozenset[int]
    base: tuple[tuple[bytes, bytes], ...] | None

    def done(self) -> Packed:
        """Pack the steps, and the whole as it is after them, where that is due."""
        kept = squash(self.steps, self.pinned)
        segment = pack(kept)
        keyframe = None
        if self.base is not None:
            state = State()
            for part in self.base:
                state.read(*part)
            keyframe = freeze(state.take(kept))
        first, last = self.steps[0], self.steps[-1]
        numbers = frozenset(step.number for step in kept)
        return Packed(self.room, first.number, last.number, first.at, last.at, numbers, segment, keyframe)


@dataclass(frozen=True)
class Packed:
    """A segment in place of steps, and perhaps a keyframe.

    Attributes:
        room: The room.
        first: The first step's number.
        last: The last step's number.
        began: When the first was taken.
        ended: When the last was taken.
        numbers: The steps that are left.
        segment: `heads` and `content`.
        keyframe: The same of the whole.
    """

    room: str
    first: int
    last: int
    began: float
    ended: float
    numbers: frozenset[int]
    segment: tuple[bytes, bytes]
    keyframe: tuple[bytes, bytes] | None
