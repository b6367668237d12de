import { type Document, mintId, type Part } from '../document';
import { type Kind, type Kinds, changesNotes, defaultKind, isEffect, plays } from './catalogue';
import type { Edit, Fields } from './edit';

/** The synthesis graph of a document. */
export type Graph = Pick<Document, 'nodes' | 'edges'>;

/** A node as it is heard: of a known kind, every parameter present and within its range. */
export interface Device {
  id: string;
  kind: string;
  /** By parameter, in its unit. */
  values: Readonly<Record<string, number>>;
  /** What to write for it to be in the document; empty where it is. */
  missing: Fields;
  /** Names of the other parts that are heard through it. */
  sharedWith: readonly string[];
}

/**
 * What a part is heard through, in order: what changes its notes, its instruments, and the effects
 * behind them.
 */
export interface Channel {
  part: Part;
  notes: readonly Device[];
  instruments: readonly Device[];
  effects: readonly Device[];
}

/** The channel of every part, by the rules by which the engine reads a graph (`antiphon.engine.patch`). */
export function channels(graph: Graph, parts: readonly Part[], kinds: Kinds): Channel[] {
  const wires = cables(graph, kinds);
  const own = new Map(parts.map((part) => [part.id, instruments(graph, part, kinds)]));
  const back = wires.map(({ id, source, target }) => ({ id, source: target, target: source }));
  const row = (along: readonly Wire[]): Map<string, string[]> =>
    new Map(
      parts.map(({ id }) => [
        id,
        downstream(
          own.get(id)!.map((each) => each.id),
          along,
        ),
      ]),
    );
  const heard = row(wires);
  const before = row(back.filter((wire) => changesNotes(kinds[graph.nodes[wire.target].kind])));
  const shared = (part: Part, id: string, rows: ReadonlyMap<string, string[]>): Device => ({
    ...device(id, graph.nodes[id], kinds),
    sharedWith: parts
      .filter((other) => other !== part && rows.get(other.id)!.includes(id))
      .map((other) => other.name),
  });
  return parts.map((part) => ({
    part,
    notes: before
      .get(part.id)!
      .map((id) => shared(part, id, before))
      .reverse(),
    instruments: own.get(part.id)!,
    effects: heard.get(part.id)!.map((id) => shared(part, id, heard)),
  }));
}

/** The edit that sets a device's parameter, or its kind; it brings the device into the document where it is not. */
export function set(device: Device, fields: Fields): Edit {
  return { root: 'nodes', id: device.id, fields: { ...device.missing, ...fields } };
}

/** Put what changes notes right before the instruments of a channel. */
export function addNotes(graph: Graph, channel: Channel, kind: string, kinds: Kinds): Edit[] {
  const id = mintId('n');
  const players = new Set(channel.instruments.map((each) => each.id));
  const wires = cables(graph, kinds).filter((wire) => players.has(wire.target));
  const sources = new Set(wires.map((wire) => wire.source));
  return [
    ...channel.instruments
      .filter((each) => Object.keys(each.missing).length)
      .map((each) => set(each, {})),
    { root: 'nodes', id, fields: { kind } },
    ...wires.map((wire): Edit => ({ root: 'edges', id: wire.id, fields: null })),
    ...[...sources].map((source) => cable(source, id)),
    ...[...players].map((player) => cable(id, player)),
  ];
}

/** Put an effect at the end of what belongs to this channel alone. */
export function addEffect(graph: Graph, channel: Channel, kind: string, kinds: Kinds): Edit[] {
  const id = mintId('n');
  const mine = [
    ...channel.instruments,
    ...channel.effects.filter((each) => !each.sharedWith.length),
  ];
  const ids = new Set(mine.map((each) => each.id));
  const wires = cables(graph, kinds);
  const leaving = wires.filter((wire) => ids.has(wire.source) && !ids.has(wire.target));
  const open = mine.filter((each) => wires.every((wire) => wire.source !== each.id));
  const sources = new Set([...open.map((each) => each.id), ...leaving.map((wire) => wire.source)]);
  const targets = new Set(leaving.map((wire) => wire.target));
  return [
    ...mine
      .filter((each) => sources.has(each.id) && Object.keys(each.missing).length)
      .map((each) => set(each, {})),
    { root: 'nodes', id, fields: { kind } },
    ...leaving.map((wire): Edit => ({ root: 'edges', id: wire.id, fields: null })),
    ...[...sources].map((source) => cable(source, id)),
    ...[...targets].map((target) => cable(id, target)),
  ];
}

/** Take a node out, and join what it stood between. */
export function removeEffect(graph: Graph, id: string, kinds: Kinds): Edit[] {
  const wires = cables(graph, kinds);
  const into = wires.filter((wire) => wire.target === id);
  const out = wires.filter((wire) => wire.source === id);
  const joined = new Set(wires.map((wire) => `${wire.source} ${wire.target}`));
  return [
    ...Object.keys(graph.edges)
      .filter((edge) => graph.edges[edge].source === id || graph.edges[edge].target === id)
      .map((edge): Edit => ({ root: 'edges', id: edge, fields: null })),
    { root: 'nodes', id, fields: null },
    ...into.flatMap(({ source }) =>
      out
        .filter(({ target }) => !joined.has(`${source} ${target}`))
        .map(({ target }) => cable(source, target)),
    ),
  ];
}

function cable(source: string, target: string): Edit {
  return { root: 'edges', id: mintId('e'), fields: { source, target } };
}

interface Wire {
  id: string;
  source: string;
  target: string;
}

/** The cables that join ports of known kinds, by id. */
function cables(graph: Graph, kinds: Kinds): Wire[] {
  const kindOf = (id: string): Kind | undefined => graph.nodes[id] && kinds[graph.nodes[id].kind];
  return Object.keys(graph.edges)
    .sort()
    .map((id) => ({ id, ...graph.edges[id] }))
    .filter((edge) => {
      const signal = kindOf(edge.source)?.outputs[edge.output ?? 'out'];
      return signal !== undefined && signal === kindOf(edge.target)?.inputs[edge.input ?? 'in'];
    });
}

function instruments(graph: Graph, part: Part, kinds: Kinds): Device[] {
  const found = Object.keys(graph.nodes)
    .filter((id) => graph.nodes[id].part === part.id)
    .filter((id) => plays(graph.nodes[id].kind) && graph.nodes[id].kind in kinds)
    .sort();
  if (found.length) {
    return found.map((id) => device(id, graph.nodes[id], kinds));
  }
  const kind = defaultKind(part.instrument || part.name);
  // The engine's own id for it: the sound goes on without a break, and two who meet make one node.
  const engines = `default-${part.id}`;
  const id = engines.length <= 64 && !(engines in graph.nodes) ? engines : mintId('n');
  const missing = { kind, part: part.id };
  return [{ ...device(id, missing, kinds), missing }];
}

function device(id: string, node: Graph['nodes'][string], kinds: Kinds): Device {
  const values = Object.entries(kinds[node.kind].parameters).map(([name, parameter]) => {
    const value: unknown = node[`p_${name}`];
    const { minimum, maximum } = parameter;
    const heard =
      typeof value === 'number' ? Math.min(maximum, Math.max(minimum, value)) : parameter.default;
    return [name, heard] as const;
  });
  const { kind } = node;
  return { id, kind, values: Object.fromEntries(values), missing: {}, sharedWith: [] };
}

/** What the sound of some nodes goes through, each behind all that feeds it from there. */
function downstream(from: readonly string[], wires: readonly Wire[]): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  function visit(id: string): void {
    if (!seen.has(id)) {
      seen.add(id);
      // The last cable first: turned round, what was plugged first comes first.
      wires
        .filter((wire) => wire.source === id)
        .reverse()
        .forEach((wire) => visit(wire.target));
      order.push(id);
    }
  }
  [...from].reverse().forEach(visit);
  return order.reverse().filter((id) => !from.includes(id));
}

/** The kinds to choose from: what changes notes, instruments, and effects. */
export function choices(kinds: Kinds): Record<'notes' | 'instruments' | 'effects', string[]> {
  const names = Object.keys(kinds);
  return {
    notes: names.filter((name) => changesNotes(kinds[name])),
    instruments: names.filter(plays),
    effects: names.filter((name) => isEffect(kinds[name])),
  };
}
