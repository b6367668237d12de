import type { AntiphonDoc, entries } from '../document';
import type { Permissions } from '../rights';
import { trans } from '../translation';

/** Whose idea a proposal is, where it is not its maker's own. */
export type Source = NonNullable<entries.Proposal['source']>;

/** Who proposes something: "Ada", or "An AI partner, through Ada"; empty where it is not known. */
export function proposerInWords(maker: string, source?: Source | null): string {
  switch (source) {
    case 'assistant':
      return maker ? trans.__('An AI partner, through %1', maker) : trans.__('An AI partner');
    case 'audience':
      return maker ? trans.__('The audience, through %1', maker) : trans.__('The audience');
    default:
      return maker;
  }
}

/** Names who makes a proposal of a piece, by its id. */
export function proposers(
  doc: AntiphonDoc,
  permissions: Pick<Permissions, 'maker'>,
): (proposal: string) => string {
  return (id) =>
    proposerInWords(permissions.maker('proposals', id), doc.document().proposals[id]?.source);
}
