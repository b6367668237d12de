import { expect, it } from 'vitest';

import { openOn, placeOf, threads } from '../../src/comments/threads';
import { empty } from '../../src/document';

function document(annotations: Record<string, object>) {
  const made = empty();
  made.parts.p = { index: 'a0', name: 'Flute' };
  made.measures.m1 = { index: 'a0' };
  made.measures.m2 = { index: 'a1' };
  const note = { kind: 'note', part: 'p', onset: '0', duration: '1', pitch: 'C5' } as const;
  made.events.n = { ...note, measure: 'm2' };
  made.events.o = { ...note, measure: 'gone' };
  made.nodes.x = { kind: 'osc.sine' };
  made.groups.g = { name: 'Echoes' };
  Object.assign(made.annotations, annotations);
  return made;
}

it('are threads in the order of the score, what is on nothing last', () => {
  const found = threads(
    document({
      a: { target: 'gone', text: 'lost' },
      b: { target: 'n', text: 'note' },
      c: { target: 'm1', text: 'measure', resolved: true },
      d: { target: 'p', text: 'part' },
      e: { target: 'x', text: 'node' },
      f: { target: 'n', text: 'answer', reply_to: 'b' },
      g: { target: 'n', text: 'answer to the answer', reply_to: 'f' },
    }),
  );
  expect(found.map(({ id, place }) => `${id} ${place.kind}`)).toEqual([
    'd part',
    'c measure',
    'b event',
    'e node',
    'a gone',
  ]);
  expect(found[2].replies.map(({ id }) => id)).toEqual(['f', 'g']);
  expect(found[1].resolved).toBe(true);
});

it('keep answers whose comment is gone, and those that go in a circle', () => {
  const found = threads(
    document({
      a: { target: 'n', text: '', reply_to: 'b' },
      b: { target: 'n', text: '', reply_to: 'a' },
      c: { target: 'n', text: '', reply_to: 'c' },
      d: { target: 'n', text: '', reply_to: 'nobody' },
      e: { target: 'n', text: '', reply_to: 'toString' },
    }),
  );
  expect(found.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

it('know where a target is', () => {
  const of = document({});
  expect(placeOf(of, 'n')).toEqual({ kind: 'event', measure: 'm2', part: 'p' });
  expect(placeOf(of, 'o').kind).toBe('gone');
  expect(placeOf(of, 'constructor').kind).toBe('gone');
  expect(placeOf(of, 'x').kind).toBe('node');
  expect(placeOf(of, 'g').kind).toBe('group');
  expect(placeOf(of, 'default-p')).toEqual({ kind: 'node', measure: '', part: 'p' });
  expect(placeOf(of, 'default-q').kind).toBe('gone');
});

it('are known by what they are on while they are open', () => {
  const { annotations } = document({
    a: { target: 'x', text: 'louder' },
    b: { target: 'x', text: 'no', reply_to: 'a' },
    c: { target: 'x', text: 'brighter' },
    d: { target: 'g', text: 'done', resolved: true },
  });
  const open = openOn(annotations);
  expect([...open]).toEqual([
    [
      'x',
      [
        { id: 'a', text: 'louder' },
        { id: 'c', text: 'brighter' },
      ],
    ],
  ]);
  expect(openOn(annotations)).toBe(open);
});
