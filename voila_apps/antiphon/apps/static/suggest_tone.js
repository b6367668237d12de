// @ts-check
/**
 * A simple tone of the browser's own, and how long a note is. `antiphon.apps.bundle` puts this into `suggest.js`.
 * @typedef {[pitch: number, quarters: number]} Note a MIDI number, and a length in quarter lengths
 */

/** Lengths that a held note can have, in quarter lengths. */
const HELD = [0.5, 1, 1.5, 2, 3, 4];
const LOUD = 0.22;
/** Seconds in which a tone comes and goes: at once, it would click. */
const RISE = 0.012;
const FALL = 0.09;

/**
 * The length of a note that was held for so long: the nearest there is, as ears measure.
 * @param {number} seconds
 * @param {number} rate quarter lengths a second
 */
export function lengthHeld(seconds, rate) {
  const quarters = Math.max(0.1, seconds * rate);
  const far = (/** @type {number} */ length) => Math.abs(Math.log(length / quarters));
  return HELD.reduce((best, length) => (far(length) < far(best) ? length : best));
}

export class Tone {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {{oscillator: OscillatorNode, gain: GainNode} | null} */
  #held = null;
  /** @type {OscillatorNode[]} */
  #playing = [];
  /** @type {ReturnType<typeof setTimeout>[]} */
  #timers = [];
  /** @type {(of: number) => void} */
  #told = () => {};

  /** Made by the first tap: before it, browsers let nothing sound. */
  #ready() {
    if (!('AudioContext' in window)) return null;
    this.#context ??= new AudioContext();
    void this.#context.resume();
    return this.#context;
  }

  /** @param {AudioContext} context @param {number} pitch @param {number} at */
  #sound(context, pitch, at) {
    const oscillator = new OscillatorNode(context, {
      type: 'triangle',
      frequency: 440 * 2 ** ((pitch - 69) / 12),
    });
    const gain = new GainNode(context, { gain: 0 });
    oscillator.connect(gain).connect(context.destination);
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUD, at + RISE);
    oscillator.start(at);
    return { oscillator, gain };
  }

  /** @param {{oscillator: OscillatorNode, gain: GainNode}} voice @param {number} at */
  #release({ oscillator, gain }, at) {
    gain.gain.setValueAtTime(LOUD, at);
    gain.gain.linearRampToValueAtTime(0, at + FALL);
    oscillator.stop(at + FALL);
  }

  /** Let a tone sound until `end`. @param {number} pitch */
  begin(pitch) {
    const context = this.#ready();
    if (context) this.#held = this.#sound(context, pitch, context.currentTime);
  }

  end() {
    const held = this.#held;
    this.#held = null;
    if (held && this.#context) this.#release(held, this.#context.currentTime + RISE);
  }

  /**
   * @param {Note[]} notes
   * @param {number} rate quarter lengths a second
   * @param {(of: number) => void} told the place of the note that sounds; -1 at the end
   */
  play(notes, rate, told) {
    this.stop();
    this.#told = told;
    const context = this.#ready();
    let at = 0.05;
    notes.forEach(([pitch, quarters], of) => {
      const begin = at;
      at += quarters / rate;
      if (context) {
        const voice = this.#sound(context, pitch, context.currentTime + begin);
        this.#release(voice, context.currentTime + Math.max(begin + RISE, at - FALL));
        this.#playing.push(voice.oscillator);
      }
      this.#timers.push(setTimeout(() => told(of), 1000 * begin));
    });
    this.#timers.push(setTimeout(() => this.stop(), 1000 * at));
  }

  stop() {
    const playing = this.#timers.length > 0;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const oscillator of this.#playing) oscillator.stop();
    this.#timers = [];
    this.#playing = [];
    if (playing) this.#told(-1);
  }

  close() {
    this.#told = () => {};
    this.stop();
    void this.#context?.close();
  }
}
