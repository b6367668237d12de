import type { TransportState } from './transport';

/** Without news for this long (ms) the playhead waits rather than runs on by guess. */
const PATIENCE = 2000;

/** News that differ from what was shown by less than this (seconds of music) are no jump. */
const JITTER = 0.35;

/**
 * Where the music is: the last position that the server told, carried on by its rate from the moment at which it held.
 *
 * Never runs backwards while playing, but for a seek and the end of a loop; never past the piece's end. Times are in
 * milliseconds of one clock, such as `performance.now()`; positions in quarter lengths.
 */
export class Playhead {
  /**
   * Take a transport message.
   *
   * @param now - The time that the playhead shows.
   * @param since - The time at which the message's position holds; what it is where the clocks' difference is not known.
   */
  update(transport: TransportState, now: number, since = now): void {
    const before = this._transport?.playing && transport.playing ? this.at(now) : null;
    const after = before === null ? 0 : carried(transport, now - since);
    this._flows =
      before !== null && Math.abs(around(transport, after - before)) < JITTER * transport.rate;
    this._floor = this._flows && before !== null ? before : transport.position;
    this._transport = transport;
    this._since = since;
  }

  /** The position at `now`. */
  at(now: number): number {
    const transport = this._transport;
    if (!transport) {
      return 0;
    }
    const end = transport.duration > 0 ? transport.duration : Infinity;
    if (!transport.playing || transport.counting > 0) {
      return Math.min(transport.position, end);
    }
    const position = carried(transport, now - this._since);
    if (transport.loop && this._flows) {
      return wrapped(transport, position);
    }
    this._floor = Math.min(Math.max(this._floor, position), end);
    return wrapped(transport, this._floor);
  }

  private _transport: TransportState | null = null;
  private _since = 0;
  private _floor = 0;
  /** Whether the last message went on from what was shown. */
  private _flows = false;
}

/** The position so many ms after (or before) the one that was told. */
function carried({ position, rate }: TransportState, ms: number): number {
  return position + (rate * Math.min(ms, PATIENCE)) / 1000;
}

/** A position within the loop that it has run out of, at either end. */
function wrapped({ loop, position: told }: TransportState, position: number): number {
  if (!loop || told < loop.start || told > loop.end) {
    return Math.max(0, position);
  }
  const length = loop.end - loop.start;
  const along = (position - loop.start) % length;
  return loop.start + (along < 0 ? along + length : along);
}

/** A difference of positions, in a loop the shorter way round. */
function around({ loop }: TransportState, difference: number): number {
  const length = loop ? loop.end - loop.start : Infinity;
  return Number.isFinite(length)
    ? difference - length * Math.round(difference / length)
    : difference;
}

/**
 * Milliseconds to wait before the `attempt`th try (from 0) to reach the server again: doubling from half a second
 * to fifteen seconds, spread by `random` (0 to 1) so that a class does not come back in one moment.
 */
export function backOff(attempt: number, random: number): number {
  const whole = Math.min(15000, 500 * 2 ** Math.min(attempt, 10));
  return whole / 2 + (whole / 2) * random;
}
