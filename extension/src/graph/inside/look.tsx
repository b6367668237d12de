import * as React from 'react';

import { useSignal } from '../../panels/subscribe';
import { MOST_PROBES, type ProbedPort } from '../../session';
import { trans } from '../../translation';
import type { Graph } from '../graph';
import { useTools } from '../tools';
import { useDesk } from '../view/context';
import { ProbeView, tooMany } from './probe';

/** A port that is looked into, and what it is called. */
interface Looked extends ProbedPort {
  readonly id: string;
  readonly title: string;
}

/** The ports behind what is looked into: the one that a cable comes from, all outputs of a node. */
export function portsOf(graph: Graph, ids: Iterable<string>): Looked[] {
  const found = new Map<string, Looked>();
  const add = (id: string, node: string, output: string): void => {
    const there = graph.nodes.get(node);
    if (there) {
      const port = there.outputs.find(({ name }) => name === output);
      const title = output === 'out' ? there.title : `${there.title}: ${port?.title ?? output}`;
      found.set(`${node} ${output}`, { id, node, output, title });
    }
  };
  for (const id of ids) {
    const wire = graph.wires.find((each) => each.id === id);
    if (wire) {
      add(id, wire.source.node, wire.source.port);
    }
    graph.nodes.get(id)?.outputs.forEach(({ name }) => add(id, id, name));
  }
  return [...found.values()];
}

/** What flows through the cables that are looked into, in front of the graph. */
export function Looks(): React.JSX.Element | null {
  const desk = useDesk();
  const { session } = useTools();
  useSignal(desk.changed);
  const ports = portsOf(desk.graph, desk.looked);
  if (ports.length === 0) {
    return null;
  }
  return (
    <section className="antiphon-Looks nowheel nodrag" aria-label={trans.__('Inside')}>
      {ports.slice(0, MOST_PROBES).map(({ id, node, output, title }) => (
        <div key={`${node} ${output}`} className="antiphon-Looks-one">
          <ProbeView {...{ session, node, output, title }} />
          <button
            type="button"
            className="antiphon-Looks-close"
            aria-label={trans.__('Look no longer into %1', title)}
            title={trans.__('Close')}
            onClick={() => desk.look([id], false)}
          >
            ×
          </button>
        </div>
      ))}
      {ports.length > MOST_PROBES && <p className="antiphon-note">{tooMany()}</p>}
    </section>
  );
}
