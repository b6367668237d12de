import type { Piece } from '../../document';
import type { StaffBox, System } from '../engraving/system';
import type { Slot, SlotIndex } from '../music/slot';
import type { Caret } from './presence';

/** Where a part's first staff is among all staves, from 0. */
export function firstStaff(piece: Piece, part: number): number {
  return piece.parts.slice(0, part).reduce((above, { staves }) => above + staves, 0);
}

/** A staff (from 1) of a part in a measure of a system; undefined where it is not drawn. */
export function staffBox(
  system: System,
  piece: Piece,
  { part, staff, measure }: Pick<Caret, 'part' | 'staff' | 'measure'>,
): StaffBox | undefined {
  const at = piece.parts.findIndex(({ id }) => id === part);
  const box = system.measures.find(({ ids }) => ids.includes(measure));
  const wanted = firstStaff(piece, at) + staff - 1;
  return at < 0 ? undefined : box?.staves.find((of) => of.staff === wanted);
}

/** Where an onset of a measure is drawn, in a system's units; null where it is not. */
export function xAt(
  system: System,
  measure: string,
  onset: number,
  index: SlotIndex,
): number | null {
  const path = system.onsets(measure, index);
  const after = path.findIndex((point) => point.onset > onset);
  const to = path[after] ?? path[path.length - 1];
  if (!to) {
    return null;
  }
  const from = path[after - 1] ?? to;
  const part = to.onset > from.onset ? (onset - from.onset) / (to.onset - from.onset) : 0;
  return from.x + (to.x - from.x) * part;
}

/** Where the next note of somebody goes: onto a selected rest, after a selected note. */
export function caretOf(index: SlotIndex, slot: Slot): Caret {
  const { piece } = index;
  const measures = piece.measures;
  const caret = (measure: number, onset: number): Caret => ({
    part: piece.parts[slot.part].id,
    staff: slot.staff,
    measure: measures[measure].id,
    onset,
  });
  if (slot.notes.length === 0) {
    return caret(slot.measure, slot.onset.valueOf());
  }
  const end = slot.onset.add(slot.duration);
  return end.gte(measures[slot.measure].duration) && slot.measure + 1 < measures.length
    ? caret(slot.measure + 1, 0)
    : caret(slot.measure, end.valueOf());
}
