"""Melodies from the audience: what of a phone's notes is taken, and what is refused."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final, TypeAlias

MOST_NOTES: Final = 16
"""Notes of a melody."""

LENGTHS: Final = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
"""Lengths of a note, in quarter lengths."""

LOWEST, HIGHEST = 36, 96
"""Of a melody's notes, as MIDI numbers."""

Notes: TypeAlias = tuple[tuple[int, Fraction], ...]
"""Pitches as MIDI numbers, each with its length in quarter lengths."""


class MelodyRefused(Exception):
    """A melody that is not taken.

    Attributes:
        sentence: Why, for the person; `values` stand in its braces.
        values: What stands there.
    """

    def __init__(self, sentence: str, **values: int) -> None:
        """Say why."""
        super().__init__(sentence.format(**values))
        self.sentence, self.values = sentence, values


def read_melody(raw: object) -> Notes:
    """Read what a phone sent: `[[midi pitch, quarter lengths], …]`.

    >>> read_melody([[60, 1], [62, 0.5]])
    ((60, Fraction(1, 1)), (62, Fraction(1, 2)))

    Raises:
        MelodyRefused: It is no melody.
    """
    if not isinstance(raw, list) or not raw:
        raise MelodyRefused("Play a few notes first.")
    if len(raw) > MOST_NOTES:
        raise MelodyRefused("A melody has {n} notes at most.", n=MOST_NOTES)
    return tuple(_note(each) for each in raw)


def _note(raw: object) -> tuple[int, Fraction]:
    match raw:
        case [int(pitch), (int() | float()) as length] if type(pitch) is int and type(length) is not bool:
            if LOWEST <= pitch <= HIGHEST and length in LENGTHS:
                return pitch, Fraction(length)
    raise MelodyRefused("That was not understood; please reload the page.")


def describe(notes: Notes) -> list[list[Any]]:
    """A melody as messages say it."""
    return [[pitch, _plain(length)] for pitch, length in notes]


def _plain(length: Fraction) -> int | float:
    return length.numerator if length.denominator == 1 else float(length)
