"""Articulations: how long and how strongly a note is played.

The shares of a note's length are those of MuseScore's instruments: staccato 1/2, staccatissimo 1/3, portato 2/3; an accent
makes it 1.2 times as loud, a strong one 1.44 times (MuseScore's 120 and 144 %). What several articulations say of
the length, the shortest one says; of the strength, all say together. A dot with a line, or under a slur, is portato.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

WHOLE = Fraction(1)
PORTATO = Fraction(2, 3)

LENGTHS = {
    "staccato": Fraction(1, 2),
    "spiccato": Fraction(1, 2),
    "snap_pizzicato": Fraction(1, 2),
    "staccatissimo": Fraction(1, 3),
    "strong_accent": Fraction(2, 3),
    "detached_legato": PORTATO,
    "breath_mark": Fraction(3, 4),
    "caesura": Fraction(3, 4),
}
"""The share of its length that a note sounds."""

WEIGHTS = {
    "accent": 1.2,
    "strong_accent": 1.44,
    "snap_pizzicato": 1.2,
    "stress": 1.1,
    "unstress": 0.9,
}
"""What its velocity is multiplied with."""

OVERLAP = Fraction(1, 16)
"""Quarter lengths that a slurred note goes on into the next one."""


@lru_cache(1024)
def length(marks: tuple[str, ...], slurred: bool = False) -> Fraction:
    """The share of its length that a note sounds.

    >>> length(("staccato",)), length(("staccato", "tenuto")), length(("tenuto",))
    (Fraction(1, 2), Fraction(2, 3), Fraction(1, 1))
    """
    share = min((LENGTHS[mark] for mark in marks if mark in LENGTHS), default=WHOLE)
    if share == LENGTHS["staccato"] and (slurred or "tenuto" in marks):
        return PORTATO
    return share


@lru_cache(1024)
def weight(marks: tuple[str, ...]) -> float:
    """What the velocity of a note is multiplied with."""
    result = 1.0
    for mark in marks:
        result *= WEIGHTS.get(mark, 1.0)
    return result
