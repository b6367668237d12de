import type Fraction from 'fraction.js';

import type { Changes, Document, entries, Event, Kinds, Root } from '../../document';
import type { Clip } from './clip';
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
  /** Whether notes are being entered: what is asked for is of the next note rather than of the selected ones. */
  readonly entering?: boolean;
}

/**
 * What a person can ask for; positions are those of `piece.parts` and `piece.measures`. The handlers of a group are in
 * the module of that name.
 */
export type Command =
  Entering | Pitching | Lengthening | Framing | Measuring | Pasting | Marking | Playing;

/** See `markings.ts`, `signing.ts` and `words.ts`. */
export type Marking = MarkCommand | SignCommand | WordsCommand;

/** See `entering.ts`. */
export type Entering =
  /**
   * Enter the pitch of a letter (step 0 is C) after the selected note, in place of the selected rest, or above its chord;
   * where a grace note is selected, that becomes its pitch.
   */
  | { kind: 'enter'; step: number; chord?: boolean }
  /** Add to each selected chord what is so many steps above its top (negative: below its bottom). */
  | { kind: 'interval'; by: number }
  | { kind: 'rest' }
  | { kind: 'place'; line: Line; measure: number; onset: Fraction; pitch: Pitch }
  /** A grace note beside each selected note, of its pitch. */
  | { kind: 'grace'; grace: GraceKind }
  /** Move the selected notes to a voice, where nothing sounds in it. */
  | { kind: 'voice'; voice: number }
  | { kind: 'delete' };

export type GraceKind = NonNullable<Event['grace']>;

/** See `pitching.ts`. */
export type Pitching =
  | { kind: 'steps'; by: number }
  | { kind: 'octaves'; by: number }
  | { kind: 'semitones'; by: number }
  /** Raise or lower the accidental, the note's line or space kept. */
  | { kind: 'bend'; by: number }
  /** The next spelling of the same sound; `key`: as the key has it. */
  | { kind: 'respell'; key?: boolean }
  /** By an interval of so many steps and semitones; chord symbols too, and `keys`: the key signatures of these measures. */
  | { kind: 'transpose'; steps: number; semitones: number; keys?: boolean };

/** See `lengthening.ts`. */
export type Lengthening =
  | { kind: 'length'; length: Fraction }
  | { kind: 'tie' }
  /** Divide the selected note or rest by `actual`; `normal` is what fits where it is absent. */
  | { kind: 'tuplet'; actual: number; normal?: number };

/** See `framing.ts`. */
export type Framing =
  | { kind: 'measures'; count: number }
  | { kind: 'part'; name: string; instrument: Instrument }
  /** From the selected measure on. */
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

/** See `measuring.ts` and `rebarring.ts`. */
export type Measuring =
  /** Empty measures before the first selected one, or after the last. */
  | { kind: 'insert-measures'; count: number; after: boolean }
  | { kind: 'delete-measures' }
  /** From the selected measure on, as far as this meter goes; the music stays, barred anew. */
  | { kind: 'meter'; meter: string }
  /** The actual length of the selected measure, such as a pick-up's; null is the meter's. */
  | { kind: 'measure-length'; length: Fraction | null };

/** See `pasting.ts`. */
export type Pasting =
  | { kind: 'paste'; clip: Clip }
  /** After what is selected. */
  | { kind: 'repeat'; clip: Clip };

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
