/**
 * The server's monotonic clock, as this page knows it. Times are in seconds; *local* is this page's `performance.now()`.
 *
 * An exchange of four times says between which bounds the difference of the clocks lies, however lopsided its way there and
 * back was (F. Cristian, "Probabilistic clock synchronization", Distributed Computing 3, 1989; offset and delay as in
 * RFC 5905, NTP, section 8). As in NTP's clock filter (section 10) the last few are kept, and age by the drift that clocks
 * may have. Of these bounds, what all agree on is taken (K. Marzullo and S. Owicki, "Maintaining the time in a distributed
 * system", PODC 1983; in RFC 5905, section 11.2.1): at least as good as the quickest exchange alone, and on a busy machine,
 * where delays come in bursts, now on one way, now on the other, much better.
 */
import type { IDisposable } from '@lumino/disposable';

/** When a question left, reached the server, was answered there, and when the answer came; `t1` and `t2` are the server's. */
export interface Exchange {
  t0: number;
  t1: number;
  t2: number;
  t3: number;
}

/** The least and the most that may be added to local time for the server's, by one exchange. */
interface Bounds {
  least: number;
  most: number;
  /** When it was made, in local time. */
  at: number;
}

/** Exchanges that are kept. */
const KEPT = 16;

/** How fast two clocks may drift apart, in seconds a second: 50 ppm is more than a computer's quartz does. */
export const DRIFT = 50e-6;

/** How coarsely a browser may tell the time, in seconds: Chromium to 0.1 ms, others to 1 ms. */
const GRAIN = 1e-3;

/** What is known of the difference between the server's clock and this page's. */
export class ClockFilter {
  /** Take in an exchange. One that contradicts what was known makes it forget that: a clock was set, or slept. */
  add({ t0, t1, t2, t3 }: Exchange): void {
    if (!(t3 - t0 >= t2 - t1 - GRAIN && t2 >= t1)) {
      return;
    }
    const fresh = { least: t2 - t3, most: t1 - t0, at: t3 };
    const { least, most } = this._agreed(t3);
    if (fresh.least > most + GRAIN || fresh.most < least - GRAIN) {
      this._kept = [];
    }
    this._kept = [...this._kept, fresh].slice(-KEPT);
  }

  /** Know nothing any more. */
  forget(): void {
    this._kept = [];
  }

  /** What to add to the local time `now` for the server's; null while nothing is known. */
  offset(now: number): number | null {
    const { least, most } = this._agreed(now);
    return this._kept.length > 0 ? (least + most) / 2 : null;
  }

  /** By how much `offset` may be wrong at `now`, where the clocks drift by no more than `DRIFT`; but for their grain. */
  bound(now: number): number {
    const { least, most } = this._agreed(now);
    return Math.abs(most - least) / 2;
  }

  private _agreed(now: number): Omit<Bounds, 'at'> {
    const age = ({ at }: Bounds): number => DRIFT * Math.abs(now - at);
    return {
      least: Math.max(...this._kept.map((each) => each.least - age(each))),
      most: Math.min(...this._kept.map((each) => each.most + age(each))),
    };
  }

  private _kept: readonly Bounds[] = [];
}

/** Exchanges in a row, when there is nothing to go by; ms between them; ms between those that keep it so. */
const BURST = 12;
const QUICK = 40;
const STEADY = 4000;

/** Ms after which a question that was not answered is given up. */
const PATIENCE = 3000;

export interface ClockOptions {
  /** The local time in seconds; the browser's own by default. */
  now?: () => number;
}

/** Asks the server for its time: often at first and after the page was hidden, then every few seconds. */
export class SessionClock implements IDisposable {
  /**
   * @param _send - Sends a question; false where there is no line now.
   */
  constructor(
    private readonly _send: (message: object) => boolean,
    options: ClockOptions = {},
  ) {
    this._now = options.now ?? (() => performance.now() / 1000);
    globalThis.document?.addEventListener('visibilitychange', this._onVisible);
  }

  /** The server's time in seconds; null until it is known. */
  serverNow(): number | null {
    const now = this._now();
    const offset = this._filter.offset(now);
    return offset === null ? null : now + offset;
  }

  /** The local time in seconds at which the server's clock shows `server`; null while that is not known. */
  local(server: number): number | null {
    const offset = this._filter.offset(this._now());
    return offset === null ? null : server - offset;
  }

  /** By how many seconds `serverNow` may be wrong. */
  get bound(): number {
    return this._filter.bound(this._now());
  }

  /** Begin anew: the line is up, maybe to another server. */
  begin(): void {
    this._filter.forget();
    this._burst();
  }

  /** Ask no more: the line is down. What is known stays: clocks go on. */
  pause(): void {
    clearTimeout(this._timer);
    this._asked = null;
  }

  /** Take the server's answer. */
  take({ t0, t1, t2 }: Omit<Exchange, 't3'>): void {
    if (t0 !== this._asked) {
      return;
    }
    this._asked = null;
    this._filter.add({ t0, t1, t2, t3: this._now() });
    this._left = Math.max(0, this._left - 1);
    this._later(this._left > 0 ? QUICK : STEADY);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this.pause();
    globalThis.document?.removeEventListener('visibilitychange', this._onVisible);
  }

  private _burst(): void {
    this._left = BURST;
    this._ask();
  }

  private _ask(): void {
    if (this._isDisposed) {
      return;
    }
    const t0 = this._now();
    if (this._send({ type: 'clock', t0 })) {
      this._asked = t0;
      this._later(PATIENCE);
    } else {
      this.pause();
    }
  }

  private _later(ms: number): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this._ask(), ms);
  }

  private readonly _onVisible = (): void => {
    // A page that was hidden may have slept: its clock stood still, or its timers did.
    if (document.visibilityState === 'visible') {
      this._burst();
    }
  };

  private readonly _filter = new ClockFilter();
  private readonly _now: () => number;
  private _asked: number | null = null;
  private _left = 0;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _isDisposed = false;
}
