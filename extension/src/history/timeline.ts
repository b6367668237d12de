/** The picture of a piece's history: who did how much when, and its versions by day. */
import { language, trans } from '../translation';
import type { Span, Timeline, Version } from './answers';

/** A block of the picture: steps (after the one, up to the other) and a share of the height that are one person's. */
export interface Block {
  readonly from: number;
  readonly to: number;
  /** From 0 (the bottom) to 1. */
  readonly low: number;
  readonly high: number;
  readonly person: string;
}

/** The blocks of a timeline: each span over all its steps, shared by who edited in it; one person's that touch are one. */
export function blocks({ spans }: Pick<Timeline, 'spans'>, order: readonly string[]): Block[] {
  const all: Block[] = [];
  let from = 0;
  for (const { last, edits } of spans) {
    const people = Object.keys(edits).sort((a, b) => order.indexOf(a) - order.indexOf(b));
    const total = people.reduce((sum, person) => sum + edits[person], 0);
    const before = all[all.length - 1];
    if (people.length === 1 && before?.person === people[0] && before.high - before.low === 1) {
      all[all.length - 1] = { ...before, to: last };
    } else {
      let low = 0;
      for (const person of people) {
        const high = low + edits[person] / total;
        all.push({ from, to: last, low, high, person });
        low = high;
      }
    }
    from = last;
  }
  return all;
}

/** How much each person did, most first; nobody's edits (files changed outside, and such) aside. */
export function shares({ spans }: Pick<Timeline, 'spans'>): { person: string; edits: number }[] {
  const sum = new Map<string, number>();
  for (const { edits } of spans) {
    for (const [person, count] of Object.entries(edits)) {
      sum.set(person, (sum.get(person) ?? 0) + count);
    }
  }
  sum.delete('');
  return [...sum]
    .map(([person, edits]) => ({ person, edits }))
    .sort((a, b) => b.edits - a.edits || (a.person < b.person ? -1 : 1));
}

/** The span that a step is in; null where there is none. */
export function spanAt({ spans }: Pick<Timeline, 'spans'>, step: number): Span | null {
  return spans.find(({ last }) => step <= last) ?? null;
}

/** The last version before a step; null where there is none. */
export function versionBefore({ versions }: Timeline, step: number): Version | null {
  return versions.reduce<Version | null>(
    (found, each) => (each.step < step && each.step >= (found?.step ?? 0) ? each : found),
    null,
  );
}

/** Versions of one day. */
export interface Day {
  /** Such as "Today", or "12 March". */
  readonly title: string;
  readonly versions: readonly Version[];
}

/** Versions by day, the newest first. */
export function days(versions: readonly Version[], now: Date): Day[] {
  const found = new Map<string, Version[]>();
  const newest = [...versions].sort((a, b) => b.step - a.step || b.at - a.at);
  for (const version of newest) {
    const title = dayOf(new Date(1000 * version.at), now);
    found.set(title, [...(found.get(title) ?? []), version]);
  }
  return [...found].map(([title, of]) => ({ title, versions: of }));
}

function dayOf(at: Date, now: Date): string {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const ago = Math.ceil((midnight.getTime() - at.getTime()) / 86_400_000);
  if (ago <= 1) {
    return ago <= 0 ? trans.__('Today') : trans.__('Yesterday');
  }
  const year = at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  return at.toLocaleDateString(language, { day: 'numeric', month: 'long', ...year });
}
