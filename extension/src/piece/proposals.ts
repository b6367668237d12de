import type { ShownProposals } from '../graph/tools';
import type { ScoreView } from '../score';

/** Whether proposals are shown, for the graph as for the score: one command hides both. */
export function shownIn(
  score: Pick<ScoreView, 'proposalsShown' | 'viewingChanged'>,
  open: (proposal: string) => void,
): ShownProposals {
  return {
    get shown() {
      return score.proposalsShown;
    },
    changed: score.viewingChanged,
    open,
  };
}
