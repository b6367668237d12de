import { describe, expect, it } from 'vitest';

import { breakSystems, measureWidth } from '../../src/score/engraving/layout';
import type { Range } from '../../src/score/mei/mei';
import { index, type Events } from './piece';

const measures = Array.from({ length: 12 }, () => ({}));

function sixteenths(measure: string): Events {
  return Object.fromEntries(
    Array.from({ length: 16 }, (_, order) => [
      `${measure}-${order}`,
      {
        measure,
        onset: order % 4 ? `${order}/4`.replace('2/4', '1/2') : String(order / 4),
        duration: '1/4',
      },
    ]),
  );
}

const covers = (ranges: readonly Range[]): boolean =>
  ranges.every(({ start, end }, order) => start < end && start === (ranges[order - 1]?.end ?? 0));

describe('systems', () => {
  it('hold every measure once, in order, whatever the width', () => {
    const piece = index({}, { measures });
    for (const width of [1, 20, 60, 100, 10000]) {
      const ranges = breakSystems(piece, width, []);
      expect(covers(ranges)).toBe(true);
      expect(ranges[ranges.length - 1].end).toBe(12);
    }
    expect(breakSystems(piece, 1, [])).toHaveLength(12);
    expect(breakSystems(piece, 10000, [])).toHaveLength(1);
  });

  it('end where the piece has a break, also once they are known', () => {
    const broken = measures.map((_, order) => (order === 1 ? { layout_break: 'system' } : {}));
    const whole = breakSystems(index({}, { measures }), 80, []);
    expect(whole[0].end).toBeGreaterThan(2);
    const ranges = breakSystems(index({}, { measures: broken }), 80, whole);
    expect(ranges[0]).toEqual({ start: 0, end: 2 });
  });

  it('give room to short notes and long syllables', () => {
    const piece = index(
      { ...sixteenths('m2'), long: { measure: 'm3', lyric1: 'incomprehensibilities' } },
      { measures },
    );
    expect(measureWidth(piece, 1)).toBeGreaterThan(measureWidth(piece, 0) * 1.8);
    expect(measureWidth(piece, 2)).toBeGreaterThan(22);
  });

  it('stay where they are when a measure grows a little', () => {
    const before = breakSystems(index({}, { measures }), 60, []);
    const grown = index({ a: { measure: 'm5', onset: '1' }, b: { measure: 'm5' } }, { measures });
    expect(breakSystems(grown, 60, before)).toEqual(before);
  });

  it('break anew when a measure no longer fits', () => {
    const before = breakSystems(index({}, { measures }), 40, []);
    const crowded = index({ ...sixteenths('m1'), ...sixteenths('m2') }, { measures });
    const after = breakSystems(crowded, 40, before);
    expect(after).not.toEqual(before);
    expect(covers(after)).toBe(true);
  });
});
