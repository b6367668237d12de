"""The piece: the immutable reading of a document that everything downstream works on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure.

    Attributes:
        id: The measure's id in the document.
        number: From 1; 0 for a pick-up that comes first.
        start: From the piece's beginning, in quarter lengths.
        duration: In quarter lengths, greater than 0.
        meter: The meter in force, such as `3/4`.
        key: The concert key in force: sharps (positive) or flats (negative), -7 to 7.
        mode: The mode in force, such as `major`.
    """

    id: str
    number: int
    start: Fraction
    duration: Fraction
    meter: str
    key: int
    mode: str


@dataclass(frozen=True, slots=True)
class Tempo:
    """A tempo from a position on.

    Attributes:
        id: The event's id; None for the default.
        position: From the piece's beginning, in quarter lengths.
        bpm: Quarter notes a minute.
        text: Such as `Allegro`; may be empty.
    """

    id: str | None
    position: Fraction
    bpm: float
    text: str


@dataclass(frozen=True, slots=True)
class Clef:
    """A clef from a place on.

    Attributes:
        id: The event's id; None for the default.
        measure: The measure's id.
        staff: From 1.
        onset: From the start of the measure, in quarter lengths.
        clef: Such as `G2`.
    """

    id: str | None
    measure: str
    staff: int
    onset: Fraction
    clef: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note of a chord.

    Attributes:
        id: The event's id.
        pitch: The written pitch, such as `F#4`.
        tie: Whether it is tied to the next note of this pitch.
        lyrics: Verses 1…, an empty text where a verse has none, without trailing empty ones.
    """

    id: str
    pitch: str
    tie: bool
    lyrics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A chord, a note or a rest in a voice.

    Attributes:
        onset: From the start of the measure, in quarter lengths.
        duration: What sounds, in quarter lengths, greater than 0.
        tuplet: Such as `3:2`, outermost first; None where it has none.
        notes: By ascending pitch; empty for a rest.
        rest: The rest event's id; None for notes and for a gap that was filled.
    """

    onset: Fraction
    duration: Fraction
    tuplet: str | None
    notes: tuple[Note, ...]
    rest: str | None


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of a staff in a measure, filled without gap or overlap from the measure's start to its end.

    Attributes:
        measure: The measure's id.
        staff: From 1.
        voice: From 1.
        items: By onset.
    """

    measure: str
    staff: int
    voice: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """A mixer strip: gain in dB (-60 to 12), pan from -1 (left) to 1 (right), mute, solo."""

    gain: float
    pan: float
    mute: bool
    solo: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part.

    Attributes:
        id: The part's id.
        name: Its name.
        abbreviation: Its short name; may be empty.
        instrument: The instrument's name as music21 knows it; may be empty.
        staves: How many staves it has, counting every staff that has a note.
        diatonic: Diatonic steps from written to sounding pitch.
        chromatic: Semitones from written to sounding pitch.
        clefs: By measure, staff, onset; every staff has one at the start.
        voices: By measure, staff, voice; voice 1 of every staff of every measure is there.
        mix: Its mixer strip.
    """

    id: str
    name: str
    abbreviation: str
    instrument: str
    staves: int
    diatonic: int
    chromatic: int
    clefs: tuple[Clef, ...]
    voices: tuple[Voice, ...]
    mix: Strip


@dataclass(frozen=True, slots=True)
class Problem:
    """Something of the document that the piece does not have as it was written.

    Attributes:
        code: `invalid`, `orphan`, `outside`, `overfull`, `double` or `overlap`.
        id: The entry's id; a root's name where it is about a root.
        message: Where and what, such as `events.n1: its measure is gone`.
    """

    code: str
    id: str
    message: str


@dataclass(frozen=True, slots=True)
class Piece:
    """The whole piece.

    Attributes:
        title: May be empty.
        composer: May be empty.
        measures: In order.
        tempi: By position; there is one at position 0.
        parts: In order.
        problems: In the order of the rules, then by id.
    """

    title: str
    composer: str
    measures: tuple[Measure, ...]
    tempi: tuple[Tempo, ...]
    parts: tuple[Part, ...]
    problems: tuple[Problem, ...]

    @property
    def duration(self) -> Fraction:
        """The length of the whole piece in quarter lengths."""
        return self.measures[-1].start + self.measures[-1].duration if self.measures else Fraction(0)


def piece_to_json(piece: Piece) -> dict[str, Any]:
    """The piece as plain JSON, rationals as texts such as `3/2`."""
    result: dict[str, Any] = _plain(piece)
    return result


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    slots = getattr(value, "__slots__", None)
    if slots is None:
        return value
    return {name: _plain(getattr(value, name)) for name in slots}
