import Fraction from 'fraction.js';

import type { Event } from '../../document';
import type { Bar } from './timeline';

/** A note's event and its id. */
export type Entry = readonly [id: string, event: Event];

/** Notes that begin and end together in a voice, or a rest: as long as it sounds, over bar lines too. */
export interface Strand {
  /** From the piece's beginning, in quarter lengths. */
  readonly position: Fraction;
  length: Fraction;
  /** The events of its beginning. */
  readonly events: readonly Entry[];
  /** The events of its further measures, which are no more than the end of a tie: by the id of what they go on with. */
  readonly further: Map<string, string[]>;
  /** Whether its last note is tied on, by the id of the event of its beginning. */
  readonly ties: Map<string, boolean>;
}

/** Fields of a note that hold for all of its tied values; the others are its beginning's. */
const THROUGHOUT = [
  ...['kind', 'part', 'staff', 'voice', 'measure', 'onset', 'duration', 'pitch', 'tie', 'tuplet'],
  ...['notehead', 'stem', 'cue', 'hidden', 'drum', 'string', 'fret'],
] as const;

/** The fields with which a note goes on after a bar line. */
export function continued(event: Event): Event {
  const kept = THROUGHOUT.filter((field) => event[field as keyof Event] !== undefined);
  return Object.fromEntries(kept.map((field) => [field, event[field as keyof Event]])) as never;
}

/** Whether an event is no more than the end of a tie. */
function isPlain(event: Event): boolean {
  return Object.keys(event).every((field) => (THROUGHOUT as readonly string[]).includes(field));
}

/**
 * Read the notes and rests of some measures as strands: chords, those tied over a bar line joined where all of their notes
 * are, so that they can be cut at other bar lines.
 *
 * @param joinsTuplets - Whether those in tuplets are joined, too: where a tuplet may be cut by a bar line.
 */
export function strandsOf(
  events: readonly Entry[],
  bars: readonly Bar[],
  joinsTuplets = true,
): Strand[] {
  const byId = new Map(bars.map((bar) => [bar.id, bar]));
  const chords = new Map<string, [Fraction, Entry[]]>();
  for (const entry of events) {
    const [, event] = entry;
    const bar = byId.get(event.measure);
    if (!bar || event.grace || (event.kind !== 'note' && event.kind !== 'rest')) {
      continue;
    }
    const key = [lineOf(event), event.kind, event.measure, event.onset, event.duration].join(' ');
    const chord = chords.get(key);
    if (chord) {
      chord[1].push(entry);
    } else {
      chords.set(key, [bar.start.add(event.onset), [entry]]);
    }
  }
  const inOrder = [...chords.values()].sort(([a], [b]) => a.compare(b));
  const open = new Map<string, Strand>();
  const strands: Strand[] = [];
  for (const [position, of] of inOrder) {
    const [, event] = of[0];
    const before = open.get(lineOf(event));
    if (before && (joinsTuplets || !event.tuplet) && goesOn(before, position, of)) {
      before.length = before.length.add(event.duration!);
      for (const [id, { pitch, tie }] of of) {
        const [first] = before.events.find(([, start]) => start.pitch === pitch)!;
        before.further.set(first, [...(before.further.get(first) ?? []), id]);
        before.ties.set(first, tie ?? false);
      }
      continue;
    }
    const strand: Strand = {
      position,
      length: new Fraction(event.duration!),
      events: of,
      further: new Map(),
      ties: new Map(of.map(([id, { tie }]) => [id, tie ?? false])),
    };
    open.set(lineOf(event), strand);
    strands.push(strand);
  }
  return strands;
}

function goesOn(before: Strand, position: Fraction, of: readonly Entry[]): boolean {
  const [, event] = of[0];
  const pitches = (entries: readonly Entry[]): string =>
    entries
      .map(([, { pitch }]) => pitch)
      .sort()
      .join(' ');
  return (
    event.kind === 'note' &&
    event.onset === '0' &&
    before.position.add(before.length).equals(position) &&
    [...before.ties.values()].every((tied) => tied) &&
    before.events[0][1].tuplet === event.tuplet &&
    pitches(before.events) === pitches(of) &&
    of.every(([, each]) => isPlain(each))
  );
}

/** The voice that an event is in. */
export function lineOf({ part, staff = 1, voice = 1 }: Event): string {
  return `${part} ${staff} ${voice}`;
}
