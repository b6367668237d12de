import Fraction from 'fraction.js';

/** A measure on the time axis, in quarter lengths. */
export interface Bar {
  readonly id: string;
  readonly start: Fraction;
  readonly duration: Fraction;
}

/** What lies in one measure of something that is longer. */
export interface Piece {
  readonly measure: string;
  readonly onset: Fraction;
  readonly duration: Fraction;
}

/** Bars one after another, and what lies where in them. Pure. */
export class Timeline {
  /** @param bars - In order, without a gap. */
  constructor(private readonly _bars: readonly Bar[]) {}

  get end(): Fraction {
    const last = this._bars[this._bars.length - 1];
    return last ? last.start.add(last.duration) : new Fraction(0);
  }

  /** The measure that a position is in, and how far; beyond the end that is the last one's. */
  at(position: Fraction): { measure: string; onset: Fraction } {
    const bar = this.barAt(position);
    return { measure: bar.id, onset: position.sub(bar.start) };
  }

  barAt(position: Fraction): Bar {
    let low = 0;
    let high = this._bars.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this._bars[middle].start.lte(position)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return this._bars[low];
  }

  /** Cut a stretch at the bar lines; what lies beyond the end is left out. */
  cut(position: Fraction, length: Fraction): Piece[] {
    const pieces: Piece[] = [];
    let left = length;
    let at = position;
    while (left.gt(0) && at.lt(this.end)) {
      const bar = this.barAt(at);
      const onset = at.sub(bar.start);
      const room = bar.duration.sub(onset);
      const duration = left.lt(room) ? left : room;
      pieces.push({ measure: bar.id, onset, duration });
      left = left.sub(duration);
      at = at.add(duration);
    }
    return pieces;
  }
}

/** Bars of these lengths, one after another. */
export function barsOf(
  lengths: readonly (readonly [id: string, duration: Fraction])[],
  start: Fraction,
): Bar[] {
  let at = start;
  return lengths.map(([id, duration]) => {
    const bar = { id, start: at, duration };
    at = at.add(duration);
    return bar;
  });
}
