import type { Scalar } from '../../document';
import { own, parameterOf } from './words';

export type Entry = Readonly<Record<string, Scalar>>;
export type Entries = ReadonlyMap<string, Entry>;

/** The part of a document that is a graph, and what hangs on it; anything shaped like it. */
export type Graph = object;

export const FLAGS = ['bypass', 'mute', 'solo'] as const;

/** What of a document's graph is written: positions are not, nor what equals a default. Cables have both their ports. */
export interface Sketch {
  readonly presets: Entries;
  readonly groups: Entries;
  readonly nodes: Entries;
  readonly labels: Entries;
  readonly ports: Entries;
  readonly edges: Entries;
  /** How many cables and ports there are of which an end is gone; they are kept, and not written. */
  readonly hidden: number;
}

/** The entries of a root, by ascending id. */
export function entriesOf(graph: Graph, root: string): Map<string, Entry> {
  const entries = (graph as Record<string, Record<string, Entry>>)[root] ?? {};
  return new Map(
    Object.keys(entries)
      .sort()
      .map((id) => [id, entries[id]]),
  );
}

/** What of a valid document's graph is written. */
export function sketch(graph: Graph): Sketch {
  const allGroups = entriesOf(graph, 'groups');
  const groups = new Map<string, Entry>();
  for (const [id, entry] of allGroups) {
    groups.set(id, {
      name: entry.name,
      ...(isWithin(id, allGroups) ? { group: entry.group } : {}),
      ...(entry.collapsed ? { collapsed: true } : {}),
      ...('colour' in entry ? { colour: entry.colour } : {}),
    });
  }
  const presets = entriesOf(graph, 'presets');
  const nodes = new Map<string, Entry>();
  for (const [id, entry] of entriesOf(graph, 'nodes')) {
    const kept: Record<string, Scalar> = {};
    for (const name of ['kind', 'name', 'part']) {
      if (name in entry) {
        kept[name] = entry[name];
      }
    }
    if (groups.has(entry.group as string)) {
      kept.group = entry.group;
    }
    const preset = presets.get(entry.preset as string);
    if (preset) {
      kept.preset = entry.preset;
    }
    for (const flag of FLAGS) {
      if (entry[flag]) {
        kept[flag] = true;
      }
    }
    for (const name of Object.keys(entry).sort()) {
      if (name.startsWith('p_') && entry[name] !== usual(entry.kind as string, preset, name)) {
        kept[name] = entry[name];
      }
    }
    nodes.set(id, kept);
  }
  const labels = new Map<string, Entry>();
  for (const [id, { text, group }] of entriesOf(graph, 'labels')) {
    labels.set(id, groups.has(group as string) ? { text, group } : { text });
  }
  const isEnd = (id: Scalar): boolean => nodes.has(id as string) || groups.has(id as string);
  const allPorts = entriesOf(graph, 'ports');
  const ports = new Map(
    [...allPorts].filter(([, { group, node }]) => groups.has(group as string) && isEnd(node)),
  );
  const allEdges = entriesOf(graph, 'edges');
  const edges = new Map(
    [...allEdges]
      .filter(([, { source, target }]) => isEnd(source) && isEnd(target))
      .map(([id, edge]) => [id, { output: 'out', input: 'in', ...edge }]),
  );
  const hidden = allPorts.size + allEdges.size - ports.size - edges.size;
  return { presets, groups, nodes, labels, ports, edges, hidden };
}

/** The value of a parameter's field where a node does not say it; undefined where that is not known. */
export function usual(kind: string, preset: Entry | undefined, field: string): Scalar | undefined {
  const kept = preset && preset.kind === kind ? own(preset, field) : undefined;
  return kept ?? parameterOf(kind, field.slice(2))?.default;
}

/** Whether a group is in one that there is, and not, by way of others, in itself. */
function isWithin(id: string, groups: Entries): boolean {
  const seen = new Set([id]);
  const first = groups.get(id)!.group as string;
  let inner = first;
  while (groups.has(inner) && !seen.has(inner)) {
    seen.add(inner);
    inner = groups.get(inner)!.group as string;
  }
  return groups.has(first) && !seen.has(inner);
}
