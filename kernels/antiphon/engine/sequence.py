"""The sequence: the notes of a piece as they sound."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from antiphon.document.piece import Measure, Part, Piece

MEZZO_FORTE = 0.62
"""Velocity of a note that nothing stresses."""

DOWNBEAT, HALF_BAR, BEAT, OFF_BEAT = 0.08, 0.045, 0.02, -0.02
"""What the meter adds to the velocity."""

_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


@dataclass(frozen=True, slots=True)
class SoundingNote:
    """A note that sounds, from its start to the end of the last note that is tied to it.

    Attributes:
        part: Index of its part.
        start: In quarter lengths from the piece's beginning.
        end: Greater than start.
        key: Sounding MIDI key, 60 for middle C.
        frequency: Hz, in equal temperament with A4 at 440.
        velocity: 0 to 1.
        events: Ids of its events, in order; several where it is tied.
    """

    part: int
    start: float
    end: float
    key: int
    frequency: float
    velocity: float
    events: tuple[str, ...]

    @property
    def id(self) -> str:
        """Id of its first event."""
        return self.events[0]

    @property
    def duration(self) -> float:
        """In quarter lengths."""
        return self.end - self.start


@dataclass(slots=True)
class _Chain:
    """A note and those tied to it so far."""

    place: tuple[int, int]
    start: Fraction
    end: Fraction
    key: int
    velocity: float
    events: list[str]


def sequence(piece: Piece) -> tuple[SoundingNote, ...]:
    """All notes that sound, by start, part and key.

    Args:
        piece: The piece. Its written pitches are transposed as its parts say.
    """
    notes = [
        SoundingNote(
            part=index,
            start=float(chain.start),
            end=float(chain.end),
            key=chain.key + part.chromatic,
            frequency=440.0 * 2.0 ** ((chain.key + part.chromatic - 69) / 12),
            velocity=chain.velocity,
            events=tuple(chain.events),
        )
        for index, part in enumerate(piece.parts)
        for chain in _chains(part, {measure.id: measure for measure in piece.measures})
    ]
    return tuple(sorted(notes, key=lambda note: (note.start, note.part, note.key, note.events)))


def _chains(part: Part, measures: dict[str, Measure]) -> list[_Chain]:
    chains: list[_Chain] = []
    written = [
        (
            measures[voice.measure].start + item.onset,
            (voice.staff, voice.voice),
            measures[voice.measure],
            item,
        )
        for voice in part.voices
        for item in voice.items
        if item.notes
    ]
    tied: dict[tuple[int, Fraction], list[_Chain]] = {}
    for start, place, measure, item in sorted(written, key=lambda each: each[:2]):
        velocity = MEZZO_FORTE + accent(measure, item.onset)
        for note in item.notes:
            key = midi_key(note.pitch)
            waiting = tied.get((key, start), [])
            if waiting:
                chain = next((each for each in waiting if each.place == place), waiting[0])
                waiting.remove(chain)
                chain.events.append(note.id)
            else:
                chain = _Chain(place, start, start, key, velocity, [note.id])
                chains.append(chain)
            chain.end = start + item.duration
            if note.tie:
                tied.setdefault((key, chain.end), []).append(chain)
    return chains


def midi_key(pitch: str) -> int:
    """MIDI key of a pitch.

    >>> midi_key("C4"), midi_key("B#3"), midi_key("Ebb5")
    (60, 60, 74)
    """
    match = re.fullmatch(r"([A-G])(#*|b*)(\d)", pitch)
    if match is None:
        raise ValueError(f"{pitch!r} is not a pitch such as F#4")
    step, alteration, octave = match.groups()
    return 12 * (int(octave) + 1) + _STEPS[step] + alteration.count("#") - alteration.count("b")


def accent(measure: Measure, onset: Fraction) -> float:
    """What the meter adds to a note's velocity.

    Args:
        measure: The note's measure; one shorter than its meter at the piece's beginning is a pick-up.
        onset: From the measure's start, in quarter lengths.
    """
    upper, lower = map(int, measure.meter.split("/"))
    quarter = Fraction(4, lower)
    bar = upper * quarter
    place = onset + (bar - measure.duration if measure.number == 0 else 0)
    compound = upper > 3 and upper % 3 == 0
    beat = 3 * quarter if compound else quarter
    beats = upper // 3 if compound else upper
    if place == 0:
        return DOWNBEAT
    if beats % 2 == 0 and beats > 2 and place == bar / 2:
        return HALF_BAR
    return BEAT if place % beat == 0 else OFF_BEAT
