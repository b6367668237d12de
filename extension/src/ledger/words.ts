/** What the contributions say, as pure functions of the report. */
import { decimal, language, trans } from '../translation';
import { AUDIENCE, type Report, type Share } from './report';

/** What somebody is called whom the rows call `who`. */
export function called({ people }: Pick<Report, 'people'>, who: string): string {
  if (who === '') {
    return trans.__('Not recorded');
  }
  if (who === AUDIENCE) {
    return trans.__('The audience');
  }
  return Object.hasOwn(people, who)
    ? people[who].name || trans.__('Somebody')
    : trans.__('Deleted person %1', who.slice(0, 8));
}

/** A share, such as `66.67 %`. */
export function percent({ share }: Pick<Share, 'share'>): string {
  return trans.__('%1 %', decimal(share / 100, 2));
}

/** What is somebody's: `12 notes, 1 sound`. */
export function things({ notes, nodes }: Pick<Share, 'notes' | 'nodes'>): string {
  return [
    ...(notes > 0 || nodes === 0 ? [trans._n('%1 note', '%1 notes', notes)] : []),
    ...(nodes > 0 ? [trans._n('%1 sound', '%1 sounds', nodes)] : []),
  ].join(', ');
}

/** A whole number, its thousands apart. */
export function whole(count: number): string {
  return new Intl.NumberFormat(language, { numberingSystem: 'latn' }).format(count);
}

/** That the record is whole: `The record is whole: 1,234 rows.` */
export function verified(count: number): string {
  return trans._n(
    'The record is whole: %2 row.',
    'The record is whole: %2 rows.',
    count,
    whole(count),
  );
}

/** What else was done: proposals accepted, and votes; empty where none was. */
export function besides({ accepted, polls, votes }: Report['totals']): string {
  return [
    ...(accepted > 0
      ? [trans._n('%1 proposal was accepted.', '%1 proposals were accepted.', accepted)]
      : []),
    ...(polls > 0
      ? [
          trans._n(
            'The audience steered once, with %2 votes.',
            'The audience steered %1 times, with %2 votes.',
            polls,
            whole(votes),
          ),
        ]
      : []),
  ].join(' ');
}

/** How long a bar's stretch of time is. */
export function stretch(seconds: number): string {
  const [minute, hour, day] = [60, 3600, 86_400];
  if (seconds < minute) {
    return trans._n('Each bar is %1 second.', 'Each bar is %1 seconds.', seconds);
  }
  if (seconds < hour) {
    return trans._n('Each bar is %1 minute.', 'Each bar is %1 minutes.', seconds / minute);
  }
  return seconds < day
    ? trans._n('Each bar is %1 hour.', 'Each bar is %1 hours.', seconds / hour)
    : trans._n('Each bar is %1 day.', 'Each bar is %1 days.', seconds / day);
}

/** When a stretch of time begins: with the time of day, where it is shorter than one. */
export function when(start: number, seconds: number): string {
  const at = new Date(1000 * start);
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  if (seconds >= 86_400) {
    return at.toLocaleDateString(language, day);
  }
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const second = seconds < 60 ? ({ second: '2-digit' } as const) : {};
  return at.toLocaleString(language, { ...day, ...time, ...second });
}
