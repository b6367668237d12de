import Fraction from 'fraction.js';

import type { entries, Event } from '../../document';
import type { Desk } from './command';
import { stavesOf } from './selecting';
import { strandsOf, type Entry } from './strand';
import { text } from './draft';
import { gracesOf, type Slot, type SlotIndex } from '../music/slot';
import { tupletsAt } from '../music/tuplet';

/** A note, rest or mark of a clip. */
export interface Cut {
  /** The id that spans of the clip know it by. */
  readonly id: string;
  /** Its staff, counted from the clip's first. */
  readonly row: number;
  /** From the clip's beginning, in quarter lengths. */
  readonly at: string;
  /** Without its place; its duration is all that sounds, over bar lines too. */
  readonly fields: Omit<Event, 'part' | 'staff' | 'measure' | 'onset'>;
}

/** Music on its way from one place to another, of one piece or of two. */
export interface Clip {
  readonly antiphon: 'clip';
  /** In quarter lengths. */
  readonly length: string;
  /** For each staff, steps and semitones from written to sounding pitch. */
  readonly rows: readonly (readonly [diatonic: number, chromatic: number])[];
  readonly events: readonly Cut[];
  readonly spans: readonly entries.Span[];
}

const MARKS = ['dynamic', 'harmony', 'figures', 'text'];

/** Take a copy of what is selected; null where nothing is. */
export function copy(desk: Pick<Desk, 'document' | 'index' | 'selection'>): Clip | null {
  const { document, index, selection } = desk;
  const { parts, measures } = index.piece;
  const selected = [...new Set(selection.map((key) => index.find(key)))].filter(
    (slot) => slot !== undefined,
  );
  if (selected.length === 0) {
    return null;
  }
  const slots = withTuplets(index, selected);
  const position = (slot: Slot): Fraction => measures[slot.measure].start.add(slot.onset);
  const start = slots.map(position).reduce((a, b) => (a.lt(b) ? a : b));
  const end = slots
    .map((slot) => position(slot).add(slot.duration))
    .reduce((a, b) => (a.gt(b) ? a : b));
  const staves = stavesOf(index.piece);
  const used = slots.map((slot) =>
    staves.findIndex(({ part, staff }) => part === slot.part && staff === slot.staff),
  );
  const first = Math.min(...used);
  const last = Math.max(...used);
  const rowOf = ({ part, staff = 1 }: Event): number =>
    staves.findIndex((of) => parts[of.part].id === part && of.staff === staff) - first;

  const picked = new Set(selection);
  const chosen: Entry[] = slots.flatMap((slot): Entry[] => {
    const notes = slot.notes.filter(({ id }) => picked.has(id));
    const ids = slot.rest === null ? notes.map(({ id }) => id) : [slot.rest];
    return ids.length === 0 && slot.tuplet !== null
      ? [[slot.key, restFor(index, slot)]]
      : ids.map((id) => [id, document.events[id]]);
  });
  const events: Cut[] = [];
  const ends = new Map<string, string>();
  for (const strand of strandsOf(chosen, measures, false)) {
    for (const [id, event] of strand.events) {
      ends.set(id, id);
      strand.further.get(id)?.forEach((further) => ends.set(further, id));
      const fields = { ...placeless(event), duration: text(strand.length) };
      if (strand.ties.get(id)) {
        fields.tie = true;
      } else {
        delete fields.tie;
      }
      events.push({ id, row: rowOf(event), at: text(strand.position.sub(start)), fields });
    }
  }
  for (const slot of selected) {
    for (const { notes } of gracesOf(slot)) {
      for (const { id } of notes) {
        const event = document.events[id];
        ends.set(id, id);
        const at = text(measures[slot.measure].start.add(event.onset).sub(start));
        events.push({ id, row: rowOf(event), at, fields: placeless(event) });
      }
    }
  }
  const rows = new Set(used.map((staff) => staff - first));
  for (const [id, event] of Object.entries(document.events)) {
    const measure = MARKS.includes(event.kind) ? index.measureIndex(event.measure) : undefined;
    const row = measure === undefined ? -1 : rowOf(event);
    const at = measure === undefined ? end : measures[measure].start.add(event.onset);
    if (rows.has(row) && at.gte(start) && at.lt(end)) {
      events.push({ id, row, at: text(at.sub(start)), fields: placeless(event) });
    }
  }
  const spans = Object.values(document.spans).flatMap((span) => {
    const [from, to] = [ends.get(span.start), ends.get(span.end)];
    return from && to ? [{ ...span, start: from, end: to }] : [];
  });
  return {
    antiphon: 'clip',
    length: text(end.sub(start)),
    rows: staves.slice(first, last + 1).map(({ part }) => {
      const { diatonic, chromatic } = parts[part];
      return [diatonic, chromatic];
    }),
    events,
    spans,
  };
}

/** Slots, with all those of the tuplets that they are in: a part of a tuplet is not to be had. */
function withTuplets(index: SlotIndex, slots: readonly Slot[]): Slot[] {
  return [
    ...new Set(
      slots.flatMap((slot) => {
        const [tuplet] = tupletsAt(index.slots(slot, slot.measure), slot.onset);
        return tuplet?.slots ?? [slot];
      }),
    ),
  ];
}

/** The rest that stands in a clip for what is not taken of a tuplet. */
function restFor(index: SlotIndex, slot: Slot): Event {
  const { staff, voice, tuplet } = slot;
  return {
    kind: 'rest',
    part: index.piece.parts[slot.part].id,
    measure: index.measure(slot).id,
    onset: text(slot.onset),
    duration: text(slot.duration),
    ...(staff > 1 ? { staff } : {}),
    ...(voice > 1 ? { voice } : {}),
    ...(tuplet ? { tuplet } : {}),
  };
}

function placeless(event: Event): Cut['fields'] {
  const fields: Partial<Event> = { ...event };
  delete fields.part;
  delete fields.staff;
  delete fields.measure;
  delete fields.onset;
  return fields as Cut['fields'];
}

/** Read a clip from the clipboard's text; null where it is something else. */
export function readClip(words: string): Clip | null {
  try {
    const read = JSON.parse(words) as Partial<Clip> | null;
    const isClip =
      read?.antiphon === 'clip' &&
      new Fraction(read.length!).gt(0) &&
      Array.isArray(read.rows) &&
      Array.isArray(read.events) &&
      Array.isArray(read.spans) &&
      read.events.every((of: Cut) => of.id && new Fraction(of.at).gte(0) && of.row >= 0);
    return isClip ? (read as Clip) : null;
  } catch {
    return null;
  }
}
