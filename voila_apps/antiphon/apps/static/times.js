// @ts-check
/** When what the hub told was true: on a page when it came, in a notebook's cell when the kernel heard it (`cell.js`). */

/** What goes by names or ids, each of them with a time of its own. */
const MANY = new Set(['steering', 'votes']);

/**
 * A value of a frame with the time at which it was true.
 * @param {string} key
 * @param {any} value
 * @param {number} at
 * @returns {any}
 */
export function stamped(key, value, at) {
  if (!value || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((each) => stamped('', each, at));
  if (!MANY.has(key)) return { ...value, at };
  return Object.fromEntries(Object.entries(value).map(([of, each]) => [of, stamped('', each, at)]));
}
