import { expect, test } from 'vitest';

import {
  connect,
  type End,
  isFeedback,
  reconnect,
  targets,
  whyNot,
  without,
} from '../../src/graph/connect';
import { KINDS } from '../../src/panels/catalogue';
import { chain, Desk, random } from './desk';

const out = (node: string, port = 'out'): End => ({ node, port, direction: 'out' });
const into = (node: string, port = 'in'): End => ({ node, port, direction: 'in' });

test('a cable can be drawn from either end, and is then written the right way round', () => {
  const desk = chain();
  for (const [from, to] of [
    [out('lfo'), into('room', 'mix')],
    [into('room', 'mix'), out('lfo')],
  ]) {
    expect(whyNot(desk.graph, from, to)).toBe('');
    expect(connect(desk.graph, from, to)).toMatchObject([
      { root: 'edges', fields: { source: 'lfo', target: 'room', input: 'mix' } },
    ]);
  }
});

test.each([
  ['other signal', out('lfo'), into('room'), 'a cable joins ports of one signal'],
  ['both give', out('lfo'), out('synth'), 'Both of these give'],
  ['both take', into('room'), into('filter'), 'Both of these take'],
  ['itself', out('filter'), into('filter'), 'cannot feed itself'],
  ['double', out('synth'), into('filter'), 'such a cable already'],
  ['gone', out('nobody'), into('filter'), 'is gone'],
  ['no such port', out('synth', 'side'), into('filter'), 'is gone'],
])('what cannot be is said: %s', (_, from, to, words) => {
  expect(whyNot(chain().graph, from, to)).toContain(words);
});

test('notes do not run in a circle; sound may, and that is said', () => {
  const desk = chain()
    .node('up', 'note.transpose')
    .node('down', 'note.transpose')
    .cable('n1', 'up', 'down');
  expect(whyNot(desk.graph, out('down'), into('up'))).toContain('circle');
  expect(whyNot(desk.graph, out('room'), into('filter'))).toBe('');
  expect(isFeedback(desk.graph, out('room'), into('filter'))).toBe(true);
  expect(isFeedback(desk.graph, out('synth'), into('room'))).toBe(false);
});

test('a cable from the instrument of a part that has none brings it into the document', () => {
  const desk = new Desk().node('room', 'effect.reverb');
  desk.do(connect(desk.graph, out('default-p1'), into('room')));
  expect(desk.document.nodes['default-p1']).toMatchObject({ part: 'p1', x: -300 });
  expect(desk.wires).toEqual(['default-p1.out room.in']);
});

test('a double through the port of a group is seen', () => {
  const desk = chain();
  desk.doc.put('groups', 'g', { name: 'G' });
  desk.doc.put('ports', 'o', {
    group: 'g',
    direction: 'in',
    name: 'in',
    node: 'filter',
    port: 'in',
  });
  expect(whyNot(desk.graph, out('synth'), into('g'))).toContain('already');
});

test('a cable can be put elsewhere, also to where it was', () => {
  const desk = chain();
  expect(whyNot(without(desk.graph, 'e1'), out('synth'), into('filter'))).toBe('');
  desk.do(reconnect(desk.graph, 'e1', out('synth'), into('room')));
  expect(desk.wires).toContain('synth.out room.in');
  expect(desk.wires).not.toContain('synth.out filter.in');
});

test('the ports that are offered are those that can be, and no other', () => {
  const next = random(7);
  const names = Object.keys(KINDS);
  const desk = new Desk();
  for (let count = 0; count < 14; count++) {
    desk.node(`n${count}`, names[Math.floor(next() * names.length)]);
  }
  for (let tries = 0; tries < 40; tries++) {
    const { graph } = desk;
    const all = [...graph.nodes.values()];
    const from = all[Math.floor(next() * all.length)];
    if (!from.outputs.length) {
      continue;
    }
    const end = out(from.id, from.outputs[0].name);
    const offered = targets(graph, end);
    const possible = all.flatMap(({ id, inputs }) =>
      inputs.map(({ name }) => into(id, name)).filter((to) => !whyNot(graph, end, to)),
    );
    expect(offered).toHaveLength(possible.length);
    if (offered.length) {
      desk.do(connect(graph, end, offered[Math.floor(next() * offered.length)].end));
    }
  }
  expect(Object.keys(desk.document.edges).length).toBeGreaterThan(15);
  expect([...desk.graph.problems.values()].filter((code) => code !== 'idle')).toEqual([]);
});
