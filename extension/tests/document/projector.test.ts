import { describe, expect, test } from 'vitest';

import { pieceToJson, project, Projector, type Piece } from '../../src/document/projection';
import type { Kinds, Root } from '../../src/generated/schema';
import { Chance, dice } from './random';

type Raw = Record<string, Record<string, unknown>>;

/** A document as people change it, and a projector that follows. */
class Followed {
  constructor(readonly raw: Raw) {
    this.projector = new Projector(raw);
  }

  readonly projector: Projector;

  /** Put entries, or take them away where they are undefined. */
  put(entries: [Root, string, unknown][]): void {
    const ids = new Map<Root, Set<string>>();
    for (const [root, id, entry] of entries) {
      const content = (this.raw[root] ??= {});
      if (root === 'meta') {
        Object.assign(content, entry);
      } else if (entry === undefined) {
        delete content[id];
      } else {
        content[id] = entry;
      }
      ids.set(root, (ids.get(root) ?? new Set()).add(root === 'meta' ? '' : id));
    }
    this.projector.change(ids, (root, id) =>
      root === 'meta' ? this.raw.meta : this.raw[root]?.[id],
    );
  }
}

function text(piece: Piece): string {
  return JSON.stringify(pieceToJson(piece), null, 1);
}

describe('after any edits, a projector has the piece of a new one', () => {
  test.each(Array.from({ length: 24 }, (_, seed) => seed))('seed %i', (seed) => {
    const chance = new Chance(dice(seed));
    const edit = (): [Root, string, unknown] => {
      const root = chance.rarely(30) ? 'meta' : chance.root();
      if (root === 'meta') {
        return ['meta', '', { title: chance.one<unknown>('Kyrie', 'Gloria', 3) }];
      }
      return [root, chance.id(root), chance.rarely(5) ? undefined : chance.entry(root)];
    };
    const followed = new Followed(seed % 2 ? chance.document(30) : {});
    for (let step = 0; step < 40; step++) {
      const { piece } = followed.projector;
      const before = text(piece);
      followed.put(Array.from({ length: chance.one(1, 1, 1, 2, 5) }, edit));
      expect(text(followed.projector.piece)).toBe(text(project(followed.raw)));
      expect(text(piece)).toBe(before);
    }
  });
});

const NOTE: Kinds['events'] = {
  kind: 'note',
  part: 'p1',
  measure: 'm1',
  onset: '0',
  duration: '1',
  pitch: 'C4',
};

test('what an edit does not touch is the same object as before', () => {
  const followed = new Followed({
    parts: { p1: { index: 'a', name: 'A' }, p2: { index: 'b', name: 'B' } },
    measures: { m1: { index: 'a' }, m2: { index: 'b' } },
    events: { n1: { ...NOTE }, n2: { ...NOTE, measure: 'm2' }, n3: { ...NOTE, part: 'p2' } },
    spans: { s1: { kind: 'slur', start: 'n1', end: 'n2' } },
  });
  const before = followed.projector.piece;
  followed.put([['events', 'n1', { ...NOTE, pitch: 'D4' }]]);
  const { piece } = followed.projector;
  expect(piece.parts[0].voices[0]).not.toBe(before.parts[0].voices[0]);
  expect(piece.parts[0].voices[1]).toBe(before.parts[0].voices[1]);
  expect(piece.parts[0].spans).toBe(before.parts[0].spans);
  expect(piece.parts[0].clefs).toBe(before.parts[0].clefs);
  expect(piece.parts[1]).toBe(before.parts[1]);
  for (const field of ['measures', 'tempi', 'problems', 'sections', 'form'] as const) {
    expect(piece[field]).toBe(before[field]);
  }
  followed.put([['measures', 'm3', { index: 'c' }]]);
  expect(followed.projector.piece.measures[1]).toBe(piece.measures[1]);
  expect(followed.projector.piece.parts[1].voices[0]).toBe(piece.parts[1].voices[0]);
});

test('a span is turned round when its measures change places', () => {
  const followed = new Followed({
    parts: { p1: { index: 'a', name: 'A' } },
    measures: { m1: { index: 'a' }, m2: { index: 'b' } },
    events: { n1: { ...NOTE }, n2: { ...NOTE, measure: 'm2' } },
    spans: { s1: { kind: 'slur', start: 'n1', end: 'n2' } },
  });
  followed.put([['measures', 'm1', { index: 'c' }]]);
  expect(followed.projector.piece.parts[0].spans).toMatchObject([{ start: 'n2', end: 'n1' }]);
});
