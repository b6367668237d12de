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
        meter_symbol: `common` or `cut` where the meter in force is drawn so, `none` where it is not drawn; may be empty.
        repeat_start: Whether a repeat begins here.
        repeat_end: How often what ends here is played in all; 0 where no repeat ends.
        ending: The times of the repeat that play it, such as `1,2`; empty where every time does.
        barline: At its end, such as `double`; empty for a common one.
        segno: Whether a segno stands at its beginning.
        coda: Whether a coda sign stands at its beginning.
        to_coda: Whether it leads to the coda.
        fine: Whether the piece may end here.
        jump: Such as `dal_segno_al_fine`; may be empty.
        rehearsal: A rehearsal mark; may be empty.
        layout_break: `system` or `page`, after it; may be empty.
    """

    id: str
    number: int
    start: Fraction
    duration: Fraction
    meter: str
    key: int
    mode: str
    meter_symbol: str = ""
    repeat_start: bool = False
    repeat_end: int = 0
    ending: str = ""
    barline: str = ""
    segno: bool = False
    coda: bool = False
    to_coda: bool = False
    fine: bool = False
    jump: str = ""
    rehearsal: str = ""
    layout_break: str = ""


@dataclass(frozen=True, slots=True)
class Tempo:
    """A tempo from a position on.

    Attributes:
        id: The event's id; None for the default.
        position: From the piece's beginning, in quarter lengths.
        bpm: Quarter notes a minute.
        text: Such as `Allegro`; may be empty.
        beat: The note value that the mark counts, in quarter lengths.
        gradual: Whether the tempo moves evenly from here to the next mark's.
    """

    id: str | None
    position: Fraction
    bpm: float
    text: str
    beat: Fraction = Fraction(1)
    gradual: bool = False


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
        let_ring: Whether it is tied to nothing.
        tie_end: Whether a tie ends at it that no note of its pitch begins.
        notehead: Such as `x`; empty for the common one.
        accidental: `shown`, `parenthesis` or `hidden`; empty where it is the engraver's choice.
        cue: Whether it is small and not played.
        hidden: Whether it is played and not drawn.
        fingering: May be empty.
        string: From 1, the highest; 0 where none is given.
        fret: None where none is given.
        drum: The id of its entry in the part's percussion map; None where it has none.
    """

    id: str
    pitch: str
    tie: bool
    lyrics: tuple[str, ...]
    let_ring: bool = False
    tie_end: bool = False
    notehead: str = ""
    accidental: str = ""
    cue: bool = False
    hidden: bool = False
    fingering: str = ""
    string: int = 0
    fret: int | None = None
    drum: str | None = None


@dataclass(frozen=True, slots=True)
class Grace:
    """A grace note, or a chord of them.

    Attributes:
        kind: `acciaccatura`, `appoggiatura` or `after`.
        duration: As it is written, in quarter lengths; it takes no time of its own.
        notes: By ascending pitch.
        marks: Articulations and ornaments, as in `Item.marks`.
    """

    kind: str
    duration: Fraction
    notes: tuple[Note, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A chord, a note or a rest in a voice.

    Attributes:
        onset: From the start of the measure, in quarter lengths.
        duration: What sounds, in quarter lengths, greater than 0.
        tuplet: Such as `3:2`, outermost first; None where it has none.
        notes: By ascending pitch; empty for a rest.
        rest: The rest event's id; None for notes and for a gap that was filled.
        graces: The grace notes before it (`after`: before its end), in order.
        marks: Its articulations and ornaments, such as `staccato`, in the schema's order.
        tremolo: Strokes through its stem; 0 for none.
        arpeggio: `up`, `down`, `plain` or `bracket`; may be empty.
        fermata: `normal`, `angled` or `square`; may be empty.
        stem: `up`, `down` or `none`; empty where it is the engraver's choice.
        cue: rests: whether it is small.
        hidden: rests: whether it is not drawn.
    """

    onset: Fraction
    duration: Fraction
    tuplet: str | None
    notes: tuple[Note, ...]
    rest: str | None
    graces: tuple[Grace, ...] = ()
    marks: tuple[str, ...] = ()
    tremolo: int = 0
    arpeggio: str = ""
    fermata: str = ""
    stem: str = ""
    cue: bool = False
    hidden: bool = False


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
class Mark:
    """Something that stands at a place of a staff.

    Attributes:
        id: The event's id.
        kind: `dynamic`, `harmony`, `figures` or `text`.
        measure: The measure's id.
        staff: From 1.
        onset: From the start of the measure, in quarter lengths.
        text: The words, the chord symbol, the figures, or the dynamic, such as `mf`.
        placement: `above` or `below`; empty where it is the engraver's choice.
        style: text: `plain`, `italic` or `bold`.
        duration: figures: how long they hold, in quarter lengths; None where that is not given.
    """

    id: str
    kind: str
    measure: str
    staff: int
    onset: Fraction
    text: str
    placement: str = ""
    style: str = "plain"
    duration: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Something that reaches from one note or rest of a part to another.

    Attributes:
        id: The span's id.
        kind: Such as `slur` or `crescendo`.
        start: The id of the note or rest it begins at; it is not after `end`.
        end: The id of the note or rest it ends at.
        shift: ottava: such as `8va`; otherwise empty.
        strokes: tremolo: how many; otherwise 0.
        text: May be empty.
        style: `solid`, `dashed`, `dotted` or `wavy`.
        placement: `above` or `below`; empty where it is the engraver's choice.
    """

    id: str
    kind: str
    start: str
    end: str
    shift: str = ""
    strokes: int = 0
    text: str = ""
    style: str = "solid"
    placement: str = ""


@dataclass(frozen=True, slots=True)
class Drum:
    """An instrument of a percussion map.

    Attributes:
        id: Its id.
        name: Such as `Snare drum`.
        pitch: Where it is drawn, as if in a G2 clef.
        key: Its key in General MIDI's percussion map, 0 to 127.
        notehead: Such as `x`; empty for the common one.
        stem: `up` or `down`; empty where it is the engraver's choice.
    """

    id: str
    name: str
    pitch: str
    key: int
    notehead: str = ""
    stem: str = ""


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
        group: The name of the group it is bracketed with; may be empty.
        bracket: `brace`, `bracket` or `line`.
        lines: Lines of each staff.
        tuning: The open strings of a tablature, lowest first.
        drums: Its percussion map, by id.
        marks: Dynamics, chord symbols, figures and words, by measure, staff, onset, kind, id.
        spans: Slurs, hairpins and so on, by start, then id.
        fifths: Sharps (positive) or flats (negative) that its key signature has beyond the piece's.
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
    group: str = ""
    bracket: str = "bracket"
    lines: int = 5
    tuning: tuple[str, ...] = ()
    drums: tuple[Drum, ...] = ()
    marks: tuple[Mark, ...] = ()
    spans: tuple[Span, ...] = ()
    fifths: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of measures with a name.

    Attributes:
        id: The section's id.
        name: Its name.
        measure: The id of its first measure.
        until: The id of its last measure; it is not before `measure`.
        colour: 1 to 8; 0 where it has none.
    """

    id: str
    name: str
    measure: str
    until: str
    colour: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the form: a section, played once or more.

    Attributes:
        id: The entry's id.
        section: The section's id.
        times: How often, from 1.
    """

    id: str
    section: str
    times: int = 1


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
        subtitle: May be empty.
        lyricist: May be empty.
        arranger: May be empty.
        copyright: May be empty.
        dedication: May be empty.
        swing: Where the second eighth of a beat sounds, as a share of the beat: 0.5 (straight) to 0.75.
        sections: By the place of their first measure, then id.
        form: The order in which sections are played; empty where the piece is played as it is written.
    """

    title: str
    composer: str
    measures: tuple[Measure, ...]
    tempi: tuple[Tempo, ...]
    parts: tuple[Part, ...]
    problems: tuple[Problem, ...]
    subtitle: str = ""
    lyricist: str = ""
    arranger: str = ""
    copyright: str = ""
    dedication: str = ""
    swing: float = 0.5
    sections: tuple[Section, ...] = ()
    form: tuple[Passage, ...] = ()

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
