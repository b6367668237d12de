import { Graph as Dagre, layout as arrange } from '@dagrejs/dagre';

import type { Kinds } from '../panels/catalogue';
import type { Source } from './graph';
import { Doors, throughGroups } from './wiring';

/** Where something stands: its upper left corner, in the units of the graph. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Width of a node, and height of its head and of each row of ports. */
export const NODE = { width: 184, head: 34, row: 24 };
/** Between columns and rows of what is laid out. */
const GAP = { column: 70, row: 30 };

/** How large a node with so many ports is about. */
export function sizeOf(inputs: number, outputs: number): Size {
  return { width: NODE.width, height: NODE.head + NODE.row * Math.max(1, inputs, outputs) + 6 };
}

export interface Joint {
  readonly source: string;
  readonly target: string;
}

/**
 * Lay things out from left to right, sources before what they feed, with few crossings.
 *
 * Layered drawing after Sugiyama, Tagawa and Toda (1981), by dagre.
 *
 * @returns The upper left corner of each; the whole begins at 0, 0.
 */
export function layOut(
  things: ReadonlyMap<string, Size>,
  joints: readonly Joint[],
): Map<string, Spot> {
  const graph = new Dagre({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', ranksep: GAP.column, nodesep: GAP.row });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of [...things.keys()].sort()) {
    graph.setNode(id, { ...things.get(id)! });
  }
  for (const { source, target } of joints) {
    if (source !== target && things.has(source) && things.has(target)) {
      graph.setEdge(source, target, {});
    }
  }
  arrange(graph);
  const spots = [...things].map(([id, { width, height }]): [string, Spot] => {
    const { x, y } = graph.node(id) as Spot;
    return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
  });
  return new Map(spots);
}

/** Places for the nodes of a document that have none. */
export function spread(source: Source, ids: readonly string[], kinds: Kinds): Map<string, Spot> {
  if (ids.length === 0) {
    return new Map();
  }
  const sizes = ids.map((id): [string, Size] => {
    const { kind } = source.nodes[id];
    const known = Object.hasOwn(kinds, kind) ? kinds[kind] : { inputs: {}, outputs: {} };
    return [id, sizeOf(Object.keys(known.inputs).length, Object.keys(known.outputs).length)];
  });
  const wires = throughGroups(source.edges, new Doors(source.ports));
  const joints = wires.map((wire) => ({ source: wire.source.node, target: wire.target.node }));
  return layOut(new Map(sizes), joints);
}
