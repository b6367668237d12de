import type Fraction from 'fraction.js';

import type { Measure } from '../../document';
import { trans } from '../../translation';
import { type Draft, text } from './draft';
import { lineOf, type Strand } from './strand';
import type { Timeline } from './timeline';
import { ratio } from '../music/duration';
import { grouped } from '../music/grouped';
import type { Line } from '../music/slot';
import { tupletEnd, tupletsOf, type Tuplet } from '../music/tuplet';

/** A note, chord or rest between two bar lines. */
export interface Portion {
  readonly measure: string;
  /** From the start of the measure, in quarter lengths. */
  readonly onset: Fraction;
  readonly duration: Fraction;
  /** What it is written in; null for none. */
  tuplet: string | null;
}

/**
 * Write what new bar lines have left of tuplets: a part that is a tuplet of its own stays one ("3:2" of a quarter and an
 * eighth as well as of three eighths), one that plain values can say becomes plain.
 *
 * @param line - The portions of one voice, in order of time.
 * @param isOld - Whether a tuplet was there before as it is: then it stays, whatever it is.
 * @returns The first portion of a tuplet that cannot be written so; null where all can.
 */
export function retuple<P extends Portion>(
  line: readonly P[],
  isOld: (slots: readonly P[]) => boolean,
): P | null {
  const bars = grouped(line.map((portion) => [portion.measure, portion]));
  for (const bar of bars.values()) {
    for (const tuplet of tupletsOf(bar)) {
      if (isOld(tuplet.slots) || isWritable(tuplet, 0)) {
        continue;
      }
      if (!tuplet.slots.every(({ duration }) => isDyadic(duration))) {
        return tuplet.slots[0];
      }
      tuplet.slots.forEach((portion) => (portion.tuplet = null));
    }
  }
  return null;
}

/** What lies of a strand between two bar lines, and where it begins, from the piece's beginning. */
export interface Cut extends Portion {
  readonly at: Fraction;
}

/** Cut a strand at bar lines. */
export function cut({ position, length, events }: Strand, timeline: Timeline): Cut[] {
  let at = position;
  return timeline.cut(position, length).map((piece) => {
    const made = { ...piece, at, tuplet: events[0][1].tuplet ?? null };
    at = at.add(piece.duration);
    return made;
  });
}

/**
 * Write what new bar lines leave of the tuplets of some measures, see `retuple`; where that cannot be, the draft refuses and
 * says where.
 *
 * @param run - The measures as they were.
 */
export function retupleAll(
  draft: Draft,
  strands: readonly (Strand & { readonly pieces: readonly Cut[] })[],
  run: readonly Measure[],
): void {
  const { index } = draft.desk;
  const lines = new Map<string, { line: Line; pieces: Cut[] }>();
  for (const { events, pieces } of strands) {
    const [, event] = events[0];
    const { part: id, staff = 1, voice = 1 } = event;
    const part = index.piece.parts.findIndex((of) => of.id === id);
    const of = lines.get(lineOf(event)) ?? { line: { part, staff, voice }, pieces: [] };
    of.pieces.push(...pieces);
    lines.set(lineOf(event), of);
  }
  for (const { line, pieces } of lines.values()) {
    if (line.part < 0 || pieces.every(({ tuplet }) => tuplet === null)) {
      continue;
    }
    const old = new Set(
      run.flatMap(({ id, start }) =>
        tupletsOf(index.slots(line, index.measureIndex(id)!)).map(({ from, slots }) =>
          JSON.stringify([text(start.add(from)), ...slots.map(({ duration }) => text(duration))]),
        ),
      ),
    );
    const isOld = (group: readonly Cut[]): boolean =>
      old.has(JSON.stringify([text(group[0].at), ...group.map(({ duration }) => text(duration))]));
    const torn = retuple(pieces, isOld);
    const place = torn && [...run].reverse().find(({ start }) => start.lte(torn.at));
    if (place) {
      draft.refused = trans.__(
        'A tuplet of %1 in measure %2 would lie across the new bar line, where no notes can say it: change it first, or choose another meter.',
        index.piece.parts[line.part].name,
        place.number,
      );
    }
  }
}

/** Whether a tuplet is full, and each of its values one that there is; so those within it. */
function isWritable({ name, slots }: Tuplet<Portion>, level: number): boolean {
  const outer = slots[0].tuplet!.split(' ').slice(0, level).join(' ');
  const sum = slots.reduce((all, { duration }) => all.add(duration), slots[0].duration.mul(0));
  const within = sum.mul(ratio(outer || null));
  const written = slots.map(({ duration, tuplet }) => duration.mul(ratio(tuplet)));
  const least = written.reduce((a, b) => (b.lt(a) ? b : a));
  return (
    written.every(isDyadic) &&
    isDyadic(within) &&
    within.gte(least.mul(Number(name.split(':')[1]))) &&
    tupletEnd(slots, 0, level, name) === slots.length &&
    tupletsOf(slots, level + 1).every((inner) => isWritable(inner, level + 1))
  );
}

function isDyadic({ d }: Fraction): boolean {
  return (d & (d - 1n)) === 0n;
}
