"""The tempo map: positions of a piece as it is played to seconds, and back, both exactly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import expm1, log1p

from antiphon.document.piece import Part, Tempo
from antiphon.engine.route import STRAIGHT, Route

Position = float | Fraction
"""In quarter lengths from the piece's beginning."""

FERMATAS = {"angled": 1.5, "normal": 2.0, "square": 3.0}
"""How many times longer a short, a common and a long fermata make what is under it: convention, as composers leave it open."""


@dataclass(frozen=True, slots=True, order=True)
class Hold:
    """Something under a fermata: from `start` to `end` in the score it goes `factor` times slower."""

    start: Fraction
    end: Fraction
    factor: float


@dataclass(frozen=True)
class TempoMap:
    """How a piece's positions fall in time; immutable.

    Between a gradual mark and the next one, quarters a minute change linearly with the position. Positions are those of the
    piece as it is played; without a route that is as it is written.

    Attributes:
        tempi: The written tempi, by position; the first counts from the beginning on, wherever it is.
        steering: From a position on the piece goes at a factor of its written tempo, by position.
        holds: The fermatas; where several hold, the longest counts.
        route: How the piece is played.

    >>> tempo = TempoMap((Tempo(None, Fraction(0), 120, ""),)).with_steering(4, 0.5)
    >>> tempo.seconds(4), tempo.seconds(6), tempo.position(4.0), tempo.bpm(5)
    (2.0, 4.0, 6.0, 60.0)
    """

    tempi: tuple[Tempo, ...]
    steering: tuple[tuple[Position, float], ...] = ()
    holds: tuple[Hold, ...] = ()
    route: Route = STRAIGHT
    _positions: list[float] = field(init=False, repr=False, compare=False)
    _seconds: list[float] = field(init=False, repr=False, compare=False)
    _speeds: list[tuple[float, float]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.tempi:
            raise ValueError("A tempo map needs a tempo to begin with.")
        if any(factor <= 0 for _, factor in self.steering):
            raise ValueError("A tempo's factor must be greater than 0.")
        played = _steered(_routed(_written(self.tempi, self.holds), self.route), self.steering)
        positions = [position for position, _, _ in played]
        speeds = [(bpm / 60, slope / 60) for _, bpm, slope in played]
        seconds = [0.0]
        for speed, start, end in zip(speeds, positions, positions[1:], strict=False):
            seconds.append(seconds[-1] + _elapsed(speed, end - start))
        object.__setattr__(self, "_positions", positions)
        object.__setattr__(self, "_seconds", seconds)
        object.__setattr__(self, "_speeds", speeds)

    def seconds(self, position: Position) -> float:
        """Seconds from the beginning to a position (negative before the beginning)."""
        index = max(0, bisect_right(self._positions, float(position)) - 1)
        return self._seconds[index] + _elapsed(self._speeds[index], float(position) - self._positions[index])

    def position(self, seconds: float) -> float:
        """The position that sounds so many seconds after the beginning."""
        index = max(0, bisect_right(self._seconds, seconds) - 1)
        return self._positions[index] + _covered(self._speeds[index], seconds - self._seconds[index])

    def bpm(self, position: Position) -> float:
        """Quarter notes a minute at a position, fermatas and steering included."""
        index = max(0, bisect_right(self._positions, float(position)) - 1)
        speed, slope = self._speeds[index]
        return (speed + slope * max(float(position) - self._positions[index], 0.0)) * 60

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
        return TempoMap(self.tempi, (*kept, (position, factor)), self.holds, self.route)


Pace = tuple[float, float, float]
"""From a position on: quarters a minute there, and how they change in a quarter length."""


def _elapsed(speed: tuple[float, float], distance: float) -> float:
    """Seconds for a distance, at a speed (quarter lengths a second) and its change in a quarter length."""
    start, slope = speed
    if slope and distance > 0:
        return log1p(slope * distance / start) / slope
    return distance / start


def _covered(speed: tuple[float, float], seconds: float) -> float:
    """The distance for some seconds: `_elapsed` the other way round."""
    start, slope = speed
    return start * expm1(slope * seconds) / slope if slope and seconds > 0 else start * seconds


def _at(paces: Sequence[Pace], position: float) -> Pace:
    """The pace at a position, from there on."""
    index = max(bisect_right(paces, position, key=lambda pace: pace[0]) - 1, 0)
    start, bpm, slope = paces[index]
    return position, bpm + slope * max(position - start, 0.0), slope


def _written(tempi: Sequence[Tempo], holds: Sequence[Hold]) -> list[Pace]:
    """The paces of the score, the first at position 0."""
    paces: list[Pace] = []
    for index, tempo in enumerate(tempi):
        start = float(tempo.position) if index else 0.0
        slope = 0.0
        if tempo.gradual and index + 1 < len(tempi):
            distance = float(tempi[index + 1].position) - start
            slope = (tempi[index + 1].bpm - tempo.bpm) / distance if distance > 0 else 0.0
        if paces and paces[-1][0] >= start:
            paces.pop()
        paces.append((start, tempo.bpm, slope))
    return _scaled(paces, _slowed(holds)) if holds else paces


def _slowed(holds: Sequence[Hold]) -> list[tuple[float, float]]:
    """From a position on, the factor of the tempo that fermatas leave."""
    edges = sorted({edge for hold in holds for edge in (hold.start, hold.end)})
    starting = sorted(holds, key=lambda hold: hold.start)
    open: list[Hold] = []
    steps: list[tuple[float, float]] = []
    for edge in edges:
        open = [hold for hold in open if hold.end > edge]
        while starting and starting[0].start <= edge:
            open.append(starting.pop(0))
        steps.append((float(edge), 1 / max((hold.factor for hold in open), default=1.0)))
    return steps


def _scaled(paces: Sequence[Pace], steps: Sequence[tuple[float, float]]) -> list[Pace]:
    """Paces times a factor that counts from a position on; 1 before the first."""
    result: list[Pace] = []
    for edge in sorted({pace[0] for pace in paces} | {max(position, 0.0) for position, _ in steps}):
        index = bisect_right(steps, edge, key=lambda step: step[0]) - 1
        factor = steps[index][1] if index >= 0 else 1.0
        position, bpm, slope = _at(paces, edge)
        result.append((position, bpm * factor, slope * factor))
    return result


def _routed(paces: list[Pace], route: Route) -> list[Pace]:
    """The paces of the score in the order in which it is played."""
    if route.straight:
        return paces
    result: list[Pace] = []
    for leg in route.legs:
        start, end, at = float(leg.start), float(leg.end), float(leg.at)
        inside = [pace for pace in paces if start < pace[0] < end]
        result += [
            (position - start + at, bpm, slope) for position, bpm, slope in (_at(paces, start), *inside)
        ]
    return result


def _steered(paces: list[Pace], steering: Sequence[tuple[Position, float]]) -> list[Pace]:
    if not steering:
        return paces
    return _scaled(paces, [(float(position), factor) for position, factor in steering])


def holds(part: Part, starts: Mapping[str, Fraction]) -> frozenset[Hold]:
    """The fermatas of a part.

    Args:
        part: The part.
        starts: Where each measure starts in the score.
    """
    return frozenset(
        Hold(
            starts[voice.measure] + item.onset,
            starts[voice.measure] + item.onset + item.duration,
            FERMATAS[item.fermata],
        )
        for voice in part.voices
        for item in voice.items
        if item.fermata
    )
