import { expect, it } from 'vitest';

import { amount, everybody, picture } from '../../src/ledger/picture';
import { NOTHING, reportOf } from './report';

it('counts all that somebody did, and what was accepted once', () => {
  const work = { notes: [1, 2, 3], nodes: [4, 5, 6], other: 7, accepted: 99, steered: 8 } as const;
  expect(amount(work)).toBe(36);
});

it('stacks the people of each stretch in one order, the highest bar as high as the picture', () => {
  const report = reportOf([
    { start: 0, work: { b: { ...NOTHING, other: 1 }, a: { ...NOTHING, other: 2 } } },
    { start: 10, work: { b: { ...NOTHING, other: 4 } } },
    { start: 90, work: { a: NOTHING } },
  ]);
  const { bars, gaps } = picture(report, ['a', 'b']);
  expect(bars.map(({ pieces }) => pieces.map(({ who, count }) => [who, count]))).toEqual([
    [
      ['a', 2],
      ['b', 1],
    ],
    [['b', 4]],
    [],
  ]);
  expect(bars[0].pieces.map(({ bottom, height }) => [bottom, height])).toEqual([
    [0, 0.5],
    [0.5, 0.25],
  ]);
  expect(bars[1].left).toBeCloseTo(bars[0].width);
  expect(gaps).toHaveLength(1);
  expect(gaps[0]).toBeGreaterThan(bars[1].left + bars[1].width);
  expect(gaps[0]).toBeLessThan(bars[2].left);
});

it('keeps all bars and gaps within the width, few or many', () => {
  for (const count of [1, 2, 7, 8, 40, 1000]) {
    const spans = Array.from({ length: count }, (_, at) => ({
      start: at * (at % 3 ? 10 : 40),
      work: { a: { ...NOTHING, other: at } },
    }));
    spans.sort((a, b) => a.start - b.start);
    const { bars } = picture(reportOf(spans), ['a']);
    const last = bars[bars.length - 1];
    expect(last.left + last.width).toBeLessThanOrEqual(1 + 1e-9);
    expect(bars[0].left).toBe(0);
  }
  expect(picture(reportOf([]), [])).toEqual({ bars: [], gaps: [] });
});

it('names owners by their share, then who else took part by how much', () => {
  const share = { notes: 1, nodes: 0, share: 5000 };
  const report = reportOf(
    [{ start: 0, work: { c: { ...NOTHING, other: 1 }, d: { ...NOTHING, other: 2 }, a: NOTHING } }],
    {
      shares: [
        { who: 'b', ...share },
        { who: 'a', ...share },
      ],
    },
  );
  expect(everybody(report)).toEqual(['b', 'a', 'd', 'c']);
});
