/** What the editor shows of a document's graph. Pure: the same document gives the same reading. */
import type { Document, Edge, Group, Label, Node } from '../generated/schema';
import { defaultKind, type Kind, type Kinds, ofSound, plays } from '../panels/catalogue';
import type { Fields } from '../panels/edit';
import { spread } from './layout';
import { problemsOf, type ProblemCode } from './problems';
import { Doors, endsOf, feedback, type Place, throughGroups, type Wire } from './wiring';

/** What of a document the graph is read from. */
export type Source = Pick<Document, 'nodes' | 'edges' | 'groups' | 'ports' | 'labels' | 'parts'>;

export const SIGNALS = ['audio', 'control', 'note'] as const;
export type Signal = (typeof SIGNALS)[number];
export type Direction = 'in' | 'out';

/** A port of a node or a group. */
export interface GraphPort {
  readonly name: string;
  /** As a person reads it. */
  readonly title: string;
  /** Null where nobody knows what it carries. */
  readonly signal: Signal | null;
  readonly direction: Direction;
}

interface Thing {
  readonly id: string;
  /** As a person reads it. */
  readonly title: string;
  readonly inputs: readonly GraphPort[];
  readonly outputs: readonly GraphPort[];
  /** The group it is in; empty for none. */
  readonly group: string;
  readonly x: number;
  readonly y: number;
}

export interface GraphNode extends Thing {
  readonly kind: string;
  /** What the kind is called. */
  readonly kindTitle: string;
  /** The part it names; empty for none. */
  readonly part: string;
  readonly bypass: boolean;
  readonly mute: boolean;
  readonly solo: boolean;
  /** What to write for it to be in the document; empty where it is. */
  readonly missing: Fields;
  /** Whether the document says where it stands. */
  readonly placed: boolean;
}

export interface GraphGroup extends Thing {
  readonly collapsed: boolean;
  /** 1 to 8; 0 for none. */
  readonly colour: number;
  /** Ids of the nodes, groups and labels right in it. */
  readonly members: readonly string[];
}

/** A cable as it is written: its ends may be ports of groups. */
export interface GraphCable {
  readonly id: string;
  readonly source: Place;
  readonly target: Place;
  /** Null where it carries nothing. */
  readonly signal: Signal | null;
  /** Whether it closes a circle: what it carries arrives a moment later. */
  readonly feedback: boolean;
}

export interface GraphLabel extends Label {
  readonly id: string;
}

export interface Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly groups: ReadonlyMap<string, GraphGroup>;
  readonly cables: ReadonlyMap<string, GraphCable>;
  readonly labels: ReadonlyMap<string, GraphLabel>;
  /** From node to node. */
  readonly wires: readonly Wire[];
  readonly doors: Doors;
  /** By the id of the node or cable. */
  readonly problems: ReadonlyMap<string, ProblemCode>;
}

/** Where the instruments stand that the document does not have. */
const DEFAULTS = { x: -300, step: 130 };

/** Read the graph of a document. */
export function readGraph(source: Source, kinds: Kinds): Graph {
  const nodes = new Map<string, GraphNode>();
  const missing = defaults(source);
  const unplaced = Object.keys(source.nodes).filter((id) => !isPlaced(source.nodes[id]));
  const free = spread(source, unplaced, kinds);
  for (const id of Object.keys(source.nodes)) {
    nodes.set(id, readAgain(id, source, kinds) ?? readNode(id, source, kinds, {}, free.get(id)!));
  }
  missing.forEach(({ id, fields, place }) => {
    const there = { ...source, nodes: { [id]: fields } };
    nodes.set(id, readNode(id, there, kinds, fields, place));
  });
  const all = Object.fromEntries([...nodes].map(([id, { kind }]) => [id, kinds[kind]]));
  const doors = new Doors(source.ports);
  const wires = throughGroups(source.edges, doors);
  const signalOf = ({ node, port }: Place, direction: Direction): Signal | null => {
    const known = Object.hasOwn(all, node) ? all[node] : undefined;
    const carried = (direction === 'in' ? known?.inputs : known?.outputs)?.[port];
    return (carried as Signal | undefined) ?? null;
  };
  const fits = wires.filter(({ source: from, target: to }) => {
    const signal = signalOf(from, 'out');
    return signal !== null && signal === signalOf(to, 'in');
  });
  const closing = feedback(fits);
  const signals = new Map(fits.map((wire) => [wire.id, signalOf(wire.source, 'out')]));
  const cables = new Map(
    Object.keys(source.edges).map((id): [string, GraphCable] => [
      id,
      readCable(id, source.edges[id], signals.get(id) ?? null, closing.has(id)),
    ]),
  );
  const groups = readGroups(source, nodes, doors, signalOf);
  const labels = new Map(
    Object.keys(source.labels).map((id) => [id, { ...source.labels[id], id }]),
  );
  const problems = problemsOf({ nodes, wires, fits, closing, parts: source.parts, kinds });
  return { nodes, groups, cables, labels, wires, doors, problems };
}

function isPlaced({ x, y }: { x?: number; y?: number }): boolean {
  return x !== undefined && y !== undefined;
}

/** The instruments that the engine gives the parts that have none. */
function defaults({ nodes, parts }: Source) {
  const served = new Set(
    Object.values(nodes).flatMap(({ kind, part }) => (plays(kind) && part ? [part] : [])),
  );
  return Object.keys(parts)
    .sort((a, b) => (key(parts[a].index, a) < key(parts[b].index, b) ? -1 : 1))
    .flatMap((part, place) => {
      const id = `default-${part}`;
      // The engine's own id for it: the sound goes on without a break, and two who meet make one node.
      const isThere = served.has(part) || id.length > 64 || Object.hasOwn(nodes, id);
      const { name, instrument } = parts[part];
      const fields = { kind: defaultKind(instrument || name), part };
      const at = { x: DEFAULTS.x, y: place * DEFAULTS.step };
      return isThere ? [] : [{ id, fields, place: at }];
    });
}

function key(index: string, id: string): string {
  return `${index} ${id}`;
}

/** What was read of entries. One that is the same reads the same, and is the same object: it need not be drawn anew. */
const readNodes = new WeakMap<Node, { kinds: Kinds; node: GraphNode }>();
const readCables = new WeakMap<Edge, GraphCable>();

/** A node that the document places, read anew only where it changed; undefined where it is not placed. */
function readAgain(id: string, source: Source, kinds: Kinds): GraphNode | undefined {
  const entry = source.nodes[id];
  if (!isPlaced(entry)) {
    return undefined;
  }
  const known = readNodes.get(entry);
  const part = Object.hasOwn(source.parts, entry.part ?? '') ? entry.part : '';
  if (known?.kinds === kinds && known.node.id === id && known.node.part === part) {
    return known.node;
  }
  const node = readNode(id, source, kinds, {}, NOWHERE);
  readNodes.set(entry, { kinds, node });
  return node;
}

function readCable(
  id: string,
  entry: Edge,
  signal: Signal | null,
  isFeedback: boolean,
): GraphCable {
  const known = readCables.get(entry);
  if (known?.id === id && known.signal === signal && known.feedback === isFeedback) {
    return known;
  }
  const cable = { id, ...endsOf(entry), signal, feedback: isFeedback };
  readCables.set(entry, cable);
  return cable;
}

const NOWHERE = { x: 0, y: 0 };

function readNode(
  id: string,
  { nodes, parts }: Pick<Source, 'nodes' | 'parts'>,
  kinds: Kinds,
  missing: Fields,
  free: { x: number; y: number },
): GraphNode {
  const { kind, name, part = '', group = '', bypass, mute, solo, ...fields } = nodes[id];
  const known = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  const kindTitle = known ? ofSound(known.title) : kind;
  const place = isPlaced(fields) ? { x: fields.x!, y: fields.y! } : free;
  return {
    id,
    kind,
    kindTitle,
    title: name?.trim() || kindTitle,
    part: Object.hasOwn(parts, part) ? part : '',
    group,
    ...place,
    bypass: bypass ?? false,
    mute: mute ?? false,
    solo: solo ?? false,
    inputs: known ? portsOf(known, 'in') : [],
    outputs: known ? portsOf(known, 'out') : [],
    missing: Object.keys(missing).length > 0 ? { ...missing, ...place } : {},
    placed: isPlaced(fields),
  };
}

/** The ports of a kind, as the catalogue has them. */
export function portsOf(kind: Kind, direction: Direction): GraphPort[] {
  const ports = direction === 'in' ? kind.inputs : kind.outputs;
  return Object.entries(ports).map(([name, signal]) => ({
    name,
    direction,
    title: Object.hasOwn(kind.parameters, name) ? ofSound(kind.parameters[name].title) : name,
    signal: signal as Signal,
  }));
}

function readGroups(
  { groups, nodes, labels, ports }: Source,
  read: ReadonlyMap<string, GraphNode>,
  doors: Doors,
  signalOf: (place: Place, direction: Direction) => Signal | null,
): Map<string, GraphGroup> {
  const members = new Map<string, string[]>();
  for (const root of [nodes, groups, labels] as Readonly<Record<string, { group?: string }>>[]) {
    for (const [id, { group }] of Object.entries(root)) {
      if (group !== undefined) {
        members.set(group, [...(members.get(group) ?? []), id]);
      }
    }
  }
  const portsIn = new Map<string, GraphPort[]>();
  for (const id of Object.keys(ports).sort()) {
    const { group, direction, name } = ports[id];
    const there = portsIn.get(group) ?? [];
    if (!there.some((port) => port.name === name && port.direction === direction)) {
      const signal = signalOf(doors.follow({ node: group, port: name }, direction), direction);
      portsIn.set(group, [...there, { name, title: name, direction, signal }]);
    }
  }
  const entries = Object.entries(groups).map(([id, group]: [string, Group]) => {
    const inside = members.get(id) ?? [];
    const of = portsIn.get(id) ?? [];
    const first = inside.map((each) => read.get(each)).find((each) => each !== undefined);
    return [
      id,
      {
        id,
        title: group.name,
        group: group.group ?? '',
        collapsed: group.collapsed ?? false,
        colour: group.colour ?? 0,
        x: group.x ?? first?.x ?? 0,
        y: group.y ?? first?.y ?? 0,
        inputs: of.filter(({ direction }) => direction === 'in'),
        outputs: of.filter(({ direction }) => direction === 'out'),
        members: inside,
      },
    ] as const;
  });
  return new Map(entries);
}

/** The groups a thing is in, innermost first. Whatever people did at once, it ends. */
export function around(graph: Pick<Graph, 'nodes' | 'groups' | 'labels'>, id: string): string[] {
  const found: string[] = [];
  const groupOf = (of: string) =>
    (graph.groups.get(of) ?? graph.nodes.get(of) ?? graph.labels.get(of))?.group;
  let at = groupOf(id);
  while (at && graph.groups.has(at) && at !== id && !found.includes(at)) {
    found.push(at);
    at = groupOf(at);
  }
  return found;
}

/** Things, and all that is in them, each once. */
export function withMembers(graph: Pick<Graph, 'groups'>, ids: Iterable<string>): string[] {
  const found = new Set<string>();
  const ahead = [...ids].reverse();
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (!found.has(id)) {
      found.add(id);
      ahead.push(...[...(graph.groups.get(id)?.members ?? [])].reverse());
    }
  }
  return [...found];
}

/** Where a thing is seen: in the outermost collapsed group around it, or as itself. */
export function seenAs(graph: Pick<Graph, 'nodes' | 'groups' | 'labels'>, id: string): string {
  const collapsed = around(graph, id).filter((group) => graph.groups.get(group)!.collapsed);
  return collapsed.at(-1) ?? id;
}

/** The port of a node or a group; undefined where it has none such. */
export function portOf(graph: Graph, place: Place, direction: Direction): GraphPort | undefined {
  const thing = graph.nodes.get(place.node) ?? graph.groups.get(place.node);
  const ports = direction === 'in' ? thing?.inputs : thing?.outputs;
  return ports?.find(({ name }) => name === place.port);
}
