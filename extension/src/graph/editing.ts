/** Editing the graph: every command as the edits that do it. Pure; whether they may be made is asked elsewhere. */
import { type Document, mintId, type Root } from '../document';
import type { Kinds } from '../panels/catalogue';
import type { Edit, Fields } from '../panels/edit';
import { trans } from '../translation';
import { type Graph, portsOf, withMembers } from './graph';
import type { Spot } from './layout';

/** The edits that bring things into the document that it does not have: the instruments that parts have by themselves. */
export function materialise(graph: Graph, ids: Iterable<string>, fields: Fields = {}): Edit[] {
  return [...new Set(ids)].flatMap((id): Edit[] => {
    const missing = graph.nodes.get(id)?.missing ?? {};
    return Object.keys(missing).length > 0
      ? [{ root: 'nodes', id, fields: { ...missing, ...fields } }]
      : [];
  });
}

/** The root that a thing of the graph is in; null where there is no such thing. */
export function rootOf(graph: Graph, id: string): Root | null {
  return graph.nodes.has(id)
    ? 'nodes'
    : graph.groups.has(id)
      ? 'groups'
      : graph.labels.has(id)
        ? 'labels'
        : graph.cables.has(id)
          ? 'edges'
          : null;
}

/** Fields of a thing to write; a node that is not in the document comes into it. */
function change(graph: Graph, id: string, fields: Fields): Edit[] {
  const root = rootOf(graph, id);
  const missing = graph.nodes.get(id)?.missing ?? {};
  return root ? [{ root, id, fields: { ...missing, ...fields } }] : [];
}

/** What is added: where it stands, and what it is. */
export interface Addition extends Spot {
  readonly kind: string;
  readonly name?: string;
  /** The part it plays. */
  readonly part?: string;
  readonly group?: string;
  /** By parameter. */
  readonly values?: Readonly<Record<string, number>>;
}

/** Add a node. */
export function add({ values = {}, x, y, ...fields }: Addition): { id: string; edits: Edit[] } {
  const id = mintId('n');
  const given = Object.fromEntries(Object.entries(values).map(([of, value]) => [`p_${of}`, value]));
  const at = { x: Math.round(x), y: Math.round(y) };
  return { id, edits: [{ root: 'nodes', id, fields: { ...fields, ...at, ...given } }] };
}

/** Words on the graph. */
export function addLabel(text: string, { x, y }: Spot): { id: string; edits: Edit[] } {
  const id = mintId('l');
  const fields = { text, x: Math.round(x), y: Math.round(y) };
  return { id, edits: [{ root: 'labels', id, fields }] };
}

/**
 * Take things away: with a group all that is in it, with a node its cables, and the ports of groups that stood for it. A
 * part that had an instrument here is played by its own one again.
 */
export function remove(
  graph: Graph,
  ids: Iterable<string>,
  document: Pick<Document, 'ports' | 'inserts' | 'lanes' | 'points'>,
): Edit[] {
  const going = new Set(withMembers(graph, ids));
  const edits: Edit[] = [];
  const take = (root: Root, id: string): void => {
    edits.push({ root, id, fields: null });
  };
  for (const { id, source, target } of graph.cables.values()) {
    if (going.has(id) || going.has(source.node) || going.has(target.node)) {
      take('edges', id);
    }
  }
  const closed = new Set<string>();
  for (const [id, { group, node, name, direction }] of Object.entries(document.ports)) {
    if (going.has(group) || going.has(node)) {
      take('ports', id);
      closed.add(`${group} ${direction} ${name}`);
    }
  }
  // A cable that came to such a port leads to nothing.
  for (const { id, source, target } of graph.cables.values()) {
    const isLoose =
      closed.has(`${source.node} out ${source.port}`) ||
      closed.has(`${target.node} in ${target.port}`);
    if (isLoose && !edits.some((edit) => edit.root === 'edges' && edit.id === id)) {
      take('edges', id);
    }
  }
  for (const [id, { node }] of Object.entries(document.inserts)) {
    if (going.has(node)) {
      take('inserts', id);
    }
  }
  for (const [lane, { target }] of Object.entries(document.lanes)) {
    if (going.has(target) && graph.nodes.has(target)) {
      for (const [id, point] of Object.entries(document.points)) {
        if (point.lane === lane) {
          take('points', id);
        }
      }
      take('lanes', lane);
    }
  }
  for (const id of going) {
    const root = rootOf(graph, id);
    const isThere = Object.keys(graph.nodes.get(id)?.missing ?? {}).length === 0;
    if (root && root !== 'edges' && isThere) {
      take(root, id);
    }
  }
  return edits;
}

/** Take nodes out and join what they stood between, as far as it fits. */
export function bridge(graph: Graph, id: string): Edit[] {
  const into = [...graph.cables.values()].filter(({ target }) => target.node === id);
  const out = [...graph.cables.values()].filter(({ source }) => source.node === id);
  const joined = new Set(
    [...graph.cables.values()].map(({ source, target }) => JSON.stringify([source, target])),
  );
  return into.flatMap(({ source, signal }) =>
    out
      .filter((cable) => cable.signal === signal && cable.target.node !== source.node)
      .filter(({ target }) => !joined.has(JSON.stringify([source, target])))
      .map(({ target }): Edit => ({
        root: 'edges',
        id: mintId('e'),
        fields: {
          source: source.node,
          output: source.port,
          target: target.node,
          input: target.port,
        },
      })),
  );
}

/** Put things at places; a group takes with it what is in it. */
export function move(graph: Graph, spots: ReadonlyMap<string, Spot>): Edit[] {
  const all = new Map<string, Spot>();
  for (const [id, { x, y }] of spots) {
    const group = graph.groups.get(id);
    if (!group) {
      all.set(id, { x, y });
      continue;
    }
    for (const inner of withMembers(graph, [id])) {
      const at = spotOf(graph, inner);
      if (at && (inner === id || !spots.has(inner))) {
        all.set(inner, { x: at.x + x - group.x, y: at.y + y - group.y });
      }
    }
  }
  return [...all].flatMap(([id, { x, y }]) =>
    change(graph, id, { x: Math.round(x), y: Math.round(y) }),
  );
}

/** Where a thing stands. */
export function spotOf(graph: Graph, id: string): Spot | undefined {
  return graph.nodes.get(id) ?? graph.groups.get(id) ?? graph.labels.get(id);
}

/** Places for the nodes that have none, as they are shown: so that they stay where they are seen. */
export function pin(graph: Graph): Edit[] {
  return [...graph.nodes.values()]
    .filter(({ placed, missing }) => !placed && Object.keys(missing).length === 0)
    .map(({ id, x, y }) => ({ root: 'nodes', id, fields: { x, y } }));
}

/** Turn a switch of nodes on, or off where it is on at all of them. */
export function toggle(
  graph: Graph,
  ids: Iterable<string>,
  field: 'bypass' | 'mute' | 'solo',
): Edit[] {
  const nodes = withMembers(graph, ids).filter((id) => graph.nodes.has(id));
  const on = !nodes.every((id) => graph.nodes.get(id)![field]);
  return nodes.flatMap((id) => change(graph, id, { [field]: on || undefined }));
}

/** Name a node or a group, or write a label's words; an empty name takes a node's away. */
export function rename(graph: Graph, id: string, name: string): Edit[] {
  const words = name.trim();
  const root = rootOf(graph, id);
  if (root === 'labels') {
    return words ? change(graph, id, { text: words }) : [];
  }
  return root === 'groups' && !words ? [] : change(graph, id, { name: words || undefined });
}

/** Let nodes that play play a part; none where it is empty. */
export function givePart(graph: Graph, ids: Iterable<string>, part: string): Edit[] {
  return [...ids]
    .filter((id) => graph.nodes.has(id))
    .flatMap((id) => change(graph, id, { part: part || undefined }));
}

/** Give groups a colour, 1 to 8; 0 takes it away. */
export function colour(graph: Graph, ids: Iterable<string>, to: number): Edit[] {
  return [...ids]
    .filter((id) => graph.groups.has(id) && graph.groups.get(id)!.colour !== to)
    .map((id) => ({ root: 'groups', id, fields: { colour: to || undefined } }));
}

/** Put a node of a kind on a cable. A sentence where it does not fit. */
export function insertOn(
  graph: Graph,
  cable: string,
  addition: Addition,
  kinds: Kinds,
): { id: string; edits: Edit[] } | string {
  const there = graph.cables.get(cable);
  const kind = Object.hasOwn(kinds, addition.kind) ? kinds[addition.kind] : undefined;
  if (!there || !kind) {
    return trans.__('This cable is gone: somebody just took it away.');
  }
  const knobs = Object.keys(kind.parameters);
  const input = portsOf(kind, 'in').find(
    ({ name, signal }) => signal === there.signal && !knobs.includes(name),
  );
  const output = portsOf(kind, 'out').find(({ signal }) => signal === there.signal);
  if (!input || !output) {
    return trans.__('This kind of node does not pass on what the cable carries.');
  }
  const { id, edits } = add(addition);
  const { source, target } = there;
  const first = { source: source.node, output: source.port, target: id, input: input.name };
  const second = { source: id, output: output.name, target: target.node, input: target.port };
  edits.push({ root: 'edges', id: cable, fields: null });
  for (const fields of [first, second]) {
    edits.push({ root: 'edges', id: mintId('e'), fields });
  }
  return { id, edits };
}
