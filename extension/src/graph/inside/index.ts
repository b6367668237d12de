import type { Graph } from '../graph';

export { Fallen } from './fallen';
export { NodeLoad } from './load';
export { Looks } from './look';
export { Mend, MendButtons } from './mend';
export { type Mend as MendWay, mends } from './mends';
export { ProbeView, type ProbeViewProps, tooMany } from './probe';

/** The node's port whose output a cable carries, through the groups on the way; null where there is none. */
export function probeOf(graph: Graph, cable: string): { node: string; output: string } | null {
  const wire = graph.wires.find(({ id }) => id === cable);
  return wire && graph.nodes.has(wire.source.node)
    ? { node: wire.source.node, output: wire.source.port }
    : null;
}
