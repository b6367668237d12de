import { expect, it } from 'vitest';

import { empty } from '../../src/document';
import { encodeOperations, type ProposedOperation } from '../../src/document/proposal';
import { proposedGraph } from '../../src/graph/proposed';
import { graphOf } from '../../src/graph/sound';
import { KINDS } from '../../src/panels/catalogue';

const OPERATIONS: ProposedOperation[] = [
  { op: 'put', root: 'groups', id: 'g', fields: { name: 'Echoes', x: 300, y: 0 } },
  {
    op: 'put',
    root: 'nodes',
    id: 'echo',
    fields: { kind: 'effect.delay', x: 320, y: 40, group: 'g' },
  },
  {
    op: 'change',
    root: 'nodes',
    id: 'saw',
    fields: { group: 'g', p_freq: 220 },
    base: { group: null, p_freq: null },
  },
  { op: 'put', root: 'edges', id: 'wire', fields: { source: 'saw', target: 'echo' } },
];

function proposed(operations: readonly ProposedOperation[]) {
  const document = empty();
  document.nodes.saw = { kind: 'osc.saw', x: 40, y: 20 };
  document.proposals.v = { title: 'Echoes', patch: encodeOperations(operations) };
  const graph = graphOf(document, KINDS);
  return proposedGraph(
    document,
    graph,
    KINDS,
    () => 'Ada',
    () => ({ width: 200, height: 100 }),
  );
}

it('is nodes, cables, marks at what changes, and a frame around what would be a group', () => {
  const { things, marks, cables } = proposed(OPERATIONS);
  expect(things.map(({ id }) => id)).toEqual(['proposed:v:echo']);
  expect(cables.map(({ kind, source, target }) => [kind, source.thing, target.thing])).toEqual([
    ['added', 'saw', 'proposed:v:echo'],
  ]);
  const [frame, mark] = marks;
  expect(frame).toMatchObject({
    id: 'proposed:v:g',
    kind: 'added',
    words: 'Ada proposes: Add the group Echoes',
    frame: { x: 22, y: 2, width: 516, height: 186 },
  });
  expect(mark).toMatchObject({ kind: 'changed', thing: 'saw' });
});

it('has a frame of its own place where nothing is in the group', () => {
  const { marks } = proposed(OPERATIONS.slice(0, 1));
  expect(marks).toMatchObject([{ kind: 'added', frame: { x: 300, y: 0, width: 200, height: 90 } }]);
});
