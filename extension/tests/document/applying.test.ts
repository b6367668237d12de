import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { type Document, normalise } from '../../src/document';
import { applying, type Applied } from '../../src/document/applying';
import {
  decodeOperations,
  difference,
  encodeOperations,
  type ProposedOperation,
} from '../../src/document/proposal';

function fixtures<T>(name: string): T[] {
  const url = new URL(`../../../tests/fixtures/proposals/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(fileURLToPath(url), 'utf-8')) as T[];
}

interface Chosen {
  chosen: number[] | null;
  insisted: number[];
  applied: Applied;
}

function applied(
  document: Document,
  operations: readonly ProposedOperation[],
  of: Chosen,
): Applied {
  return applying(document, operations, of.chosen ?? undefined, new Set(of.insisted));
}

describe('accepting', () => {
  const cases = fixtures<Chosen & { name: string; document: never; operations: unknown }>(
    'applying',
  );

  it.each(cases.map((of) => [of.name, of] as const))('%s', (_, of) => {
    const text = JSON.stringify({ version: 2, operations: of.operations });
    const operations = decodeOperations(text).operations!;
    expect(applied(normalise(of.document), operations, of)).toEqual(of.applied);
  });

  it('does by chance what it does in Python', () => {
    interface Chance extends Chosen {
      before: never;
      wanted: never;
      now: never;
      patch: string;
    }
    const all = fixtures<Chance>('random');
    expect(all.length).toBe(50);
    for (const of of all) {
      const operations = difference(normalise(of.before), normalise(of.wanted));
      const read = decodeOperations(of.patch).operations;
      expect(decodeOperations(encodeOperations(operations)).operations).toEqual(read);
      expect(applied(normalise(of.now), read!, of)).toEqual(of.applied);
    }
  });
});

describe('what is no proposal', () => {
  const cases = fixtures<{ text: string; problem: string | null }>('decoding');

  it.each(cases.map((of) => [of.problem, of.text] as const))('%s', (problem, text) => {
    expect(decodeOperations(text).problem ?? null).toBe(problem);
  });
});
