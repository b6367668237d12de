// @ts-check
/**
 * How a phone moves: shaken or tilted. Nothing is felt before a person has asked for it by a tap, and said yes.
 * `antiphon.apps.bundle` puts this into what needs it.
 */
import { t } from './words.js';

/** Metres a second squared, in the mean of half a second, that are as wild as it gets. */
const WILD = 18;
/** Seconds over which movement is averaged. */
const INERTIA = 0.35;
/** A share below which a phone lies still in its hand. */
const STILL = 0.06;
/** Milliseconds in which a phone that can feel says something. */
const FEELING = 2000;
/** Degrees from the middle of the pad to its edge. */
const LEAN = 30;

/** Why this page can feel nothing, in words; nothing where it may. */
export function hindrance() {
  return isSecureContext
    ? ''
    : t('A phone tells how it moves to secure pages (https) only, and this one is not.');
}

/**
 * How strongly a phone is shaken, 0 to 1, from what it feels one after another.
 * @returns {(felt: {acceleration: Felt, accelerationIncludingGravity: Felt, timeStamp: number}) => number | null}
 * @typedef {{readonly x: number | null, readonly y: number | null, readonly z: number | null} | null} Felt
 */
export function shakes() {
  let power = 0;
  let last = -1;
  /** @type {number[] | null} */
  let gravity = null;
  return ({ acceleration, accelerationIncludingGravity, timeStamp }) => {
    const free = acceleration && acceleration.x !== null;
    const felt = free ? acceleration : accelerationIncludingGravity;
    if (!felt || felt.x === null) return null;
    let along = [felt.x, felt.y ?? 0, felt.z ?? 0];
    if (!free) {
      // What stays for long is the earth.
      gravity ??= along;
      gravity = gravity.map((value, axis) => 0.9 * value + 0.1 * along[axis]);
      const still = gravity;
      along = along.map((value, axis) => value - still[axis]);
    }
    const seconds = last < 0 ? 0 : Math.min(0.2, (timeStamp - last) / 1000);
    last = timeStamp;
    const square = along.reduce((sum, value) => sum + value * value, 0);
    power += (square - power) * (1 - Math.exp(-seconds / INERTIA));
    const energy = Math.min(1, Math.sqrt(power) / WILD);
    return energy < STILL ? 0 : energy;
  };
}

/**
 * @param {string} type the event, as its interface is called, too
 * @param {(event: any) => boolean} feel returns whether there was anything to be felt
 * @returns {Promise<() => void>} ends it
 */
async function listen(type, feel) {
  const why = hindrance();
  if (why) throw new Error(why);
  const sensor = /** @type {any} */ (globalThis)[
    type === 'devicemotion' ? 'DeviceMotionEvent' : 'DeviceOrientationEvent'
  ];
  const refused = () => new Error(t('Your phone was not allowed to tell how it moves. Its settings can change that.'));
  // Phones of Apple ask the person, and only after a tap.
  if (sensor?.requestPermission) {
    /** @type {string} */
    let answer;
    try {
      answer = await sensor.requestPermission();
    } catch {
      throw refused();
    }
    if (answer !== 'granted') throw refused();
  }
  return new Promise((resolve, reject) => {
    let felt = false;
    /** @param {Event} event */
    const hear = (event) => {
      if (!feel(event) || felt) return;
      felt = true;
      clearTimeout(waiting);
      resolve(end);
    };
    const end = () => removeEventListener(type, hear);
    const waiting = setTimeout(() => {
      end();
      reject(new Error(t('This device does not tell how it moves.')));
    }, FEELING);
    addEventListener(type, hear);
  });
}

/**
 * Feel how strongly the phone is shaken, from a tap on.
 * @param {(energy: number) => void} feel 0 to 1, many times a second
 * @returns {Promise<() => void>} ends it
 * @throws {Error} in words for the person, where nothing can be felt
 */
export function feelShaking(feel) {
  const energy = shakes();
  return listen('devicemotion', (event) => {
    const felt = energy(event);
    if (felt !== null) feel(felt);
    return felt !== null;
  });
}

/**
 * Feel how the phone leans away from how it was held at first, from a tap on.
 * @param {(x: number, y: number) => void} feel a place on a square, 0 to 1, left to right and bottom to top
 * @returns {Promise<() => void>} ends it
 * @throws {Error} in words for the person, where nothing can be felt
 */
export function feelTilt(feel) {
  /** @type {number[] | null} */
  let held = null;
  /** @param {number} degrees */
  const place = (degrees) => Math.min(1, Math.max(0, 0.5 + degrees / (2 * LEAN)));
  return listen('deviceorientation', ({ beta, gamma }) => {
    if (beta === null || gamma === null) return false;
    held ??= [beta, gamma];
    const [away, aside] = [held[0] - beta, gamma - held[1]];
    const turned = ((screen.orientation?.angle ?? 0) + 360) % 360;
    const [x, y] = { 90: [-away, aside], 180: [-aside, -away], 270: [away, -aside] }[turned] ?? [aside, away];
    feel(place(x), place(y));
    return true;
  });
}
