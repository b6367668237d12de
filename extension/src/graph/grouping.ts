/** Groups: made of what is selected, with ports made from the cables that cross; dissolved; drawn as one; kept. Pure. */
import { type Document, mintId } from '../document';
import type { Edit } from '../panels/edit';
import { clipText, copy, LONGEST } from './clip';
import { trans } from '../translation';
import { materialise, rootOf } from './editing';
import { around, type Direction, type Graph, withMembers } from './graph';
import type { Spot } from './layout';
import type { Place } from './wiring';

/** The things that are not in a group that is among them too. */
export function outermost(graph: Graph, ids: Iterable<string>): string[] {
  const all = new Set(ids);
  return [...all].filter(
    (id) => rootOf(graph, id) !== null && !around(graph, id).some((group) => all.has(group)),
  );
}

/**
 * Put things into a new group. The cables that cross run through its ports; where notes come in and sound goes out without a
 * cable there are ports too, so that it can be taken for an instrument.
 */
export function makeGroup(
  graph: Graph,
  ids: Iterable<string>,
  name: string,
  at: Spot,
): { id: string; edits: Edit[] } {
  const tops = outermost(graph, ids).filter((id) => rootOf(graph, id) !== 'edges');
  const inside = new Set(withMembers(graph, tops));
  const id = mintId('g');
  const parents = new Set(tops.map((top) => around(graph, top)[0] ?? ''));
  const [parent] = parents;
  const spot = { x: Math.round(at.x), y: Math.round(at.y) };
  const fields = { name, ...spot, ...(parents.size === 1 && parent && { group: parent }) };
  const edits: Edit[] = [{ root: 'groups', id, fields }];
  for (const top of tops) {
    const missing = graph.nodes.get(top)?.missing ?? {};
    edits.push({ root: rootOf(graph, top)!, id: top, fields: { ...missing, group: id } });
  }
  edits.push(
    ...materialise(
      graph,
      [...inside].filter((each) => !tops.includes(each)),
    ),
  );
  const ports = new Ports(graph, id);
  for (const cable of graph.cables.values()) {
    const [leaves, comes] = [inside.has(cable.source.node), inside.has(cable.target.node)];
    if (leaves !== comes) {
      const port = leaves ? ports.of(cable.source, 'out') : ports.of(cable.target, 'in');
      const end = leaves ? { source: id, output: port } : { target: id, input: port };
      edits.push({ root: 'edges', id: cable.id, fields: end });
    }
  }
  for (const each of inside) {
    const node = graph.nodes.get(each);
    for (const port of node?.inputs ?? []) {
      const isFed = graph.wires.some(
        ({ target }) => target.node === each && target.port === port.name,
      );
      if (port.signal === 'note' && !isFed) {
        ports.of({ node: each, port: port.name }, 'in');
      }
    }
    const isTaken = graph.wires.some(({ source }) => source.node === each);
    for (const port of isTaken ? [] : (node?.outputs ?? [])) {
      if (port.signal === 'audio') {
        ports.of({ node: each, port: port.name }, 'out');
      }
    }
  }
  return { id, edits: [...edits, ...ports.edits] };
}

/** The ports of a new group, each of another name. */
class Ports {
  constructor(
    private readonly _graph: Graph,
    private readonly _group: string,
  ) {}

  readonly edits: Edit[] = [];

  /** The name of the port that stands for a place inside. */
  of(inner: Place, direction: Direction): string {
    const { node, port } = this._graph.doors.follow(inner, direction);
    const key = `${direction} ${node} ${port}`;
    const known = this._names.get(key);
    if (known) {
      return known;
    }
    let name = port;
    for (let count = 2; this._taken.has(`${direction} ${name}`); count++) {
      name = `${port.slice(0, 56)}_${count}`;
    }
    this._names.set(key, name);
    this._taken.add(`${direction} ${name}`);
    const fields = { group: this._group, direction, name, node, port };
    this.edits.push({ root: 'ports', id: mintId('o'), fields });
    return name;
  }

  private readonly _names = new Map<string, string>();
  private readonly _taken = new Set<string>();
}

/** Dissolve a group: what is in it goes to where it was, and its cables to what its ports stood for. */
export function ungroup(
  graph: Graph,
  id: string,
  { ports, edges }: Pick<Document, 'ports' | 'edges'>,
): Edit[] {
  const group = graph.groups.get(id);
  if (!group) {
    return [];
  }
  const parent = group.group || undefined;
  const edits: Edit[] = [];
  for (const [edge, { source, target, output = 'out', input = 'in' }] of Object.entries(edges)) {
    if (source !== id && target !== id) {
      continue;
    }
    const from = graph.doors.follow({ node: source, port: output }, 'out');
    const to = graph.doors.follow({ node: target, port: input }, 'in');
    const isLoose = from.node === id || to.node === id;
    const ends = {
      ...(source === id && { source: from.node, output: from.port }),
      ...(target === id && { target: to.node, input: to.port }),
    };
    edits.push({ root: 'edges', id: edge, fields: isLoose ? null : ends });
  }
  for (const [port, { group: of }] of Object.entries(ports)) {
    if (of === id) {
      edits.push({ root: 'ports', id: port, fields: null });
    }
  }
  for (const member of group.members) {
    edits.push({ root: rootOf(graph, member)!, id: member, fields: { group: parent } });
  }
  return [...edits, { root: 'groups', id, fields: null }];
}

/** Draw a group as one box where its frame is, or as a frame again. */
export function collapse(graph: Graph, id: string, collapsed: boolean, at: Spot): Edit[] {
  const place = collapsed ? { x: Math.round(at.x), y: Math.round(at.y) } : {};
  return graph.groups.has(id)
    ? [{ root: 'groups', id, fields: { collapsed: collapsed || undefined, ...place } }]
    : [];
}

/** Keep things as an instrument of the session. A sentence where they are too much. */
export function keep(
  graph: Graph,
  document: Document,
  ids: Iterable<string>,
  name: string,
  help = '',
): Edit[] | string {
  const clip = copy(graph, document, ids);
  for (const node of Object.values(clip.nodes)) {
    delete node.part;
  }
  const text = clipText(clip);
  if (Object.keys(clip.nodes).length === 0) {
    return trans.__('There is no node in it: select what makes the sound.');
  }
  if (text.length > LONGEST) {
    return trans.__('This is too much for one instrument: keep a part of it.');
  }
  const fields = { name: name.slice(0, 100), clip: text, ...(help && { help }) };
  return [{ root: 'instruments', id: mintId('i'), fields }];
}
