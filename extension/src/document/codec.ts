/**
 * The codec: an `.antiphon` file's text to and from a document, the same as `antiphon.document.codec` in
 * Python, to the byte.
 */
import type { Document, Root } from '../generated/schema';
import { isObject, record, type Json } from './json';
import { migrate } from './migrations';
import { checkOf, isId, KINDS, ROOTS, VERSION, type Scalar } from './schema';

/** A text that is not a valid document; the message is one sentence that says what is wrong and where. */
export class DocumentError extends Error {
  override name = 'DocumentError';
}

/** A file of a format version that a later Antiphon wrote. */
export class NewerVersionError extends DocumentError {
  override name = 'NewerVersionError';
}

/** Something that the schema refuses. */
export interface Refusal {
  root: string;
  /** Empty where it is the root itself or a field of `meta`. */
  id: string;
  /** Empty where it is the whole entry. */
  field: string;
  /** Such as `not a valid pitch`. */
  why: string;
}

export type Entry = Record<string, Scalar>;

/** Where and why, such as `events.n1.pitch: not a valid pitch`. */
export function refusalText({ root, id, field, why }: Refusal): string {
  return `${[root, id, field].filter(Boolean).join('.')}: ${why}`;
}

/** A new document with nothing in it. */
export function empty(): Document {
  return inspect({}).document;
}

/**
 * Keep what the schema allows of anything shaped like JSON.
 *
 * @param raw Roots to entries, such as the content of a Y document. It is not changed.
 * @returns The document of what is allowed, and what was left out, in the order of the roots, ids and fields.
 *   An entry without a required field is left out whole.
 */
export function inspect(raw: Json): { document: Document; refusals: Refusal[] } {
  const refusals: Refusal[] = Object.keys(raw)
    .filter((root) => root !== 'antiphon' && !KINDS.has(root as Root))
    .sort()
    .map((root) => ({ root, id: '', field: '', why: 'unknown' }));
  const document: Record<string, unknown> = { antiphon: VERSION };
  for (const root of ROOTS) {
    const kept = record<Entry>();
    document[root] = kept;
    if (!Object.hasOwn(raw, root)) {
      continue;
    }
    const entries = raw[root];
    if (!isObject(entries)) {
      refusals.push({ root, id: '', field: '', why: 'not an object' });
    } else if (root === 'meta') {
      Object.assign(kept, inspectEntry(root, '', entries, refusals));
    } else {
      for (const id of Object.keys(entries).sort()) {
        const entry = inspectEntry(root, id, entries[id], refusals);
        if (entry) {
          kept[id] = entry;
        }
      }
    }
  }
  return { document: document as unknown as Document, refusals };
}

/**
 * Keep what the schema allows of one entry.
 *
 * @param id Its id; empty for `meta`.
 * @param entry Anything shaped like JSON. It is not changed.
 * @param refusals What is left out is added to these, in the order of the fields.
 * @returns Undefined where it is left out whole.
 */
export function inspectEntry(
  root: Root,
  id: string,
  entry: unknown,
  refusals: Refusal[],
): Entry | undefined {
  const kind = KINDS.get(root)!;
  if (root !== 'meta' && !isId(id)) {
    refusals.push({ root, id, field: '', why: 'not a valid id' });
    return undefined;
  }
  if (!isObject(entry)) {
    refusals.push({ root, id, field: '', why: 'not an object' });
    return undefined;
  }
  const kept: Entry = {};
  for (const field of Object.keys(entry).sort()) {
    const check = checkOf(kind, field);
    const why = check ? check(entry[field]) : 'unknown';
    if (why === undefined) {
      kept[field] = entry[field] as Scalar;
    } else {
      refusals.push({ root, id, field, why });
    }
  }
  const missing = kind.required.filter((field) => !Object.hasOwn(kept, field));
  for (const field of missing) {
    if (!Object.hasOwn(entry, field)) {
      refusals.push({ root, id, field, why: 'missing' });
    }
  }
  return missing.length ? undefined : kept;
}

/** Keep what the schema allows of anything shaped like JSON, and say nothing; see `inspect`. */
export function normalise(raw: Json): Document {
  return inspect(raw).document;
}

/**
 * Read an `.antiphon` file's text, of this format version or an older one.
 *
 * @param text The text; where it is blank, the document is empty, as a file that was just created is.
 * @throws NewerVersionError Where a later version of the format wrote it.
 * @throws DocumentError Where it is not a valid document for any other reason.
 */
export function decode(text: string): Document {
  if (!text.trim()) {
    return empty();
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new DocumentError(`This is not an Antiphon piece: ${(error as Error).message}.`);
  }
  const version = isObject(raw) ? raw.antiphon : undefined;
  if (!isObject(raw) || !Number.isInteger(version) || (version as number) < 1) {
    throw new DocumentError('This is not an Antiphon piece: it has no "antiphon" format version.');
  }
  if ((version as number) > VERSION) {
    throw new NewerVersionError(
      `This piece is of format version ${version}, and this Antiphon reads up to ${VERSION}: ` +
        'update Antiphon to open it.',
    );
  }
  const present = migrate(raw, version as number, VERSION);
  const { document, refusals } = inspect(present);
  const missing = ROOTS.filter((root) => !Object.hasOwn(present, root));
  refusals.unshift(...missing.map((root) => ({ root, id: '', field: '', why: 'missing' })));
  if (refusals.length) {
    const more = refusals.length > 1 ? ` (and ${refusals.length - 1} more)` : '';
    throw new DocumentError(`This piece is damaged: ${refusalText(refusals[0])}${more}.`);
  }
  return document;
}

/** Write a valid document as the canonical text of its file, with a newline at the end. */
export function encode(document: Document): string {
  const lines = [` "antiphon": ${VERSION}`];
  for (const root of ROOTS) {
    const content = document[root] as Record<string, unknown>;
    const inner = Object.keys(content)
      .sort()
      .map((key) => {
        const value = content[key];
        const written = isObject(value) ? encodeEntry(value as Entry) : JSON.stringify(value);
        return `  ${JSON.stringify(key)}: ${written}`;
      });
    lines.push(` "${root}": ${inner.length ? `{\n${inner.join(',\n')}\n }` : '{}'}`);
  }
  return `{\n${lines.sort().join(',\n')}\n}\n`;
}

function encodeEntry(entry: Entry): string {
  const fields = Object.keys(entry).sort();
  return `{${fields.map((field) => `"${field}": ${JSON.stringify(entry[field])}`).join(', ')}}`;
}
