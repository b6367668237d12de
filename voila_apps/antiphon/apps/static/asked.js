// @ts-check
/**
 * A poll as it is read, on a phone as in a hall. `antiphon.apps.bundle` puts this into each widget that shows one.
 * @typedef {import('./session').Poll} Poll
 */
import { told } from './words.js';

/** @type {WeakMap<Poll, Poll>} polls in the reader's language, each made once */
const translated = new WeakMap();

/**
 * A poll with the questions and options that come with the program in the reader's language.
 * @param {Poll} poll
 */
export function inWords(poll) {
  const options = poll.options?.map(({ id, label }) => ({ id, label: told(label) }));
  const groups = (poll.groups ?? []).map(({ id, label }) => ({ id, label: told(label) }));
  const read = translated.get(poll) ?? { ...poll, question: told(poll.question), options, groups };
  translated.set(poll, read);
  return read;
}

/**
 * Seconds until the poll closes; in a preview, time stands still.
 * @param {Poll} poll
 */
export function left({ open, remaining, at = performance.now() }) {
  return open ? Math.max(0, remaining - (performance.now() - at) / 1000) : 0;
}
