// @ts-check
/**
 * A small piano for thumbs, which shows what belongs to the key. `antiphon.apps.bundle` puts this into `suggest.js`.
 * @typedef {import('./session').Melody} Melody
 */
import { make } from './ballots.js';
import { t } from './words.js';

/** Keys that are there at once: an octave and a third, so that each is as wide as a thumb. */
const COUNT = 17;
const LOWEST = 36;
const HIGHEST = 96;
const FLATS = [1, 3, 5, 8, 10];
const NAMES = {
  sharps: ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'],
  flats: ['C', 'D♭', 'D', 'E♭', 'E', 'F', 'G♭', 'G', 'A♭', 'A', 'B♭', 'B'],
};

/** @param {number} pitch */
const isBlack = (pitch) => [1, 3, 6, 8, 10].includes(pitch % 12);

/**
 * @param {{down: (pitch: number) => void, up: () => void, press: (pitch: number) => void}} hand
 */
export function piano({ down, up, press }) {
  /** @type {Melody | null} */
  let melody = null;
  let low = 60;
  let known = '';
  let at = 60;
  /** @type {HTMLButtonElement[]} */
  let keys = [];
  let touched = false;
  const lower = make('button', { type: 'button', className: 'octave' }, t('Lower'));
  const higher = make('button', { type: 'button', className: 'octave' }, t('Higher'));
  const range = make('span', { className: 'range', role: 'status' });
  const board = make('div', { className: 'board', role: 'group', 'aria-label': t('Keyboard') });
  const el = make('div', {}, board, make('div', { className: 'octaves' }, lower, range, higher));

  /** @param {number} pitch */
  function name(pitch) {
    const flat = melody ? FLATS.includes((melody.tonic + 12) % 12) || melody.flats : false;
    return `${NAMES[flat ? 'flats' : 'sharps'][pitch % 12]}${Math.floor(pitch / 12) - 1}`;
  }

  function build() {
    const focused = board.contains(document.activeElement);
    const white = Array.from({ length: COUNT }, (_, of) => low + of).filter(
      (pitch) => !isBlack(pitch),
    );
    keys = Array.from({ length: COUNT }, (_, of) => {
      const pitch = low + of;
      const key = make('button', { type: 'button', tabIndex: -1 });
      const inKey = melody ? melody.scale.includes(pitch % 12) : !isBlack(pitch);
      key.className = [
        isBlack(pitch) ? 'black' : 'white',
        inKey ? 'in' : 'out',
        melody && pitch % 12 === melody.tonic ? 'tonic' : '',
      ].join(' ');
      const before = white.filter((each) => each < pitch).length;
      key.style.setProperty('--at', String(before));
      key.setAttribute(
        'aria-label',
        inKey || !melody ? name(pitch) : t('{name}, outside the key', { name: name(pitch) }),
      );
      key.dataset.pitch = String(pitch);
      if (inKey && !isBlack(pitch)) key.append(make('span', { textContent: name(pitch) }));
      return key;
    });
    board.style.setProperty('--whites', String(white.length));
    board.replaceChildren(...keys);
    at = Math.min(low + COUNT - 1, Math.max(low, at));
    point(at, focused);
    lower.disabled = low - 12 < LOWEST;
    higher.disabled = low + 12 + COUNT - 1 > HIGHEST;
    range.textContent = t('{low} to {high}', { low: name(low), high: name(low + COUNT - 1) });
  }

  /** @param {number} pitch @param {boolean} focus */
  function point(pitch, focus) {
    keys[at - low]?.setAttribute('tabindex', '-1');
    at = pitch;
    keys[at - low]?.setAttribute('tabindex', '0');
    if (focus) keys[at - low]?.focus({ preventScroll: true });
  }

  /** @param {EventTarget | null} target */
  function pitchOf(target) {
    const key = target instanceof Element ? target.closest('[data-pitch]') : null;
    return key instanceof HTMLElement ? Number(key.dataset.pitch) : null;
  }

  /** @param {number | null} pitch */
  function mark(pitch) {
    for (const key of keys) key.classList.toggle('down', Number(key.dataset.pitch) === pitch);
  }

  board.addEventListener('pointerdown', (event) => {
    touched = true;
    const pitch = pitchOf(event.target);
    if (pitch === null || event.button !== 0) return;
    board.setPointerCapture(event.pointerId);
    mark(pitch);
    down(pitch);
  });
  for (const type of ['pointerup', 'pointercancel'])
    board.addEventListener(type, () => {
      mark(null);
      up();
    });
  board.addEventListener('contextmenu', (event) => event.preventDefault());
  board.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1 }[event.key];
    if (step) {
      event.preventDefault();
      point(Math.min(low + COUNT - 1, Math.max(low, at + step)), true);
    } else if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      if (event.repeat) return;
      mark(at);
      down(at);
    }
  });
  const release = () => {
    mark(null);
    up();
  };
  board.addEventListener('keyup', ({ key }) => {
    if (key === ' ' || key === 'Enter') release();
  });
  board.addEventListener('focusout', release);
  board.addEventListener('click', (event) => {
    // A screen reader clicks without a finger.
    const pitch = touched ? null : pitchOf(event.target);
    touched = false;
    if (pitch !== null) press(pitch);
  });
  /** @param {number} by */
  const shift = (by) => () => {
    low += by;
    at += by;
    build();
  };
  lower.addEventListener('click', shift(-12));
  higher.addEventListener('click', shift(12));
  build();

  return {
    el,
    name,
    /** @param {Melody | null} next */
    show(next) {
      const text = next ? JSON.stringify([next.tonic, next.scale, next.low]) : '';
      if (text === known) return;
      known = text;
      melody = next;
      if (next) low = Math.max(LOWEST, Math.min(next.low - (next.low % 12), HIGHEST - COUNT + 1));
      build();
    },
  };
}
