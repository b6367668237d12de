import Fraction from 'fraction.js';

import { ratio } from './duration';
import type { Slot } from './slot';

/** What is known of a note or rest here. */
type Timed = Pick<Slot, 'onset' | 'duration' | 'tuplet'>;

/** One tuplet as it is bracketed: the slots of a voice in a measure that fill it. */
export interface Tuplet<S extends Timed = Slot> {
  /** Such as "3:2"; of a tuplet within another, its own level only. */
  readonly name: string;
  /** From the start of the measure, in quarter lengths. */
  readonly from: Fraction;
  readonly to: Fraction;
  readonly slots: readonly S[];
}

/**
 * The tuplets of one voice in one measure, in order.
 *
 * @param slots - Of the voice, or of one of its tuplets.
 * @param level - How many tuplets the wanted ones are in.
 */
export function tupletsOf<S extends Timed>(slots: readonly S[], level = 0): Tuplet<S>[] {
  const found: Tuplet<S>[] = [];
  for (let start = 0; start < slots.length;) {
    const name = slots[start].tuplet?.split(' ')[level];
    if (!name) {
      start++;
      continue;
    }
    const end = tupletEnd(slots, start, level, name);
    const inside = slots.slice(start, end);
    const last = inside[inside.length - 1];
    const to = last.onset.add(last.duration);
    found.push({ name, from: slots[start].onset, to, slots: inside });
    start = end;
  }
  return found;
}

/** The tuplets that a moment is in, from the outermost one; empty where it is in none. */
export function tupletsAt(slots: readonly Slot[], onset: Fraction): Tuplet[] {
  const found: Tuplet[] = [];
  let within = slots;
  for (;;) {
    const inside = tupletsOf(within, found.length).find(
      ({ from, to }) => from.lte(onset) && to.gt(onset),
    );
    if (!inside) {
      return found;
    }
    found.push(inside);
    within = inside.slots;
  }
}

/**
 * Where the tuplet that begins at `start` is full: its sum comes back to the grid of halves, and holds at least
 * `normal` of its shortest written value.
 */
export function tupletEnd(
  slots: readonly Timed[],
  start: number,
  level: number,
  name: string,
): number {
  const outer = ratio(slots[start].tuplet?.split(' ').slice(0, level).join(' ') || null);
  const inner = ratio(name);
  const normal = Number(name.split(':')[1]);
  let sum = new Fraction(0);
  let shortest: Fraction | null = null;
  for (let index = start; index < slots.length; index++) {
    if (slots[index].tuplet?.split(' ')[level] !== name) {
      return index;
    }
    const length = slots[index].duration.mul(outer);
    const written = length.mul(inner);
    shortest = shortest === null || written.lt(shortest) ? written : shortest;
    sum = sum.add(length);
    if (isDyadic(sum) && sum.gte(shortest.mul(normal))) {
      return index + 1;
    }
  }
  return slots.length;
}

function isDyadic(number: Fraction): boolean {
  return (number.d & (number.d - 1n)) === 0n;
}
