"""The tempo map: positions in a piece to seconds, and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from antiphon.document.piece import Piece, Tempo

Position = float | Fraction
"""In quarter lengths from the piece's beginning."""


@dataclass(frozen=True)
class TempoMap:
    """How a piece's positions fall in time; immutable.

    Attributes:
        tempi: The written tempi, by position; the first counts from the beginning on, wherever it is.
        steering: From a position on the piece goes at a factor of its written tempo, by position.

    >>> tempo = TempoMap((Tempo(None, Fraction(0), 120, ""),)).with_steering(4, 0.5)
    >>> tempo.seconds(4), tempo.seconds(6), tempo.position(4.0), tempo.bpm(5)
    (2.0, 4.0, 6.0, 60.0)
    """

    tempi: tuple[Tempo, ...]
    steering: tuple[tuple[Position, float], ...] = ()
    _positions: list[float] = field(init=False, repr=False, compare=False)
    _seconds: list[float] = field(init=False, repr=False, compare=False)
    _speeds: list[float] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.tempi:
            raise ValueError("A tempo map needs a tempo to begin with.")
        if any(factor <= 0 for _, factor in self.steering):
            raise ValueError("A tempo's factor must be greater than 0.")
        written: Sequence[tuple[Position, float]] = [(tempo.position, tempo.bpm) for tempo in self.tempi]
        edges = {0.0, *(float(position) for position, _ in (*written, *self.steering) if position > 0)}
        positions = sorted(edges)
        speeds = [
            _at(written, edge, written[0][1]) * _at(self.steering, edge, 1.0) / 60 for edge in positions
        ]
        seconds = [0.0]
        for index in range(1, len(positions)):
            seconds.append(seconds[-1] + (positions[index] - positions[index - 1]) / speeds[index - 1])
        object.__setattr__(self, "_positions", positions)
        object.__setattr__(self, "_seconds", seconds)
        object.__setattr__(self, "_speeds", speeds)

    def seconds(self, position: Position) -> float:
        """Seconds from the beginning to a position (negative before the beginning)."""
        index = max(0, bisect_right(self._positions, float(position)) - 1)
        return self._seconds[index] + (float(position) - self._positions[index]) / self._speeds[index]

    def position(self, seconds: float) -> float:
        """The position that sounds so many seconds after the beginning."""
        index = max(0, bisect_right(self._seconds, seconds) - 1)
        return self._positions[index] + (seconds - self._seconds[index]) * self._speeds[index]

    def bpm(self, position: Position) -> float:
        """Quarter notes a minute at a position, steering included."""
        return self._speeds[max(0, bisect_right(self._positions, float(position)) - 1)] * 60

    def with_steering(self, position: Position, factor: float) -> TempoMap:
        """The map in which the piece goes at a factor of its written tempo from a position on.

        What was agreed for that position or later is replaced.

        Args:
            position: In quarter lengths.
            factor: Greater than 0.

        Raises:
            ValueError: The factor is not greater than 0.
        """
        kept = tuple(each for each in self.steering if each[0] < position)
        return TempoMap(self.tempi, (*kept, (position, factor)))


def _at(steps: Sequence[tuple[Position, float]], position: float, before: float) -> float:
    index = bisect_right(steps, position, key=lambda step: float(step[0])) - 1
    return steps[index][1] if index >= 0 else before


def next_bar(piece: Piece, position: Position) -> Fraction:
    """The first bar line after a position; the piece's end where there is none."""
    index = bisect_right(piece.measures, position, key=lambda measure: measure.start)
    return piece.measures[index].start if index < len(piece.measures) else piece.duration
