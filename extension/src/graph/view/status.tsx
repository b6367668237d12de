import * as React from 'react';

import { AuthorsNote } from '../../panels/authors';
import { useSignal } from '../../panels/subscribe';
import { trans } from '../../translation';
import { endInWords } from '../connect';
import { rootOf } from '../editing';
import { problemInWords } from '../problems';
import { useTools } from '../tools';
import { nodeInWords } from './box';
import { useDesk } from './context';
import type { GraphDesk } from './desk';

/** What was just said, or what is selected, in words that are read out. */
export function Status(): React.JSX.Element {
  const desk = useDesk();
  const { doc, session } = useTools();
  useSignal(desk.changed);
  const { current, selection, graph } = desk;
  const root = selection.size === 1 ? rootOf(graph, current) : null;
  const entry = root && (doc.document()[root] as Record<string, unknown>)[current];
  return (
    <div className="antiphon-GraphStatus">
      <span role="status">{desk.said || selectionInWords(desk)}</span>
      {root && entry !== undefined && (
        <AuthorsNote session={session} root={root} id={current} entry={entry} />
      )}
    </div>
  );
}

function selectionInWords({ graph, selection, current, doc }: GraphDesk): string {
  if (selection.size === 0) {
    return trans._n('%1 node', '%1 nodes', graph.nodes.size);
  }
  if (selection.size > 1) {
    return trans._n('%1 thing is selected', '%1 things are selected', selection.size);
  }
  const problem = graph.problems.get(current) ?? null;
  const node = graph.nodes.get(current);
  if (node) {
    return nodeInWords({ node, problem, part: doc.document().parts[node.part]?.name ?? '' });
  }
  const cable = graph.cables.get(current);
  if (cable) {
    const words = trans.__(
      'Cable from %1 to %2',
      endInWords(graph, { ...cable.source, direction: 'out' }),
      endInWords(graph, { ...cable.target, direction: 'in' }),
    );
    return problem ? `${words}. ${problemInWords(problem)}` : words;
  }
  return graph.groups.get(current)?.title ?? graph.labels.get(current)?.text ?? '';
}
