import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { printGraph, readGraph } from '../../src/graph/code';
import { lineOf } from '../../src/graph/code/program';

const FIXTURES = new URL('../../../tests/fixtures/code/', import.meta.url);

function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, FIXTURES), 'utf8')) as T;
}

/** Mints r1x, n2x, …: as the Python side does for the fixtures. */
function serial(): (prefix: string) => string {
  let count = 0;
  return (prefix) => `${prefix}${++count}x`;
}

type Graph = Record<string, Record<string, never>>;

describe('the shared texts', () => {
  const { document, text, cases } = fixture<{
    document: Graph;
    text: string;
    cases: {
      name: string;
      text: string;
      edits?: { root: string; id: string; fields: object | null }[];
      problems?: object[];
    }[];
  }>('edits.json');
  const printed = printGraph(document);

  it('is written as in Python', () => {
    expect(printed.text).toBe(text);
  });

  it.each(cases)('$name', ({ text, edits = [], problems = [] }) => {
    const reading = readGraph(text, document, serial(), printed);
    const plain = text.replaceAll('\r\n', '\n');
    const said = reading.problems.map(({ at, message }) => ({
      line: lineOf(plain, at.from),
      column: at.from - plain.lastIndexOf('\n', at.from - 1),
      message,
    }));
    expect(said).toEqual(problems);
    const made = reading.edits.map(({ root, id, fields }) => ({
      root,
      id,
      fields:
        fields &&
        Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? null])),
    }));
    expect(made).toEqual(edits);
  });
});
