import type Fraction from 'fraction.js';

import type { Slot } from '../music/slot';
import { tupletsOf } from '../music/tuplet';

/** What goes when a stretch of a voice is written over that reaches into tuplets, so that none is torn. */
export interface Torn {
  /** All of the slots of those tuplets. */
  readonly slots: readonly Slot[];
  /** What is left of a tuplet within another one: rests of the outer one stand there. */
  readonly rests: readonly {
    readonly onset: Fraction;
    readonly duration: Fraction;
    readonly tuplet: string;
  }[];
}

/**
 * Find the tuplets that a stretch covers a part of only.
 *
 * @param slots - Of the voice in the measure.
 * @param from - Where the stretch begins, from the start of the measure.
 * @param isInside - Whether a stretch that lies within a tuplet belongs to it.
 */
export function torn(
  slots: readonly Slot[],
  from: Fraction,
  to: Fraction,
  isInside: boolean,
  level = 0,
): Torn {
  for (const tuplet of tupletsOf(slots, level)) {
    const apart = tuplet.to.lte(from) || tuplet.from.gte(to);
    const covered = tuplet.from.gte(from) && tuplet.to.lte(to);
    const within = tuplet.from.lte(from) && tuplet.to.gte(to);
    if (apart || covered) {
      continue;
    }
    if (within && isInside) {
      return torn(tuplet.slots, from, to, isInside, level + 1);
    }
    const others = torn(
      slots.filter(({ onset }) => onset.gte(tuplet.to)),
      from,
      to,
      isInside,
      level,
    );
    const outer = tuplet.slots[0].tuplet!.split(' ').slice(0, level).join(' ');
    const rest = (onset: Fraction, until: Fraction) =>
      outer !== '' && onset.lt(until) ? [{ onset, duration: until.sub(onset), tuplet: outer }] : [];
    return {
      slots: [...tuplet.slots, ...others.slots],
      rests: [...rest(tuplet.from, from), ...rest(to, tuplet.to), ...others.rests],
    };
  }
  return { slots: [], rests: [] };
}
