import type Fraction from 'fraction.js';

import type { Lengthening, Place } from './command';
import { type Draft, idsOf, text } from './draft';
import { after } from './entering';
import type { Handlers } from './handlers';
import { ratio, valueOf } from '../music/duration';
import { parsePitch } from '../music/pitch';
import type { Slot } from '../music/slot';
import { tupletsAt } from '../music/tuplet';

/** The lengths of the selected notes and rests: values, ties, tuplets. */
export const LENGTHENING: Handlers<Lengthening> = {
  length: (draft, { length }) => lengthen(draft, length),
  tie,
  tuplet: (draft, { actual, normal }) => divide(draft, actual, normal ?? null),
};

/** Give the selected notes and rests another length; a rest of the document's stands where a gap was. */
function lengthen(draft: Draft, length: Fraction): readonly string[] | null {
  let after: string[] | null = null;
  for (const { note } of draft.graces()) {
    draft.change(note.id, { duration: text(length) });
  }
  const ends = new Map<string, Fraction>();
  for (const slot of draft.slots().sort(inTime)) {
    const room = roomAt(draft, slot);
    const wanted = length.div(ratio(slot.tuplet));
    const duration = wanted.lt(room) ? wanted : room;
    const ids = idsOf(slot);
    const line = [slot.part, slot.staff, slot.voice, slot.measure].join(' ');
    const isWrittenOver = ends.get(line)?.gt(slot.onset) ?? false;
    if (isWrittenOver || ids.some((id) => draft.isGone(id))) {
      continue;
    }
    ends.set(line, slot.onset.add(duration));
    draft.clear(slot, duration, new Set(ids));
    const tuplet = filled(draft, slot, duration);
    if (ids.length === 0) {
      after = [draft.putRest(slot, duration, tuplet)];
    }
    const fields = tuplet === slot.tuplet ? {} : { tuplet: tuplet ?? undefined };
    ids.forEach((id) => draft.change(id, { duration: text(duration), ...fields }));
    const left = slot.duration.sub(duration);
    if (slot.tuplet !== null && left.gt(0)) {
      draft.putRest({ ...slot, onset: slot.onset.add(duration) }, left, slot.tuplet);
    }
  }
  return after;
}

function inTime(a: Slot, b: Slot): number {
  return a.measure - b.measure || a.onset.compare(b.onset);
}

/** How long something may be at a place: to the end of its tuplet, else of its measure. */
function roomAt(draft: Draft, place: Place): Fraction {
  return draft.tupletRoom(place) ?? draft.duration(place.measure).sub(place.onset);
}

/** The tuplet that a slot is in once it has another length: one level less where it fills a tuplet alone. */
function filled(draft: Draft, slot: Slot, duration: Fraction): string | null {
  const within = tupletsAt(draft.desk.index.slots(slot, slot.measure), slot.onset);
  const inner = within[within.length - 1];
  if (!inner?.from.equals(slot.onset) || !inner.to.equals(slot.onset.add(duration))) {
    return slot.tuplet;
  }
  return slot.tuplet!.split(' ').slice(0, -1).join(' ') || null;
}

/** Tie the selected notes to the next, or not; while notes are entered, go on with the same notes, tied. */
function tie(draft: Draft): readonly string[] | null {
  const slot = draft.cursor();
  if (draft.desk.entry.entering && slot && draft.notes().length > 0) {
    const place = after(draft, slot);
    const isFree = !draft.desk.index.at(place, place.measure, place.onset)?.notes.length;
    if (isFree) {
      slot.notes.forEach(({ id }) => draft.change(id, { tie: true }));
      return draft.fill(
        place,
        slot.notes.map((note) => parsePitch(note.pitch)),
        draft.tupletAt(place),
      );
    }
  }
  for (const { note } of draft.notes()) {
    draft.change(note.id, { tie: note.tie ? undefined : true });
  }
  return null;
}

/**
 * Divide into a tuplet: while notes are entered, as much of what comes next as the next note is long, to be filled; else
 * the selected note or rest, which keeps the first of its parts, rests the others.
 */
function divide(draft: Draft, actual: number, asked: number | null): readonly string[] | null {
  const slot = draft.cursor();
  if (!slot) {
    return null;
  }
  const { entry } = draft.desk;
  const isNext = (entry.entering ?? false) && draft.graces().length === 0;
  const place: Place = isNext ? after(draft, slot) : slot;
  const outer = isNext ? draft.tupletAt(place) : slot.tuplet;
  const room = roomAt(draft, place);
  const wanted = isNext ? entry.length.div(ratio(outer)) : slot.duration;
  const whole = wanted.lt(room) ? wanted : room;
  const normal = asked ?? normalOf(actual, whole.mul(ratio(outer)));
  if (normal === null || !valueOf(whole.mul(ratio(outer)).div(normal)) || depth(outer) > 2) {
    return null;
  }
  const tuplet = [outer, `${actual}:${normal}`].filter((level) => level).join(' ');
  const part = whole.div(actual);
  const ids = isNext ? [] : idsOf(slot);
  if (isNext) {
    draft.clear(place, whole);
  }
  ids.forEach((id) => draft.change(id, { duration: text(part), tuplet, tie: undefined }));
  const rests: string[] = [];
  for (let step = ids.length > 0 ? 1 : 0; step < actual; step++) {
    const at = { ...place, onset: place.onset.add(part.mul(step)) };
    rests.push(draft.putRest(at, part, tuplet));
  }
  return ids.length > 0 ? null : [rests[0]];
}

function depth(tuplet: string | null): number {
  return tuplet ? tuplet.split(' ').length : 0;
}

/**
 * In the time of how many equal values a tuplet's notes stand: of those that divide its written length into plain values
 * the next below their number (a duplet's: 3), where there is none any that a single value has.
 */
function normalOf(actual: number, written: Fraction): number | null {
  const below = [8, 6, 4, 3, 2].filter((normal) => normal < actual);
  const candidates = actual === 2 ? [3] : below;
  const plain = candidates.find((normal) => valueOf(written.div(normal))?.dots === 0);
  return plain ?? (actual === 3 ? 2 : null);
}
