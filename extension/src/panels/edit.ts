import type { AntiphonDoc, Root, Scalar } from '../document';

/** Fields of an entry; undefined takes one away. */
export type Fields = Readonly<Record<string, Scalar | undefined>>;

/** One change to an entry: fields to write (making the entry where there is none), or null to take it away. */
export interface Edit {
  root: Root;
  id: string;
  fields: Fields | null;
}

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
