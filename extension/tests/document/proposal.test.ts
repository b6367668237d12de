import { describe, expect, it } from 'vitest';

import { empty } from '../../src/document';
import {
  decodeOperations,
  encodeOperations,
  LONGEST_PATCH,
  MOST_OPERATIONS,
  preview,
  type ProposedOperation,
} from '../../src/document/proposal';

const NOTE = {
  kind: 'note',
  part: 'p',
  measure: 'm1',
  onset: '0',
  duration: '1',
  pitch: 'C5',
} as const;

function document() {
  const made = empty();
  made.parts.p = { index: 'a0', name: 'Flute' };
  made.measures.m1 = { index: 'a0' };
  made.events.n = { ...NOTE };
  made.events.o = { ...NOTE, onset: '1' };
  made.events.r = { ...NOTE, kind: 'rest', pitch: undefined, onset: '2' } as never;
  delete (made.events.r as { pitch?: string }).pitch;
  return made;
}

const OPERATIONS: ProposedOperation[] = [
  { op: 'put', root: 'events', id: 'new', fields: { ...NOTE, onset: '3', pitch: 'E5' } },
  { op: 'change', root: 'events', id: 'n', fields: { pitch: 'D5' }, base: { pitch: 'C5' } },
  { op: 'remove', root: 'events', id: 'o', base: { ...NOTE, onset: '1' } },
  { op: 'put', root: 'spans', id: 's', fields: { kind: 'slur', start: 'n', end: 'new' } },
];

describe("a proposal's text", () => {
  it('is read as it was written', () => {
    expect(decodeOperations(encodeOperations(OPERATIONS))).toEqual({ operations: OPERATIONS });
  });

  const raw = (...operations: unknown[]): string => JSON.stringify({ version: 2, operations });

  it.each([
    [`${'['.repeat(90_000)}`, 'not JSON'],
    [' '.repeat(LONGEST_PATCH + 1), `longer than ${LONGEST_PATCH} characters`],
    [raw(...Array(MOST_OPERATIONS + 1).fill(0)), `more than ${MOST_OPERATIONS} operations`],
  ])('that is too large comes to a problem: %#', (text, problem) => {
    expect(decodeOperations(text)).toEqual({ problem });
  });

  it('that gives any value of JSON never throws', () => {
    for (const value of [
      null,
      7,
      'x',
      [],
      {},
      { version: 2 },
      { version: 2, operations: [[[]]] },
    ]) {
      expect(decodeOperations(JSON.stringify(value)).problem).toBeTruthy();
    }
  });
});

describe('what a proposal would do', () => {
  it('is notes that come, change and go', () => {
    const note = { part: 'p', measure: 'm1', staff: 1 };
    expect(preview(document(), OPERATIONS)).toEqual({
      added: [{ ...note, id: 'new', onset: '3', pitch: 'E5' }],
      changed: [{ ...note, id: 'n', onset: '0', pitch: 'D5' }],
      removed: ['o'],
      others: 1,
      stale: 0,
    });
  });

  it('leaves alone what was written meanwhile, and says that it was', () => {
    const now = document();
    now.events.n.pitch = 'G5';
    delete (now.events as Record<string, unknown>).o;
    now.events.new = { ...NOTE };
    const found = preview(now, OPERATIONS);
    expect(found).toMatchObject({ added: [], removed: [], stale: 3 });
    expect(found.changed.map(({ pitch }) => pitch)).toEqual(['D5']);
  });

  it('has no place without its part, staff and measure', () => {
    const put = (fields: object): ProposedOperation => ({
      op: 'put',
      root: 'events',
      id: 'x',
      fields: { ...NOTE, ...fields } as never,
    });
    for (const fields of [{ part: 'gone' }, { measure: 'constructor' }, { staff: 2 }]) {
      expect(preview(document(), [put(fields)])).toMatchObject({ added: [], others: 1 });
    }
  });

  it('makes a note of a rest, and a rest of a note', () => {
    const turn = (id: string, fields: Record<string, string | null>): ProposedOperation => ({
      op: 'change',
      root: 'events',
      id,
      fields,
      base: { kind: null, pitch: null },
    });
    const found = preview(document(), [
      turn('r', { kind: 'note', pitch: 'A4' }),
      turn('n', { kind: 'rest', pitch: null }),
    ]);
    expect(found.added.map(({ id }) => id)).toEqual(['r']);
    expect(found.removed).toEqual(['n']);
  });
});
