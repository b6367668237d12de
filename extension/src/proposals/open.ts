/** The proposals of a piece as they are read: what each would do, and how it was answered. */
import type { Document } from '../document';
import { decodeOperations, placesOf, type ProposedOperation } from '../document/proposal';
import type { entries } from '../document';
import type { Source } from './proposer';

/** How a proposal was answered. */
export type Status = NonNullable<entries.Proposal['status']>;

/** A proposal, understood as far as it can be. */
export interface ReadProposal {
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  /** Why it was rejected; empty where nobody said. */
  readonly reason: string;
  /** Whose idea it is; null where it is its maker's own. */
  readonly source: Source | null;
  /** How sure who made it is, from 0 to 1, where that was computed; null for a person's. */
  readonly confidence: number | null;
  /** None where its text is not understood. */
  readonly operations: readonly ProposedOperation[];
  /** The operations that were accepted, by their places. */
  readonly taken: ReadonlySet<number>;
  /** Why its text is not understood; empty where it is. */
  readonly problem: string;
}

/** Most texts that are kept as they were understood. */
const MOST = 200;
const texts = new Map<string, ReturnType<typeof decodeOperations>>();

/** Read a text once. */
function understood(text: string): ReturnType<typeof decodeOperations> {
  let read = texts.get(text);
  if (!read) {
    if (texts.size >= MOST) {
      texts.clear();
    }
    read = decodeOperations(text);
    texts.set(text, read);
  }
  return read;
}

/** The proposals of a piece, by id. */
export function readProposals({ proposals }: Pick<Document, 'proposals'>): ReadProposal[] {
  return Object.keys(proposals)
    .sort()
    .map((id) => {
      const {
        title,
        patch,
        status = 'open',
        reason = '',
        source = null,
        confidence = null,
        taken,
      } = proposals[id];
      const { operations = [], problem = '' } = understood(patch);
      const read = { id, title, status, reason, source, confidence, operations, problem };
      return { ...read, taken: placesOf(taken) };
    });
}

/** The places of the operations that wait for an answer. */
export function waiting({ status, operations, taken }: ReadProposal): number[] {
  return status === 'open' ? [...operations.keys()].filter((at) => !taken.has(at)) : [];
}
