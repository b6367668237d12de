import type Fraction from 'fraction.js';

import type { Lengthening } from './command';
import { type Draft, idsOf, text } from './draft';
import type { Handlers } from './handlers';
import { noteLinks, ratio } from '../music/duration';

/** The lengths of the selected notes and rests: values, ties, tuplets. */
export const LENGTHENING: Handlers<Lengthening> = {
  length: (draft, { length }) => lengthen(draft, length),
  tie,
  triplet,
};

/** Give the selected notes and rests another length; a rest of the document's stands where a gap was. */
function lengthen(draft: Draft, length: Fraction): readonly string[] | null {
  let after: string[] | null = null;
  for (const slot of draft.slots()) {
    const room = draft.duration(slot.measure).sub(slot.onset);
    const wanted = length.div(ratio(slot.tuplet));
    const duration = wanted.lt(room) ? wanted : room;
    const ids = idsOf(slot);
    if (ids.some((id) => draft.isGone(id))) {
      continue;
    }
    draft.clear(slot, duration, new Set(ids));
    if (ids.length === 0) {
      after = [draft.putRest(slot, duration, slot.tuplet)];
    }
    ids.forEach((id) => draft.change(id, { duration: text(duration) }));
  }
  return after;
}

function tie(draft: Draft): null {
  for (const { note } of draft.notes()) {
    draft.change(note.id, { tie: note.tie ? undefined : true });
  }
  return null;
}

/** Divide the selected note or rest by three: it keeps the first third, rests the others. */
function triplet(draft: Draft): readonly string[] | null {
  const slot = draft.cursor();
  if (!slot || slot.tuplet || noteLinks(slot.onset, slot.duration).length !== 1) {
    return null;
  }
  const third = slot.duration.div(3);
  const ids = idsOf(slot);
  ids.forEach((id) => draft.change(id, { duration: text(third), tuplet: '3:2', tie: undefined }));
  const first = ids.length > 0 ? null : [draft.putRest(slot, third, '3:2')];
  for (const step of [1, 2]) {
    draft.putRest({ ...slot, onset: slot.onset.add(third.mul(step)) }, third, '3:2');
  }
  return first;
}
