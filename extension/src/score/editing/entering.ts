import Fraction from 'fraction.js';
import { generateKeyBetween } from 'fractional-indexing';

import type { Entering, GraceKind, Place } from './command';
import { type Draft, idsOf, text } from './draft';
import type { Handlers } from './handlers';
import * as pitch from '../music/pitch';
import type { Pitch } from '../music/pitch';
import { gracesOf, type Slot, type SlotIndex } from '../music/slot';
import { tupletsAt } from '../music/tuplet';

/** Notes and rests: how they come, and how they go. */
export const ENTERING: Handlers<Entering> = {
  enter: (draft, { step, chord }) => enter(draft, step, chord ?? false),
  rest: enterRest,
  place: (draft, { line, measure, onset, pitch: of }) => {
    const place = { ...line, measure, onset };
    return draft.fill(place, [of], draft.tupletAt(place));
  },
  interval: (draft, { by }) => addInterval(draft, by),
  grace: (draft, { grace }) => addGrace(draft, grace),
  voice: (draft, { voice }) => moveToVoice(draft, voice),
  delete: deleteSelected,
};

function enter(draft: Draft, step: number, chord: boolean): readonly string[] | null {
  const slot = draft.cursor();
  if (!slot) {
    return null;
  }
  const fifths = draft.desk.index.keyAt(slot.part, slot.measure);
  const grace = draft.graces().pop();
  if (grace) {
    const near = pitch.nearest(step, pitch.parsePitch(grace.note.pitch), fifths);
    draft.change(grace.note.id, { pitch: pitch.formatPitch(near) });
    return null;
  }
  if (chord && slot.notes.length > 0) {
    return addToChord(draft, slot, above(step, pitchNear(draft, slot), fifths));
  }
  const near = pitch.nearest(step, pitchNear(draft, slot), fifths);
  const place = after(draft, slot);
  return draft.fill(place, [near], draft.tupletAt(place));
}

function addToChord(draft: Draft, slot: Slot, near: Pitch): readonly string[] | null {
  const name = pitch.formatPitch(near);
  if (slot.notes.some((note) => note.pitch === name)) {
    return null;
  }
  const id = draft.desk.mint('n');
  draft.putNote(id, slot, slot.duration, name, slot.tuplet, false);
  return [id];
}

function enterRest(draft: Draft): readonly string[] | null {
  const slot = draft.cursor();
  const place = slot && after(draft, slot);
  return place && draft.fill(place, [], draft.tupletAt(place));
}

/** The pitch of a step next above another pitch, as the key has it: what a letter adds to a chord. */
function above(step: number, to: Pitch, fifths: number): Pitch {
  const near = pitch.nearest(step, to, fifths);
  const isBelow = pitch.height(near) < pitch.height(to);
  return (isBelow ? pitch.moveOctaves(near, 1) : null) ?? near;
}

/** Add to each selected chord, or the one at the cursor, what is so many steps beyond its outer note. */
function addInterval(draft: Draft, by: number): readonly string[] | null {
  const added = draft.slots().flatMap((slot) => {
    const outer = by > 0 ? slot.notes[slot.notes.length - 1] : slot.notes[0];
    const fifths = draft.desk.index.keyAt(slot.part, slot.measure);
    const of = outer && pitch.moveSteps(pitch.parsePitch(outer.pitch), by, fifths);
    return (of && addToChord(draft, slot, of)) ?? [];
  });
  return added.length > 0 ? added : null;
}

/**
 * Where the next note goes: onto a selected rest, after a selected note; in another voice beside it, or at the beginning
 * of its tuplet where nothing begins beside it.
 */
export function nextPlace(index: SlotIndex, slot: Slot, voice: number): Place {
  if (slot.voice !== voice) {
    const beside = index.at({ ...slot, voice }, slot.measure, slot.onset);
    const [tuplet] = tupletsAt(index.slots(slot, slot.measure), slot.onset);
    const isThere = beside?.onset.equals(slot.onset) ?? false;
    return { ...slot, voice, onset: isThere || !tuplet ? slot.onset : tuplet.from };
  }
  if (slot.notes.length === 0) {
    return { ...slot };
  }
  const onset = slot.onset.add(slot.duration);
  return onset.lt(index.measure(slot).duration)
    ? { ...slot, onset }
    : { ...slot, measure: slot.measure + 1, onset: new Fraction(0) };
}

/** The same, with a measure for it. */
export function after(draft: Draft, slot: Slot): Place {
  const { index, entry } = draft.desk;
  const place = nextPlace(index, slot, entry.voice);
  if (place.measure === index.piece.measures.length) {
    draft.appendMeasures(1);
  }
  return place;
}

/** How long a grace note is written, in quarter lengths. */
const GRACE = { acciaccatura: '1/2', appoggiatura: '1/2', after: '1/4' };

function addGrace(draft: Draft, grace: GraceKind): readonly string[] | null {
  const { index, document, mint } = draft.desk;
  const added: string[] = [];
  for (const slot of draft.slots()) {
    const note = slot.notes[slot.notes.length - 1];
    if (!note) {
      continue;
    }
    const there = gracesOf(slot).filter(({ kind }) => (kind === 'after') === (grace === 'after'));
    const last = there
      .flatMap(({ notes }) => notes.map(({ id }) => document.events[id].index ?? ''))
      .sort()
      .pop();
    const id = mint('n');
    added.push(id);
    draft.put(id, {
      kind: 'note',
      part: index.piece.parts[slot.part].id,
      measure: index.measure(slot).id,
      onset: text(slot.onset),
      duration: GRACE[grace],
      pitch: note.pitch,
      grace,
      index: generateKeyBetween(last || null, null),
      ...(slot.staff > 1 ? { staff: slot.staff } : {}),
      ...(slot.voice > 1 ? { voice: slot.voice } : {}),
    });
  }
  return added.length > 0 ? added : null;
}

/** Move the selected notes, their tuplets as a whole, to another voice of their staff; they stay where something else sounds there. */
function moveToVoice(draft: Draft, voice: number): null {
  const moved = new Set<Slot>();
  for (const slot of draft.slots()) {
    const together = tupletOf(draft, slot);
    const beside = together.map((of) => inTheWay(draft, of, voice));
    if (slot.voice === voice || slot.notes.length === 0 || beside.includes(null)) {
      continue;
    }
    const fields = { voice: voice > 1 ? voice : undefined };
    new Set(beside.flatMap((of) => of!)).forEach((rest) => draft.remove(rest));
    for (const of of together.filter((each) => !moved.has(each))) {
      moved.add(of);
      const known = new Set(pitchesAt(draft, of, voice));
      of.notes.filter(({ pitch }) => known.has(pitch)).forEach(({ id }) => draft.remove(id));
      of.notes
        .filter(({ pitch }) => !known.has(pitch))
        .forEach(({ id }) => draft.change(id, fields));
      if (of.rest !== null) {
        draft.change(of.rest, fields);
      }
      gracesOf(of).forEach(({ notes }) => notes.forEach(({ id }) => draft.change(id, fields)));
    }
  }
  return null;
}

/** The pitches that sound in another voice where a slot begins: a note that comes to one of its own pitch is that one. */
function pitchesAt(draft: Draft, slot: Slot, voice: number): readonly string[] {
  const there = draft.desk.index.slots({ ...slot, voice }, slot.measure);
  return there.flatMap(({ onset, notes }) =>
    onset.equals(slot.onset) ? notes.map(({ pitch }) => pitch) : [],
  );
}

/** The rests that make way where a slot comes to another voice; null where something sounds there that is not to be its chord. */
function inTheWay(draft: Draft, slot: Slot, voice: number): string[] | null {
  const end = slot.onset.add(slot.duration);
  const there = draft.desk.index
    .slots({ ...slot, voice }, slot.measure)
    .filter((of) => of.onset.lt(end) && of.onset.add(of.duration).gt(slot.onset));
  const isFree = there.every(
    (of) =>
      (of.notes.length === 0 && (of.rest === null || of.tuplet === slot.tuplet || !of.tuplet)) ||
      (slot.notes.length > 0 &&
        of.onset.equals(slot.onset) &&
        of.duration.equals(slot.duration) &&
        of.tuplet === slot.tuplet),
  );
  return isFree ? there.flatMap(({ rest }) => rest ?? []) : null;
}

function deleteSelected(draft: Draft): readonly string[] | null {
  const slots = new Set(draft.slots());
  const doomed = new Set(draft.desk.selection);
  let next: readonly string[] | null = null;
  draft.graces().forEach(({ note, slot }) => {
    draft.remove(note.id);
    next = [slot.key];
  });
  for (const slot of slots) {
    const kept = slot.notes.filter((note) => !doomed.has(note.id));
    slot.notes
      .filter((note) => doomed.has(note.id))
      .forEach((note) => {
        draft.remove(note.id);
      });
    const tuplet = tupletOf(draft, slot);
    if (slot.rest !== null && tuplet.every((of) => of.notes.length === 0)) {
      tuplet.flatMap(idsOf).forEach((id) => draft.remove(id));
    }
    if (kept.length > 0) {
      next ??= [kept[0].id];
    } else if (slot.notes.length > 0) {
      draft.removeGraces(slot);
      const rest = slot.tuplet ? draft.putRest(slot, slot.duration, slot.tuplet) : undefined;
      const before = rest ?? draft.desk.index.neighbour(slot, -1)?.key;
      next ??= before ? [before] : [];
    }
  }
  return next;
}

/** The slots of a slot's tuplet, the outermost where it is in several; itself where it is in none. */
function tupletOf(draft: Draft, slot: Slot): readonly Slot[] {
  const slots = draft.desk.index.slots(slot, slot.measure);
  return tupletsAt(slots, slot.onset)[0]?.slots ?? [slot];
}

function pitchNear(draft: Draft, slot: Slot): Pitch {
  for (let at: Slot | null = slot, tries = 0; at && tries < 32; tries++) {
    if (at.notes.length > 0) {
      const selected = at.notes.find((note) => draft.desk.selection.includes(note.id));
      return pitch.parsePitch((selected ?? at.notes[at.notes.length - 1]).pitch);
    }
    at = draft.desk.index.neighbour(at, -1);
  }
  const clef = draft.desk.index.piece.parts[slot.part].clefs.find((of) => of.staff === slot.staff);
  return pitch.parsePitch(clef?.clef.startsWith('F') ? 'D3' : 'B4');
}
