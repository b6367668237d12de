import { names, percent } from '../panels/words';
import type { Ask, PollKind, PollOption, PollState, Target } from '../session';
import { decimal, trans } from '../translation';
import { keysOf } from './change';

/** A kind of answer, as people say it. */
export function choice(kind: PollKind): string {
  const words: Record<PollKind, string> = {
    single: trans.__('One choice'),
    multiple: trans.__('Several choices'),
    ranked: trans.__('A ranking'),
    scale: trans.__('A number'),
    pad: trans.__('A place on a square'),
    tap: trans.__('A tempo, tapped'),
    shake: trans.__('How strongly phones are shaken'),
  };
  return words[kind];
}

/** How a running poll stands: `Faster leads with 4 of 7 votes`. */
export function standing(poll: PollState): string {
  if (poll.counts === null && poll.bars.length === 0 && poll.mean.length === 0) {
    return poll.total > 0
      ? trans._n(
          '%1 vote so far; the result shows when the poll closes.',
          '%1 votes so far; the result shows when the poll closes.',
          poll.total,
        )
      : trans.__('The result shows when the poll closes.');
  }
  if (poll.total === 0) {
    return trans.__('No votes yet.');
  }
  if (poll.counts === null) {
    return trans._n('%1 vote so far.', '%1 votes so far.', poll.total);
  }
  const counts = poll.counts;
  const most = Math.max(...Object.values(counts));
  const first = poll.options.filter((option) => counts[option.id] === most);
  const leading = names(first.map((option) => option.label));
  if (poll.kind === 'multiple' || poll.kind === 'ranked') {
    return trans._n('%1 vote so far.', '%1 votes so far.', poll.total);
  }
  return first.length === 1
    ? trans._n(
        '%2 leads with %3 of %1 vote.',
        '%2 leads with %3 of %1 votes.',
        poll.total,
        leading,
        most,
      )
    : trans._n(
        '%2 are level with %3 of %1 vote each.',
        '%2 are level with %3 of %1 votes each.',
        poll.total,
        leading,
        most,
      );
}

/** A number or a place that the audience agreed on. */
export function answer(poll: PollState, of: readonly number[]): string {
  if (poll.kind !== 'pad') {
    const number = decimal(of[0], Number.isInteger(of[0]) ? 0 : 1);
    return poll.kind === 'tap'
      ? trans.__('%1 beats a minute', number)
      : poll.kind === 'shake'
        ? trans.__('%1 of full strength', percent(of[0]))
        : number;
  }
  const [left, right, below, above] = poll.labels;
  return trans.__(
    '%1 % from %2 to %3, %4 % from %5 to %6',
    Math.round(100 * of[0]),
    left || trans.__('left'),
    right || trans.__('right'),
    Math.round(100 * of[1]),
    below || trans.__('bottom'),
    above || trans.__('top'),
  );
}

/** What a poll changes of the music: `Changes: Tempo`; empty where it changes nothing. */
export function changes({ steers }: PollState, targets: readonly Target[]): string {
  const keys = keysOf(steers);
  const called = keys.map((key) => targets.find(({ target }) => target === key)?.name ?? key);
  return called.length > 0 ? trans.__('It changes: %1', names(called)) : '';
}

/** A part of the hall. */
export function group({ id, label }: PollOption): string {
  const words: Record<string, string> = {
    left: trans.__('Left of the hall'),
    right: trans.__('Right of the hall'),
  };
  return words[id] ?? label;
}

/** What came out: `“Storm” won. 12 people voted.` */
export function outcome(poll: PollState): string {
  if (poll.total === 0) {
    return trans.__('Nobody voted.');
  }
  const voted = trans._n('%1 person voted.', '%1 people voted.', poll.total);
  if (poll.options.length > 0) {
    const won = poll.options.find(({ id }) => id === poll.winner);
    return `${won ? trans.__('“%1” won.', won.label) : trans.__('It is a tie.')} ${voted}`;
  }
  const middle = poll.median.length > 0 ? poll.median : poll.mean;
  return middle.length > 0
    ? `${trans.__('The middle of the answers: %1.', answer(poll, middle))} ${voted}`
    : voted;
}

/** What is missing before a question can be asked, or null. */
export function askFault(ask: Ask): string | null {
  if (ask.question === undefined) {
    return null;
  }
  if (ask.question.trim() === '') {
    return trans.__('Write a question first.');
  }
  if (ask.options && ask.options.length < 2) {
    return trans.__('Write at least two options, each on a line of its own.');
  }
  if (ask.options && ask.options.length > 12) {
    return trans.__('A poll has 12 options at most.');
  }
  if (ask.low !== undefined && ask.high !== undefined && ask.low >= ask.high) {
    return trans.__('The lowest number must be below the highest.');
  }
  return null;
}
