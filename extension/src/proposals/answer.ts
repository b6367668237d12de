/** Answering proposals: what is written, as edits of one step, the answer and what it does together. */
import { applying, type Applied, type Proposed, type ProposedEdit } from '../document/applying';
import { takenOf } from '../document/proposal';
import type { Edit } from '../panels/edit';
import type { ReadProposal } from './open';

/** Longest reason, in characters: the schema's. */
export const LONGEST_REASON = 2000;

/** What accepting would do now. */
export interface Acceptance extends Applied {
  /** What is to be written; nothing where nothing of it can be taken. */
  readonly writes: readonly Edit[];
}

/**
 * Accept operations of a proposal. It is closed when all of them are in the document; or where the person is done with it
 * (`close`), the rest then not being wanted. Else the rest stays open, for others.
 *
 * @param chosen - The places of the operations.
 * @param insisted - Those of them that are to be taken although others have written meanwhile.
 */
export function accept(
  document: Proposed,
  proposal: ReadProposal,
  chosen: Iterable<number>,
  insisted: ReadonlySet<number>,
  close: boolean,
): Acceptance {
  const { id, operations } = proposal;
  const applied = applying(document, operations, chosen, insisted);
  const taken = new Set([...proposal.taken, ...applied.taken]);
  const isDone = close || taken.size === operations.length;
  const answer: Edit = {
    root: 'proposals',
    id,
    fields: { taken: takenOf(taken), ...(isDone ? { status: 'accepted' } : {}) },
  };
  const writes = applied.taken.length > 0 ? [...applied.edits.map(written), answer] : [];
  return { ...applied, writes };
}

/** Reject a proposal, with a reason for who made it. */
export function reject({ id }: ReadProposal, reason: string): Edit[] {
  const said = reason.trim().slice(0, LONGEST_REASON);
  return [{ root: 'proposals', id, fields: { status: 'rejected', reason: said || undefined } }];
}

/** Withdraw a proposal of one's own. */
export function withdraw({ id }: ReadProposal): Edit[] {
  return [{ root: 'proposals', id, fields: { status: 'withdrawn' } }];
}

/** An edit as the document's mutators take it. */
export function written({ root, id, fields }: ProposedEdit): Edit {
  if (!fields) {
    return { root, id, fields };
  }
  const kept = Object.entries(fields).map(([of, value]) => [of, value ?? undefined] as const);
  return { root, id, fields: Object.fromEntries(kept) };
}
