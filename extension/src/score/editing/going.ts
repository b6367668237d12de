import { type Slot, type SlotIndex } from '../music/slot';
import type { Staff } from './selecting';

/** How far a step of the cursor goes. */
export type Unit = 'note' | 'measure' | 'staff' | 'end';

/**
 * Where a step of the cursor leads; null where there is nothing.
 *
 * @param staves - those that it goes through, from the top.
 */
export function beside(
  index: SlotIndex,
  staves: readonly Staff[],
  from: Slot,
  by: -1 | 1,
  unit: Unit,
): Slot | null {
  const { length } = index.piece.measures;
  switch (unit) {
    case 'note':
      return index.neighbour(from, by);
    case 'measure': {
      const back = by < 0 && from.onset.gt(0) ? from.measure : from.measure + by;
      const measure = Math.min(length - 1, Math.max(0, back));
      return (
        index.slots(from, measure)[0] ?? index.slots({ ...from, voice: 1 }, measure)[0] ?? null
      );
    }
    case 'staff': {
      const here = staves.findIndex((of) => of.part === from.part && of.staff === from.staff);
      const line = staves[here + by] as Staff | undefined;
      return line ? index.at({ ...line, voice: 1 }, from.measure, from.onset) : null;
    }
    case 'end': {
      const slots = index.slots({ ...from, voice: 1 }, by > 0 ? length - 1 : 0);
      return slots[by > 0 ? slots.length - 1 : 0] ?? null;
    }
  }
}
