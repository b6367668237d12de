/** What open proposals would make of a graph: nodes and cables that are not there yet, and marks at those that are. */
import type { Document } from '../document';
import { applying } from '../document/applying';
import type { Entry } from '../document/codec';
import type { Kinds } from '../panels/catalogue';
import { readProposals, waiting } from '../proposals/open';
import { operationInWords } from '../proposals/words';
import { trans } from '../translation';
import { boundsOf, type Measure } from './arranging';
import {
  type Graph,
  type GraphCable,
  type GraphLabel,
  type GraphNode,
  portOf,
  readGraph,
  seenAs,
  withMembers,
} from './graph';
import type { Size, Spot } from './layout';
import type { Place } from './wiring';

/** Most open proposals that are drawn. */
const MOST = 50;
/** Between a group and what is in it; and what a node that is proposed is higher by, as it says who proposes it. */
const ROOM = 18;
const TOLD = 30;
/** The roots that the graph is drawn from. */
const ROOTS: ReadonlySet<string> = new Set(['nodes', 'edges', 'groups', 'ports', 'labels']);

/** An end of a proposed cable as it is drawn: a thing that is there, or that is proposed as well. */
export interface ProposedEnd {
  /** The id of what is drawn. */
  readonly thing: string;
  /** Null for no certain one. */
  readonly port: string | null;
}

/** Something of the graph that a proposal is about. */
interface OfProposal {
  /** Its id in the drawing. */
  readonly id: string;
  readonly proposal: string;
  /** Who proposes it and what: "Ada proposes: add Delay". */
  readonly words: string;
}
/** A node or label that would come. */
export interface ProposedThing extends OfProposal {
  readonly node: GraphNode | GraphLabel;
}
/** A thing that is there and would change or go. */
export interface ProposedMark extends OfProposal {
  readonly kind: 'changed' | 'removed';
  /** Where it is seen. */
  readonly thing: string;
}
/** A group that would come, around what would be in it. */
export interface ProposedFrame extends OfProposal {
  readonly kind: 'added';
  readonly frame: Spot & Size;
}
/** A cable that would come or go. */
export interface ProposedCable extends OfProposal {
  readonly kind: 'added' | 'removed';
  readonly signal: GraphCable['signal'];
  readonly source: ProposedEnd;
  readonly target: ProposedEnd;
}
export interface ProposedGraph {
  readonly things: readonly ProposedThing[];
  readonly marks: readonly (ProposedMark | ProposedFrame)[];
  readonly cables: readonly ProposedCable[];
}

/**
 * What the open proposals would do to the graph.
 *
 * @param graph - The graph as it is.
 * @param authorOf - Names who made a proposal; empty where it is not known.
 * @param measure - Says how large things are drawn.
 */
export function proposedGraph(
  document: Document,
  graph: Graph,
  kinds: Kinds,
  authorOf: (proposal: string) => string,
  measure: Measure = () => undefined,
): ProposedGraph {
  const [things, marks, cables] = [[], [], []] as [
    ProposedThing[],
    (ProposedMark | ProposedFrame)[],
    ProposedCable[],
  ];
  const open = readProposals(document).filter(({ status }) => status === 'open');
  for (const proposal of open.slice(0, MOST)) {
    const { operations } = proposal;
    const places = waiting(proposal).filter((at) => ROOTS.has(operations[at].root));
    if (places.length === 0) {
      continue;
    }
    const then = readGraph(changed(document, proposal, places), kinds);
    const drawn = (id: string): string => `proposed:${proposal.id}:${id}`;
    const author = authorOf(proposal.id) || trans.__('Somebody');
    const proposed = new Map(operations.map((of) => [`${of.root}/${of.id}`, of]));
    const say = (at: number): string => {
      const what = operationInWords(document, operations[at], proposed);
      return trans.__('%1 proposes: %2', author, what);
    };
    const end = (of: Graph, place: Place, direction: 'in' | 'out'): ProposedEnd => {
      if (!graph.nodes.has(place.node) && !graph.groups.has(place.node)) {
        const isPort = portOf(of, place, direction) !== undefined;
        return { thing: drawn(place.node), port: isPort ? place.port : null };
      }
      const thing = seenAs(graph, place.node);
      const isPort = thing === place.node && portOf(graph, place, direction) !== undefined;
      return { thing, port: isPort ? place.port : null };
    };
    for (const at of places) {
      const { op, root, id } = operations[at];
      const common = { id: drawn(id), proposal: proposal.id, words: say(at) };
      if (root === 'nodes' || root === 'labels') {
        const there = graph[root].has(id);
        const node = then[root].get(id);
        if (!there && node && op === 'put') {
          things.push({ ...common, node });
        } else if (there && op !== 'put') {
          const is = op === 'remove' ? 'removed' : 'changed';
          marks.push({ ...common, kind: is, thing: seenAs(graph, id) });
        }
      } else if (root === 'groups' && !graph.groups.has(id) && op === 'put') {
        marks.push({
          ...common,
          kind: 'added',
          frame: frameOf(then, id, (of) => measure(of) ?? measure(drawn(of))),
        });
      } else if (root === 'groups' && graph.groups.has(id) && op !== 'put') {
        const is = op === 'remove' ? 'removed' : 'changed';
        marks.push({ ...common, kind: is, thing: seenAs(graph, id) });
      } else if (root === 'edges') {
        const wires: [ProposedCable['kind'], Graph][] = [
          ['removed', graph],
          ['added', then],
        ];
        for (const [is, of] of wires) {
          const wire = of.wires.find((each) => each.id === id);
          const stays = op === 'put' ? is === 'removed' : op === 'remove' && is === 'added';
          if (wire && !stays) {
            const { signal = null } = of.cables.get(id) ?? {};
            const [source, target] = [end(of, wire.source, 'out'), end(of, wire.target, 'in')];
            cables.push({ ...common, id: `${common.id}:${is}`, kind: is, signal, source, target });
          }
        }
      }
    }
  }
  return { things, marks, cables: attached(graph, things, cables) };
}

/** Where a group would be: around what is in it, inner groups included. */
function frameOf(then: Graph, id: string, measure: Measure): Spot & Size {
  const inside = withMembers(then, [id]).filter((inner) => !then.groups.has(inner));
  const bounds = boundsOf(then, inside, measure);
  const { x = 0, y = 0 } = then.groups.get(id) ?? {};
  return bounds
    ? {
        x: bounds.x - ROOM,
        y: bounds.y - ROOM,
        width: bounds.width + 2 * ROOM,
        height: bounds.height + 2 * ROOM + TOLD,
      }
    : { x, y, width: 200, height: 90 };
}

/** Cables whose ends are both drawn. */
function attached(
  graph: Graph,
  things: readonly ProposedThing[],
  cables: readonly ProposedCable[],
): ProposedCable[] {
  const there = new Set(things.map(({ id }) => id));
  const is = ({ thing }: ProposedEnd): boolean =>
    there.has(thing) || graph.nodes.has(thing) || graph.groups.has(thing);
  return cables.filter(({ source, target }) => is(source) && is(target));
}

/** A document as a proposal would leave its graph; conflicts are drawn as if they were taken. */
function changed(
  document: Document,
  { operations }: { operations: Parameters<typeof applying>[1] },
  places: readonly number[],
): Document {
  const content: Record<string, Record<string, Entry>> = {};
  for (const root of ROOTS) {
    content[root] = { ...(document[root as 'nodes'] as unknown as Record<string, Entry>) };
  }
  for (const { root, id, fields } of applying(document, operations, places, new Set(places))
    .edits) {
    if (!Object.hasOwn(content, root)) {
      continue;
    }
    if (fields) {
      const merged = Object.entries({ ...content[root][id], ...fields });
      content[root][id] = Object.fromEntries(merged.filter(([, of]) => of !== null)) as Entry;
    } else {
      delete content[root][id];
    }
  }
  return { ...document, ...content };
}
