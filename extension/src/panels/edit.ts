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
 * Do edits as one change and one step to undo.
 *
 * @param step - edits of one name that follow each other are one step together, as of one drag.
 */
export function write(doc: AntiphonDoc, edits: readonly Edit[], step = ''): void {
  doc.transact(
    () => {
      for (const { root, id, fields } of edits) {
        if (fields === null) {
          doc.remove(root, [id]);
        } else if (!doc.change(root, id, fields)) {
          doc.put(root, id, fields);
        }
      }
    },
    true,
    null,
    step,
  );
}
