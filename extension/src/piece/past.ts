import type { Moment, PastScore } from '../history';
import type { ScoreView } from '../score';
import { trans } from '../translation';
import type { Writers } from './writers';

/** A score as the history shows the past in it: who wrote what then, and what is different. */
export function pastIn(
  score: Pick<ScoreView, 'authors' | 'showDifferences'>,
  writers: Pick<Writers, 'past'>,
): PastScore {
  let coloured: boolean | null = null;
  return {
    showHands(moment: Moment | null): void {
      const { authors } = score;
      if (moment) {
        coloured ??= authors.on;
        authors.on = true;
        writers.past = handsOf(moment);
      } else {
        authors.on = coloured ?? authors.on;
        coloured = null;
        writers.past = null;
      }
    },
    showDifferences: (differences) => score.showDifferences(differences),
  };
}

function handsOf({ hands, people }: Moment): NonNullable<Writers['past']> {
  const ids = Object.keys(hands);
  return {
    names: new Map(ids.map((id) => [id, people[id] || trans.__('Somebody')])),
    by: new Map(ids.flatMap((id) => (hands[id].events ?? []).map((event) => [event, id]))),
  };
}
