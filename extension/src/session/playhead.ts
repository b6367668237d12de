import type { TransportState } from './message';

/** Without news for this long (ms) the playhead waits rather than runs on by guess. */
const PATIENCE = 2000;

/** A correction backwards by less than this (seconds of music) is network jitter; more is a seek. */
const JITTER = 0.35;

/**
 * Where the music is now, between two transport messages: the last position carried on by its rate.
 *
 * Never runs backwards while playing, but for a seek; never past the piece's end. Times are in
 * milliseconds of one clock, such as `performance.now()`; positions in quarter lengths.
 */
export class Playhead {
  /** Take a transport message that arrived at `now`. */
  update(transport: TransportState, now: number): void {
    const before = this._transport?.playing ? this.at(now) : null;
    const behind = before === null ? 0 : before - transport.position;
    const jittered = transport.playing && behind > 0 && behind < JITTER * transport.rate;
    this._floor = jittered && before !== null ? before : transport.position;
    this._transport = transport;
    this._arrival = now;
  }

  /** The position at `now`. */
  at(now: number): number {
    const transport = this._transport;
    if (!transport) {
      return 0;
    }
    const end = transport.duration > 0 ? transport.duration : Infinity;
    if (!transport.playing) {
      return Math.min(transport.position, end);
    }
    const elapsed = Math.min(Math.max(0, now - this._arrival), PATIENCE) / 1000;
    const position = transport.position + transport.rate * elapsed;
    this._floor = Math.min(Math.max(this._floor, position), end);
    return this._floor;
  }

  private _transport: TransportState | null = null;
  private _arrival = 0;
  private _floor = 0;
}

/**
 * Milliseconds to wait before the `attempt`th try (from 0) to reach the server again: doubling from half a second
 * to fifteen seconds, spread by `random` (0 to 1) so that a class does not come back in one moment.
 */
export function backOff(attempt: number, random: number): number {
  const whole = Math.min(15000, 500 * 2 ** Math.min(attempt, 10));
  return whole / 2 + (whole / 2) * random;
}
