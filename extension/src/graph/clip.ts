/**
 * The clip: a part of a graph by itself, as it is copied, kept as an instrument, or shipped; `antiphon.document.clip` says the
 * same in Python. Anybody may have written one: reading refuses what does not fit, with a sentence.
 */
import { type Document, mintId } from '../document';
import { type Entry, inspectEntry, type Refusal, refusalText } from '../document/codec';
import { isObject, record } from '../document/json';
import { plays } from '../panels/catalogue';
import type { Edit } from '../panels/edit';
import { trans } from '../translation';
import { type Graph, withMembers } from './graph';
import type { Spot } from './layout';

const VERSION = 1;
/** Characters of a clip's text. */
export const LONGEST = 200_000;
/** The roots of a document that a clip has. */
export const CLIP_ROOTS = ['nodes', 'edges', 'groups', 'ports', 'labels'] as const;
type ClipRoot = (typeof CLIP_ROOTS)[number];

/** Entries as in the document, with ids that count within the clip alone. */
export type Clip = Pick<Document, ClipRoot>;

/** A clip that was read; `problem` says in a sentence why there is none. */
export type ReadClip = { clip: Clip; problem?: undefined } | { clip?: undefined; problem: string };

/** What new ids begin with. */
const PREFIXES: Readonly<Record<ClipRoot, string>> = {
  nodes: 'n',
  edges: 'e',
  groups: 'g',
  ports: 'o',
  labels: 'l',
};

/** For each root, the fields that name another entry, and where that one is. */
const REFERENCES: Readonly<Record<ClipRoot, Readonly<Record<string, readonly ClipRoot[]>>>> = {
  nodes: { group: ['groups'] },
  edges: { source: ['nodes', 'groups'], target: ['nodes', 'groups'] },
  groups: { group: ['groups'] },
  ports: { group: ['groups'], node: ['nodes'] },
  labels: { group: ['groups'] },
};

type Content = Readonly<Record<ClipRoot, Readonly<Record<string, Entry>>>>;

/** Copy things, with all that is in groups among them, and the cables between them. */
export function copy(graph: Graph, document: Document, ids: Iterable<string>): Clip {
  const inside = new Set(withMembers(graph, ids));
  const local = new Map<string, string>();
  const content: Record<ClipRoot, Record<string, Entry>> = {
    nodes: {},
    edges: {},
    groups: {},
    ports: {},
    labels: {},
  };
  const take = (root: ClipRoot, id: string, entry: Entry): void => {
    local.set(id, `${PREFIXES[root]}${Object.keys(content[root]).length + 1}`);
    content[root][local.get(id)!] = entry;
  };
  for (const id of inside) {
    const node = graph.nodes.get(id);
    if (node) {
      const { x, y } = node;
      const fields = { ...node.missing, ...document.nodes[id] } as unknown as Entry;
      take('nodes', id, { ...fields, x, y });
    } else if (graph.groups.has(id)) {
      const { x, y } = graph.groups.get(id)!;
      take('groups', id, { ...(document.groups[id] as unknown as Entry), x, y });
    } else if (graph.labels.has(id)) {
      take('labels', id, { ...(document.labels[id] as unknown as Entry) });
    }
  }
  for (const [id, edge] of Object.entries(document.edges)) {
    if (local.has(edge.source) && local.has(edge.target)) {
      take('edges', id, { ...(edge as unknown as Entry) });
    }
  }
  for (const [id, port] of Object.entries(document.ports)) {
    if (local.has(port.group) && graph.nodes.has(port.node) && local.has(port.node)) {
      take('ports', id, { ...(port as unknown as Entry) });
    }
  }
  for (const root of CLIP_ROOTS) {
    for (const entry of Object.values(content[root])) {
      for (const field of Object.keys(REFERENCES[root])) {
        const to = local.get(String(entry[field] ?? ''));
        if (to === undefined) {
          delete entry[field];
        } else {
          entry[field] = to;
        }
      }
    }
  }
  return content as unknown as Clip;
}

/** A clip as text. */
export function clipText(clip: Clip): string {
  return JSON.stringify({ antiphon_clip: VERSION, ...clip });
}

/** Read a clip's text. Never throws. */
export function readClip(text: string): ReadClip {
  if (text.length > LONGEST) {
    return {
      problem: trans.__(
        'This part of a graph is too large: %1 characters, and at most %2.',
        text.length,
        LONGEST,
      ),
    };
  }
  try {
    return checkClip(JSON.parse(text));
  } catch {
    return { problem: trans.__('This is no part of an Antiphon graph: it is not JSON.') };
  }
}

/** A clip of anything shaped like JSON; see `readClip`. */
export function checkClip(raw: unknown): ReadClip {
  if (!isObject(raw) || !Object.hasOwn(raw, 'antiphon_clip')) {
    return {
      problem: trans.__(
        'This is no part of an Antiphon graph: copy nodes in the graph, then paste.',
      ),
    };
  }
  const version = raw.antiphon_clip;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return {
      problem: trans.__('This is no part of an Antiphon graph: its "antiphon_clip" is no version.'),
    };
  }
  if (version > VERSION) {
    return {
      problem: trans.__(
        'This part of a graph is from a later Antiphon: update Antiphon to paste it.',
      ),
    };
  }
  const clip = record<Record<string, Entry>>();
  const refusals: Refusal[] = Object.keys(raw)
    .filter((root) => root !== 'antiphon_clip' && !CLIP_ROOTS.includes(root as ClipRoot))
    .map((root) => ({ root: root.slice(0, 64), id: '', field: '', why: 'unknown' }));
  for (const root of CLIP_ROOTS) {
    clip[root] = readEntries(root, Object.hasOwn(raw, root) ? raw[root] : {}, refusals);
  }
  const content = clip as unknown as Content;
  const first = refusals[0] ?? wrongId(content) ?? wrongReference(content);
  return first
    ? { problem: trans.__('This part of a graph is damaged: %1.', refusalText(first)) }
    : { clip: content as unknown as Clip };
}

function readEntries(root: ClipRoot, raw: unknown, refusals: Refusal[]): Record<string, Entry> {
  const entries = record<Entry>();
  if (!isObject(raw)) {
    refusals.push({ root, id: '', field: '', why: 'not an object' });
    return entries;
  }
  for (const id of Object.keys(raw).sort()) {
    const entry = inspectEntry(root, id, raw[id], refusals);
    if (entry) {
      entries[id] = entry;
    }
  }
  return entries;
}

/** Something of two roots has one id, so that the id names two things. */
function wrongId(clip: Content): Refusal | undefined {
  const seen = new Map<string, string>();
  for (const root of CLIP_ROOTS) {
    for (const id of Object.keys(clip[root])) {
      const other = seen.get(id);
      if (other) {
        return { root, id, field: '', why: `its id is also in ${other}` };
      }
      seen.set(id, root);
    }
  }
  return undefined;
}

function wrongReference(clip: Content): Refusal | undefined {
  for (const root of CLIP_ROOTS) {
    for (const [id, entry] of Object.entries(clip[root])) {
      for (const [field, places] of Object.entries(REFERENCES[root])) {
        const to = entry[field];
        const isThere = places.some((place) => Object.hasOwn(clip[place], String(to)));
        if (to !== undefined && !isThere) {
          return { root, id, field, why: `there is no ${String(to)} in it` };
        }
      }
    }
  }
  for (const id of Object.keys(clip.groups)) {
    const seen = new Set([id]);
    for (let above = clip.groups[id].group; above !== undefined;) {
      if (seen.has(above as string)) {
        return { root: 'groups', id, field: 'group', why: 'it is in itself' };
      }
      seen.add(above as string);
      above = clip.groups[above as string].group;
    }
  }
  return undefined;
}

/** Where and into what a clip is pasted. */
export interface Paste {
  /** Where the upper left corner goes. */
  readonly at: Spot;
  /** The group it goes into. */
  readonly group?: string;
  /** The part that those of its instruments play to which no notes come. */
  readonly part?: string;
}

/**
 * What puts a clip into a document, by new ids and with its places kept to each other.
 *
 * A node plays the part it names only where the document has it and nobody plays it: a cut is put back as it was, a copy
 * does not double what is heard.
 *
 * @returns The new ids of what was on top in the clip, and the edits.
 */
export function paste(
  clip: Clip,
  document: Pick<Document, 'parts' | 'nodes' | 'presets'>,
  { at, group, part }: Paste,
): { ids: string[]; edits: Edit[] } {
  const content = clip as unknown as Content;
  const fresh = new Map(
    CLIP_ROOTS.flatMap((root) =>
      Object.keys(content[root]).map((id) => [id, mintId(PREFIXES[root])] as const),
    ),
  );
  const placed = (['nodes', 'groups', 'labels'] as const).flatMap((root) =>
    Object.values(content[root]),
  );
  const least = (axis: 'x' | 'y'): number => {
    const known = placed.flatMap((entry) => (typeof entry[axis] === 'number' ? [entry[axis]] : []));
    return known.length > 0 ? Math.min(...known) : 0;
  };
  const [left, top] = [least('x'), least('y')];
  const played = new Set(Object.values(document.nodes).map((node) => node.part));
  const fed = new Set(Object.values(clip.edges).map(({ target }) => target));
  Object.values(clip.ports).forEach(({ direction, node, group: of }) => {
    if (direction === 'in' && fed.has(of)) {
      fed.add(node);
    }
  });
  const ids: string[] = [];
  const edits: Edit[] = [];
  for (const root of CLIP_ROOTS) {
    for (const [id, entry] of Object.entries(content[root])) {
      const fields: Record<string, Entry[string] | undefined> = { ...entry };
      for (const field of Object.keys(REFERENCES[root])) {
        fields[field] &&= fresh.get(String(fields[field]));
      }
      if (typeof entry.x === 'number') {
        fields.x = Math.round(entry.x - left + at.x);
      }
      if (typeof entry.y === 'number') {
        fields.y = Math.round(entry.y - top + at.y);
      }
      if (root === 'nodes') {
        const own = String(entry.part ?? '');
        const keeps = Object.hasOwn(document.parts, own) && !played.has(own);
        const given = part && plays(String(entry.kind)) && !fed.has(id) ? part : undefined;
        fields.part = given ?? (keeps ? own : undefined);
        if (!Object.hasOwn(document.presets, String(entry.preset))) {
          delete fields.preset;
        }
      }
      if (root !== 'edges' && root !== 'ports' && !fields.group) {
        fields.group = group;
        ids.push(fresh.get(id)!);
      }
      const known = Object.entries(fields).filter(([, value]) => value !== undefined);
      edits.push({ root, id: fresh.get(id)!, fields: Object.fromEntries(known) });
    }
  }
  return { ids, edits };
}
