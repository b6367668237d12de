import { type Document, mintId, type Part } from '../document';
import { type Kinds, plays } from '../panels/catalogue';
import { channels } from '../panels/channel';
import type { Edit, Fields } from '../panels/edit';
import { trans } from '../translation';
import { paste, readClip } from './clip';
import { remove } from './editing';
import { around, type Graph, readGraph, withMembers } from './graph';
import { boundedValues, type Preset } from './presets';

/** What a part can be played by: a kind of instrument, a preset of one, or a kept piece of a graph as a clip's text. */
export type Sound =
  { readonly kind: string } | { readonly preset: Preset } | { readonly clip: string };

/** The graphs of documents, each read once however many parts ask. */
const read = new WeakMap<Document, Graph>();

/** The graph of a document, which is one object until it changes. */
export function graphOf(document: Document, kinds: Kinds): Graph {
  const graph = read.get(document) ?? readGraph(document, kinds);
  read.set(document, graph);
  return graph;
}

/**
 * The nodes and groups that play a part: its instruments, and where one stands in a group with a port for notes and one
 * for sound whose instruments play no other part, that group whole.
 */
export function playersOf(graph: Graph, document: Document, part: string): string[] {
  const found = [...graph.nodes.values()]
    .filter((node) => node.part === part && plays(node.kind))
    .map(({ id }) => outermost(graph, document, id, part));
  return [...new Set(found)];
}

function outermost(graph: Graph, { ports }: Document, id: string, part: string): string {
  const isOwn = (group: string): boolean =>
    withMembers(graph, [group]).every((member) => {
      const node = graph.nodes.get(member);
      return !node || !plays(node.kind) || node.part === part;
    });
  const hasPort = (group: string, direction: 'in' | 'out'): boolean =>
    Object.values(ports).some((port) => port.group === group && port.direction === direction);
  const whole = around(graph, id).filter(
    (group) => hasPort(group, 'in') && hasPort(group, 'out') && isOwn(group),
  );
  return whole.at(-1) ?? id;
}

/**
 * The edits that have a part played by a sound instead: as one change, with what comes before and behind in its place.
 * A sentence where that cannot be.
 */
export function choosing(
  document: Document,
  part: Part,
  sound: Sound,
  kinds: Kinds,
): Edit[] | string {
  const graph = graphOf(document, kinds);
  const [channel] = channels(document, [part], kinds);
  const players = playersOf(graph, document, part.id);
  const [device] = channel.instruments;
  const isAlone = players.length <= 1 && (players[0] ?? device.id) === device.id;
  if (isAlone && !('clip' in sound)) {
    const old = Object.keys(document.nodes[device.id] ?? {}).filter((of) => of.startsWith('p_'));
    const cleared = Object.fromEntries(old.map((field) => [field, undefined]));
    const fields = { ...device.missing, preset: undefined, ...cleared, ...fieldsOf(sound, kinds) };
    return [{ root: 'nodes', id: device.id, fields }];
  }
  const at = placeOf(graph, players);
  const made = make(document, part.id, sound, at, kinds);
  if (typeof made === 'string') {
    return made;
  }
  return [...remove(graph, players, document), ...made.edits, ...cabled(graph, players, made)];
}

/** What comes into a document: its outermost thing, and whether notes and sound go through it. */
interface Made {
  id: string;
  edits: Edit[];
  takes: boolean;
  gives: boolean;
}

function make(
  document: Document,
  part: string,
  sound: Sound,
  at: { x: number; y: number },
  kinds: Kinds,
): Made | string {
  if (!('clip' in sound)) {
    const id = mintId('n');
    const fields = { ...fieldsOf(sound, kinds), part, ...at };
    return { id, edits: [{ root: 'nodes', id, fields }], takes: true, gives: true };
  }
  const { clip, problem } = readClip(sound.clip);
  if (problem !== undefined) {
    return problem;
  }
  const pasted = paste(clip, document, { at });
  const [id] = pasted.ids;
  const isPlayer = ({ root, fields }: Edit): boolean =>
    root === 'nodes' && plays(String(fields?.kind));
  if (!pasted.edits.some(isPlayer)) {
    return trans.__('Nothing in it plays notes: choose another sound.');
  }
  const hasPort = (direction: string): boolean =>
    pasted.edits.some(
      ({ root, fields }) =>
        root === 'ports' &&
        fields?.group === id &&
        fields?.direction === direction &&
        fields?.name === direction,
    );
  return {
    id,
    edits: pasted.edits.map((edit) =>
      isPlayer(edit) ? { ...edit, fields: { ...edit.fields, part } } : edit,
    ),
    takes: hasPort('in'),
    gives: hasPort('out'),
  };
}

/** The cables that went to and from what played before, to and from what plays now. */
function cabled(graph: Graph, before: readonly string[], { id, takes, gives }: Made): Edit[] {
  const inside = new Set(withMembers(graph, before));
  const edits = new Map<string, Edit>();
  const plug = (fields: Fields): void => {
    edits.set(JSON.stringify(fields), { root: 'edges', id: mintId('e'), fields });
  };
  for (const { source, target, signal } of graph.cables.values()) {
    const [from, to] = [inside.has(source.node), inside.has(target.node)];
    if (gives && from && !to && signal === 'audio') {
      plug({ source: id, target: target.node, input: target.port });
    } else if (takes && to && !from && signal === 'note') {
      plug({ source: source.node, output: source.port, target: id });
    }
  }
  return [...edits.values()];
}

function fieldsOf(sound: Exclude<Sound, { clip: string }>, kinds: Kinds): Fields {
  if ('kind' in sound) {
    return { kind: sound.kind };
  }
  const { kind, values, shelf, id } = sound.preset;
  const given = Object.entries(boundedValues(values, kinds[kind]));
  return {
    kind,
    ...Object.fromEntries(given.map(([name, value]) => [`p_${name}`, value])),
    ...(shelf === 'session' && { preset: id }),
  };
}

function placeOf(graph: Graph, ids: readonly string[]): { x: number; y: number } {
  const thing = graph.nodes.get(ids[0]) ?? graph.groups.get(ids[0]);
  return { x: Math.round(thing?.x ?? 0), y: Math.round(thing?.y ?? 0) };
}
