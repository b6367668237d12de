import { describe, expect, it } from 'vitest';

import type { Span, Timeline, Version } from '../../src/history/answers';
import { blocks, days, shares, spanAt, versionBefore } from '../../src/history/timeline';
import * as words from '../../src/history/words';

const span = (first: number, last: number, edits: Span['edits']): Span => ({
  ...{ first, last, began: 1000 * first, ended: 1000 * last },
  edits,
});
const version = (id: string, step: number, kind: Version['kind'] = 'named'): Version => ({
  ...{ id, step, at: step, kind, person: 'a', name: 'Ada' },
  title: kind === 'named' ? id : '',
});
const TIMELINE: Timeline = {
  ...{ last: 8, at: 8000, people: { a: 'Ada', b: 'Bo' } },
  spans: [span(1, 2, { a: 2 }), span(3, 4, { a: 2 }), span(5, 8, { b: 3, a: 1 })],
  versions: [version('one', 2), version('two', 4, 'while'), version('three', 8)],
};

describe('the picture of a history', () => {
  it('is in blocks of who wrote, as high as their share', () => {
    expect(blocks(TIMELINE, ['a', 'b'])).toEqual([
      { from: 0, to: 4, low: 0, high: 1, person: 'a' },
      { from: 4, to: 8, low: 0, high: 0.25, person: 'a' },
      { from: 4, to: 8, low: 0.25, high: 1, person: 'b' },
    ]);
    const { spans } = TIMELINE;
    expect(shares({ spans: [...spans, span(9, 9, { '': 4 })] })).toEqual([
      { person: 'a', edits: 5 },
      { person: 'b', edits: 3 },
    ]);
  });

  it('finds the span and the version of a moment', () => {
    expect(spanAt(TIMELINE, 3)).toBe(TIMELINE.spans[1]);
    expect(spanAt(TIMELINE, 9)).toBeNull();
    expect(versionBefore(TIMELINE, 8)?.id).toBe('two');
    expect(versionBefore(TIMELINE, 2)).toBeNull();
  });

  it('says where one is', () => {
    expect(words.place(TIMELINE, null)).toBe('Now');
    expect(words.place(TIMELINE, 0)).toBe('The beginning, before anybody wrote');
    expect(words.place(TIMELINE, 6)).toMatch(/1970, by Bo and Ada: step 6 of 8$/);
    expect(words.who(TIMELINE.people, '')).toBe('nobody here');
  });

  it('has its versions by day, the newest first', () => {
    const now = new Date(2024, 4, 3, 12);
    const at = (day: number, step: number): Version => ({
      ...version(`v${step}`, step),
      at: new Date(2024, 4, day, 11).getTime() / 1000,
    });
    const found = days([at(1, 1), at(2, 2), at(3, 3), at(3, 4)], now);
    expect(found.map(({ title }) => title)).toEqual(['Today', 'Yesterday', '1 May']);
    expect(found[0].versions.map(({ id }) => id)).toEqual(['v4', 'v3']);
    expect(words.versionName(version('x', 1, 'before'))).toMatch(/^Before something/);
  });
});
