// @vitest-environment jsdom
import { expect, it } from 'vitest';

import type { Moment } from '../../src/history';
import { pastIn } from '../../src/piece/past';
import type { Hands } from '../../src/piece/writers';

it('colours the notes of another time by who wrote them then, and leaves the colours as they were', () => {
  const authors = { on: false };
  const writers: { past: Hands | null } = { past: null };
  const score = { authors, showDifferences: () => undefined };
  const past = pastIn(score as never, writers);
  const moment = {
    people: { a: 'Ada' },
    hands: { a: { events: ['n'], parts: ['p'] }, x: { events: ['o'] }, y: { nodes: ['s'] } },
  } as unknown as Moment;
  past.showHands(moment);
  past.showHands(moment);
  expect(authors.on).toBe(true);
  expect(writers.past?.names.get('a')).toBe('Ada');
  expect(writers.past?.names.get('x')).toBe('Somebody');
  expect([...(writers.past?.by ?? [])]).toEqual([
    ['n', 'a'],
    ['o', 'x'],
  ]);
  past.showHands(null);
  expect([authors.on, writers.past]).toEqual([false, null]);
});
