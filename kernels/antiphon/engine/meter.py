"""The meter as it is heard: which places of a measure weigh more, and where a swung eighth falls."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from antiphon.document.piece import Measure

DOWNBEAT, HALF_BAR, BEAT, OFF_BEAT = 1.12, 1.07, 1.03, 0.97
"""What the meter multiplies a note's velocity with."""

_HALF = Fraction(1, 2)


def weight(measure: Measure, onset: Fraction) -> float:
    """What the meter multiplies the velocity of a note with.

    Args:
        measure: The note's measure; one shorter than its meter at the piece's beginning is a pick-up.
        onset: From the measure's start, in quarter lengths.
    """
    return _weight(measure.meter, onset if measure.number else onset + _pick_up(measure))


def _pick_up(measure: Measure) -> Fraction | int:
    """What is missing of a pick-up at its start, in quarter lengths."""
    return _bar(measure.meter) - measure.duration if measure.number == 0 else 0


@lru_cache(256)
def _bar(meter: str) -> Fraction:
    upper, lower = meter.split("/")
    return sum(map(int, upper.split("+"))) * Fraction(4, int(lower))


@lru_cache(4096)
def _weight(meter: str, place: Fraction) -> float:
    if place == 0:
        return DOWNBEAT
    groups = [int(group) for group in meter.split("/")[0].split("+")]
    unit = Fraction(4, int(meter.split("/")[1]))
    if len(groups) > 1:
        starts = {sum(groups[:index]) * unit for index in range(len(groups))}
        return BEAT if place in starts or (unit >= 1 and place % unit == 0) else OFF_BEAT
    compound = _compound(meter)
    beat = 3 * unit if compound else unit
    beats = groups[0] // 3 if compound else groups[0]
    if beats % 2 == 0 and beats > 2 and place == beats * beat / 2:
        return HALF_BAR
    return BEAT if place % beat == 0 else OFF_BEAT


@lru_cache(256)
def _compound(meter: str) -> bool:
    upper = meter.split("/")[0]
    return upper.isdigit() and int(upper) > 3 and int(upper) % 3 == 0


def beats(measure: Measure) -> tuple[Fraction, ...]:
    """Where the beats of a measure are: those of compound meters are dotted, added meters beat where their groups begin
    and, where these are of quarters or longer, on each of them.

    A pick-up has the last beats of its meter, and what is longer than its meter goes on beating.

    Args:
        measure: The measure.

    Returns:
        From the measure's start, in quarter lengths; the first beat of a pick-up may be after it.

    >>> from antiphon.document.piece import Measure
    >>> [float(beat) for beat in beats(Measure("m", 1, Fraction(0), Fraction(3), "6/8", 0, "major"))]
    [0.0, 1.5]
    """
    missing = _pick_up(measure)
    bar, places = _bar(measure.meter), bar_beats(measure.meter)
    turns = int((measure.duration + missing) / bar) + 1
    found = (turn * bar + place - missing for turn in range(turns) for place in places)
    return tuple(onset for onset in found if 0 <= onset < measure.duration)


@lru_cache(256)
def bar_beats(meter: str) -> tuple[Fraction, ...]:
    """Where the beats of a full bar are, from its start in quarter lengths."""
    groups = [int(group) for group in meter.split("/")[0].split("+")]
    unit = Fraction(4, int(meter.split("/")[1]))
    if len(groups) > 1 and unit < 1:
        return tuple(sum(groups[:index]) * unit for index in range(len(groups)))
    beat = 3 * unit if _compound(meter) else unit
    return tuple(place * beat for place in range(int(_bar(meter) / beat)))


def upbeat(measure: Measure, onset: Fraction, bars: int) -> tuple[tuple[Fraction, bool], ...]:
    """The beats that are counted before a place: so many full bars, and what of its own bar is before it.

    Args:
        measure: The measure of the place.
        onset: From its start, in quarter lengths.
        bars: 0 or more; with 0, nothing is counted.

    Returns:
        How far each is before the place, in quarter lengths, the farthest first; and whether a bar begins with it.
    """
    if bars < 1:
        return ()
    bar, places = _bar(measure.meter), bar_beats(measure.meter)
    place = onset + _pick_up(measure)
    turns = range(-bars, int(place / bar) + 1)
    before = ((place - turn * bar - beat, beat == 0) for turn in turns for beat in places)
    return tuple((distance, first) for distance, first in before if distance > 0)


def swing(measure: Measure, onset: Fraction, share: Fraction) -> Fraction:
    """Where a place of a measure sounds when eighths swing: each beat is stretched up to its half, and pressed after it.

    Beats are quarters. Compound meters and those that count eighths or less do not swing; neither do tuplets, which
    the caller leaves out.

    Args:
        measure: The measure.
        onset: From its start, in quarter lengths.
        share: Where the half of a beat sounds, from 1/2 (straight) to 3/4.
    """
    if share == _HALF or _compound(measure.meter) or _eighths(measure.meter):
        return onset
    missing = _pick_up(measure)
    place = onset + missing
    beat = Fraction(int(place))
    part = place - beat
    if not part:
        return onset
    moved = 2 * share * part if part <= _HALF else share + (2 * part - 1) * (1 - share)
    return beat + moved - missing


@lru_cache(256)
def _eighths(meter: str) -> bool:
    return int(meter.split("/")[1]) > 4
