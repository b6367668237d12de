/**
 * The scale of a console's fader: where a level in dB lies along its way. Close to even in the upper part, where a
 * hand works, and crowded below, after the scale of IEC 60268-18 for meters; moved up to +12 dB. At the bottom it
 * is off.
 */
import { OFF } from '../panels/level';

/** The most that a fader gives, dB. */
export const TOP = 12;

/** Along the way, from 0 (bottom) to 1 (top), and the level there in dB: straight from each to the next. */
const SCALE: readonly (readonly [place: number, level: number])[] = [
  [0, -60],
  [0.05, -50],
  [0.12, -40],
  [0.22, -30],
  [0.37, -20],
  [0.56, -10],
  [0.755, 0],
  [1, 12],
];

/** What is written beside a fader, dB. */
export const TICKS: readonly number[] = [12, 6, 0, -5, -10, -20, -30, -40, OFF];

/** Where a level (dB) lies along a fader, from 0 (bottom, off) to 1 (top). */
export function placeOf(level: number): number {
  return along(level, 1, 0);
}

/** The level (dB) at a place from 0 to 1: a tenth of a dB is as fine as it gets, a whole one far down. */
export function levelAt(place: number): number {
  const level = along(place, 0, 1);
  const grain = level < -20 ? 2 : 10;
  return Math.round(level * grain) / grain;
}

function along(value: number, from: 0 | 1, to: 0 | 1): number {
  if (!(value > SCALE[0][from])) {
    return SCALE[0][to];
  }
  const next = SCALE.findIndex((step) => step[from] >= value);
  if (next < 0) {
    return SCALE[SCALE.length - 1][to];
  }
  const [below, above] = [SCALE[next - 1], SCALE[next]];
  const part = (value - below[from]) / (above[from] - below[from]);
  return below[to] + part * (above[to] - below[to]);
}

/** A fader's level one step of a key further, in dB: `fine` for a tenth. */
export function stepped(level: number, by: number, fine: boolean): number {
  const next = Math.round((level + by * (fine ? 0.1 : 1)) * 10) / 10;
  return Math.min(TOP, Math.max(OFF, next));
}
