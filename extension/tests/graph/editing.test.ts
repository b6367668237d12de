import { expect, test } from 'vitest';

import { align, distribute, freeSpot, tidy } from '../../src/graph/arranging';
import {
  add,
  bridge,
  givePart,
  insertOn,
  move,
  pin,
  remove,
  rename,
  toggle,
} from '../../src/graph/editing';
import { collapse, keep, makeGroup, ungroup } from '../../src/graph/grouping';
import { readClip } from '../../src/graph/clip';
import { KINDS } from '../../src/panels/catalogue';
import { chain, Desk } from './desk';

const size = () => ({ width: 100, height: 50 });

test('a node is added with its values where it is wanted', () => {
  const desk = new Desk();
  const { id, edits } = add({ kind: 'osc.sine', x: 10.4, y: 20, values: { freq: 220 } });
  expect(desk.do(edits).document.nodes[id]).toEqual({
    kind: 'osc.sine',
    x: 10,
    y: 20,
    p_freq: 220,
  });
});

test('removing a node takes its cables, its inserts and its automation along, and is undone at once', () => {
  const desk = chain();
  desk.doc.put('lanes', 'lane', { target: 'filter', field: 'p_cutoff' });
  desk.doc.put('points', 'point', { lane: 'lane', measure: 'm', onset: '0', value: 100 });
  desk.doc.put('inserts', 'insert', { strip: 'p1', index: 'a0', node: 'filter' });
  const before = desk.doc.getSource();
  desk.do(remove(desk.graph, ['filter'], desk.document));
  const { nodes, edges, lanes, points, inserts } = desk.document;
  expect(Object.keys(nodes).sort()).toEqual(['lfo', 'room', 'synth']);
  expect([edges, lanes, points, inserts].map((root) => Object.keys(root))).toEqual([
    [],
    [],
    [],
    [],
  ]);
  desk.doc.undo();
  expect(desk.doc.getSource()).toBe(before);
});

test('removing may join what the node stood between', () => {
  const desk = chain();
  const { graph } = desk;
  desk.do([...bridge(graph, 'filter'), ...remove(graph, ['filter'], desk.document)]);
  expect(desk.wires).toEqual(['synth.out room.in']);
});

test('an instrument that the document does not have is moved into it, and never removed', () => {
  const desk = new Desk();
  expect(remove(desk.graph, ['default-p1'], desk.document)).toEqual([]);
  desk.do(move(desk.graph, new Map([['default-p1', { x: 7, y: 8 }]])));
  expect(desk.document.nodes['default-p1']).toMatchObject({ part: 'p1', x: 7, y: 8 });
});

test('a group moves with what is in it', () => {
  const desk = chain();
  const { id, edits } = makeGroup(desk.graph, ['filter', 'room'], 'Effects', { x: 300, y: 0 });
  desk.do(edits).do(move(desk.graph, new Map([[id, { x: 310, y: 20 }]])));
  expect(desk.document.nodes.filter).toMatchObject({ x: 310, y: 20 });
  expect(desk.document.nodes.room).toMatchObject({ x: 610, y: 20 });
});

test('a group takes the cables that cross through its ports, sounds the same, and dissolves to what was', () => {
  const desk = chain();
  const [wires, before] = [desk.wires, desk.document];
  const { id, edits } = makeGroup(desk.graph, ['filter', 'room'], 'Effects', { x: 0, y: 0 });
  desk.do(edits);
  expect(desk.wires.sort()).toEqual(wires.sort());
  const group = desk.graph.groups.get(id)!;
  expect(group.inputs.map(({ name, signal }) => `${name} ${signal}`).sort()).toEqual([
    'cutoff control',
    'in audio',
  ]);
  expect(group.outputs.map(({ name }) => name)).toEqual(['out']);
  desk.do(ungroup(desk.graph, id, desk.document));
  const { x, y, ...node } = desk.document.nodes.filter;
  expect({ x, y, ...node }).toEqual(before.nodes.filter);
  expect(desk.document.groups).toEqual({});
  expect(desk.document.ports).toEqual({});
  expect(desk.wires.sort()).toEqual(wires.sort());
});

test('groups in groups: the sound stays as it was, going in and coming out', () => {
  const desk = chain();
  const wires = desk.wires.sort();
  const inner = makeGroup(desk.graph, ['filter'], 'Inner', { x: 0, y: 0 });
  desk.do(inner.edits);
  const outer = makeGroup(desk.graph, [inner.id, 'room'], 'Outer', { x: 0, y: 0 });
  desk.do(outer.edits);
  expect(desk.document.groups[inner.id].group).toBe(outer.id);
  expect(desk.wires.sort()).toEqual(wires);
  desk.do(ungroup(desk.graph, outer.id, desk.document));
  expect(desk.wires.sort()).toEqual(wires);
  expect(desk.document.groups[inner.id].group).toBeUndefined();
  desk.do(ungroup(desk.graph, inner.id, desk.document));
  expect(desk.wires.sort()).toEqual(wires);
});

test('an instrument in a group takes notes and gives sound through ports, and is kept by itself', () => {
  const desk = chain();
  const all = ['synth', 'filter', 'room', 'lfo'];
  const { id, edits } = makeGroup(desk.graph, all, 'Warm', { x: 0, y: 0 });
  desk.do(edits);
  const { inputs, outputs } = desk.graph.groups.get(id)!;
  expect([inputs, outputs]).toMatchObject([[{ signal: 'note' }], [{ signal: 'audio' }]]);
  const kept = keep(desk.graph, desk.document, [id], 'Warm', 'For slow lines.');
  desk.do(kept as []);
  const [instrument] = Object.values(desk.document.instruments);
  expect(instrument).toMatchObject({ name: 'Warm', help: 'For slow lines.' });
  const { clip } = readClip(instrument.clip);
  expect(Object.values(clip!.nodes).map(({ part }) => part)).toEqual(Array(4).fill(undefined));
  expect(Object.keys(clip!.edges)).toHaveLength(3);
  expect(keep(desk.graph, desk.document, [], 'x')).toContain('no node');
});

test('a group is drawn as one box where its frame was, and removed with all that is in it', () => {
  const desk = chain();
  const { id, edits } = makeGroup(desk.graph, ['filter', 'room'], 'Effects', { x: 0, y: 0 });
  desk.do(edits).do(collapse(desk.graph, id, true, { x: 280.2, y: -20 }));
  expect(desk.document.groups[id]).toMatchObject({ collapsed: true, x: 280, y: -20 });
  desk.do(collapse(desk.graph, id, false, { x: 0, y: 0 }));
  expect(desk.document.groups[id].collapsed).toBeUndefined();
  desk.do(remove(desk.graph, [id], desk.document));
  expect(desk.wires).toEqual([]);
  expect(desk.document.ports).toEqual({});
});

test('a switch turns on at all, then off', () => {
  const desk = chain();
  desk.do(toggle(desk.graph, ['filter'], 'bypass'));
  desk.do(toggle(desk.graph, ['filter', 'room'], 'bypass'));
  expect(desk.graph.nodes.get('room')!.bypass).toBe(true);
  desk.do(toggle(desk.graph, ['filter', 'room'], 'bypass'));
  expect(desk.document.nodes.filter.bypass).toBeUndefined();
});

test('names, parts and places', () => {
  const desk = chain();
  desk.do(rename(desk.graph, 'filter', '  Dark ')).do(givePart(desk.graph, ['synth'], 'p2'));
  expect(desk.graph.nodes.get('filter')!.title).toBe('Dark');
  expect(desk.document.nodes.synth.part).toBe('p2');
  desk.do(rename(desk.graph, 'filter', ''));
  expect(desk.document.nodes.filter.name).toBeUndefined();
  desk.doc.put('nodes', 'new', { kind: 'osc.saw' });
  expect(pin(desk.graph)).toHaveLength(1);
});

test('a node is put on a cable, where it passes on what that carries', () => {
  const desk = chain();
  const on = insertOn(desk.graph, 'e1', { kind: 'effect.delay', x: 0, y: 0 }, KINDS);
  expect(typeof on).toBe('object');
  const { id, edits } = on as Exclude<typeof on, string>;
  desk.do(edits);
  expect(desk.wires).toContain(`synth.out ${id}.in`);
  expect(desk.wires).toContain(`${id}.out filter.in`);
  expect(insertOn(desk.graph, 'e3', { kind: 'effect.delay', x: 0, y: 0 }, KINDS)).toContain(
    'pass on',
  );
  expect(insertOn(desk.graph, 'gone', { kind: 'effect.delay', x: 0, y: 0 }, KINDS)).toContain(
    'gone',
  );
});

test('aligning and distributing', () => {
  const desk = chain();
  desk.doc.change('nodes', 'filter', { x: 130, y: 10 });
  desk.doc.change('nodes', 'room', { x: 400, y: 90 });
  const ids = ['synth', 'filter', 'room'];
  const xs = (spots: ReadonlyMap<string, { x: number }>) => ids.map((id) => spots.get(id)!.x);
  expect(xs(align(desk.graph, ids, 'left', size))).toEqual([0, 0, 0]);
  expect(xs(align(desk.graph, ids, 'right', size))).toEqual([400, 400, 400]);
  expect([...align(desk.graph, ids, 'middle', size).values()].map(({ y }) => y)).toEqual([
    45, 45, 45,
  ]);
  expect(xs(distribute(desk.graph, ids, 'x', size))).toEqual([0, 200, 400]);
  expect(distribute(desk.graph, ['synth', 'room'], 'x', size).size).toBe(0);
});

test('laying out puts sources before what they feed, and nothing on top of another', () => {
  const desk = chain();
  const spots = tidy(desk.graph, [], size);
  expect(spots.get('synth')!.x).toBeLessThan(spots.get('filter')!.x);
  expect(spots.get('filter')!.x).toBeLessThan(spots.get('room')!.x);
  const all = [...spots.values()];
  for (const [order, a] of all.entries()) {
    for (const b of all.slice(order + 1)) {
      expect(Math.abs(a.x - b.x) >= 100 || Math.abs(a.y - b.y) >= 50).toBe(true);
    }
  }
});

test('what is added finds a free place', () => {
  const desk = new Desk().node('a', 'osc.sine').node('b', 'osc.sine', { y: 60 });
  expect(freeSpot(desk.graph, { x: 10, y: 10 }, size(), size)).toEqual({ x: 10, y: 126 });
  expect(freeSpot(desk.graph, { x: 500, y: 10 }, size(), size)).toEqual({ x: 500, y: 10 });
});
