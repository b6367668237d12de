/**
 * The operations of a proposal: what its `patch` holds (which is not the patch of the synthesis graph), as JSON text. Each
 * says what it saw of the entry that it is about (`base`), so that whoever accepts it knows what has changed since.
 *
 * A text from anybody is read without harm: one that is not understood, or too large, comes to a problem in words.
 * `antiphon.document.proposal` is the same in Python, and `tests/fixtures/proposals` holds the two together. What
 * operations do to a document is in `applying.ts`.
 */
import type { Document, Event } from '../generated/schema';
import { inspectEntry, type Entry } from './codec';
import { isObject, type Json } from './json';
import { checkOf, isId, KINDS, type Scalar } from './schema';

/** The version of the format that is written. */
const VERSION = 2;
/** What says, in each version that is read, what becomes of the entry. */
const OP: ReadonlyMap<unknown, string> = new Map([
  [1, 'kind'],
  [VERSION, 'op'],
]);
/** Most operations of a proposal, and UTF-16 units of its text. */
export const MOST_OPERATIONS = 2000;
export const LONGEST_PATCH = 200_000;
/**
 * The roots that can be proposed for. Measures can be added and changed, but not taken away, with all that is in them.
 */
export const PROPOSABLE = [
  'measures',
  'events',
  'spans',
  'nodes',
  'edges',
  'groups',
  'ports',
  'labels',
  'mix',
  'sends',
  'inserts',
] as const;

export type ProposableRoot = (typeof PROPOSABLE)[number];

/** Fields to change; null takes a field away, or, as a base, says that there was none. */
export type Fields = Readonly<Record<string, Scalar | null>>;

/** One change that is proposed. */
export type ProposedOperation =
  | { op: 'put'; root: ProposableRoot; id: string; fields: Entry }
  | { op: 'change'; root: ProposableRoot; id: string; fields: Fields; base: Fields }
  | { op: 'remove'; root: ProposableRoot; id: string; base: Entry };

/** A text as it was understood; `problem` says why it was not, such as `operation 3: not a valid id`. */
export type Read =
  | { operations: readonly ProposedOperation[]; problem?: undefined }
  | { operations?: undefined; problem: string };

/** Write operations as the text of a proposal's `patch`. */
export function encodeOperations(operations: readonly ProposedOperation[]): string {
  return JSON.stringify({ version: VERSION, operations });
}

/**
 * Read the text of a proposal's `patch`. Never throws.
 *
 * @param most - UTF-16 units of it; where they have no limit, operations have none either.
 */
export function decodeOperations(text: string, most = LONGEST_PATCH): Read {
  if (text.length > most) {
    return { problem: `longer than ${LONGEST_PATCH} characters` };
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { problem: 'not JSON' };
  }
  const key = isObject(raw) ? OP.get(raw.version) : undefined;
  if (!isObject(raw) || !key) {
    return { problem: `not of version ${[...OP.keys()].join(' or ')}` };
  }
  if (!Array.isArray(raw.operations)) {
    return { problem: 'operations: not a list' };
  }
  if (raw.operations.length > MOST_OPERATIONS && most < Infinity) {
    return { problem: `more than ${MOST_OPERATIONS} operations` };
  }
  const operations: ProposedOperation[] = [];
  const seen = new Set<string>();
  for (const [order, each] of (raw.operations as unknown[]).entries()) {
    const read = readOperation(each, key);
    if (typeof read === 'string') {
      return { problem: `operation ${order + 1}: ${read}` };
    }
    const entry = `${read.root}/${read.id}`;
    if (seen.has(entry)) {
      return { problem: `operation ${order + 1}: a second one for ${entry}` };
    }
    seen.add(entry);
    operations.push(read);
  }
  return { operations };
}

/** One operation, or why it is none. */
function readOperation(raw: unknown, key: string): ProposedOperation | string {
  if (!isObject(raw)) {
    return 'not an object';
  }
  const { root, id } = raw;
  const op = raw[key];
  if (!isProposable(root)) {
    return `root: not one of ${PROPOSABLE.join(', ')}`;
  }
  if (!isId(id)) {
    return 'not a valid id';
  }
  switch (op) {
    case 'put': {
      const fields = readEntry(root, id, raw.fields);
      return typeof fields === 'string' ? fields : { op, root, id, fields };
    }
    case 'change': {
      const fields = readFields(root, raw.fields);
      const base = readFields(root, raw.base);
      if (typeof fields === 'string') {
        return fields;
      }
      if (typeof base === 'string') {
        return `base: ${base}`;
      }
      const same = Object.keys(fields).sort().join() === Object.keys(base).sort().join();
      return same ? { op, root, id, fields, base } : 'base: not of the fields that change';
    }
    case 'remove': {
      if (root === 'measures') {
        return 'a measure cannot be proposed away';
      }
      const base = readEntry(root, id, raw.base);
      return typeof base === 'string' ? `base: ${base}` : { op, root, id, base };
    }
    default:
      return `${key}: not one of put, change, remove`;
  }
}

/** Whether entries of a root can be proposed. */
export function isProposable(root: unknown): root is ProposableRoot {
  return PROPOSABLE.some((of) => of === root);
}

/** A whole entry, or why it is none. */
function readEntry(root: ProposableRoot, id: string, raw: unknown): Entry | string {
  const refusals: { field: string; why: string }[] = [];
  const entry = inspectEntry(root, id, raw, refusals as never);
  const [first] = refusals;
  return first || !entry ? [first?.field, first?.why].filter(Boolean).join(': ') : entry;
}

/** Some fields of an entry, or why they are none. */
function readFields(root: ProposableRoot, raw: unknown): Fields | string {
  if (!isObject(raw)) {
    return 'fields: not an object';
  }
  const names = Object.keys(raw);
  if (names.length === 0) {
    return 'fields: there are none';
  }
  const kind = KINDS.get(root)!;
  const without = (field: string): string | undefined =>
    kind.required.includes(field) ? 'missing' : undefined;
  for (const field of names) {
    const check = checkOf(kind, field);
    const why = !check ? 'unknown' : raw[field] === null ? without(field) : check(raw[field]);
    if (why) {
      return `${field}: ${why}`;
    }
  }
  return raw as Fields;
}

/** The content of a document by root. */
type Contents = Readonly<Record<ProposableRoot | 'parts', Readonly<Record<string, unknown>>>>;

/** An entry of a document; null where there is none. */
export function entryOf(document: Contents, root: keyof Contents, id: string): Entry | null {
  const entries = document[root];
  return Object.hasOwn(entries, id) ? (entries[id] as Entry) : null;
}

/** Whether something is the strip of a part or the master, which is there even where the document has no entry of it. */
export function isOwnStrip(document: Contents, root: string, id: string): boolean {
  return root === 'mix' && (id === 'master' || Object.hasOwn(document.parts, id));
}

/** The operations that make a document another, as far as they can be proposed, by root and id. */
export function difference(before: Contents, then: Contents): ProposedOperation[] {
  const operations: ProposedOperation[] = [];
  for (const root of PROPOSABLE) {
    const ids = new Set([...Object.keys(before[root]), ...Object.keys(then[root])]);
    for (const id of [...ids].sort()) {
      const operation = operationOf(before, then, root, id);
      if (operation) {
        operations.push(operation);
      }
    }
  }
  return operations;
}

function operationOf(
  before: Contents,
  then: Contents,
  root: ProposableRoot,
  id: string,
): ProposedOperation | null {
  const was = entryOf(before, root, id) ?? (isOwnStrip(before, root, id) ? {} : null);
  const is = entryOf(then, root, id);
  if (!is) {
    const can = was && Object.keys(was).length > 0 && root !== 'measures';
    return can ? { op: 'remove', root, id, base: was } : null;
  }
  if (!was) {
    return { op: 'put', root, id, fields: is };
  }
  const fields = Object.keys({ ...was, ...is })
    .filter((field) => was[field] !== is[field])
    .sort();
  const pick = (of: Entry): Fields =>
    Object.fromEntries(fields.map((field) => [field, of[field] ?? null]));
  return fields.length > 0 ? { op: 'change', root, id, fields: pick(is), base: pick(was) } : null;
}

/** A note as a proposal would have it. */
export interface ProposedNote {
  readonly id: string;
  readonly part: string;
  readonly measure: string;
  readonly staff: number;
  /** As the document has them. */
  readonly onset: string;
  readonly pitch: string;
}

/** What a proposal would do to a document as it is now. */
export interface Preview {
  readonly added: readonly ProposedNote[];
  /** Notes as they would be. */
  readonly changed: readonly ProposedNote[];
  /** Ids of notes that would go. */
  readonly removed: readonly string[];
  /** How many operations are about rests, words, slurs and so on. */
  readonly others: number;
  /** How many operations meet other values than they saw. */
  readonly stale: number;
}

/** What operations would do to the notes of a document. What is not there (any more) is not changed; nothing is written over. */
export function preview(
  document: Pick<Document, 'events' | 'spans' | 'parts' | 'measures'>,
  operations: readonly ProposedOperation[],
): Preview {
  const added: ProposedNote[] = [];
  const changed: ProposedNote[] = [];
  const removed: string[] = [];
  let [others, stale] = [0, 0];
  for (const operation of operations) {
    const { root, id } = operation;
    if (root !== 'events' && root !== 'spans') {
      continue;
    }
    const entries = document[root] as unknown as Record<string, Entry>;
    const now = Object.hasOwn(entries, id) ? entries[id] : null;
    if (!asItWas(operation, now)) {
      stale += 1;
    }
    if ((operation.op === 'put') !== (now === null)) {
      continue;
    }
    const then = after(operation, now);
    const [before, note] = [now && noteOf(document, id, now), then && noteOf(document, id, then)];
    if (root !== 'events' || (!before && !note)) {
      others += 1;
    } else if (!note) {
      removed.push(id);
    } else if (before) {
      changed.push(note);
    } else {
      added.push(note);
    }
  }
  return { added, changed, removed, others, stale };
}

/** The operations that a proposal's field `taken` names. */
export function placesOf(taken: string | undefined): Set<number> {
  return new Set(taken?.split(' ').filter(Boolean).map(Number));
}

/** The field `taken` for operations; undefined where there are none. */
export function takenOf(places: Iterable<number>): string | undefined {
  return [...places].sort((a, b) => a - b).join(' ') || undefined;
}

/** Whether an entry is what an operation saw of it. */
export function asItWas(operation: ProposedOperation, now: Entry | null): boolean {
  if (operation.op === 'put') {
    return now === null;
  }
  const { base } = operation;
  const fields = new Set([
    ...Object.keys(base),
    ...(operation.op === 'remove' ? Object.keys(now ?? {}) : []),
  ]);
  return now !== null && [...fields].every((of) => (now[of] ?? null) === (base[of] ?? null));
}

/** An entry as an operation would leave it; null where none is left. */
export function after(operation: ProposedOperation, now: Entry | null): Entry | null {
  switch (operation.op) {
    case 'put':
      return operation.fields;
    case 'remove':
      return null;
    case 'change': {
      const merged: Json = { ...now, ...operation.fields };
      const kept = Object.entries(merged).filter(([, value]) => value !== null);
      return Object.fromEntries(kept) as Entry;
    }
  }
}

/** The note of an entry, where it is one and has a place. */
function noteOf(
  { parts, measures }: Pick<Document, 'parts' | 'measures'>,
  id: string,
  entry: Entry,
): ProposedNote | null {
  const { kind, part, measure, onset, pitch, staff = 1 } = entry as Partial<Event>;
  return kind === 'note' &&
    part !== undefined &&
    Object.hasOwn(parts, part) &&
    measure !== undefined &&
    Object.hasOwn(measures, measure) &&
    onset !== undefined &&
    pitch !== undefined &&
    staff <= (parts[part].staves ?? 1)
    ? { id, part, measure, staff, onset, pitch }
    : null;
}
