/** How a meter moves: what it shows of a level, and for how long it remembers a peak. */
import { SILENCE } from '../session';
import { trans } from '../translation';

/** What a meter shows, in dBFS: stems may go beyond full scale, the mix is held below it by its limiter. */
export const LEAST = -60;
export const MOST = 6;

/** Ms that a peak stands, and how fast it falls after that, in dB a second. */
const HOLD = 1500;
const FALL = 20;

/** Where a level is on a meter, from 0 (soft) to 1 (loud), even in dB. */
export function placeOf(level: number): number {
  return Math.min(1, Math.max(0, (level - LEAST) / (MOST - LEAST)));
}

/** The highest peak of late: it stands for a moment, then falls. */
export class PeakHold {
  /** Take a peak (dBFS) at a time (ms); returns what stands now. */
  take(peak: number, now: number): number {
    const fallen = this._peak - (FALL * Math.max(0, now - this._at - HOLD)) / 1000;
    if (peak >= fallen) {
      this._peak = peak;
      this._at = now;
      return peak;
    }
    return Math.max(SILENCE, fallen);
  }

  private _peak = SILENCE;
  private _at = 0;
}

/** A level as people read it: `−12 dB`, `silent` below what a meter shows. */
export function decibels(level: number): string {
  return level < LEAST ? trans.__('silent') : `${Math.round(level)} dB`.replace('-', '−');
}
