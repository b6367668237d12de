// @ts-check
/**
 * How a poll stands or ended, in words and as a picture. `antiphon.apps.bundle` puts this into `poll.js`.
 * @typedef {import('./session').Poll} Poll
 * @typedef {import('./session').Outcome} Outcome
 * @typedef {import('./session').Ballot} Ballot
 */
import { ballotWords } from './ballots.js';
import { digits, n, t } from './words.js';

/** @param {number} count */
const votes = (count) => n('{count} vote', '{count} votes', count);
/** @param {number} count */
const people = (count) => n('{count} person', '{count} people', count);

/**
 * What came out, in a few words.
 * @param {Poll} poll
 * @param {Outcome} [of] of a group; of all, where it is left out
 */
export function verdict(poll, of = poll) {
  const total = of.total ?? 0;
  if (!total) return t('Nobody voted');
  if (poll.options) {
    const won = poll.options.find(({ id }) => id === of.winner);
    if (!won) {
      return poll.kind === 'multiple'
        ? n('A tie of {count} person', 'A tie of {count} people', total)
        : n('A tie of {count} vote', 'A tie of {count} votes', total);
    }
    const name = won.label;
    const first = of.counts?.[won.id] ?? 0;
    if (poll.kind === 'multiple') {
      return n(
        '“{name}” was chosen by {chosen} of {count} person',
        '“{name}” was chosen by {chosen} of {count} people',
        total,
        { name, chosen: first },
      );
    }
    if (poll.kind !== 'ranked') {
      return n(
        '“{name}” won with {votes} of {count} vote',
        '“{name}” won with {votes} of {count} votes',
        total,
        { name, votes: first },
      );
    }
    if (poll.rule === 'borda') {
      return n(
        '“{name}” won with {points} points of {count} person',
        '“{name}” won with {points} points of {count} people',
        total,
        { name, points: of.points?.[won.id] ?? 0 },
      );
    }
    const last = of.rounds?.[of.rounds.length - 1] ?? {};
    const left = Object.values(last).reduce((sum, count) => sum + count, 0);
    const values = { name, votes: last[won.id] ?? first, round: of.rounds?.length ?? 1 };
    return values.round > 1
      ? n(
          '“{name}” won in round {round}, with {votes} of {count} vote',
          '“{name}” won in round {round}, with {votes} of {count} votes',
          left,
          values,
        )
      : n(
          '“{name}” won at once, with {votes} of {count} vote',
          '“{name}” won at once, with {votes} of {count} votes',
          left,
          values,
        );
  }
  if (of.median === null || of.median === undefined) return votes(total);
  return n('The middle of {count} answer: {middle}', 'The middle of {count} answers: {middle}', total, {
    middle: ballotWords(poll, of.median),
  });
}

/**
 * @param {string} label
 * @param {number} share of the row's length, 0 to 1
 * @param {string} number
 * @param {boolean} won
 */
function row(label, share, number, won) {
  const item = document.createElement('li');
  item.classList.toggle('won', won);
  item.style.setProperty('--share', `${100 * share}%`);
  for (const text of [label, number])
    item.append(Object.assign(document.createElement('span'), { textContent: text }));
  return item;
}

/**
 * @param {Poll} poll
 * @param {Ballot | null} own
 */
function optionRows(poll, own) {
  const borda = poll.kind === 'ranked' && poll.rule === 'borda' && poll.points;
  const numbers = borda || poll.counts || {};
  const most = Math.max(1, poll.kind === 'single' ? (poll.total ?? 0) : Math.max(...Object.values(numbers)));
  return (poll.options ?? []).map(({ id, label }) => {
    const count = numbers[id] ?? 0;
    const mine =
      poll.kind === 'ranked'
        ? Array.isArray(own) && own[0] === id
        : Array.isArray(own)
          ? own.some((chosen) => chosen === id)
          : own === id;
    const words = borda
      ? n('{count} point', '{count} points', count)
      : poll.kind === 'ranked'
        ? t('{count} × first', { count })
        : poll.kind === 'multiple'
          ? people(count)
          : votes(count);
    const yours = poll.kind === 'ranked' ? t('your first') : t('your vote');
    return row(mine ? `${label} · ${yours}` : label, count / most, words, id === poll.winner);
  });
}

/**
 * @param {Poll} poll
 * @param {Ballot | null} own
 */
function numberRows(poll, own) {
  const bars = poll.bars ?? [];
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const last = bars.length - 1;
  /** @param {unknown} value @param {{low: number, high: number}} bar @param {number} at */
  const within = (value, { low, high }, at) =>
    typeof value === 'number' &&
    (low === high ? value === low : value >= low && (value < high || at === last));
  const [by, unit] = poll.kind === 'shake' ? [100, '\u00a0%'] : [1, ''];
  return bars.map((bar, at) => {
    const [low, high] = [digits(by * bar.low), digits(by * bar.high)];
    const range = low === high ? low + unit : `${low} – ${high}${unit}`;
    const label = within(own, bar, at) ? `${range} · ${t('your vote')}` : range;
    const won = within(poll.median, bar, at);
    return row(label, bar.count / most, votes(bar.count), won);
  });
}

/** @param {Poll} poll */
function heat(poll) {
  const field = document.createElement('div');
  field.className = 'heat';
  field.setAttribute('role', 'img');
  const middle = poll.median ?? poll.mean;
  const [x, y] = /** @type {number[]} */ (middle ?? [0.5, 0.5]);
  field.setAttribute('aria-label', middle ? ballotWords(poll, [x, y]) : t('Nobody voted'));
  const cells = (poll.cells ?? []).flat();
  const most = Math.max(1, ...cells);
  for (const count of cells) {
    const cell = document.createElement('i');
    cell.style.setProperty('--share', String(count / most));
    field.append(cell);
  }
  if (middle) {
    const dot = document.createElement('b');
    dot.style.left = `${100 * x}%`;
    dot.style.bottom = `${100 * y}%`;
    field.append(dot);
  }
  const square = document.createElement('div');
  square.className = 'pad';
  const [left = '', right = '', below = '', above = ''] = poll.labels ?? [];
  [above, left, right, below].forEach((text, side) =>
    square.append(Object.assign(document.createElement('span'), {
      className: `side s${side}`,
      textContent: text,
    })),
  );
  square.append(field);
  return square;
}

/**
 * Draw how a poll stands, or ended.
 * @param {HTMLElement} el
 * @param {Poll} poll
 * @param {Ballot | null} own
 */
export function draw(el, poll, own) {
  const list = document.createElement('ul');
  list.className = 'results';
  list.append(...(poll.options ? optionRows(poll, own) : numberRows(poll, own)));
  el.replaceChildren(poll.kind === 'pad' ? heat(poll) : list);
  for (const { id, label } of poll.groups ?? []) {
    const group = poll.by_group?.[id];
    if (!group || poll.open) continue;
    const line = document.createElement('p');
    line.className = 'group';
    line.textContent = `${label}: ${verdict(poll, group)}`;
    el.append(line);
  }
}
