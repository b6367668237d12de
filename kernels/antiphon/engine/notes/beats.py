"""The beats: where the piece is at each sample of a block, for what plays in time with it.

The conductor and the offline render tell the same: a position and a pace at every sixteenth (`grid`), where a stop, a jump
or a change of tempo falls, too. Between two words the beats go evenly. While the piece stands they go on at the last tempo,
so that an arpeggiator has something to count by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

PER_QUARTER = 4
"""Words on the beats in a quarter length."""

TEMPO = 120.0
"""Quarter notes a minute, before anything was said."""

NEAR = 0.02
"""Quarter lengths by which a position may differ from the expected one and is no jump."""


class Beat(NamedTuple):
    """A word on where the piece is.

    Attributes:
        frame: The frame at which it counts.
        position: In quarter lengths that are played before it.
        pace: Quarter lengths a second, greater than 0.
        moving: Whether the piece plays.
    """

    frame: int
    position: float
    pace: float
    moving: bool


def grid(frame: Callable[[float], int], rate: int, begin: int, start: float, end: float) -> Iterator[Beat]:
    """What is told of a piece that plays straight on, in order and without an end.

    Args:
        frame: The frame of a position.
        rate: Frames a second.
        begin: The frame of the first word.
        start: The position at that frame.
        end: Where the piece ends, and stands from then on.
    """
    at, position = begin, start
    number = int(start * PER_QUARTER + 1e-9) + 1
    pace = TEMPO / 60
    while position < end - 1e-9:
        after = number / PER_QUARTER
        coming = max(frame(after), at + 1)
        pace = (after - position) * rate / (coming - at)
        yield Beat(at, position, pace, True)
        if after >= end - 1e-9:
            coming = max(frame(end), at + 1)
            after = end
        at, position, number = coming, after, number + 1
    yield Beat(at, position, pace, False)


@dataclass(frozen=True, slots=True)
class Span:
    """Samples of a block through which the beats go evenly.

    Attributes:
        begin: The first one.
        end: The one after the last one.
        position: Where the first one is, in quarter lengths.
        step: Quarter lengths a sample, greater than 0.
        moving: Whether the piece plays.
        jumped: Whether it is somewhere else than what was before would have led to.
    """

    begin: int
    end: int
    position: float
    step: float
    moving: bool
    jumped: bool

    def first(self, position: float) -> int:
        """The first sample that is not before a position; it may be beyond the end, or before the beginning."""
        return self.begin + ceil((position - self.position) / self.step - 1e-6)

    def at(self, sample: int) -> float:
        """The position of a sample."""
        return self.position + (sample - self.begin) * self.step


class Beats:
    """The beats of a rack, block by block.

    Args:
        rate: Samples a second.

    >>> beats = Beats(48_000)
    >>> beats.tell(64, 8.0, 2.0, True)
    >>> [(span.begin, span.end, span.position, span.jumped) for span in beats.spans(128)]
    [(0, 64, 0.0, False), (64, 128, 8.0, True)]
    >>> [(span.begin, span.end, round(span.position, 6)) for span in beats.spans(128)]
    [(0, 128, 8.002667)]
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._told: list[tuple[int, float, float, bool]] = []
        self._position, self._step, self._moving = 0.0, TEMPO / 60 / rate, False

    def tell(self, offset: int, position: float, pace: float, moving: bool) -> None:
        """Say where the piece is from a sample of the next block on, as in `Beat`."""
        self._told.append((offset, position, pace / self._rate, moving))

    def spans(self, block: int) -> list[Span]:
        """The spans of the next block, of so many samples."""
        spans, begin, jumped = [], 0, False
        for offset, position, step, moving in [*self._told, (block, 0.0, 0.0, False)]:
            if offset > begin:
                spans.append(Span(begin, offset, self._position, self._step, self._moving, jumped))
                self._position += (offset - begin) * self._step
                begin, jumped = offset, False
            if step:
                jumped = (
                    jumped or moving != self._moving or (moving and abs(position - self._position) > NEAR)
                )
                if moving:
                    self._position = position
                self._step, self._moving = step, moving
        self._told.clear()
        return spans
