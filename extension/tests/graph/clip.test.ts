import { expect, test } from 'vitest';

import { checkClip, type Clip, clipText, copy, paste, readClip } from '../../src/graph/clip';
import { makeGroup } from '../../src/graph/grouping';
import { remove } from '../../src/graph/editing';
import { library } from '../../src/generated/library';
import { chain, Desk, random } from './desk';

const whole = (raw: object) => checkClip({ antiphon_clip: 1, ...raw });

test('a clip goes to another piece: all of it, with new ids, its places kept to each other', () => {
  const from = chain();
  const { id, edits } = makeGroup(from.graph, ['filter', 'room'], 'Effects', { x: 300, y: 0 });
  from.do(edits);
  from.doc.put('labels', 'l', { text: 'Hello', x: 40, y: -90 });
  const text = clipText(copy(from.graph, from.document, [id, 'synth', 'l', 'lfo']));
  const { clip } = readClip(text);
  const to = new Desk();
  const pasted = paste(clip!, to.document, { at: { x: 1000, y: 1000 } });
  to.do(pasted.edits);
  expect(to.wires).toHaveLength(3);
  expect([...to.graph.problems.values()]).toEqual([]);
  expect(pasted.ids).toHaveLength(4);
  const nodes = Object.values(to.document.nodes);
  const synth = nodes.find(({ kind }) => kind === 'instrument.analogue')!;
  const room = nodes.find(({ kind }) => kind === 'effect.reverb')!;
  expect([synth.x, synth.y, room.x]).toEqual([1000, 1090, 1600]);
  expect(Object.keys(to.document.nodes)).not.toContain('synth');
});

test('a copy does not play along; a cut is put back as it was; a part may be given', () => {
  const desk = chain();
  const clip = copy(desk.graph, desk.document, ['synth']);
  const part = (options: object = {}) => {
    const { edits } = paste(clip, desk.document, { at: { x: 0, y: 0 }, ...options });
    return edits[0].fields!.part;
  };
  expect(part()).toBeUndefined();
  expect(part({ part: 'p2' })).toBe('p2');
  desk.do(remove(desk.graph, ['synth'], desk.document));
  expect(part()).toBe('p1');
});

test('only cables with both ends in it are copied, and a group outside is left there', () => {
  const desk = chain();
  desk.do(makeGroup(desk.graph, ['filter', 'room'], 'Effects', { x: 0, y: 0 }).edits);
  const clip = copy(desk.graph, desk.document, ['filter', 'lfo']);
  expect(clip.edges).toEqual({});
  expect(Object.values(clip.nodes).map(({ group }) => group)).toEqual([undefined, undefined]);
});

test('an instrument that the document does not have is copied as it sounds', () => {
  const desk = new Desk();
  expect(Object.values(copy(desk.graph, desk.document, ['default-p1']).nodes)).toMatchObject([
    { kind: 'instrument.flute' },
  ]);
});

test.each<[string, unknown, string]>([
  ['no object', 7, 'no part of an Antiphon graph'],
  ['something else', { notes: [] }, 'copy nodes in the graph'],
  ['no version', { antiphon_clip: 'x' }, 'no version'],
  ['a later version', { antiphon_clip: 2 }, 'update Antiphon'],
])('what is no clip is refused in a sentence: %s', (_, raw, words) => {
  expect(checkClip(raw).problem).toContain(words);
});

test.each<[string, object, string]>([
  ['an unknown root', { events: {} }, 'events: unknown'],
  ['no object', { nodes: [] }, 'nodes: not an object'],
  ['an unknown field', { nodes: { n: { kind: 'osc.sine', onclick: 'x' } } }, 'onclick: unknown'],
  ['no kind', { nodes: { n: {} } }, 'kind: missing'],
  ['an id that is none', { nodes: { '<b>': { kind: 'osc.sine' } } }, 'not a valid id'],
  ['a cable to nowhere', { edges: { e: { source: 'a', target: 'b' } } }, 'there is no a in it'],
  ['one id twice', { nodes: { a: { kind: 'osc.sine' } }, groups: { a: { name: '' } } }, 'also in'],
  [
    'a group in itself',
    { groups: { a: { name: '', group: 'b' }, b: { name: '', group: 'a' } } },
    'in itself',
  ],
  [
    'a prototype',
    { nodes: JSON.parse('{"__proto__": {"kind": "osc.sine"}}') as object },
    'not a valid id',
  ],
])('a damaged clip is refused, and it is said where: %s', (_, raw, words) => {
  expect(whole(raw).problem).toContain(words);
});

test('a text that is too large, or no JSON, is refused before it is read', () => {
  expect(readClip(`{"antiphon_clip": 1${' '.repeat(200_000)}}`).problem).toContain('too large');
  expect(readClip('{"antiphon_clip": 1').problem).toContain('not JSON');
});

test('whatever text comes, reading ends with a clip or a sentence', () => {
  const next = random(11);
  const text = clipText(copy(chain().graph, chain().document, ['synth', 'filter', 'lfo']));
  for (let tries = 0; tries < 500; tries++) {
    const at = Math.floor(next() * text.length);
    const torn = text.slice(0, at) + '{}[]":,x1'[Math.floor(next() * 9)] + text.slice(at + 1);
    const { clip, problem } = readClip(torn);
    expect((clip === undefined) !== (problem === undefined)).toBe(true);
  }
});

test('every clip of the library can be pasted, and lies without a problem but for its part', () => {
  for (const [id, { clip }] of Object.entries({ ...library.instruments, ...library.demos })) {
    const read = readClip(JSON.stringify(clip));
    expect([id, read.problem]).toEqual([id, undefined]);
    const desk = new Desk();
    const options = { at: { x: 0, y: 0 }, part: 'p1' };
    desk.do(paste(read.clip as Clip, desk.document, options).edits);
    expect([id, ...desk.graph.problems.values()]).toEqual([id]);
  }
});
