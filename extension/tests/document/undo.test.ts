import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import type { Entry } from '../../src/document/codec';
import { merge, undo, UndoStack, type Read, type Step } from '../../src/document/undo';

const folder = fileURLToPath(new URL('../../../tests/fixtures/undo/', import.meta.url));

function cases<T>(name: string): T[] {
  return JSON.parse(readFileSync(folder + name, 'utf-8')) as T[];
}

type Content = Record<string, Record<string, Entry>>;

function reading(content: Content): Read {
  return (root, id) =>
    root === 'meta' ? (content.meta as unknown as Entry) : (content[root]?.[id] ?? null);
}

function written(content: Content, edits: Step): Content {
  const result = structuredClone(content);
  for (const { root, id, after } of edits) {
    if (root === 'meta') {
      result.meta = after as never;
    } else if (after) {
      (result[root] ??= {})[id] = after;
    } else {
      delete result[root][id];
    }
  }
  return result;
}

describe('undoing a step', () => {
  test.each(
    cases<{ name: string; step: Step; current: Content; edits: Step; redo?: Step }>('undo.json'),
  )('$name', ({ step, current, edits, redo }) => {
    expect(undo(step, reading(current))).toStrictEqual(edits);
    if (redo) {
      expect(undo(edits, reading(written(current, edits)))).toStrictEqual(redo);
    }
  });
});

describe('merging steps', () => {
  test.each(cases<{ name: string; first: Step; second: Step; merged: Step }>('merge.json'))(
    '$name',
    ({ first, second, merged }) => {
      expect(merge(first, second)).toStrictEqual(merged);
    },
  );
});

type Call =
  | { do: 'record'; step: Step; name: string; at: number }
  | { do: 'undo' | 'redo'; current: Content; edits: Step }
  | { do: 'can'; undo: boolean; redo: boolean }
  | { do: 'clear' };

describe('a stack of steps', () => {
  test.each(cases<{ name: string; calls: Call[] }>('stack.json'))('$name', ({ calls }) => {
    const stack = new UndoStack();
    for (const call of calls) {
      if (call.do === 'record') {
        stack.record(call.step, call.name, call.at);
      } else if (call.do === 'can') {
        expect([stack.can('undo'), stack.can('redo')]).toEqual([call.undo, call.redo]);
      } else if (call.do === 'clear') {
        stack.clear();
      } else {
        const edits = stack.next(call.do, reading(call.current));
        expect(edits).toStrictEqual(call.edits);
        if (edits.length) {
          stack.done(call.do, edits);
        }
      }
    }
  });

  test('keeps 200', () => {
    const stack = new UndoStack();
    const step = (n: number): Step => [{ root: 'mix', id: `p${n}`, before: null, after: {} }];
    for (let n = 0; n < 201; n++) {
      stack.record(step(n));
    }
    let undone = 0;
    for (let edits; (edits = stack.next('undo', () => ({}))).length; undone++) {
      stack.done('undo', edits);
    }
    expect(undone).toBe(200);
  });
});
