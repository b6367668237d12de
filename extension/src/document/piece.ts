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
}

export interface Tempo {
  /** The event's id; null for the default. */
  readonly id: string | null;
  /** From the piece's beginning, in quarter lengths. */
  readonly position: Fraction;
  /** Quarter notes a minute. */
  readonly bpm: number;
  readonly text: string;
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
  /** By measure, staff, onset; every staff has one at the start. */
  readonly clefs: readonly Clef[];
  /** By measure, staff, voice; voice 1 of every staff of every measure is there. */
  readonly voices: readonly Voice[];
  readonly mix: Strip;
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
}
