/**
 * Graphs at random for the code view: of every kind, with all that a document may hold of a graph, and what is broken. The
 * same of a seed as in Python, `tests/engine/random_code.py`.
 */
import { type Document, empty, normalise } from '../../src/document';
import { KINDS } from '../../src/panels/catalogue';
import { random } from './desk';

type Fields = Record<string, string | number | boolean>;
type Entries = Record<string, Fields>;

const NAMES = [
  'Warm lead',
  'lead',
  'lfo',
  'LFO',
  'Flûte à bec',
  '笛',
  '2nd',
  'lambda',
  '',
  'a "quoted"\nline\\',
  'echo2',
  'piece',
  'lead',
];
const ALL = [...Object.keys(KINDS).sort(), 'later.thing', 'later.if', 'control.lfo', 'control.lfo'];

export function randomGraph(seed: number): Document {
  const next = random(seed);
  const below = (end: number): number => Math.floor(next() * end);
  const pick = <T>(of: readonly T[]): T => of[below(of.length)];
  const isSo = (share: number): boolean => next() < share;
  const within = (least: number, most: number): number => least + next() * (most - least);
  const several = (prefix: string, end: number, make: (at: number) => Fields): Entries => {
    const found: Entries = {};
    for (let at = 0, count = end > 0 ? below(end) : 0; at < count; at++) {
      found[`${prefix}${at}`] = make(at);
    }
    return found;
  };
  const values = (kind: string, preset: Fields): Fields => {
    const found: Fields = {};
    const known = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    for (const name of Object.keys(known?.parameters ?? {}).sort()) {
      if (isSo(0.5)) {
        const { minimum, maximum, default: usual } = known!.parameters[name];
        const inside = within(minimum, maximum);
        const said = preset[`p_${name}`] ?? usual;
        found[`p_${name}`] = pick([inside, Math.floor(inside), said, usual, 1e12, -1e-9]);
      }
    }
    if (!known || isSo(0.05)) {
      for (const word of ['x', 'p_x', 'name', 'if']) {
        if (isSo(0.5)) {
          found[`p_${word}`] = within(-1, 1);
        }
      }
    }
    return found;
  };

  const parts = several('p', 4, (at) => ({
    index: `a${at}`,
    name: pick(['Flute', 'Violin', 'Flute', '', "Basso 'continuo'"]),
  }));
  const groups = several('g', 4, () => {
    const group: Fields = { name: pick(NAMES) };
    if (isSo(0.5)) {
      group.group = pick(['g0', 'g1', 'g2', 'gone']);
    }
    if (isSo(0.5)) {
      Object.assign(group, { x: 3, y: 4, collapsed: isSo(0.5), colour: 1 + below(8) });
    }
    return group;
  });
  const presets = several('r', 4, () => {
    const kind = pick(ALL);
    return { kind, name: pick(NAMES), ...values(kind, {}) };
  });
  const kinds = [...ALL, ...Object.values(presets).map(({ kind }) => kind as string)];
  const nodes = several('n', 14, () => {
    const kind = pick(kinds);
    const node: Fields = { kind };
    if (isSo(0.3)) {
      node.name = pick(NAMES);
    }
    if (isSo(0.3)) {
      node.part = pick([...Object.keys(parts), 'gone']);
    }
    if (isSo(0.3)) {
      node.group = pick([...Object.keys(groups), 'gone']);
    }
    if (isSo(0.5)) {
      node.preset = pick([...Object.keys(presets), 'gone']);
    }
    for (const flag of ['bypass', 'mute', 'solo']) {
      if (isSo(0.15)) {
        node[flag] = isSo(0.5);
      }
    }
    if (isSo(0.5)) {
      Object.assign(node, { x: within(-1000, 1000), y: below(1000) });
    }
    return { ...node, ...values(kind, presets[node.preset as string] ?? {}) };
  });
  const ends = [...Object.keys(nodes), ...Object.keys(groups), 'gone'];
  const ports = several('o', Object.keys(groups).length > 0 ? 5 : 0, () => ({
    group: pick([...Object.keys(groups), 'gone']),
    direction: pick(['in', 'out']),
    name: pick(['in', 'out', 'cutoff', 'lambda', 'connect']),
    node: pick(ends),
    port: pick(['in', 'out', 'cutoff', 'level']),
  }));
  const edges = several('e', 2 * ends.length, () => {
    const edge: Fields = { source: pick(ends), target: pick(ends) };
    const kind = (nodes[edge.target as string]?.kind ?? '') as string;
    const inputs = Object.hasOwn(KINDS, kind) ? Object.keys(KINDS[kind].inputs).sort() : [];
    if (isSo(0.8)) {
      edge.input = pick([...inputs, 'in', 'name', 'p_x', 'if', 'cutoff']);
    }
    if (isSo(0.3)) {
      edge.output = pick(['out', 'level', 'lambda', 'input']);
    }
    return edge;
  });
  const labels = several('l', 3, (at) => ({
    text: pick(NAMES),
    x: at,
    y: 0,
    ...(isSo(0.5) ? { group: pick(ends) } : {}),
  }));
  return normalise({ ...empty(), parts, groups, presets, nodes, ports, edges, labels } as never);
}
