// @ts-check
/**
 * A canvas as numbers: its grid, its pages, its knobs. `antiphon.apps.bundle` puts this into `canvas.js`.
 * @typedef {import('./session').NoteCanvas} NoteCanvas
 * @typedef {import('./session').Knob} Knob
 * @typedef {{from: number, until: number, label: string, name: string}} Stretch steps that are shown at once
 */
import { digits, t } from './words.js';

/** Hexadecimal digits of a step. */
const DIGITS = 4;
/** Seconds without news after which the music is not assumed to go on. */
const QUIET = 3;

/**
 * Whether a cell of a grid is set; in no grid, none is.
 * @param {string | undefined} grid
 * @param {number} step
 * @param {number} row
 */
export function isSet(grid, step, row) {
  const word = grid?.slice(DIGITS * step, DIGITS * (step + 1));
  return word ? ((parseInt(word, 16) >> row) & 1) === 1 : false;
}

/**
 * The cells of a grid that are set.
 * @param {string} grid
 * @returns {[step: number, row: number][]}
 */
export function setCells(grid) {
  /** @type {[number, number][]} */
  const cells = [];
  for (let step = 0; DIGITS * step < grid.length; step++)
    for (let row = 0; row < 4 * DIGITS; row++) if (isSet(grid, step, row)) cells.push([step, row]);
  return cells;
}

/**
 * The cells on the way from one to another: a quick thumb skips some.
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @returns {[number, number][]} without the first
 */
export function cellsBetween(from, to) {
  const [across, up] = [to[0] - from[0], to[1] - from[1]];
  const count = Math.max(Math.abs(across), Math.abs(up));
  return Array.from({ length: count }, (_, at) => [
    from[0] + Math.round((across * (at + 1)) / count),
    from[1] + Math.round((up * (at + 1)) / count),
  ]);
}

/**
 * The pages of a canvas: whole measures as long as they fit, long ones in parts that begin on beats.
 * @param {NoteCanvas} canvas
 * @param {number} most steps of a page
 * @returns {Stretch[]}
 */
export function stretches({ steps, measures, beats }, most) {
  /** @type {{from: number, until: number, label: string}[]} */
  const pieces = [];
  measures.forEach(([number, from], at) => {
    const until = measures[at + 1]?.[1] ?? steps;
    const count = Math.ceil((until - from) / most);
    let begin = from;
    for (let part = 1; part <= count; part++) {
      const wanted = from + ((until - from) * part) / count;
      const near = [...beats.filter((beat) => beat > begin && beat <= begin + most), until]
        .filter((beat) => beat <= begin + most)
        .sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0];
      const end = part === count ? until : (near ?? Math.min(until, begin + most));
      const label = count > 1 ? `${number}${String.fromCharCode(96 + part)}` : String(number);
      pieces.push({ from: begin, until: end, label });
      begin = end;
    }
  });
  /** @type {(typeof pieces)[]} */
  const pages = [];
  for (const piece of pieces) {
    const page = pages.at(-1);
    if (page && piece.until - page[0].from <= most) page.push(piece);
    else pages.push([piece]);
  }
  return pages.map((page) => {
    const [first, last] = [page[0], page[page.length - 1]];
    const one = first === last;
    const label = one ? first.label : `${first.label}–${last.label}`;
    return {
      from: first.from,
      until: last.until,
      label,
      name: one ? t('Measure {label}', { label }) : t('Measures {label}', { label }),
    };
  });
}

/**
 * Where a step is, in words: its measure, and which step of it.
 * @param {NoteCanvas} canvas
 * @param {number} step
 */
export function placeOf({ measures }, step) {
  const [number, from] = measures.filter(([, first]) => first <= step).at(-1) ?? [0, 0];
  return t('measure {measure}, step {step}', { measure: number, step: step - from + 1 });
}

/**
 * A row's label as musicians write it.
 * @param {string} label
 */
export function rowLabel(label) {
  return label.replace(/^([A-G])(#+|b+)(?=-?\d)/, (_, letter, signs) =>
    `${letter}${signs.replaceAll('#', '♯').replaceAll('b', '♭')}`,
  );
}

/**
 * What is one's own; who did nothing yet is not told so.
 * @param {import('./session').Session | null} session
 * @param {import('./session').Canvas} canvas
 */
export function ownOf(session, { id, quota }) {
  const own = session?.canvas_own;
  return own?.canvas === id ? own : { canvas: id, mine: '', left: quota || null };
}

/**
 * The step that the music is at, and how far in it is; −1 where it does not play.
 * @param {NoteCanvas} canvas
 * @param {import('./session').Transport | null} transport
 * @param {number | null} clock `performance.now()`; null where no news can come
 */
export function stepOf({ start, length }, transport, clock) {
  if (!transport || !(transport.playing || transport.position)) return -1;
  const since = transport.playing && clock !== null ? (clock - transport.at) / 1000 : 0;
  const position = transport.position + transport.rate * Math.min(QUIET, since);
  return (position - start) / length;
}

/** The highest level of a knob. */
export const TOP = 255;

/**
 * The level of a knob among all of them, from 0 to `TOP`; null where there is none.
 * @param {string | undefined} levels
 * @param {number} knob
 */
export function levelOf(levels, knob) {
  const level = parseInt(levels?.slice(2 * knob, 2 * knob + 2) ?? '', 16);
  return Number.isNaN(level) ? null : level;
}

/**
 * What a level of a knob means, in its own unit.
 * @param {Knob} knob
 * @param {number} level
 */
export function knobWords({ minimum, maximum, scale, unit }, level) {
  const share = level / TOP;
  const value =
    scale === 'log' ? minimum * (maximum / minimum) ** share : minimum + share * (maximum - minimum);
  const size = Math.abs(value);
  const number = digits(Number(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2)));
  return unit ? `${number} ${unit}` : number;
}
