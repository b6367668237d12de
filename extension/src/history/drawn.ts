/** Differences as the score draws them. */
import type { Document } from '../document';
import type { Entry } from '../document/codec';
import type { ScoreDifference, WrittenNote } from '../score';
import { trans } from '../translation';
import type { Alteration, Difference } from './answers';
import { holders, inWords, who } from './words';

/**
 * What of a difference can be drawn in the score that it ends in.
 *
 * @param document - What is shown.
 */
export function drawnDifferences(
  difference: Difference,
  document: Omit<Document, 'antiphon'>,
): ScoreDifference[] {
  const holder = holders(difference.alterations);
  return difference.alterations.flatMap((each): ScoreDifference[] => {
    const { change, root, measure, part, ids, what } = each;
    // A new measure is framed as a whole.
    if (holder(each) === measure) {
      return [];
    }
    if (!['events', 'spans', 'measures'].includes(root) || what === 'rest') {
      return [];
    }
    if (!Object.hasOwn(document.measures, measure)) {
      return [];
    }
    const id = (change === 'removed' ? ids[0] : ids[1]) ?? '';
    const words = said(difference, document, each);
    return [{ kind: change, id, measure, part, was: noteOf(each.before), words }];
  });
}

function said(
  difference: Difference,
  document: Omit<Document, 'antiphon'>,
  each: Alteration,
): string {
  const words = inWords(difference, document, each);
  return each.who ? trans.__('%1 (%2)', words, who(difference.people, each.who)) : words;
}

/** A note by what and where it is; null for what is none. */
export function noteOf(entry: Entry | null): WrittenNote | null {
  const { kind, part, measure, onset, pitch, staff = 1 } = entry ?? {};
  return kind === 'note' &&
    typeof part === 'string' &&
    typeof measure === 'string' &&
    typeof onset === 'string' &&
    typeof pitch === 'string'
    ? { part, measure, staff: Number(staff), onset, pitch }
    : null;
}
