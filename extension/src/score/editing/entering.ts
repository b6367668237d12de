import Fraction from 'fraction.js';

import type { Entering, Place } from './command';
import { type Draft, idsOf } from './draft';
import type { Handlers } from './handlers';
import * as pitch from '../music/pitch';
import type { Pitch } from '../music/pitch';
import type { Slot } from '../music/slot';

/** Notes and rests: how they come, and how they go. */
export const ENTERING: Handlers<Entering> = {
  enter: (draft, { step, chord }) => enter(draft, step, chord ?? false),
  rest: enterRest,
  place: (draft, { line, measure, onset, pitch: of }) => {
    const place = { ...line, measure, onset };
    return draft.fill(place, [of], draft.tupletAt(place));
  },
  delete: deleteSelected,
};

function enter(draft: Draft, step: number, chord: boolean): readonly string[] | null {
  const slot = draft.cursor();
  if (!slot) {
    return null;
  }
  const fifths = draft.desk.index.keyAt(slot.part, slot.measure);
  const near = pitch.nearest(step, pitchNear(draft, slot), fifths);
  if (chord && slot.notes.length > 0) {
    return addToChord(draft, slot, near);
  }
  const place = after(draft, slot);
  return place && draft.fill(place, [near], draft.tupletAt(place));
}

function addToChord(draft: Draft, slot: Slot, near: Pitch): readonly string[] | null {
  const text = pitch.formatPitch(near);
  if (slot.notes.some((note) => note.pitch === text)) {
    return null;
  }
  const id = draft.desk.mint('n');
  draft.putNote(id, slot, slot.duration, text, slot.tuplet, false);
  return [id];
}

function enterRest(draft: Draft): readonly string[] | null {
  const slot = draft.cursor();
  const place = slot && after(draft, slot);
  return place && draft.fill(place, [], draft.tupletAt(place));
}

/** Where the next note goes: onto a selected rest, after a selected note; in another voice, beside it. */
export function after(draft: Draft, slot: Slot): Place | null {
  const { voice } = draft.desk.entry;
  if (slot.voice !== voice || slot.notes.length === 0) {
    return { ...slot, voice };
  }
  const onset = slot.onset.add(slot.duration);
  if (onset.lt(draft.duration(slot.measure))) {
    return { ...slot, onset };
  }
  const measure = slot.measure + 1;
  if (measure === draft.desk.index.piece.measures.length) {
    draft.appendMeasures(1);
  }
  return { ...slot, measure, onset: new Fraction(0) };
}

function deleteSelected(draft: Draft): readonly string[] | null {
  const slots = new Set(draft.slots());
  const doomed = new Set(draft.desk.selection);
  let after: readonly string[] | null = null;
  for (const slot of slots) {
    const kept = slot.notes.filter((note) => !doomed.has(note.id));
    slot.notes
      .filter((note) => doomed.has(note.id))
      .forEach((note) => {
        draft.remove(note.id);
      });
    if (slot.rest !== null && (!slot.tuplet || isSilent(draft, slot))) {
      restsBeside(draft, slot).forEach((id) => draft.remove(id));
    }
    if (kept.length > 0) {
      after = [kept[0].id];
    } else if (slot.notes.length > 0 && slot.tuplet) {
      after = [draft.putRest(slot, slot.duration, slot.tuplet)];
    } else if (slot.notes.length > 0) {
      const before = draft.desk.index.neighbour(slot, -1);
      after = before ? [before.key] : [];
    }
  }
  return after;
}

/** Whether nothing sounds in the tuplets of a slot's voice in its measure: then they may go. */
function isSilent(draft: Draft, slot: Slot): boolean {
  return draft.desk.index
    .slots(slot, slot.measure)
    .every((of) => of.tuplet !== slot.tuplet || of.notes.length === 0);
}

/** A rest, with all that make its tuplets. */
function restsBeside(draft: Draft, slot: Slot): string[] {
  return draft.desk.index
    .slots(slot, slot.measure)
    .filter((of) => of === slot || (slot.tuplet !== null && of.tuplet === slot.tuplet))
    .flatMap(idsOf);
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
