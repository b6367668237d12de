import { expect, it } from 'vitest';

import * as words from '../../src/ledger/words';

it('calls people what they are called, or what they were', () => {
  const people = { ab: { person: 'p', name: 'Ada' } };
  expect(words.called({ people }, 'ab')).toBe('Ada');
  expect(words.called({ people }, '0123456789')).toBe('Deleted person 01234567');
  expect(words.called({ people }, 'audience')).toBe('The audience');
  expect(words.called({ people }, '')).toBe('Not recorded');
  expect(words.called({ people: {} }, 'constructor')).toBe('Deleted person construc');
});

it('says shares and what they are of', () => {
  expect(words.percent({ share: 6667 })).toBe('66.67 %');
  expect(words.percent({ share: 10_000 })).toBe('100.00 %');
  expect(words.things({ notes: 1, nodes: 0 })).toBe('1 note');
  expect(words.things({ notes: 2, nodes: 1 })).toBe('2 notes, 1 sound');
  expect(words.things({ notes: 0, nodes: 3 })).toBe('3 sounds');
  expect(words.things({ notes: 0, nodes: 0 })).toBe('0 notes');
});

it('says that the record is whole, and what else was done', () => {
  expect(words.verified(1)).toBe('The record is whole: 1 row.');
  expect(words.verified(1234)).toBe('The record is whole: 1,234 rows.');
  expect(words.besides({ accepted: 0, polls: 0, votes: 0 })).toBe('');
  expect(words.besides({ accepted: 2, polls: 1, votes: 12 })).toBe(
    '2 proposals were accepted. The audience steered once, with 12 votes.',
  );
  expect(words.besides({ accepted: 0, polls: 3, votes: 12 })).toBe(
    'The audience steered 3 times, with 12 votes.',
  );
});

it('says how long a bar is, in its own unit', () => {
  expect([1, 10, 60, 300, 3600, 21_600, 86_400, 604_800].map(words.stretch)).toEqual([
    'Each bar is 1 second.',
    'Each bar is 10 seconds.',
    'Each bar is 1 minute.',
    'Each bar is 5 minutes.',
    'Each bar is 1 hour.',
    'Each bar is 6 hours.',
    'Each bar is 1 day.',
    'Each bar is 7 days.',
  ]);
  expect(words.when(0, 86_400)).not.toContain(':');
  expect(words.when(0, 60)).toMatch(/\d\d:\d\d$/);
  expect(words.when(0, 1)).toMatch(/\d\d:\d\d:\d\d$/);
});
