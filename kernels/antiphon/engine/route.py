"""The route: the order in which the measures of a piece are played, and where each place of the score is in it.

Repeats are played with their endings. D.C. and D.S. are obeyed once each, and what comes after them without repeats, with
the last endings. Where a piece has a form, the sections are played in its order, each with its repeats, and jumps are not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from antiphon.document.piece import Measure, Passage, Section

MOST = 4_000
"""Measures that are played at most, in all; a score that has more is played once."""

LAST = 99
"""The time of a repeat that is none of its endings' but the last's."""

Position = float | Fraction


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of the score that is played through.

    Attributes:
        start: Where it begins in the score, in quarter lengths from the beginning.
        end: Where it ends in the score.
        at: When it begins, in quarter lengths that were played before.
    """

    start: Fraction
    end: Fraction
    at: Fraction

    @property
    def until(self) -> Fraction:
        """When it ends, in quarter lengths played."""
        return self.at + self.end - self.start


@dataclass(frozen=True, slots=True)
class Route:
    """How a piece is played.

    Attributes:
        legs: In the order in which they are played; a piece without one is played as it is written.
    """

    legs: tuple[Leg, ...] = ()

    @property
    def straight(self) -> bool:
        """Whether the piece is played as it is written."""
        return not self.legs

    def written(self, played: Position) -> Position:
        """The position in the score when so many quarter lengths were played."""
        if not self.legs:
            return played
        leg = self.legs[self._leg(played)]
        return min(leg.start + played - leg.at, leg.end)

    def turn(self, played: Position) -> int:
        """How often the place of the score that is played then was played before."""
        if not self.legs:
            return 0
        index = self._leg(played)
        place = self.written(played)
        return sum(leg.start <= place < leg.end for leg in self.legs[:index])

    def played(self, written: Position, turn: int = 0) -> Position:
        """The quarter lengths that are played before a position of the score.

        Args:
            written: In quarter lengths from the beginning; what is never played, or the end, gives what is played next in
                the score, or the end of it all.
            turn: How often the place is to have been played before; the last time where that is too much.
        """
        if not self.legs:
            return written
        there = [leg for leg in self.legs if leg.start <= written < leg.end]
        if there:
            leg = there[min(turn, len(there) - 1)]
            return leg.at + written - leg.start
        later = [leg for leg in self.legs if leg.start > written]
        return min(later, key=lambda leg: (leg.start, leg.at)).at if later else self.legs[-1].until

    def stretch(self, start: float, end: float) -> tuple[float, float] | None:
        """When a stretch of the score is played: the first time that nothing outside of it is heard from its start to
        its end, repeats in it included; where there is no such time, the shortest way from its start to its end.

        Args:
            start: In quarter lengths from the score's beginning.
            end: Greater than start.

        Returns:
            Both in quarter lengths that are played before, or None where its start or its end is never played.
        """
        starts = [(i, leg) for i, leg in enumerate(self.legs) if leg.start <= start < leg.end]
        ends = [(i, leg) for i, leg in enumerate(self.legs) if leg.start < end <= leg.end]
        inside: list[tuple[float, float]] = []
        ways: list[tuple[float, float]] = []
        for first, opening in starts:
            for last, closing in ends:
                way = float(opening.at + start - opening.start), float(closing.at + end - closing.start)
                if way[0] < way[1]:
                    left = any(leg.end > end for leg in self.legs[first:last])
                    entered = any(leg.start < start for leg in self.legs[first + 1 : last + 1])
                    (ways if left or entered else inside).append(way)
        return min(inside) if inside else min(ways, key=lambda way: way[1] - way[0], default=None)

    def _leg(self, played: Position) -> int:
        return max(bisect_right(self.legs, played, key=lambda leg: leg.at) - 1, 0)


STRAIGHT = Route()
"""A piece is played as it is written."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A measure when it is played, `at` quarter lengths after the beginning."""

    measure: Measure
    at: Fraction


def visits(
    measures: Sequence[Measure], sections: Sequence[Section] = (), form: Sequence[Passage] = ()
) -> tuple[Visit, ...]:
    """The measures of a piece in the order in which they are played, `MOST` of them at most.

    Args:
        measures: In the score's order.
        sections: Its sections.
        form: The order of these; empty where the piece is played as it is written.
    """
    result: list[Visit] = []
    at = Fraction(0)
    for index in _indices(measures, sections, form):
        measure = measures[index]
        result.append(Visit(measure, at))
        at += measure.duration
    return tuple(result)


def edges(
    played: Sequence[Visit], measures: Sequence[Measure], sections: Sequence[Section]
) -> tuple[float, ...]:
    """Where a section begins, or what follows one, in quarter lengths that are played before it, ascending.

    Where a piece has no sections, its rehearsal marks divide it.

    Args:
        played: The measures in the order in which they are played.
        measures: In the score's order.
        sections: Its sections.
    """
    if sections:
        first, last = {each.measure for each in sections}, {each.until for each in sections}
    else:
        first, last = {each.id for each in measures if each.rehearsal}, set()
    pairs = zip(played, [None, *played], strict=False)
    return tuple(
        float(visit.at)
        for visit, before in pairs
        if visit.measure.id in first or (before is not None and before.measure.id in last)
    )


def route(played: Sequence[Visit]) -> Route:
    """The route of measures in the order in which they are played."""
    legs: list[Leg] = []
    for visit in played:
        measure = visit.measure
        end = measure.start + measure.duration
        if legs and legs[-1].end == measure.start:
            legs[-1] = Leg(legs[-1].start, end, legs[-1].at)
        else:
            legs.append(Leg(measure.start, end, visit.at))
    straight = len(legs) == 1 and legs[0].start == 0
    return Route() if straight else Route(tuple(legs))


def _indices(measures: Sequence[Measure], sections: Sequence[Section], form: Sequence[Passage]) -> list[int]:
    if not form:
        return order(measures)
    index = {measure.id: number for number, measure in enumerate(measures)}
    named = {section.id: section for section in sections}
    result: list[int] = []
    for passage in form:
        section = named[passage.section]
        first, last = index[section.measure], index[section.until]
        once = [first + each for each in order(measures[first : last + 1], jumps=False)]
        for _ in range(passage.times):
            result += once
            if len(result) >= MOST:
                return result[:MOST]
    return result


def order(measures: Sequence[Measure], jumps: bool = True) -> list[int]:
    """The indices of measures in the order in which they are played.

    A repeat without a beginning goes back to the end of the one before it, or to the first measure; a jump without its
    sign is not taken.

    Args:
        measures: In the score's order.
        jumps: Whether D.C. and D.S. count.
    """
    chains = _endings(measures)
    result: list[int] = []
    taken: set[int] = set()
    index, begin, turn = 0, 0, 1
    jump = ""
    most = max(MOST, len(measures))
    while index < len(measures) and len(result) < most:
        measure = measures[index]
        if measure.repeat_start and index != begin:
            begin, turn = index, LAST if jump else 1
        if index in chains and not chains[index].played(turn):
            if chains[index].last:
                begin, turn = chains[index].until, LAST if jump else 1
            index = chains[index].until
            continue
        result.append(index)
        if measure.fine and jump.endswith("al_fine"):
            break
        if measure.to_coda and jump.endswith("al_coda"):
            coda = _find(measures, range(index + 1, len(measures)), "coda")
            if coda is not None:
                index, begin, jump = coda, coda, "coda"
                continue
        if turn < _times(measure, index, chains):
            index, turn = begin, turn + 1
            continue
        if measure.repeat_end or (index in chains and chains[index].closes(index)):
            begin, turn = index + 1, LAST if jump else 1
            if index in chains and not chains[index].last:
                turn = LAST
        if jumps and measure.jump and index not in taken:
            target = 0 if measure.jump.startswith("da_capo") else _segno(measures, index)
            if target is not None:
                taken.add(index)
                index, begin, turn, jump = target, target, LAST, measure.jump
                continue
        index += 1
    return result


@dataclass(frozen=True, slots=True)
class _Ending:
    """An ending of a repeat.

    Attributes:
        times: When it is played.
        until: The index after it.
        all: The times of all endings adjacent to it.
        last: Whether it is the last of these.
        left: Whether it leads back and is the only one, so that what comes after it is the other ending.
    """

    times: frozenset[int]
    until: int
    all: frozenset[int]
    last: bool
    left: bool

    def played(self, turn: int) -> bool:
        return turn in self.times or (self.last and not self.left and turn not in self.all)

    def closes(self, index: int) -> bool:
        return self.last and index == self.until - 1


def _endings(measures: Sequence[Measure]) -> dict[int, _Ending]:
    """The ending of each measure that has one."""
    result: dict[int, _Ending] = {}
    index = 0
    while index < len(measures):
        stretch = index
        groups: list[tuple[int, int]] = []
        while (
            index < len(measures)
            and measures[index].ending
            and not (index > stretch and measures[index].repeat_start)
        ):
            first = index
            while index < len(measures) and measures[index].ending == measures[first].ending:
                index += 1
            groups.append((first, index))
        times = _said([frozenset(map(int, measures[first].ending.split(","))) for first, _ in groups])
        for (first, until), own in zip(groups, times, strict=True):
            left = len(groups) == 1 and measures[until - 1].repeat_end > 0
            ending = _Ending(own, until, frozenset().union(*times), until == index, left)
            result |= dict.fromkeys(range(first, until), ending)
        index += not groups
    return result


def _said(times: list[frozenset[int]]) -> list[frozenset[int]]:
    """The times of adjacent endings, where those of one that has no number (0) are the first that no other has.

    >>> _said([frozenset({0}), frozenset({2})])
    [frozenset({1}), frozenset({2})]
    """
    taken = set().union(*times)
    result = []
    for own in times:
        if own == {0}:
            own = frozenset({next(time for time in range(1, len(taken) + 2) if time not in taken)})
            taken |= own
        result.append(own)
    return result


def _times(measure: Measure, index: int, chains: dict[int, _Ending]) -> int:
    """How often what ends with a measure is played; 0 where no repeat ends."""
    ending = chains.get(index)
    if ending is None or index != ending.until - 1 or (ending.last and not ending.left):
        return measure.repeat_end
    return max(measure.repeat_end, max(ending.all) + ending.left)


def _segno(measures: Sequence[Measure], index: int) -> int | None:
    """The segno that a jump goes to: the nearest before it, else the first."""
    before = _find(measures, range(index, -1, -1), "segno")
    return _find(measures, range(len(measures)), "segno") if before is None else before


def _find(measures: Sequence[Measure], indices: range, sign: str) -> int | None:
    return next((index for index in indices if getattr(measures[index], sign)), None)
