import { describe, expect, it } from 'vitest';

import { levelAt, placeOf, stepped, TICKS, TOP } from '../../src/mixer/fader';
import { OFF } from '../../src/panels/level';

describe('the scale of a fader', () => {
  it('runs from off at the bottom to the top, always upwards', () => {
    expect([placeOf(OFF), placeOf(-200), placeOf(TOP), placeOf(40), placeOf(NaN)]).toEqual([
      0, 0, 1, 1, 0,
    ]);
    const places = [...TICKS].reverse().map(placeOf);
    places.reduce((below, place) => (expect(place).toBeGreaterThan(below), place), -1);
  });

  it('gives a hand the more room the louder: half of the way is for the upper 25 dB', () => {
    expect(placeOf(0)).toBeCloseTo(0.755, 6);
    expect(placeOf(TOP) - placeOf(-13)).toBeGreaterThan(0.48);
    expect(placeOf(-50)).toBeLessThan(0.06);
  });

  it('comes back to the level that was set', () => {
    for (let level = -600; level <= 120; level += 1) {
      const back = levelAt(placeOf(level / 10));
      expect(Math.abs(back - level / 10)).toBeLessThanOrEqual(level < -200 ? 0.26 : 0.05);
    }
  });

  it('moves by keys in whole steps, fine ones in tenths, and not beyond its ends', () => {
    expect(stepped(-6, 1, false)).toBe(-5);
    expect(stepped(-6, -1, true)).toBe(-6.1);
    expect(stepped(12, 1, false)).toBe(12);
    expect(stepped(-60, -1, false)).toBe(-60);
  });
});
