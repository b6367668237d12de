"""Rhythm as it is written: durations as note values, tied where one cannot say it, and the brackets of tuplets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import prod

TYPES = {
    Fraction(32): "maxima",
    Fraction(16): "longa",
    Fraction(8): "breve",
    Fraction(4): "whole",
    Fraction(2): "half",
    Fraction(1): "quarter",
    Fraction(1, 2): "eighth",
} | {Fraction(4, 2**power): f"{2**power}{'nd' if power == 5 else 'th'}" for power in range(4, 11)}
"""Note values in quarter lengths, by music21's names."""

SMALLEST = min(TYPES)

Ratio = tuple[int, int]
"""Actual and normal notes of a tuplet."""


@dataclass(frozen=True)
class Value:
    """A note value.

    Attributes:
        onset: From the start of the measure, in quarter lengths.
        duration: What sounds, in quarter lengths.
        type: Such as `quarter`.
        dots: 0 to 2.
        ratios: The tuplets it is in, outermost first.
        brackets: For each of them `start`, `stop`, `startStop` or empty.
    """

    onset: Fraction
    duration: Fraction
    type: str
    dots: int
    ratios: tuple[Ratio, ...] = ()
    brackets: tuple[str, ...] = ()

    @property
    def written(self) -> Fraction:
        """Quarter lengths of its shape, outside any tuplet."""
        base = next(length for length, name in TYPES.items() if name == self.type)
        return base * (2 - Fraction(1, 2**self.dots))


@lru_cache(maxsize=4096)
def values(onset: Fraction, duration: Fraction, tuplet: str | None = None) -> tuple[Value, ...]:
    """Write a duration as note values, to be tied.

    Args:
        onset: From the start of the measure, in quarter lengths.
        duration: What sounds, in quarter lengths, greater than 0.
        tuplet: As in a document, such as `3:2`; where the duration needs one and has none, one is found.

    Returns:
        One value where one says it (two dots at most), else several; the larger first where the onset lies on its beat. What is
        finer than a 1024th is rounded up to one, with its duration kept.

    >>> [(each.type, each.dots) for each in values(Fraction(0), Fraction(5, 2))]
    [('half', 0), ('eighth', 0)]
    """
    ratios = _ratios(tuplet)
    scale = prod((Fraction(actual, normal) for actual, normal in ratios), start=Fraction(1))
    written = duration * scale
    odd = written.denominator // (written.denominator & -written.denominator)
    if odd > 1:
        ratios += ((odd, 1 << (odd.bit_length() - 1)),)
        scale *= Fraction(*ratios[-1])
        written = duration * scale
    result = []
    for length, dots in _lengths(written, onset * scale):
        base = length / (2 - Fraction(1, 2**dots))
        result.append(Value(onset, length / scale, TYPES.get(base, TYPES[SMALLEST]), dots, ratios))
        onset += length / scale
    return tuple(result)


def is_value(duration: Fraction) -> bool:
    """Whether one note value, of two dots at most and in no tuplet, lasts so many quarter lengths.

    >>> is_value(Fraction(3, 2)), is_value(Fraction(5))
    (True, False)
    """
    return any(duration / (2 - Fraction(1, 2**dots)) in TYPES for dots in range(3))


def _ratios(tuplet: str | None) -> tuple[Ratio, ...]:
    pairs = (pair.split(":") for pair in (tuplet or "").split())
    return tuple((int(actual), int(normal)) for actual, normal in pairs)


def _lengths(written: Fraction, onset: Fraction) -> list[tuple[Fraction, int]]:
    """A written length as lengths with their dots."""
    for dots in range(3):
        if written / (2 - Fraction(1, 2**dots)) in TYPES:
            return [(written, dots)]
    fitting = [length for length in TYPES if length < written]
    if not fitting or written.denominator > SMALLEST.denominator:
        return [(written, 0)]
    largest = max(fitting)
    if (onset / largest).denominator == 1:
        return [(largest, 0), *_lengths(written - largest, onset + largest)]
    rest = written - largest
    return [*_lengths(rest, onset), (largest, 0)]


def bracketed(line: Sequence[Value]) -> list[Value]:
    """Set the tuplet brackets along a voice.

    A bracket ends where its notes fill it: where their written lengths are its number of actual notes times a note value not
    shorter than the shortest note in it; and wherever the tuplet changes.

    Args:
        line: The values of a voice in a measure, in order.

    Returns:
        The same values with their `brackets`.
    """
    marks = [[""] * len(value.ratios) for value in line]
    groups: list[_Group] = []

    def close(level: int) -> None:
        for depth, group in list(enumerate(groups))[level:]:
            marks[group.last][depth] = "startStop" if group.last == group.first else "stop"
        del groups[level:]

    for index, value in enumerate(line):
        same = 0
        while same < min(len(groups), len(value.ratios)) and groups[same].ratio == value.ratios[same]:
            same += 1
        close(same)
        for level in range(len(groups), len(value.ratios)):
            groups.append(_Group(value.ratios[level], index))
            marks[index][level] = "start"
        for level, group in enumerate(groups):
            inner = prod(
                (Fraction(normal, actual) for actual, normal in value.ratios[level + 1 :]), start=Fraction(1)
            )
            group.add(index, value.written * inner)
        full = next((level for level, group in enumerate(groups) if group.full), len(groups))
        close(full)
    close(0)
    return [replace(value, brackets=tuple(mark)) for value, mark in zip(line, marks, strict=True)]


class _Group:
    """An open bracket."""

    def __init__(self, ratio: Ratio, first: int) -> None:
        self.ratio = ratio
        self.first = self.last = first
        self._filled = Fraction(0)
        self._shortest = Fraction(1 << 16)

    def add(self, index: int, written: Fraction) -> None:
        self.last = index
        self._filled += written
        self._shortest = min(
            self._shortest, max((each for each in TYPES if each <= written), default=SMALLEST)
        )

    @property
    def full(self) -> bool:
        unit = self._filled / self.ratio[0]
        return unit in TYPES and unit >= self._shortest
