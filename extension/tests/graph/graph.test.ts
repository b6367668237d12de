import { expect, test } from 'vitest';

import { around, readGraph, seenAs, withMembers } from '../../src/graph/graph';
import { KINDS } from '../../src/panels/catalogue';
import { chain, Desk } from './desk';

test('a part without an instrument shows the one that the engine gives it, by the same id', () => {
  const { nodes } = new Desk().node('n1', 'instrument.pluck', { part: 'p1' }).graph;
  expect([...nodes.keys()].sort()).toEqual(['default-p2', 'n1']);
  const own = nodes.get('default-p2')!;
  expect(own.missing).toMatchObject({ kind: own.kind, part: 'p2', x: own.x, y: own.y });
  expect(nodes.get('n1')!.missing).toEqual({});
});

test('ports and cables carry the signals of the catalogue', () => {
  const { nodes, cables } = chain().graph;
  expect(nodes.get('filter')!.inputs.map(({ name, signal }) => `${name} ${signal}`)).toEqual([
    'in audio',
    'cutoff control',
    'resonance control',
  ]);
  expect(nodes.get('filter')!.inputs[1].title).toBe(
    KINDS['filter.lowpass'].parameters.cutoff.title,
  );
  expect(['e1', 'e3'].map((id) => cables.get(id)!.signal)).toEqual(['audio', 'control']);
});

test('what is not heard as it is written is said, as the engine says it', () => {
  const desk = chain()
    .node('what', 'osc.nothing')
    .node('idle', 'instrument.pad')
    .node('up', 'note.transpose', { part: 'p1' })
    .node('down', 'note.transpose')
    .cable('e4', 'synth', 'filter')
    .cable('e5', 'synth', 'gone')
    .cable('e6', 'lfo', 'room')
    .cable('e7', 'room', 'filter')
    .cable('n1', 'up', 'down')
    .cable('n2', 'down', 'up');
  const { problems, cables } = desk.graph;
  expect(Object.fromEntries(problems)).toEqual({
    what: 'unknown',
    idle: 'idle',
    e4: 'double',
    e5: 'dangling',
    e6: 'mismatch',
    n2: 'circle',
  });
  expect(cables.get('e7')!.feedback).toBe(true);
  expect(cables.get('e2')!.feedback).toBe(false);
});

test('groups: what is in them, what they are seen as, and their ports', () => {
  const desk = chain();
  desk.doc.put('groups', 'outer', { name: 'Outer', collapsed: true });
  desk.doc.put('groups', 'inner', { name: 'Inner', group: 'outer' });
  desk.doc.change('nodes', 'filter', { group: 'inner' });
  desk.doc.put('ports', 'o1', {
    group: 'outer',
    direction: 'in',
    name: 'sound',
    node: 'filter',
    port: 'in',
  });
  const { graph } = desk;
  expect(around(graph, 'filter')).toEqual(['inner', 'outer']);
  expect(withMembers(graph, ['outer'])).toEqual(['outer', 'inner', 'filter']);
  expect(seenAs(graph, 'filter')).toBe('outer');
  expect(graph.groups.get('outer')!.inputs).toMatchObject([{ name: 'sound', signal: 'audio' }]);
});

test('groups that are in each other, as two people can leave them, end', () => {
  const desk = new Desk().node('n', 'osc.sine', { group: 'a' });
  desk.doc.put('groups', 'a', { name: 'A', group: 'b' });
  desk.doc.put('groups', 'b', { name: 'B', group: 'a' });
  expect(around(desk.graph, 'n')).toEqual(['a', 'b']);
  expect(withMembers(desk.graph, ['a']).sort()).toEqual(['a', 'b', 'n']);
  expect(seenAs(desk.graph, 'n')).toBe('n');
});

test('nodes without a place are laid out, and stay where they are while others move', () => {
  const desk = new Desk();
  desk.doc.put('nodes', 'a', { kind: 'osc.sine' });
  desk.doc.put('nodes', 'b', { kind: 'effect.delay' });
  desk.cable('e', 'a', 'b').node('c', 'osc.saw');
  const before = desk.graph.nodes;
  expect(before.get('a')!.x).toBeLessThan(before.get('b')!.x);
  desk.doc.change('nodes', 'c', { x: 900, y: 900 });
  const after = readGraph(desk.document, KINDS).nodes;
  expect([after.get('a'), after.get('b')]).toEqual([before.get('a'), before.get('b')]);
});
