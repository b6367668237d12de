import Fraction from 'fraction.js';

import type { Entry } from '../document/codec';

/**
 * The number by which people know a measure: from 1; 0 for a pick-up that comes first.
 *
 * @param measures - All measures by id, with whatever is in them.
 * @param id - The measure.
 * @returns Null where there is no such measure.
 */
export function measureNumber(measures: ReadonlyMap<string, Entry>, id: string): number | null {
  const order = [...measures].sort(
    ([a, { index: of }], [b, { index: to }]) => compare(text(of), text(to)) || compare(a, b),
  );
  const place = order.findIndex(([measure]) => measure === id);
  return place < 0 ? null : place + (isPickUp(order[0][1]) ? 0 : 1);
}

/** A field of an entry as text; empty where it is absent. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isPickUp({ meter = '4/4', duration }: Entry): boolean {
  const [beats, unit] = text(meter).split('/');
  const full = new Fraction(
    beats.split('+').reduce((sum, beat) => sum + Number(beat), 0) * 4,
    Number(unit),
  );
  const length = duration === undefined ? full : new Fraction(text(duration));
  return length.gt(0) && length.lt(full);
}
