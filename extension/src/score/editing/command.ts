import type Fraction from 'fraction.js';

import type { Changes, Document, entries, Kinds, Root } from '../../document';
import type { Instrument } from '../music/instruments';
import type { MarkCommand } from './markings';
import type { SignCommand } from './signing';
import type { WordsCommand } from './words';
import type { Pitch } from '../music/pitch';
import type { Written } from '../music/quantise';
import type { Line, SlotIndex } from '../music/slot';

/** One change to the document. */
export type Operation =
  | { [R in Root]: { kind: 'put'; root: R; id: string; fields: Kinds[R] } }[Root]
  | { [R in Root]: { kind: 'change'; root: R; id: string; fields: Changes<R> } }[Root]
  | { kind: 'remove'; root: Root; id: string };

/** What the next note will be. */
export interface Entry {
  /** Written length in quarter lengths, dots included. */
  readonly length: Fraction;
  /** The voice that notes are entered in, from 1. */
  readonly voice: number;
}

/**
 * What a person can ask for; positions are those of `piece.parts` and `piece.measures`. The handlers of a group are in
 * the module of that name.
 */
export type Command = Entering | Pitching | Lengthening | Framing | Marking | Playing;

/** See `markings.ts`, `signing.ts` and `words.ts`. */
export type Marking = MarkCommand | SignCommand | WordsCommand;

/** See `entering.ts`. */
export type Entering =
  /** Enter the pitch of a letter (step 0 is C) after the selected note, in place of the selected rest, or onto its chord. */
  | { kind: 'enter'; step: number; chord?: boolean }
  | { kind: 'rest' }
  | { kind: 'place'; line: Line; measure: number; onset: Fraction; pitch: Pitch }
  | { kind: 'delete' };

/** See `pitching.ts`. */
export type Pitching =
  | { kind: 'steps'; by: number }
  | { kind: 'octaves'; by: number }
  | { kind: 'semitones'; by: number }
  /** Raise or lower the accidental, the note's line or space kept. */
  | { kind: 'bend'; by: number };

/** See `lengthening.ts`. */
export type Lengthening =
  { kind: 'length'; length: Fraction } | { kind: 'tie' } | { kind: 'triplet' };

/** See `framing.ts`. */
export type Framing =
  | { kind: 'measures'; count: number }
  | { kind: 'part'; name: string; instrument: Instrument }
  /** From the selected measure on. */
  | { kind: 'meter'; meter: string }
  | { kind: 'key'; fifths: number; mode: Mode }
  | { kind: 'tempo'; bpm: number; text: string };

/** See `playing.ts`. */
export type Playing =
  /** Enter keys that were played together, as `enter` does. */
  | { kind: 'keys'; keys: readonly Played[]; chord?: boolean }
  /** Write what was played in time. */
  | { kind: 'take'; line: Line; take: readonly Written[] };

/** A key as it sounds, by its MIDI number, and where it was played on a fretted instrument. */
export interface Played {
  readonly key: number;
  /** From 1, the highest. */
  readonly string?: number;
  readonly fret?: number;
}

export type Mode = NonNullable<entries.Measure['mode']>;

/** What the commands need to know beside the piece. */
export interface Desk {
  /** The document that the piece is the reading of, for what a reading leaves out. */
  readonly document: Document;
  readonly index: SlotIndex;
  /** Ids of the selected notes and rests, keys of selected gaps; the last is where entering goes on. */
  readonly selection: readonly string[];
  readonly entry: Entry;
  readonly mint: (prefix: string) => string;
}

/** What a command comes to: changes to the document, and what is selected afterwards. */
export interface Result {
  readonly operations: readonly Operation[];
  readonly selection: readonly string[];
  /** Why nothing came of it; absent where something did. */
  readonly refused?: string;
}

/** A moment in a voice. */
export interface Place extends Line {
  readonly measure: number;
  readonly onset: Fraction;
}
