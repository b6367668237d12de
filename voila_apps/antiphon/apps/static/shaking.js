// @ts-check
/**
 * Two more ways to answer a poll: how strongly the phone is shaken, or how it leans. `antiphon.apps.bundle` puts this into
 * `poll.js`.
 * @typedef {import('./session').Poll} Poll
 * @typedef {import('./session').Ballot} Ballot
 * @typedef {import('./answers.js').Voice} Voice
 * @typedef {import('./answers.js').Answer} Answer
 */
import { make, percent } from './ballots.js';
import { feelShaking, feelTilt, hindrance } from './motion.js';
import { t } from './words.js';

/** Milliseconds between two answers of a phone that moves all the time. */
const PACE = 1000;
/** Milliseconds of stillness after which shaking begins anew. */
const REST = 1500;
/** How far a phone leans further before that is another place. */
const STEP = 0.03;

/**
 * Calls with the newest values, at most once in a while.
 * @template {unknown[]} V
 * @param {(...values: V) => void} act
 */
function paced(act) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  let at = -PACE;
  /** @type {V} */
  let newest;
  /** @param {V} values */
  return (...values) => {
    newest = values;
    waiting ??= setTimeout(
      () => {
        waiting = undefined;
        at = performance.now();
        act(...newest);
      },
      Math.max(0, at + PACE - performance.now()),
    );
  };
}

/**
 * A button that begins to feel how the phone moves, and ends it.
 * @param {string} name
 * @param {string} ending what it says meanwhile
 * @param {() => Promise<() => void>} begin
 * @param {(text: string) => void} tell
 */
function mover(name, ending, begin, tell) {
  /** @type {(() => void) | null} */
  let end = null;
  const button = make('button', { type: 'button', className: 'move', 'aria-pressed': 'false', textContent: name });
  function stop() {
    end?.();
    end = null;
    button.setAttribute('aria-pressed', 'false');
    button.textContent = name;
  }
  button.addEventListener('click', async () => {
    if (end) return stop();
    button.disabled = true;
    try {
      end = await begin();
      button.setAttribute('aria-pressed', 'true');
      button.textContent = ending;
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
    button.disabled = false;
    button.focus({ preventScroll: true });
    // A poll that ends takes its button along.
    if (!button.isConnected) stop();
  });
  return { button, stop };
}

/** @type {(poll: Poll, el: HTMLElement, voice: Voice) => Answer} */
export function shake(poll, el, { cast, tell }) {
  const [calm, wild] = poll.labels ?? [];
  el.classList.add('scale');
  const value = make('output', { className: 'value', 'aria-hidden': 'true', textContent: '?' });
  const input = make('input', { type: 'range', 'aria-label': poll.question });
  Object.assign(input, { min: '0', max: '100', step: '1', value: '50' });
  const ends = make(
    'div',
    { className: 'ends', 'aria-hidden': 'true' },
    make('span', {}, calm || t('Calm')),
    make('span', {}, wild || t('Wild')),
  );
  let held = false;
  let own = false;
  let best = 0;
  let moved = 0;

  const read = () => {
    value.textContent = t('{percent} %', { percent: Number(input.value) });
    input.setAttribute('aria-valuetext', value.textContent);
  };
  const say = () => {
    held = false;
    read();
    cast(Number(input.value) / 100);
  };
  input.addEventListener('input', () => {
    held = true;
    read();
  });
  input.addEventListener('change', say);
  // Whoever means the middle taps it: nothing changes then, and not every browser makes a click of a touch there.
  for (const event of ['pointerup', 'click']) input.addEventListener(event, () => own || say());

  const sayNow = paced(say);
  /** @param {number} energy */
  function feel(energy) {
    if (!button.isConnected) return stop();
    if (input.disabled || !energy) return undefined;
    const now = performance.now();
    if (now - moved > REST) best = 0;
    moved = now;
    if (energy <= best) return undefined;
    best = energy;
    held = true;
    input.value = String(percent(best));
    read();
    return sayNow();
  }
  const { button, stop } = mover(t('Shake the phone'), t('Stop shaking'), () => feelShaking(feel), tell);
  const why = hindrance();
  const note = make('p', {
    className: 'antiphon-quiet moving',
    textContent: why || t('The strongest shake counts. That number goes out, and nothing else.'),
  });
  button.hidden = Boolean(why);
  el.append(button, value, input, ends, note);
  return {
    show(ballot, closed) {
      own = ballot !== null;
      if (ballot !== null && !held) {
        input.value = String(percent(Number(ballot)));
        read();
      }
      input.disabled = closed;
      button.disabled = closed;
      if (closed) stop();
    },
  };
}

/**
 * The button that lets the phone lean to a place of a pad.
 * @param {(x: number, y: number) => void} move moves the dot
 * @param {(x: number, y: number) => void} settle says where it is
 * @param {(text: string) => void} tell
 */
export function tiltButton(move, settle, tell) {
  /** @type {number[]} */
  let place = [];
  const say = paced(settle);
  const { button, stop } = mover(
    t('Tilt the phone'),
    t('Stop tilting'),
    () =>
      feelTilt((x, y) => {
        if (!button.isConnected || button.disabled) return stop();
        if (place.length && Math.hypot(x - place[0], y - place[1]) < STEP) return undefined;
        place = [x, y];
        move(x, y);
        return say(x, y);
      }),
    tell,
  );
  button.hidden = Boolean(hindrance()) || !('DeviceOrientationEvent' in globalThis) || !matchMedia('(pointer: coarse)').matches;
  return { button, stop };
}
