"""The detour: a piece whose sections follow each other otherwise than it is written.

Pure. What is played is a row of indices of the measures as they would be played (`Interpretation.played`); what has been played
stays in it, so that every position up to the place where it turns is what it was.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from antiphon.engine.interpretation import Interpretation
from antiphon.engine.metronome import Click
from antiphon.engine.route import MOST, Visit, edges, route
from antiphon.engine.sequence import SoundingNote
from antiphon.engine.targets import Unsteerable
from antiphon.engine.transport import Course, Loop

Order = tuple[int, ...]
"""Indices of the measures that are played, in order."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of the order that is agreed.

    Attributes:
        id: What whoever asked for it calls it.
        form: What was asked for.
        position: Where the piece turns, in quarter lengths that are played before it.
        before: The order without it.
        loop: The loop that it ends; None where it ends none.
    """

    id: str
    form: str
    position: float
    before: Order
    loop: Loop | None = None


Timed = TypeVar("Timed", SoundingNote, Click)

_NEAR = 1e-6


def as_written(reading: Interpretation) -> Order:
    """The order of a piece as it is written."""
    return tuple(range(len(reading.played)))


def alike(before: Interpretation, after: Interpretation) -> bool:
    """Whether an order of the one reading is one of the other: they play the same measures at the same times."""
    pair = ([(visit.measure.id, visit.at) for visit in reading.played] for reading in (before, after))
    return next(pair) == next(pair)


def keeps(loop: Loop | None, position: float, place: float) -> bool:
    """Whether a loop keeps a piece that is at a position from a later place."""
    return loop is not None and position < loop.end and loop.start < place


def redirected(
    reading: Interpretation, order: Order, form: str, position: float, loop: Loop | None = None
) -> tuple[Order, float]:
    """The order in which the section that comes next is another one.

    Args:
        reading: The piece as it is written.
        order: How it is played.
        form: `again`, `next:` and the id of a section (or of a measure with a rehearsal mark), or `ending`.
        position: What begins behind this may change, in quarter lengths that are played before it.
        loop: What is played again and again.

    Returns:
        The order, and the position at which it turns: where the section that is played ends; where a loop keeps the piece
        from that, where the loop ends, or the measure that it ends in.

    Raises:
        Unsteerable: There is no such section, or the piece becomes too long.
    """
    piece, played = reading.piece, _visits(reading, order)
    starts = [float(visit.at) for visit in played]
    found = edges(played, piece.measures, piece.sections)
    end = _end(played)
    place = next((edge for edge in found if edge > position + _NEAR), end)
    if loop is not None and keeps(loop, position, place):
        place = next((start for start in starts if start > loop.end - _NEAR), end)
    begun = max((edge for edge in found if edge < place - _NEAR), default=0.0)
    turn, first = (bisect_left(starts, each - _NEAR) for each in (place, begun))
    rest: Sequence[int]
    if form == "again":
        rest = (*order[first:turn], *order[turn:])
    elif form == "ending":
        rest = _ending(reading, order, first, turn)
    else:
        rest = range(_section(reading, form.removeprefix("next:"), order[turn:]), len(reading.played))
    if turn + len(rest) > 2 * MOST:
        raise Unsteerable("The piece is as long as it may be: it goes on as it is.")
    return (*order[:turn], *rest), place


def _ending(reading: Interpretation, order: Order, first: int, turn: int) -> Sequence[int]:
    """The last section; where that is played already, what is to come of it."""
    piece, whole = reading.piece, len(reading.played)
    found = edges(reading.played, piece.measures, piece.sections)
    if not found:
        raise Unsteerable("“form” cannot be steered to the ending: the piece has no sections.")
    last = bisect_left([float(visit.at) for visit in reading.played], found[-1] - _NEAR)
    return order[turn:] if order[first] >= last else range(last, whole)


def _section(reading: Interpretation, id: str, rest: Order) -> int:
    """Where a section begins: the next time that it is played, or else the first time."""
    named = {section.id: section.measure for section in reading.piece.sections}
    named |= {measure.id: measure.id for measure in reading.piece.measures if measure.rehearsal}
    times = [index for index, visit in enumerate(reading.played) if visit.measure.id == named.get(id)]
    if not times:
        raise Unsteerable(f"“form” cannot be steered to the section {id!r}: the piece does not play it.")
    since = rest[0] if rest else len(reading.played)
    return next((index for index in times if index >= since), times[0])


def detoured(reading: Interpretation, order: Order) -> Interpretation:
    """A piece as it is played in another order.

    What is tied beyond a place where that turns ends there.

    Args:
        reading: The piece as it is written.
        order: The order; where that is as it is written, it is the reading itself.
    """
    if order == as_written(reading):
        return reading
    played = _visits(reading, order)
    way = route(played)
    tempo = replace(reading.tempo, route=way)
    beats = _beats(reading.course, reading, order, played)
    course = Course(
        tempo,
        tuple(float(visit.at) for visit in played),
        tuple(visit.measure.number for visit in played),
        _end(played),
        way,
        beats,
        edges(played, reading.piece.measures, reading.piece.sections),
    )
    notes = tuple(sorted(_cut(reading.notes, reading, order), key=lambda note: note.start))
    clicks = tuple(_cut(reading.clicks, reading, order))
    return replace(reading, notes=notes, clicks=clicks, tempo=tempo, course=course, played=played)


def _visits(reading: Interpretation, order: Order) -> tuple[Visit, ...]:
    found, at = [], Fraction(0)
    for index in order:
        measure = reading.played[index].measure
        found.append(Visit(measure, at))
        at += measure.duration
    return tuple(found)


def _end(played: Sequence[Visit]) -> float:
    return float(sum(visit.at + visit.measure.duration for visit in played[-1:]))


def _runs(reading: Interpretation, order: Order) -> Iterator[tuple[float, float, float]]:
    """The stretches of the piece as it is written that are played through: start, end, and when that is."""
    at, first = Fraction(0), 0
    for place in range(1, len(order) + 1):
        if place < len(order) and order[place] == order[place - 1] + 1:
            continue
        start, last = reading.played[order[first]].at, reading.played[order[place - 1]]
        end = last.at + last.measure.duration
        yield float(start), float(end), float(at)
        at, first = at + end - start, place


def _cut(found: Sequence[Timed], reading: Interpretation, order: Order) -> Iterator[Timed]:
    for start, end, at in _runs(reading, order):
        first = bisect_left(found, start - _NEAR, key=lambda each: each.start)
        last = bisect_left(found, end - _NEAR, key=lambda each: each.start)
        for each in found[first:last]:
            yield replace(each, start=each.start - start + at, end=min(each.end, end) - start + at)


def _beats(
    course: Course, reading: Interpretation, order: Order, played: Sequence[Visit]
) -> tuple[float, ...]:
    found: list[float] = []
    for index, visit in zip(order, played, strict=True):
        written = reading.played[index]
        start, end = float(written.at), float(written.at + written.measure.duration)
        first, last = (bisect_left(course.beats, place - _NEAR) for place in (start, end))
        found += [beat - start + float(visit.at) for beat in course.beats[first:last]]
    return tuple(found)
