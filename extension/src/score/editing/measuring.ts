import type Fraction from 'fraction.js';
import { generateNKeysBetween } from 'fractional-indexing';

import type { Changes, entries } from '../../document';
import type { Measuring } from './command';
import type { Draft } from './draft';
import type { Handlers } from './handlers';
import { changeLength, changeMeter } from './rebarring';
import { Ties } from '../music/tie';

/** Measures that come and go, and how long they are. */
export const MEASURING: Handlers<Measuring> = {
  'insert-measures': (draft, { count, after }) => insert(draft, count, after),
  'delete-measures': deleteMeasures,
  meter: (draft, { meter }) => changeMeter(draft, meter),
  'measure-length': (draft, { length }) => changeLength(draft, length),
};

/** What a first measure has of its own, or a measure takes over from one before it that goes. */
const FRAME = ['meter', 'meter_symbol', 'key', 'mode'] as const;

/** The positions of the measures that anything selected is in, in order; the first where nothing is. */
function selected(draft: Draft): number[] {
  const { measures } = draft.desk.index.piece;
  const found = [...new Set(draft.slots().map(({ measure }) => measure))].sort((a, b) => a - b);
  return found.length > 0 ? found : measures.length > 0 ? [0] : [];
}

function insert(draft: Draft, count: number, after: boolean): null {
  const { index, document } = draft.desk;
  const { measures } = index.piece;
  const here = selected(draft);
  if (here.length === 0) {
    return draft.appendMeasures(count);
  }
  const next = after ? here[here.length - 1] + 1 : here[0];
  if (next === measures.length) {
    return draft.appendMeasures(count);
  }
  const indexOf = (place: number): string | null => {
    const measure = measures[place] as (typeof measures)[number] | undefined;
    return measure ? document.measures[measure.id].index : null;
  };
  const ids = generateNKeysBetween(indexOf(next - 1), indexOf(next), count).map((key) => {
    const id = draft.desk.mint('m');
    draft.operations.push({ kind: 'put', root: 'measures', id, fields: { index: key } });
    return [id, key] as const;
  });
  if (next === 0) {
    moveBeginning(draft, measures[0].id, ...ids[0]);
  }
  return null;
}

/** What the piece begins with (meter, key, clefs, tempo) goes to a measure that is now the first. */
function moveBeginning(draft: Draft, from: string, to: string, index: string): void {
  const { events, measures } = draft.desk.document;
  const frame: Changes<'measures'> = {};
  for (const field of FRAME) {
    if (measures[from][field] !== undefined) {
      Object.assign(frame, { [field]: measures[from][field] });
    }
  }
  const none = Object.fromEntries(Object.keys(frame).map((field) => [field, undefined]));
  draft.operations.push(
    { kind: 'put', root: 'measures', id: to, fields: { index, ...frame } },
    { kind: 'change', root: 'measures', id: from, fields: none },
  );
  for (const [id, { kind, measure, onset }] of Object.entries(events)) {
    if (measure === from && onset === '0' && (kind === 'clef' || kind === 'tempo')) {
      draft.change(id, { measure: to });
    }
  }
}

/** Take the selected measures away with all that is in them; what they set for those after them stays in force. */
function deleteMeasures(draft: Draft): readonly string[] | null {
  const { index, document } = draft.desk;
  const { measures, sections } = index.piece;
  const doomed = draft.slots().length > 0 ? selected(draft) : [];
  if (doomed.length === 0) {
    return null;
  }
  const gone = new Set(doomed.map((place) => measures[place].id));
  const kept = measures.map((_, place) => place).filter((place) => !gone.has(measures[place].id));
  for (const id of gone) {
    draft.operations.push({ kind: 'remove', root: 'measures', id });
    if (document.locks[id]?.kind === 'measure') {
      draft.operations.push({ kind: 'remove', root: 'locks', id });
    }
  }
  const moved = keepInForce(draft, gone, kept);
  for (const [id, event] of Object.entries(document.events)) {
    if (gone.has(event.measure) && !moved.has(id)) {
      draft.remove(id);
    }
  }
  endTies(draft);
  for (const { id, measure, until } of sections) {
    const from = kept.find((place) => place >= index.measureIndex(measure)!);
    const to = [...kept].reverse().find((place) => place <= index.measureIndex(until)!);
    if (from === undefined || to === undefined || from > to) {
      draft.operations.push({ kind: 'remove', root: 'sections', id });
      for (const [passage, { section }] of Object.entries(document.form)) {
        if (section === id) {
          draft.operations.push({ kind: 'remove', root: 'form', id: passage });
        }
      }
      continue;
    }
    const fields: Changes<'sections'> = {};
    if (gone.has(measure)) {
      fields.measure = measures[from].id;
    }
    if (document.sections[id].until !== undefined && gone.has(until)) {
      fields.until = measures[to].id;
    }
    if (Object.keys(fields).length > 0) {
      draft.operations.push({ kind: 'change', root: 'sections', id, fields });
    }
  }
  const cursor = draft.cursor()!;
  const next = kept.find((place) => place > doomed[0]) ?? kept[kept.length - 1];
  const [slot] = next === undefined ? [] : index.slots({ ...cursor, voice: 1 }, next);
  return slot ? [slot.key] : [];
}

/**
 * Where measures go, let the measure after them begin with the meter, key, tempo and clefs that were in force there.
 *
 * @returns The ids of the events that were moved there.
 */
function keepInForce(
  draft: Draft,
  gone: ReadonlySet<string>,
  kept: readonly number[],
): Set<string> {
  const { index, document } = draft.desk;
  const { measures } = index.piece;
  const moved = new Set<string>();
  for (const place of kept) {
    if (place === 0 || !gone.has(measures[place - 1].id)) {
      continue;
    }
    const { id, meter, meter_symbol: symbol, key, mode } = measures[place];
    const own = document.measures[id];
    const before = measures[kept[kept.indexOf(place) - 1]] as (typeof measures)[number] | undefined;
    const fields: Changes<'measures'> = {};
    if (own.meter === undefined && meter !== (before?.meter ?? '4/4')) {
      fields.meter = meter;
      fields.meter_symbol = (symbol || undefined) as entries.Measure['meter_symbol'];
    }
    if (own.key === undefined && key !== (before?.key ?? 0)) {
      fields.key = key;
      fields.mode = mode as entries.Measure['mode'];
    }
    if (Object.keys(fields).length > 0) {
      draft.operations.push({ kind: 'change', root: 'measures', id, fields });
    }
    const from = before ? index.measureIndex(before.id)! + 1 : 0;
    for (const event of lastOf(draft, from, place)) {
      moved.add(event);
      draft.change(event, { measure: id, onset: '0' });
    }
  }
  return moved;
}

/** The ids of the last tempo mark, and of the last clef of each staff, of some measures, unless the next begins with another. */
function lastOf(draft: Draft, from: number, next: number): string[] {
  const { index, document } = draft.desk;
  const last = new Map<string, { id: string; at: Fraction }>();
  const { measures } = index.piece;
  const begins = new Set<string>();
  for (const [id, event] of Object.entries(document.events)) {
    const place = index.measureIndex(event.measure);
    if (place === undefined || (event.kind !== 'clef' && event.kind !== 'tempo')) {
      continue;
    }
    const what = [event.kind, event.part, event.staff ?? 1].join(' ');
    const at = measures[place].start.add(event.onset);
    if (place === next && event.onset === '0') {
      begins.add(what);
    }
    const known = last.get(what);
    if (place >= from && place < next && (!known || at.gt(known.at))) {
      last.set(what, { id, at });
    }
  }
  return [...last].filter(([what]) => !begins.has(what)).map(([, { id }]) => id);
}

/** A tie into what goes ends. */
function endTies(draft: Draft): void {
  const ties = new Ties(draft.desk.index);
  for (const slot of draft.desk.index.all()) {
    for (const { id, tie } of slot.notes) {
      const next = tie ? ties.after(id) : undefined;
      if (next && draft.isGone(next) && !draft.isGone(id)) {
        draft.change(id, { tie: undefined });
      }
    }
  }
}
