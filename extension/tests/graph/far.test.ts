import { type InternalNode, Position } from '@xyflow/react';
import { describe, expect, it } from 'vitest';

import { Drawing, type FlowCable } from '../../src/graph/view/flow';
import { curvesOf, distanceTo, middleOf, pathOf } from '../../src/graph/view/path';
import { CableEnds, cableAt } from '../../src/graph/view/plain';
import { sightOf } from '../../src/graph/view/sight';
import { chain, random } from './desk';

const partName = (): string => '';

describe('The line of a cable', () => {
  it('begins and ends at its ports, and is near to itself alone', () => {
    const chance = random(7);
    for (let trial = 0; trial < 200; trial++) {
      const [sourceX, sourceY, targetX, targetY] = [1, 2, 3, 4].map(() => 2000 * chance() - 1000);
      const curves = curvesOf({ sourceX, sourceY, targetX, targetY });
      expect(curves[0][0]).toEqual({ x: sourceX, y: sourceY });
      expect(curves.at(-1)![3]).toEqual({ x: targetX, y: targetY });
      curves.slice(1).forEach((curve, order) => expect(curve[0]).toEqual(curves[order][3]));
      expect(pathOf(curves)).toMatch(/^M[-.\d e]+(C[-.\d e]+)+$/);
      expect(distanceTo({ x: sourceX, y: sourceY }, curves)).toBeCloseTo(0);
      expect(distanceTo(middleOf(curves), curves)).toBeLessThan(1);
      expect(distanceTo({ x: sourceX, y: -5000 }, curves)).toBeGreaterThan(3000);
    }
  });

  it('goes below what it comes back around', () => {
    const curves = curvesOf({ sourceX: 500, sourceY: 0, targetX: 0, targetY: 40 });
    expect(middleOf(curves)).toEqual({ x: 250, y: 170 });
  });
});

describe('The graph from far away', () => {
  const { graph } = chain();
  const things = new Drawing(() => undefined).things(graph, partName, new Set(), []);
  const cables: FlowCable[] = new Drawing(() => undefined).cables(graph, new Set(), []);
  const port = (id: string, x: number, position: Position) => ({
    ...{ id, x, y: 40, width: 12, height: 12, position, nodeId: '' },
  });
  const bounds = {
    source: [{ ...port('out', 194, Position.Right), type: 'source' as const }],
    target: ['in', 'cutoff'].map((id) => ({
      ...port(id, -6, Position.Left),
      type: 'target' as const,
    })),
  };
  const lookup = (): InternalNode =>
    ({ internals: { handleBounds: bounds } }) as unknown as InternalNode;
  const ends = new CableEnds(things, lookup);

  it('has a cable where its ports were measured, and none where they were not', () => {
    const cable = cables.find(({ id }) => id === 'e1')!;
    expect(ends.of(cable)).toEqual({ sourceX: 206, sourceY: 46, targetX: 294, targetY: 46 });
    expect(new CableEnds(things, () => undefined).of(cable)).toBeNull();
  });

  it('gives the cable that is meant, and none where none is near', () => {
    expect(cableAt(cables, ends, { x: 250, y: 50 }, 10)).toBe('e1');
    expect(cableAt(cables, ends, { x: 550, y: 40 }, 10)).toBe('e2');
    expect(cableAt(cables, ends, { x: 550, y: 80 }, 10)).toBeNull();
  });

  it('knows the cables of what is dragged', () => {
    const dragged = things.map((thing) => ({ ...thing, dragging: thing.id === 'room' }));
    const moving = new CableEnds(dragged, lookup);
    expect(cables.filter((cable) => moving.isMoving(cable)).map(({ id }) => id)).toEqual(['e2']);
  });

  it('shows less the farther away it is', () => {
    expect([2, 0.45, 0.44, 0.3, 0.29, 0.1].map((zoom) => sightOf(zoom, 300))).toEqual([
      'near',
      'near',
      'middle',
      'middle',
      'far',
      'far',
    ]);
    expect([0.44, 0.29].map((zoom) => sightOf(zoom, 9))).toEqual(['near', 'far']);
  });
});

describe('What is drawn', () => {
  it('stays the same object where nothing of it changed, and is another where something did', () => {
    const desk = chain();
    const drawing = new Drawing(() => undefined);
    const before = drawing.things(desk.graph, partName, new Set(), []);
    const cables = drawing.cables(desk.graph, new Set(), []);
    desk.doc.change('nodes', 'lfo', { x: 70 });
    const after = drawing.things(desk.graph, partName, new Set(), before);
    after.forEach((thing, order) => {
      if (thing.id === 'lfo') {
        expect(thing.position.x).toBe(70);
      } else {
        expect(thing).toBe(before[order]);
      }
    });
    drawing.cables(desk.graph, new Set(), cables).forEach((cable, order) => {
      expect(cable).toBe(cables[order]);
    });
    desk.doc.change('nodes', 'room', { name: 'Hall' });
    const named = drawing.things(desk.graph, partName, new Set(), after);
    expect(named.find(({ id }) => id === 'room')!.data).toMatchObject({ node: { title: 'Hall' } });
    desk.doc.remove('parts', ['p1']);
    const orphan = drawing.things(desk.graph, partName, new Set(), named);
    expect(orphan.find(({ id }) => id === 'synth')!.data).toMatchObject({ node: { part: '' } });
  });
});
