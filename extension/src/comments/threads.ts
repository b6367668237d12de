import type { Document } from '../document';

/** What a comment is on. */
export interface Place {
  readonly kind: 'event' | 'measure' | 'part' | 'node' | 'group' | 'gone';
  /** Ids; empty where there is none. The part of a node is the one whose own instrument it is. */
  readonly measure: string;
  readonly part: string;
}

/** A comment, or an answer to one. */
export interface Remark {
  readonly id: string;
  readonly text: string;
}

/** A comment with what was answered to it. */
export interface Thread extends Remark {
  readonly target: string;
  readonly place: Place;
  readonly resolved: boolean;
  /** In the order of their ids. */
  readonly replies: readonly Remark[];
}

/** What the instruments are called that parts have by themselves. */
const DEFAULT = 'default-';

type Contents = Pick<
  Document,
  'annotations' | 'events' | 'measures' | 'parts' | 'nodes' | 'groups'
>;

/**
 * The comments of a piece by thread, in the order of the score: first those on parts, then by measure, then those on
 * nodes and groups, last those on what was taken away. An answer to what is not there (any more) stands for itself.
 */
export function threads(document: Contents): Thread[] {
  const { annotations } = document;
  const order = new Map(
    Object.entries(document.measures)
      .sort(([a, { index: at }], [b, { index: bt }]) => (at === bt ? cmp(a, b) : cmp(at, bt)))
      .map(([id], place) => [id, place]),
  );
  const replies = new Map<string, Remark[]>();
  const heads: string[] = [];
  for (const id of Object.keys(annotations).sort()) {
    const head = headOf(annotations, id);
    if (head === id) {
      heads.push(id);
    } else {
      replies.set(head, [...(replies.get(head) ?? []), { id, text: annotations[id].text }]);
    }
  }
  const all = heads.map((id): Thread => {
    const { text, target, resolved = false } = annotations[id];
    const place = placeOf(document, target);
    return { id, text, target, place, resolved, replies: replies.get(id) ?? [] };
  });
  const rank = ({ place: { kind, measure } }: Thread): number =>
    kind === 'part'
      ? -1
      : kind === 'node' || kind === 'group'
        ? order.size
        : kind === 'gone'
          ? order.size + 1
          : (order.get(measure) ?? order.size);
  return all.sort((a, b) => rank(a) - rank(b) || cmp(a.id, b.id));
}

/** The comments that are not resolved, answers aside, by what they are on; the same for the same annotations. */
export function openOn(
  annotations: Contents['annotations'],
): ReadonlyMap<string, readonly Remark[]> {
  let open = opened.get(annotations);
  if (!open) {
    const found = new Map<string, Remark[]>();
    for (const id of Object.keys(annotations).sort()) {
      const { target, text, resolved } = annotations[id];
      if (!resolved && headOf(annotations, id) === id) {
        found.set(target, [...(found.get(target) ?? []), { id, text }]);
      }
    }
    opened.set(annotations, (open = found));
  }
  return open;
}

const opened = new WeakMap<object, ReadonlyMap<string, readonly Remark[]>>();

/** The comment at the head of a thread; answers that go in a circle stand for themselves. */
function headOf(annotations: Contents['annotations'], id: string): string {
  const seen = new Set<string>();
  for (let at = id; ;) {
    seen.add(at);
    const up = annotations[at].reply_to;
    if (up === undefined || !Object.hasOwn(annotations, up)) {
      return at;
    }
    if (seen.has(up)) {
      return id;
    }
    at = up;
  }
}

/** Where a target is. */
export function placeOf(document: Contents, target: string): Place {
  const { events, measures, parts, nodes, groups } = document;
  const known = <T>(of: Record<string, T>, id: string): T | undefined =>
    Object.hasOwn(of, id) ? of[id] : undefined;
  const event = known(events, target);
  if (event && known(measures, event.measure)) {
    return { kind: 'event', measure: event.measure, part: event.part ?? '' };
  }
  if (known(measures, target)) {
    return { kind: 'measure', measure: target, part: '' };
  }
  if (known(parts, target)) {
    return { kind: 'part', measure: '', part: target };
  }
  const part = target.startsWith(DEFAULT) ? target.slice(DEFAULT.length) : '';
  if (!known(nodes, target) && part && known(parts, part)) {
    return { kind: 'node', measure: '', part };
  }
  const kind = known(nodes, target) ? 'node' : known(groups, target) ? 'group' : 'gone';
  return { kind, measure: '', part: '' };
}

function cmp(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
