/** The notes of events, and what the notes of a chord say together. */
import type Fraction from 'fraction.js';

import { schema, type Event } from '../generated/schema';
import type { Note } from './piece';

/** A note or a rest (without a note) of a voice, within its measure. */
export interface Sound {
  id: string;
  onset: Fraction;
  duration: Fraction;
  note: Note | null;
  event: Event;
}

/** The articulations and ornaments, in the schema's order. */
export const MARKS: readonly string[] = Object.entries(
  schema.$defs.Event.properties as Record<string, { description?: string }>,
)
  .filter(([, { description = '' }]) => /^note: (articulation|ornament)/.test(description))
  .map(([field]) => field);

const IS_MARK: ReadonlySet<string> = new Set(MARKS);

const VERSES = [1, 2, 3, 4, 5, 6, 7, 8].map((verse) => `lyric${verse}` as 'lyric1');

const STEPS = 'CDEFGAB';

/**
 * The note of an event that has a pitch.
 *
 * @param drums The percussion map of its part.
 */
export function note(id: string, event: Event, drums: ReadonlyMap<string, unknown>): Note {
  const { drum = '' } = event;
  return {
    id,
    pitch: event.pitch!,
    tie: event.tie ?? false,
    lyrics: lyrics(event),
    let_ring: event.let_ring ?? false,
    tie_end: event.tie_end ?? false,
    notehead: event.notehead ?? '',
    accidental: event.accidental ?? '',
    cue: event.cue ?? false,
    hidden: event.hidden ?? false,
    fingering: event.fingering ?? '',
    string: event.string ?? 0,
    fret: event.fret ?? null,
    drum: drums.has(drum) ? drum : null,
  };
}

function lyrics(event: Event): string[] {
  const verses = VERSES.map((verse) => event[verse] ?? '');
  while (verses.length && !verses.at(-1)) {
    verses.pop();
  }
  return verses;
}

/** The articulations and ornaments of the notes of a chord together. */
export function marks(sounds: readonly Sound[]): string[] {
  const found = sounds.flatMap(({ event }) =>
    Object.keys(event).filter((field) => IS_MARK.has(field) && event[field as keyof Event]),
  );
  return found.length ? MARKS.filter((mark) => found.includes(mark)) : found;
}

/** A field's value of the first sound that has it. */
export function first<F extends keyof Event>(
  sounds: readonly Sound[],
  field: F,
): Event[F] | undefined {
  return sounds.find(({ event }) => event[field] !== undefined)?.event[field];
}

/** The notes of sounds, by staff position, then by accidental, then in the order given. */
export function ascending(sounds: readonly Sound[]): Note[] {
  return sounds
    .flatMap(({ note: each }) => (each ? [each] : []))
    .sort((a, b) => height(a) - height(b));
}

function height({ pitch }: Note): number {
  const alter = (pitch.length - 2) * (pitch[1] === 'b' ? -1 : 1);
  return (Number(pitch.at(-1)) * 7 + STEPS.indexOf(pitch[0])) * 5 + alter;
}
