// @ts-check
/**
 * Ballots in words, and what the ways to answer are made of. `antiphon.apps.bundle` puts this into `poll.js`.
 * @typedef {import('./session').Poll} Poll
 * @typedef {import('./session').Ballot} Ballot
 */
import { digits, t } from './words.js';

/** @type {Record<string, string>} */
export const SIGNS = {
  slower: '<path d="M14 5 7 12l7 7M21 5l-7 7 7 7"/>',
  same: '<path d="M5 9h14M5 15h14"/>',
  faster: '<path d="m10 5 7 7-7 7M3 5l7 7-7 7"/>',
  up: '<path d="m5 15 7-7 7 7"/>',
  down: '<path d="m5 9 7 7 7-7"/>',
};

/** Milliseconds after the last tap or move until an answer goes out: a phone may say ten in a moment, not more. */
const SETTLED = 500;

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown>} [of] properties; with a dash, attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, of = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(of)) {
    if (name.includes('-') || name === 'role') element.setAttribute(name, String(value));
    else Object.assign(element, { [name]: value });
  }
  element.append(...children);
  return element;
}

/** @param {string} name */
export function sign(name) {
  const picture = make('span', { className: 'sign' });
  picture.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true">${SIGNS[name]}</svg>`;
  return /** @type {Element} */ (picture.firstElementChild);
}

/**
 * Calls once nothing was asked for a while.
 * @param {(ballot: Ballot) => void} act
 */
export function settle(act) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  /** @param {Ballot} ballot */
  return (ballot) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => act(ballot), SETTLED);
  };
}

/** @param {number} share */
export const percent = (share) => Math.round(100 * share);

/** @param {number} number */
export const shown = (number) => digits(number);

/**
 * Sentences such as `35 of 100 across, 60 of 100 up`, by the pad's own words where it has some.
 * @param {Poll} poll
 * @param {number[]} place
 */
export function placeWords({ labels = [] }, [x, y]) {
  const across = labels[0] || labels[1] ? [labels[0], labels[1]] : [t('left'), t('right')];
  const up = labels[2] || labels[3] ? [labels[2], labels[3]] : [t('bottom'), t('top')];
  /** @param {number} share @param {string[]} ends */
  const towards = (share, [low, high]) => {
    if (percent(share) === 50)
      return t('half way from {low} to {high}', { low: low || '0', high: high || '100' });
    const near = share > 0.5 ? share : 1 - share;
    const end = share > 0.5 ? high : low;
    if (end) return t('{percent} % {end}', { percent: percent(near), end });
    return share > 0.5
      ? t('{percent} % of the way', { percent: percent(near) })
      : t('{percent} % of the way back', { percent: percent(near) });
  };
  return [towards(x, across), towards(y, up)].join(t(', '));
}

/**
 * A ballot as people read it.
 * @param {Poll} poll
 * @param {Ballot} ballot
 */
export function ballotWords(poll, ballot) {
  /** @param {unknown} id */
  const label = (id) =>
    t('“{name}”', { name: poll.options?.find((option) => option.id === id)?.label ?? String(id) });
  switch (poll.kind) {
    case 'multiple': {
      const chosen = /** @type {string[]} */ (ballot);
      return chosen.length ? chosen.map(label).join(t(', ')) : t('nothing chosen');
    }
    case 'ranked':
      return /** @type {string[]} */ (ballot)
        .map((id, place) => `${place + 1}. ${label(id)}`)
        .join(t(', '));
    case 'scale':
      return shown(Number(ballot));
    case 'pad':
      return placeWords(poll, /** @type {number[]} */ (ballot));
    case 'shake':
      return t('{percent} % energy', { percent: percent(Number(ballot)) });
    case 'tap':
      return t('{bpm} beats a minute', { bpm: Math.round(Number(ballot)) });
    default:
      return label(ballot);
  }
}

/**
 * The tempo of taps: 60 seconds by the median of the last eight pauses; null of fewer than four taps.
 * @param {number[]} taps in milliseconds
 */
export function tempoOf(taps) {
  const pauses = taps
    .slice(1)
    .map((tap, at) => tap - taps[at])
    .slice(-8)
    .sort((a, b) => a - b);
  if (pauses.length < 3) return null;
  const middle = (pauses[(pauses.length - 1) >> 1] + pauses[pauses.length >> 1]) / 2;
  return Math.round(600_000 / middle) / 10;
}
