import type { Scalar } from '../../document';
import { feedback } from '../wiring';
import { byRank, outerFirst, sourcesFirst, wiresOf } from './order';
import {
  entriesOf,
  FLAGS,
  sketch,
  type Entries,
  type Entry,
  type Graph,
  type Sketch,
} from './sketch';
import {
  CLASSES,
  isDotted,
  isNameless,
  isPlain,
  keyOf,
  kindOf,
  numbered,
  parameterOf,
  slug,
  wordOf,
} from './words';

/** What has a variable. */
export const NAMED = ['presets', 'groups', 'nodes'] as const;

/** A graph's text. */
export interface Printed {
  /** Empty where there is no graph. */
  readonly text: string;
  /** The variable of each preset, group and node, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** The line, from 0, of each entry that has one, by id; that of a cable within a node is the node's. */
  readonly lines: ReadonlyMap<string, number>;
  /** Ids of presets, groups and nodes, as they are written. */
  readonly order: readonly string[];
  readonly sketch: Sketch;
}

/**
 * Write a valid document's graph as Python: a statement a node, what feeds before what is fed.
 *
 * @param before - an earlier text of it: variables and order stay as they are there, where they can.
 */
export function printGraph(graph: Graph, before: Printed | null = null): Printed {
  const seen = sketch(graph);
  const rank = new Map(before?.order.map((id, at) => [id, at]));
  const presets = byRank([...seen.presets.keys()], rank);
  const groups = outerFirst(seen, rank);
  const wires = wiresOf(seen);
  const back = feedback(wires);
  const nodes = sourcesFirst(seen, wires, back, rank);
  const order = [...presets, ...groups, ...nodes];
  const names = nameAll(seen, order, before);
  const name = (id: Scalar): string => names.get(id as string)!;
  const parts = partWords(entriesOf(graph, 'parts'));
  const lines: string[] = [];
  const places = new Map<string, number>();
  const put = (text: string, ...ids: string[]): void => {
    ids.forEach((id) => places.set(id, lines.length));
    lines.push(text);
  };
  const pause = (): void => {
    if (lines.length > 0 && lines[lines.length - 1]) {
      lines.push('');
    }
  };

  for (const id of presets) {
    put(`${name(id)} = ${presetText(seen.presets.get(id)!, name(id))}`, id);
  }
  for (const id of groups) {
    put(`${name(id)} = ${groupText(seen.groups.get(id)!, name(id), name)}`, id);
  }
  pause();
  const place = new Map(nodes.map((id, at) => [id, at]));
  const inside = new Map<string, string[]>(nodes.map((id) => [id, []]));
  const later: string[] = [];
  const cables = [...seen.edges].map(([id, edge]) => ({
    id,
    edge,
    at: place.get(edge.source as string) ?? -1,
    from: name(edge.source),
    // Feedback is said last: of a cycle that is read anew it is the last cable that closes it.
    isLast: Number(back.has(id)),
  }));
  cables.sort(
    (a, b) => a.isLast - b.isLast || a.at - b.at || compare(a.from, b.from) || compare(a.id, b.id),
  );
  for (const { id, edge, at, isLast } of cables) {
    const target = edge.target as string;
    if (!isLast && place.has(target) && at < place.get(target)!) {
      inside.get(target)!.push(id);
    } else {
      later.push(id);
    }
  }
  for (const id of nodes) {
    const own = inside.get(id)!;
    const edges = own.map((edge) => seen.edges.get(edge)!);
    put(`${name(id)} = ${nodeText(seen.nodes.get(id)!, name(id), edges, name, parts)}`, id, ...own);
  }
  pause();
  for (const [id, port] of seen.ports) {
    const to = endText(name(port.node), port.port as string, port.direction as string);
    put(`${name(port.group)}.${port.direction}put(${quoted(port.name as string)}, ${to})`, id);
  }
  for (const id of later) {
    const edge = seen.edges.get(id)!;
    const source = endText(name(edge.source), edge.output as string, 'out');
    put(`${source}.connect(${endText(name(edge.target), edge.input as string, 'in')})`, id);
  }
  pause();
  for (const [id, { text, group }] of seen.labels) {
    put(`Label(${quoted(text as string)}${group ? `, group=${name(group)}` : ''})`, id);
  }
  if (seen.hidden) {
    pause();
    put(`# Kept, and not written here, cables and ports with an end that is gone: ${seen.hidden}.`);
  }
  while (lines.length > 0 && !lines[lines.length - 1]) {
    lines.pop();
  }
  return {
    text: lines.map((line) => `${line}\n`).join(''),
    names,
    lines: places,
    order,
    sketch: seen,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What each part is called: its name where no other one is called so, else its id. */
export function partWords(parts: Entries): Map<string, string> {
  const count = new Map<string, number>();
  for (const part of parts.values()) {
    const name = part.name as string;
    count.set(name, (count.get(name) ?? 0) + 1);
  }
  return new Map(
    [...parts].map(([id, part]) => {
      const name = part.name as string;
      return [id, count.get(name) === 1 && name && !parts.has(name) ? name : id];
    }),
  );
}

/** The name that a variable by itself gives to what it stands for. */
export function nameSaid(variable: string, kind: string, root: string): string | undefined {
  return root === 'nodes' && isNameless(variable, kind) ? undefined : variable;
}

/** A variable for each: the one it had, its name, what is nearest to its name, or its kind. */
function nameAll(seen: Sketch, order: readonly string[], before: Printed | null) {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const find = (of: Sketch, id: string): Entry | undefined =>
    of.presets.get(id) ?? of.groups.get(id) ?? of.nodes.get(id);
  for (const id of before ? order : []) {
    const word = before!.names.get(id);
    const old = find(before!.sketch, id);
    if (word && old && !taken.has(word) && mayStay(word, find(seen, id)!, old)) {
      names.set(id, word);
      taken.add(word);
    }
  }
  // Names that are variables as they are come first, so that no other one takes them.
  for (const own of [true, false]) {
    for (const id of order) {
      const entry = find(seen, id)!;
      const name = (entry.name ?? '') as string;
      if (names.has(id) || isPlain(name) !== own) {
        continue;
      }
      const kind = (entry.kind ?? 'x.group') as string;
      const word = numbered(own ? name : slug(name) || wordOf(kind), taken);
      names.set(id, word);
      taken.add(word);
    }
  }
  return names;
}

function mayStay(word: string, entry: Entry, old: Entry): boolean {
  const name = entry.name as string | undefined;
  if (name === undefined) {
    return isNameless(word, (entry.kind ?? '') as string);
  }
  return name === word || (name === old.name && !isPlain(name));
}

type Name = (id: Scalar) => string;

function nameText(entry: Entry, variable: string, root = 'groups'): string {
  const said = nameSaid(variable, (entry.kind ?? '') as string, root);
  return entry.name === said ? '' : `name=${quoted((entry.name ?? '') as string)}`;
}

function presetText(entry: Entry, variable: string): string {
  const kind = entry.kind as string;
  const fields = fieldsOf(entry).map(
    (field) =>
      `${keyOf(field.slice(2))}=${numberText(kind, field.slice(2), entry[field] as number)}`,
  );
  return call('Preset', [CLASSES.get(kind) ?? quoted(kind), ...fields, nameText(entry, variable)]);
}

function groupText(entry: Entry, variable: string, name: Name): string {
  return call('Group', [
    nameText(entry, variable),
    'group' in entry ? `group=${name(entry.group)}` : '',
    entry.collapsed ? 'collapsed=True' : '',
    'colour' in entry ? `colour=${entry.colour}` : '',
  ]);
}

function nodeText(
  entry: Entry,
  variable: string,
  edges: readonly Entry[],
  name: Name,
  parts: ReadonlyMap<string, string>,
): string {
  const kind = entry.kind as string;
  const known = kindOf(kind);
  const cables = new Map<string, string[]>();
  for (const edge of edges) {
    const port = edge.input as string;
    const end = endText(name(edge.source), edge.output as string, 'out');
    cables.set(port, [...(cables.get(port) ?? []), end]);
  }
  const parameters = Object.keys(known?.parameters ?? {});
  const inputs = Object.keys(known?.inputs ?? {}).filter((port) => !parameters.includes(port));
  const fields = fieldsOf(entry).map((field) => field.slice(2));
  const ports = new Set([...inputs, ...parameters, ...fields, ...[...cables.keys()].sort()]);
  const values: string[] = [];
  for (const word of ports) {
    const sources = word === 'in' ? [] : (cables.get(word) ?? []);
    const number = fields.includes(word)
      ? [numberText(kind, word, entry[`p_${word}`] as number, sources.length > 0)]
      : [];
    if (number.length + sources.length > 0) {
      values.push(`${keyOf(word)}=${[...number, ...sources].join(' + ')}`);
    }
  }
  const part = entry.part as string;
  return call(known ? CLASSES.get(kind)! : 'Node', [
    known ? '' : quoted(kind),
    (cables.get('in') ?? []).join(' + '),
    'part' in entry ? `part=${quoted(parts.get(part) ?? part)}` : '',
    'preset' in entry ? `preset=${name(entry.preset)}` : '',
    ...values,
    nameText(entry, variable, 'nodes'),
    'group' in entry ? `group=${name(entry.group)}` : '',
    ...FLAGS.map((flag) => (entry[flag] ? `${flag}=True` : '')),
  ]);
}

function call(name: string, words: readonly string[]): string {
  return `${name}(${words.filter(Boolean).join(', ')})`;
}

/** Fields of parameters: in the catalogue's order, then others. */
function fieldsOf(entry: Entry): string[] {
  const known = Object.keys(kindOf(entry.kind as string)?.parameters ?? {}).map(
    (word) => `p_${word}`,
  );
  const mine = Object.keys(entry).filter((field) => field.startsWith('p_'));
  return [
    ...known.filter((field) => field in entry),
    ...mine.filter((field) => !known.includes(field)).sort(),
  ];
}

function numberText(kind: string, word: string, value: number, summed = false): string {
  const parameter = parameterOf(kind, word);
  const choice = summed ? undefined : parameter?.choices?.[value - parameter.minimum];
  return choice === undefined ? String(value) : quoted(choice);
}

/** A port: of a node's own `in` or `out`, the node itself. */
function endText(variable: string, port: string, direction: string): string {
  if (port === direction) {
    return variable;
  }
  return isDotted(port) ? `${variable}.${port}` : `${variable}["${port}"]`;
}

/** Words in quotes, with what nobody sees written out. */
function quoted(words: string): string {
  return JSON.stringify(words).replace(
    /[\u007f-\u00a0\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
