// @ts-check
/**
 * How a poll stands or ended, in words and as a picture. `antiphon.apps.bundle` puts this into `poll.js`.
 * @typedef {import('./session').Poll} Poll
 * @typedef {import('./session').Outcome} Outcome
 * @typedef {import('./session').Ballot} Ballot
 */
import { ballotWords } from './ballots.js';

/** @param {number} n */
const votes = (n) => (n === 1 ? '1 vote' : `${n} votes`);
/** @param {number} n */
const people = (n) => (n === 1 ? '1 person' : `${n} people`);

/**
 * What came out, in a few words.
 * @param {Poll} poll
 * @param {Outcome} [of] of a group; of all, where it is left out
 */
export function verdict(poll, of = poll) {
  const total = of.total ?? 0;
  if (!total) return 'Nobody voted';
  if (poll.options) {
    const won = poll.options.find(({ id }) => id === of.winner);
    if (!won) return `A tie of ${poll.kind === 'multiple' ? people(total) : votes(total)}`;
    const count = of.counts?.[won.id] ?? 0;
    if (poll.kind === 'multiple') return `“${won.label}” was chosen by ${count} of ${people(total)}`;
    if (poll.kind !== 'ranked') return `“${won.label}” won with ${count} of ${votes(total)}`;
    if (poll.rule === 'borda')
      return `“${won.label}” won with ${of.points?.[won.id] ?? 0} points of ${people(total)}`;
    const last = of.rounds?.[of.rounds.length - 1] ?? {};
    const left = Object.values(last).reduce((sum, n) => sum + n, 0);
    const where = (of.rounds?.length ?? 1) > 1 ? `in round ${of.rounds?.length}` : 'at once';
    return `“${won.label}” won ${where}, with ${last[won.id] ?? count} of ${votes(left)}`;
  }
  if (of.median === null || of.median === undefined) return votes(total);
  return `The middle of ${total === 1 ? '1 answer' : `${total} answers`}: ${ballotWords(poll, of.median)}`;
}

/**
 * @param {string} label
 * @param {number} count
 * @param {number} share of the row's length, 0 to 1
 * @param {string} number
 * @param {boolean} won
 */
function row(label, count, share, number, won) {
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
    const n = numbers[id] ?? 0;
    const mine =
      poll.kind === 'ranked'
        ? Array.isArray(own) && own[0] === id
        : Array.isArray(own)
          ? own.some((chosen) => chosen === id)
          : own === id;
    const words = borda
      ? `${n} points`
      : poll.kind === 'ranked'
        ? `${n} × first`
        : poll.kind === 'multiple'
          ? people(n)
          : votes(n);
    const yours = poll.kind === 'ranked' ? 'your first' : 'your vote';
    return row(mine ? `${label} · ${yours}` : label, n, n / most, words, id === poll.winner);
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
  return bars.map((bar, at) => {
    const range = bar.low === bar.high ? String(bar.low) : `${bar.low} – ${bar.high}`;
    const label = within(own, bar, at) ? `${range} · your vote` : range;
    const won = within(poll.median, bar, at);
    return row(label, bar.count, bar.count / most, votes(bar.count), won);
  });
}

/** @param {Poll} poll */
function heat(poll) {
  const field = document.createElement('div');
  field.className = 'heat';
  field.setAttribute('role', 'img');
  const middle = poll.median ?? poll.mean;
  const [x, y] = /** @type {number[]} */ (middle ?? [0.5, 0.5]);
  field.setAttribute('aria-label', middle ? ballotWords(poll, [x, y]) : 'Nobody voted');
  const cells = (poll.cells ?? []).flat();
  const most = Math.max(1, ...cells);
  for (const n of cells) {
    const cell = document.createElement('i');
    cell.style.setProperty('--share', String(n / most));
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
