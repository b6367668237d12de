// @ts-check
/**
 * What a phone asked of the canvas and was not shown yet: drawn at once, said as fast as the hub takes it, said again after a
 * broken connection. Commands name what they leave behind, so one that comes twice does what it does once.
 * `antiphon.apps.bundle` puts this into `canvas.js`.
 * @typedef {{value: number, mine: boolean}} Wish what a place is to be, and whether it is then one's own
 */

/** Milliseconds after which a wish that was said and never shown is given up: somebody else was quicker. */
const GIVEN_UP = 8000;

export class CanvasLine {
  /** @type {Map<string, object>} */
  #waiting = new Map();
  /** @type {Map<string, Wish & {command: object, at: number | null}>} `at`: when it was said, in ms */
  #wishes = new Map();
  #tokens;
  #filled = performance.now();
  #online = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {(message: object) => void} send
   * @param {{burst: number, rate: number, changed: () => void}} options at once, and a second; called when a wish is given up
   */
  constructor(send, { burst, rate, changed }) {
    this.send = send;
    this.burst = this.#tokens = burst;
    this.rate = rate;
    this.changed = changed;
  }

  /**
   * What a place is wished to be; undefined where it is as it is shown.
   * @param {string} place
   * @returns {Wish | undefined}
   */
  wish(place) {
    return this.#wishes.get(place);
  }

  get wishes() {
    return this.#wishes.keys();
  }

  /**
   * @param {string} place
   * @param {Wish} wish
   * @param {object | null} command null where another says it
   */
  ask(place, wish, command) {
    this.#wishes.delete(place);
    this.#wishes.set(place, { ...wish, command: command ?? {}, at: command ? null : performance.now() });
    if (command) this.say(place, command);
    else this.#look();
  }

  /**
   * Say something in its turn; what waits for the same place is not said.
   * @param {string} place
   * @param {object} command
   */
  say(place, command) {
    this.#waiting.delete(place);
    this.#waiting.set(place, command);
    this.#flush();
  }

  /**
   * Take what is true of the places now, and forget the wishes that came true.
   * @param {(place: string, wish: Wish) => boolean} isTrue
   */
  settle(isTrue) {
    for (const [place, wish] of this.#wishes)
      if (wish.at !== null && isTrue(place, wish)) this.#wishes.delete(place);
  }

  /** Give everything up. */
  clear() {
    this.#wishes.clear();
    this.#waiting.clear();
    clearTimeout(this.#timer);
  }

  /** @param {boolean} online */
  connect(online) {
    if (online && !this.#online) {
      // What was on its way may be lost; in the order in which it was asked.
      const again = [...this.#wishes].filter(([, { at, command }]) => at !== null && 'type' in command);
      const later = this.#waiting;
      this.#waiting = new Map([
        .../** @type {[string, object][]} */ (again.map(([place, { command }]) => [place, command])),
        ...later,
      ]);
      this.#tokens = Math.min(this.#tokens, this.burst / 2);
    }
    this.#online = online;
    this.#flush();
  }

  #flush() {
    const now = performance.now();
    this.#tokens = Math.min(this.burst, this.#tokens + ((now - this.#filled) / 1000) * this.rate);
    this.#filled = now;
    for (const [place, command] of this.#waiting) {
      if (!this.#online || this.#tokens < 1) break;
      this.#tokens -= 1;
      this.#waiting.delete(place);
      const wish = this.#wishes.get(place);
      if (wish) wish.at = now;
      this.send(command);
    }
    this.#look();
  }

  /** Look again when something can be said, or given up. */
  #look() {
    clearTimeout(this.#timer);
    if (!this.#online) return;
    const said = [...this.#wishes.values()].flatMap(({ at }) => (at === null ? [] : [at]));
    const next = this.#waiting.size
      ? (1000 * Math.max(0, 1 - this.#tokens)) / this.rate
      : said.length
        ? Math.max(0, Math.min(...said) + GIVEN_UP - performance.now())
        : null;
    if (next === null) return;
    this.#timer = setTimeout(() => {
      const before = this.#wishes.size;
      for (const [place, { at }] of this.#wishes)
        if (at !== null && performance.now() - at >= GIVEN_UP) this.#wishes.delete(place);
      if (this.#wishes.size !== before) this.changed();
      this.#flush();
    }, next + 5);
  }
}
