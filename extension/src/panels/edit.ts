import type { AntiphonDoc, Document, Root, Scalar } from '../document';
import type { Entry } from '../document/codec';
import { same } from '../document/undo';

/** Fields of an entry; undefined takes one away. */
export type Fields = Readonly<Record<string, Scalar | undefined>>;

/** One change to an entry: fields to write (making the entry where there is none), or null to take it away. */
export interface Edit {
  root: Root;
  id: string;
  fields: Fields | null;
}

/** What becomes of an entry: root, id, and the entry as it is and will be. */
export type Change = readonly [Root, string, Entry | null, Entry | null];

/** How often changes are asked for anew because somebody wrote the same in the same moment. */
const TRIES = 4;

/**
 * Do edits as one change and one step to undo, where this person may.
 *
 * @param step - edits of one name that follow each other are one step together, as of one drag.
 * @returns Why they were not done; empty where they were.
 */
export function write(doc: AntiphonDoc, edits: readonly Edit[], step = ''): string {
  const sentence = doc.mayWrite?.(doc.preview(() => apply(doc, edits))) ?? '';
  if (!sentence) {
    doc.transact(() => apply(doc, edits), true, null, step);
  }
  return sentence;
}

/** Do edits within a transaction, or a preview. */
export function apply(doc: AntiphonDoc, edits: readonly Edit[]): void {
  for (const { root, id, fields } of edits) {
    if (fields === null) {
      doc.remove(root, [id]);
    } else if (!doc.change(root, id, fields)) {
      doc.put(root, id, fields);
    }
  }
}

/** Changes as edits: fields that are no longer there are taken away. */
export function editsOf(changes: readonly Change[]): Edit[] {
  return changes.map(([root, id, before, after]): Edit => {
    const gone = Object.keys(before ?? {}).map((field) => [field, undefined] as const);
    return { root, id, fields: after && { ...Object.fromEntries(gone), ...after } };
  });
}

/**
 * Ask the server for changes until they are of the piece as it is here, so that nothing is lost that was written meanwhile.
 *
 * @returns Its answer; null where others write the same all the time.
 */
export async function asked<A extends { readonly changes: readonly Change[] }>(
  doc: AntiphonDoc,
  ask: () => Promise<A>,
): Promise<A | null> {
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await ask();
    const { shared } = doc;
    if (answer.changes.every(([root, id, before]) => same(entryOf(shared, root, id), before))) {
      return answer;
    }
  }
  return null;
}

function entryOf(document: Document, root: Root, id: string): Entry | null {
  const of = document[root] as unknown as Entry | Record<string, Entry>;
  return root === 'meta' ? (of as Entry) : ((of as Record<string, Entry>)[id] ?? null);
}
