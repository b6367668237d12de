/** What can be done about a node that the engine muted: by why it did, as edits. Pure. */
import { type Document, mintId } from '../../document';
import type { Kinds } from '../../panels/catalogue';
import type { Edit, Fields } from '../../panels/edit';
import type { Problem } from '../../session';
import { trans } from '../../translation';
import { materialise } from '../editing';
import { type Graph, readGraph } from '../graph';
import { valueOf } from '../node';

/** One way to mend a node. */
export interface Mend {
  readonly id: 'down' | 'limit' | 'defaults' | 'block' | 'bypass' | 'mute';
  /** What it does, as the words of a button. */
  readonly label: string;
  readonly edits: readonly Edit[];
}

/** dB by which what is too loud is turned down. */
const DOWN = 12;

/** How far right of a node what is put behind it stands. */
const STEP = 240;

/** Parameters that feed a node's sound back into it, or let it ring: without a unit, and greater is wilder. */
const WILD = ['feedback', 'resonance', 'drive', 'level'];

/** The ways to mend what a problem is about, the likeliest first; none where its node is not in the graph. */
export function mends(
  document: Document,
  kinds: Kinds,
  { node: id, reason }: Pick<Problem, 'node' | 'reason'>,
): Mend[] {
  const graph = readGraph(document, kinds);
  const node = id === null ? undefined : graph.nodes.get(id);
  const kind = node && Object.hasOwn(kinds, node.kind) ? kinds[node.kind] : undefined;
  if (!node || !kind) {
    return [];
  }
  const takesSound = Object.values(kind.inputs).includes('audio');
  const change = (fields: Fields): Edit[] => {
    const made = materialise(graph, [node.id], fields);
    return made.length > 0 ? made : [{ root: 'nodes', id: node.id, fields }];
  };
  const found: (Mend | null)[] = [];
  if (reason === 'too loud') {
    found.push(turnedDown(document, graph, kinds, node.id, change));
    found.push(behind(document, graph, kinds, node.id, 'dynamics.limiter', {}));
  } else if (reason === 'offset') {
    found.push(behind(document, graph, kinds, node.id, 'filter.highpass', { cutoff: 20 }));
  }
  found.push(atDefaults(document, kinds, node.id));
  found.push(
    takesSound
      ? { id: 'bypass', label: trans.__('Bypass it'), edits: change({ bypass: true }) }
      : { id: 'mute', label: trans.__('Mute it'), edits: change({ mute: true }) },
  );
  return found.filter((each): each is Mend => each !== null);
}

/** Its gain lower, or where it has none what makes it ring halfway to harmless. */
function turnedDown(
  document: Document,
  graph: Graph,
  kinds: Kinds,
  id: string,
  change: (fields: Fields) => Edit[],
): Mend | null {
  const { kind } = graph.nodes.get(id)!;
  const entry = Object.hasOwn(document.nodes, id) ? document.nodes[id] : { kind };
  const { parameters } = kinds[kind];
  const fields: Record<string, number> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = valueOf(entry, name, parameter);
    if (parameter.unit === 'dB' && /^gain\d*$/.test(name)) {
      fields[`p_${name}`] = Math.max(parameter.minimum, value - DOWN);
    } else if (!parameter.unit && WILD.includes(name)) {
      const calm = Math.min(parameter.default, Math.max(parameter.minimum, 0));
      fields[`p_${name}`] = Number(((value + calm) / 2).toPrecision(4));
    }
    if (fields[`p_${name}`] === value) {
      delete fields[`p_${name}`];
    }
  }
  return Object.keys(fields).length > 0
    ? { id: 'down', label: trans.__('Turn it down'), edits: change(fields) }
    : null;
}

/** All its parameters as the catalogue has them. */
function atDefaults(document: Document, kinds: Kinds, id: string): Mend | null {
  const entry = Object.hasOwn(document.nodes, id) ? document.nodes[id] : null;
  if (!entry) {
    return null;
  }
  const names = Object.keys(kinds[entry.kind].parameters).map((name) => `p_${name}`);
  const set = [...names, 'preset'].filter((name) => entry[name as 'preset'] !== undefined);
  return set.length > 0
    ? {
        id: 'defaults',
        label: trans.__('Back to its defaults'),
        edits: [
          { root: 'nodes', id, fields: Object.fromEntries(set.map((of) => [of, undefined])) },
        ],
      }
    : null;
}

/** A node between it and all that it is heard through; null where it gives no sound, or is an insert of a strip. */
function behind(
  document: Document,
  graph: Graph,
  kinds: Kinds,
  id: string,
  kind: 'dynamics.limiter' | 'filter.highpass',
  values: Readonly<Record<string, number>>,
): Mend | null {
  const node = graph.nodes.get(id)!;
  const isInsert = Object.values(document.inserts).some((insert) => insert.node === id);
  if (kinds[node.kind].outputs.out !== 'audio' || isInsert) {
    return null;
  }
  const added = mintId('n');
  const edits = materialise(graph, [id]);
  edits.push({
    root: 'nodes',
    id: added,
    fields: {
      kind,
      x: Math.round(node.x + STEP),
      y: Math.round(node.y),
      ...(node.group ? { group: node.group } : {}),
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`p_${name}`, value])),
    },
  });
  for (const [cable, { source, output = 'out' }] of Object.entries(document.edges)) {
    if (source === id && output === 'out') {
      edits.push({ root: 'edges', id: cable, fields: { source: added, output: undefined } });
    }
  }
  for (const [port, of] of Object.entries(document.ports)) {
    if (of.direction === 'out' && of.node === id && of.port === 'out') {
      edits.push({ root: 'ports', id: port, fields: { node: added } });
    }
  }
  edits.push({ root: 'edges', id: mintId('e'), fields: { source: id, target: added } });
  const label =
    kind === 'dynamics.limiter'
      ? trans.__('Put a limiter behind it')
      : trans.__('Put a high-pass behind it');
  return { id: kind === 'dynamics.limiter' ? 'limit' : 'block', label, edits };
}
