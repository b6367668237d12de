/** Who wrote what over time, as stacked bars: where each stands and how high it is. */
import type { Report, Work } from './report';

/** Somebody's part of a bar, from its foot up, as shares of the height of the highest bar. */
export interface Piece {
  readonly who: string;
  readonly count: number;
  readonly bottom: number;
  readonly height: number;
}

/** A stretch of time, from left to right as shares of the whole width. */
export interface Bar {
  readonly start: number;
  readonly left: number;
  readonly width: number;
  readonly pieces: readonly Piece[];
}

export interface Picture {
  readonly bars: readonly Bar[];
  /** Where nothing was done for a while that is left out. */
  readonly gaps: readonly number[];
}

/** How wide a gap is, in bars. */
const GAP = 0.6;

/** The fewest bars that the width is divided into: one alone is not as wide as all. */
const FEWEST = 8;

/** How many things somebody did. */
export function amount({ notes, nodes, other, steered }: Work): number {
  return [...notes, ...nodes].reduce((sum, count) => sum + count, other + steered);
}

/** Everybody who did something or whose something is: the greatest share first, then whoever did most. */
export function everybody({ shares, activity }: Report): string[] {
  const did = new Map<string, number>();
  for (const { work } of activity.spans) {
    for (const [who, of] of Object.entries(work)) {
      did.set(who, (did.get(who) ?? 0) + amount(of));
    }
  }
  const owners = shares.map(({ who }) => who);
  const others = [...did.keys()].filter((who) => !owners.includes(who));
  others.sort((a, b) => did.get(b)! - did.get(a)! || (a < b ? -1 : 1));
  return [...owners, ...others];
}

/** The bars of a report, each with the people in one order. */
export function picture({ activity }: Report, order: readonly string[]): Picture {
  const { seconds, spans } = activity;
  const counts = spans.map(({ work }) =>
    order.flatMap((who) => {
      const count = Object.hasOwn(work, who) ? amount(work[who]) : 0;
      return count > 0 ? [{ who, count }] : [];
    }),
  );
  const most = Math.max(1, ...counts.map((of) => of.reduce((sum, { count }) => sum + count, 0)));
  const gap = (at: number): boolean => at > 0 && spans[at].start > spans[at - 1].start + seconds;
  const units = spans.reduce((sum, _, at) => sum + 1 + (gap(at) ? GAP : 0), 0);
  const unit = 1 / Math.max(FEWEST, units);
  const gaps: number[] = [];
  let left = 0;
  const bars = spans.map(({ start }, at) => {
    if (gap(at)) {
      gaps.push(left + (GAP / 2) * unit);
      left += GAP * unit;
    }
    let bottom = 0;
    const pieces = counts[at].map(({ who, count }) => {
      const piece = { who, count, bottom, height: count / most };
      bottom += piece.height;
      return piece;
    });
    const bar = { start, left, width: unit, pieces };
    left += unit;
    return bar;
  });
  return { bars, gaps };
}
