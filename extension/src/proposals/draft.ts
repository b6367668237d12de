/** Proposing: edits into a private draft become the operations of a proposal. */
import { type AntiphonDoc, mintId } from '../document';
import { difference, encodeOperations, LONGEST_PATCH, MOST_OPERATIONS } from '../document/proposal';
import { write } from '../panels/edit';
import { trans } from '../translation';

/** Longest title, in characters: the schema's. */
export const LONGEST_TITLE = 2000;

/**
 * Propose what a draft has changed, as against the piece as it is now; the draft is left then.
 *
 * @returns Why it was not sent; empty where it was. What was not sent is still in the draft.
 */
export function send(doc: AntiphonDoc, title: string): string {
  const operations = difference(doc.shared, doc.present);
  if (operations.length === 0) {
    return trans.__('Nothing is changed yet: change notes or sounds, then send the proposal.');
  }
  const patch = encodeOperations(operations);
  if (operations.length > MOST_OPERATIONS || patch.length > LONGEST_PATCH) {
    return trans.__('This is too much for one proposal: make several smaller ones.');
  }
  const fields = { title: title.trim().slice(0, LONGEST_TITLE), patch };
  const draft = doc.present;
  doc.endDraft();
  const why = write(doc, [{ root: 'proposals', id: mintId('v'), fields }]);
  if (why) {
    doc.beginDraft();
    redo(doc, draft);
  }
  return why;
}

/** Write what a draft had into a new one. */
function redo(doc: AntiphonDoc, draft: ReturnType<AntiphonDoc['document']>): void {
  const edits = difference(doc.document(), draft);
  doc.transact(() => {
    for (const operation of edits) {
      const { root, id } = operation;
      if (operation.op === 'remove') {
        doc.remove(root, [id]);
      } else {
        doc.put(root, id, draft[root][id]);
      }
    }
  });
}
