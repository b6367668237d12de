/** The piece: the immutable reading of a document that everything downstream works on. */
import type Fraction from 'fraction.js';

export interface Measure {
  readonly id: string;
  /** From 1; 0 for a pick-up that comes first. */
  readonly number: number;
  /** From the piece's beginning, in quarter lengths. */
  readonly start: Fraction;
  /** In quarter lengths, greater than 0. */
  readonly duration: Fraction;
  /** The meter in force, such as `3/4`. */
  readonly meter: string;
  /** The concert key in force: sharps (positive) or flats (negative). */
  readonly key: number;
  readonly mode: string;
  /** `common` or `cut` where the meter in force is drawn so, `none` where it is not; may be empty. */
  readonly meter_symbol: string;
  readonly repeat_start: boolean;
  /** How often what ends here is played in all; 0 where no repeat ends. */
  readonly repeat_end: number;
  /** The times of the repeat that play it, such as `1,2`; empty where every time does. */
  readonly ending: string;
  /** At its end, such as `double`; empty for a common one. */
  readonly barline: string;
  readonly segno: boolean;
  readonly coda: boolean;
  readonly to_coda: boolean;
  readonly fine: boolean;
  /** Such as `dal_segno_al_fine`; may be empty. */
  readonly jump: string;
  /** A rehearsal mark; may be empty. */
  readonly rehearsal: string;
  /** `system` or `page`, after it; may be empty. */
  readonly layout_break: string;
}

export interface Tempo {
  /** The event's id; null for the default. */
  readonly id: string | null;
  /** From the piece's beginning, in quarter lengths. */
  readonly position: Fraction;
  /** Quarter notes a minute. */
  readonly bpm: number;
  readonly text: string;
  /** The note value that the mark counts, in quarter lengths. */
  readonly beat: Fraction;
  /** Whether the tempo moves evenly from here to the next mark's. */
  readonly gradual: boolean;
}

export interface Clef {
  /** The event's id; null for the default. */
  readonly id: string | null;
  readonly measure: string;
  readonly staff: number;
  /** From the start of the measure, in quarter lengths. */
  readonly onset: Fraction;
  readonly clef: string;
}

export interface Note {
  readonly id: string;
  /** The written pitch, such as `F#4`. */
  readonly pitch: string;
  /** Whether it is tied to the next note of this pitch. */
  readonly tie: boolean;
  /** Verses 1…, an empty text where a verse has none, without trailing empty ones. */
  readonly lyrics: readonly string[];
  /** Whether it is tied to nothing. */
  readonly let_ring: boolean;
  /** Whether a tie ends at it that no note of its pitch begins. */
  readonly tie_end: boolean;
  /** Such as `x`; empty for the common one. */
  readonly notehead: string;
  /** `shown`, `parenthesis` or `hidden`; empty where it is the engraver's choice. */
  readonly accidental: string;
  /** Whether it is small and not played. */
  readonly cue: boolean;
  /** Whether it is played and not drawn. */
  readonly hidden: boolean;
  readonly fingering: string;
  /** From 1, the highest; 0 where none is given. */
  readonly string: number;
  /** Null where none is given. */
  readonly fret: number | null;
  /** The id of its entry in the part's percussion map; null where it has none. */
  readonly drum: string | null;
}

/** A grace note, or a chord of them. */
export interface Grace {
  /** `acciaccatura`, `appoggiatura` or `after`. */
  readonly kind: string;
  /** As it is written, in quarter lengths; it takes no time of its own. */
  readonly duration: Fraction;
  /** By ascending pitch. */
  readonly notes: readonly Note[];
  /** Articulations and ornaments, as in `Item.marks`. */
  readonly marks: readonly string[];
}

/** A chord, a note or a rest in a voice. */
export interface Item {
  /** From the start of the measure, in quarter lengths. */
  readonly onset: Fraction;
  /** What sounds, in quarter lengths, greater than 0. */
  readonly duration: Fraction;
  /** Such as `3:2`, outermost first. */
  readonly tuplet: string | null;
  /** By ascending pitch; empty for a rest. */
  readonly notes: readonly Note[];
  /** The rest event's id; null for notes and for a gap that was filled. */
  readonly rest: string | null;
  /** The grace notes before it (`after`: before its end), in order. */
  readonly graces: readonly Grace[];
  /** Its articulations and ornaments, such as `staccato`, in the schema's order. */
  readonly marks: readonly string[];
  /** Strokes through its stem; 0 for none. */
  readonly tremolo: number;
  /** `up`, `down`, `plain` or `bracket`; may be empty. */
  readonly arpeggio: string;
  /** `normal`, `angled` or `square`; may be empty. */
  readonly fermata: string;
  /** `up`, `down` or `none`; empty where it is the engraver's choice. */
  readonly stem: string;
  /** Rests: whether it is small. */
  readonly cue: boolean;
  /** Rests: whether it is not drawn. */
  readonly hidden: boolean;
}

/** A voice of a staff in a measure, filled without gap or overlap from the measure's start to its end. */
export interface Voice {
  readonly measure: string;
  readonly staff: number;
  /** From 1; above 8 where more notes overlap than there are voices. */
  readonly voice: number;
  readonly items: readonly Item[];
}

/** A mixer strip. */
export interface Strip {
  /** In dB, -60 to 12. */
  readonly gain: number;
  /** From -1 (left) to 1 (right). */
  readonly pan: number;
  readonly mute: boolean;
  readonly solo: boolean;
}

/** Something that stands at a place of a staff. */
export interface Mark {
  readonly id: string;
  readonly kind: 'dynamic' | 'harmony' | 'figures' | 'text';
  readonly measure: string;
  readonly staff: number;
  /** From the start of the measure, in quarter lengths. */
  readonly onset: Fraction;
  /** The words, the chord symbol, the figures, or the dynamic, such as `mf`. */
  readonly text: string;
  /** `above` or `below`; empty where it is the engraver's choice. */
  readonly placement: string;
  /** Text: `plain`, `italic` or `bold`. */
  readonly style: string;
  /** Figures: how long they hold, in quarter lengths; null where that is not given. */
  readonly duration: Fraction | null;
}

/** Something that reaches from one note or rest of a part to another. */
export interface Span {
  readonly id: string;
  /** Such as `slur` or `crescendo`. */
  readonly kind: string;
  /** The id of the note or rest it begins at; it is not after `end`. */
  readonly start: string;
  readonly end: string;
  /** Ottava: such as `8va`; otherwise empty. */
  readonly shift: string;
  /** Tremolo: how many; otherwise 0. */
  readonly strokes: number;
  readonly text: string;
  /** `solid`, `dashed`, `dotted` or `wavy`. */
  readonly style: string;
  /** `above` or `below`; empty where it is the engraver's choice. */
  readonly placement: string;
}

/** An instrument of a percussion map. */
export interface Drum {
  readonly id: string;
  readonly name: string;
  /** Where it is drawn, as if in a G2 clef. */
  readonly pitch: string;
  /** Its key in General MIDI's percussion map, 0 to 127. */
  readonly key: number;
  /** Such as `x`; empty for the common one. */
  readonly notehead: string;
  /** `up` or `down`; empty where it is the engraver's choice. */
  readonly stem: string;
}

export interface Part {
  readonly id: string;
  readonly name: string;
  readonly abbreviation: string;
  /** The instrument's name as music21 knows it; may be empty. */
  readonly instrument: string;
  /** How many staves it has, counting every staff that has a note. */
  readonly staves: number;
  /** Diatonic steps from written to sounding pitch. */
  readonly diatonic: number;
  /** Semitones from written to sounding pitch. */
  readonly chromatic: number;
  /** Sharps (positive) or flats (negative) that its key signature has beyond the piece's. */
  readonly fifths: number;
  /** By measure, staff, onset; every staff has one at the start. */
  readonly clefs: readonly Clef[];
  /** By measure, staff, voice; voice 1 of every staff of every measure is there. */
  readonly voices: readonly Voice[];
  readonly mix: Strip;
  /** The name of the group it is bracketed with; may be empty. */
  readonly group: string;
  /** `brace`, `bracket` or `line`. */
  readonly bracket: string;
  /** Lines of each staff. */
  readonly lines: number;
  /** The open strings of a tablature, lowest first. */
  readonly tuning: readonly string[];
  /** Its percussion map, by id. */
  readonly drums: readonly Drum[];
  /** Dynamics, chord symbols, figures and words, by measure, staff, onset, kind, id. */
  readonly marks: readonly Mark[];
  /** Slurs, hairpins and so on, by start, then id. */
  readonly spans: readonly Span[];
}

/** A stretch of measures with a name. */
export interface Section {
  readonly id: string;
  readonly name: string;
  /** The id of its first measure. */
  readonly measure: string;
  /** The id of its last measure; it is not before `measure`. */
  readonly until: string;
  /** 1 to 8; 0 where it has none. */
  readonly colour: number;
}

/** A place in the form: a section, played once or more. */
export interface Passage {
  readonly id: string;
  readonly section: string;
  readonly times: number;
}

export type ProblemCode = 'invalid' | 'orphan' | 'outside' | 'overfull' | 'double' | 'overlap';

/** Something of the document that the piece does not have as it was written. */
export interface Problem {
  readonly code: ProblemCode;
  /** The entry's id; a root's name where it is about a root. */
  readonly id: string;
  /** Where and what, such as `events.n1: its measure is gone, left out`. */
  readonly message: string;
}

export interface Piece {
  readonly title: string;
  readonly composer: string;
  readonly measures: readonly Measure[];
  /** By position; there is one at position 0. */
  readonly tempi: readonly Tempo[];
  readonly parts: readonly Part[];
  /** In the order of the rules, then by id. */
  readonly problems: readonly Problem[];
  readonly subtitle: string;
  readonly lyricist: string;
  readonly arranger: string;
  readonly copyright: string;
  readonly dedication: string;
  /** Where the second eighth of a beat sounds, as a share of the beat: 0.5 (straight) to 0.75. */
  readonly swing: number;
  /** By the place of their first measure, then id. */
  readonly sections: readonly Section[];
  /** The order in which sections are played; empty where the piece is played as it is written. */
  readonly form: readonly Passage[];
}
