"""Ornaments, tremolos, glissandi, arpeggios and grace notes: the strokes that one written note is played as.

Short strokes are demisemiquavers, as in MuseScore's playback, or shorter where there is no room. A trill begins and ends
on its note. The mordent with the stroke goes down, the inverted one up, as in MusicXML. Acciaccaturas come before the beat;
an appoggiatura takes its written share of its note, at most half of it, or two thirds of a dotted one (C. P. E. Bach's rule).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil

from antiphon.engine.pitch import neighbour

SHORT = Fraction(1, 8)
"""Quarter lengths of a short stroke."""

SOFTER = 0.9
"""What the velocity of grace notes and of repeated strokes is multiplied with."""

FIGURES = {
    "turn": (1, 0, -1, 0),
    "inverted_turn": (-1, 0, 1, 0),
    "mordent": (0, -1, 0),
    "inverted_mordent": (0, 1, 0),
    "schleifer": (-2, -1, 0),
}
"""Diatonic steps from the note, one a stroke; the last stroke takes the rest of the note."""

Stroke = tuple[Fraction, Fraction, int]
"""Start and end, in quarter lengths, and semitones from the note."""


def is_trill(marks: Sequence[str]) -> bool:
    """Whether a note is trilled by its own mark."""
    return "trill" in marks


def ornament(
    marks: Sequence[str],
    trilled: bool,
    start: Fraction,
    end: Fraction,
    pitch: str,
    fifths: int,
    fixed: bool = False,
) -> list[Stroke]:
    """The strokes of a note with its ornaments.

    Args:
        marks: Its articulations and ornaments; the first ornament counts.
        trilled: Whether it is trilled.
        start: Where it starts.
        end: After the start.
        pitch: As it is written.
        fifths: Of the key it is written in.
        fixed: Whether it has no neighbours: a drum, whose trill is a roll.
    """
    if trilled:
        return trill(start, end, 0 if fixed else neighbour(pitch, 1, fifths))
    figure = next((FIGURES[mark] for mark in marks if mark in FIGURES), None)
    if figure is None:
        return [(start, end, 0)]
    unit = min(SHORT, (end - start) / len(figure))
    edges = [start + index * unit for index in range(len(figure))] + [end]
    return [
        (edges[index], edges[index + 1], neighbour(pitch, steps, fifths) if steps and not fixed else 0)
        for index, steps in enumerate(figure)
    ]


def trill(start: Fraction, end: Fraction, up: int) -> list[Stroke]:
    """An odd number of strokes, of about `SHORT`, of a note and one `up` semitones above it.

    >>> [stroke[2] for stroke in trill(Fraction(0), Fraction(1), 2)]
    [0, 2, 0, 2, 0, 2, 0]
    """
    count = max(int((end - start) / SHORT), 3)
    return [(*edges, index % 2 * up) for index, edges in enumerate(divide(start, end, count - 1 + count % 2))]


def glissando(start: Fraction, end: Fraction, semitones: int) -> list[Stroke]:
    """A note and the run from it to another: by semitones, at the note's end, the other one left out.

    Args:
        start: Where the note starts.
        end: Where it ends and the other one starts.
        semitones: From the note to the other one.

    >>> [(str(stroke[0]), stroke[2]) for stroke in glissando(Fraction(0), Fraction(1), -3)]
    [('0', 0), ('3/4', -1), ('7/8', -2)]
    """
    count = max(abs(semitones), 1)
    unit = min(SHORT, (end - start) / count)
    edges = [start, *(end - index * unit for index in reversed(range(count)))]
    step = 1 if semitones > 0 else -1
    return [(*pair, step * index) for index, pair in enumerate(pairwise(edges))]


def divide(start: Fraction, end: Fraction, count: int) -> list[tuple[Fraction, Fraction]]:
    """So many equal strokes from start to end."""
    edges = [start + (end - start) * index / count for index in range(count + 1)]
    return list(pairwise(edges))


def tremolo(strokes: int, duration: Fraction, tuplet: str | None) -> int:
    """How often a note with strokes through its stem is struck.

    Args:
        strokes: From 1; flags and beams count besides.
        duration: Its sounding length, in quarter lengths.
        tuplet: Such as `3:2`; None where it has none.

    >>> tremolo(2, Fraction(1), None), tremolo(1, Fraction(1, 2), None), tremolo(3, Fraction(3), None)
    (4, 2, 24)
    """
    written = duration
    for ratio in (tuplet or "").split():
        actual, normal = ratio.split(":")
        written *= Fraction(int(actual), int(normal))
    flags = 0
    while written < Fraction(1, 1 << flags):
        flags += 1
    return max(ceil(written * (1 << (strokes + flags))), 2)


def alternation(strokes: int, duration: Fraction) -> int:
    """How many strokes a tremolo between two notes has, an even number.

    Args:
        strokes: From 1.
        duration: Of both together, in quarter lengths.
    """
    return max(2 * round(duration * (1 << strokes) / 2), 2)


def arpeggio(kind: str, count: int, duration: Fraction) -> list[Fraction]:
    """How much later each note of a chord starts, lowest first; a rolled chord takes half of its length at most.

    >>> arpeggio("down", 3, Fraction(4))
    [Fraction(1, 4), Fraction(1, 8), Fraction(0, 1)]
    """
    if kind in ("", "bracket") or count < 2:
        return [Fraction(0)] * count
    unit = min(SHORT, duration / (2 * count))
    later = [index * unit for index in range(count)]
    return later[::-1] if kind == "down" else later


def quick(written: Sequence[Fraction], room: Fraction) -> list[Fraction]:
    """How long quick grace notes last: short ones, half of the room at most.

    Args:
        written: Their written durations.
        room: Length of the note that they take it from, in quarter lengths.
    """
    longest = room / (2 * len(written)) if written else room
    return [min(each, SHORT, longest) for each in written]


def leaning(written: Sequence[Fraction], main: Fraction) -> list[Fraction]:
    """How long appoggiaturas last: as they are written, half of their note at most, two thirds of a dotted one.

    Args:
        written: Their written durations.
        main: Length of their note, in quarter lengths.
    """
    room = main * (Fraction(2, 3) if main.numerator == 3 else Fraction(1, 2))
    total = sum(written)
    return [each * room / total for each in written] if total > room else list(written)
