import { describe, expect, it } from 'vitest';

import { KINDS } from '../../src/panels/catalogue';
import { format, fromPosition, toPosition, type Range } from '../../src/panels/curve';

const CUTOFF: Range = { minimum: 20, maximum: 20000, curve: 'log' };
const GAIN: Range = { minimum: -60, maximum: 12, curve: 'linear' };

describe('curve', () => {
  it('puts equal ratios of a frequency at equal distances', () => {
    expect(toPosition(20, CUTOFF)).toBe(0);
    expect(toPosition(200, CUTOFF)).toBeCloseTo(1 / 3);
    expect(toPosition(2000, CUTOFF)).toBeCloseTo(2 / 3);
    expect(toPosition(20000, CUTOFF)).toBe(1);
  });

  it('puts equal steps of a level at equal distances', () => {
    expect(toPosition(-24, GAIN)).toBe(0.5);
    expect(fromPosition(0.5, GAIN)).toBe(-24);
  });

  it.each([CUTOFF, GAIN])('comes back to within half a percent of the slider: %o', (range) => {
    for (let place = 0; place <= 1; place += 0.05) {
      expect(Math.abs(toPosition(fromPosition(place, range), range) - place)).toBeLessThan(0.005);
    }
  });

  it('reaches both ends exactly, and never leaves the range', () => {
    expect(fromPosition(0, CUTOFF)).toBe(20);
    expect(fromPosition(1, CUTOFF)).toBe(20000);
    expect(fromPosition(7, GAIN)).toBe(12);
    expect(toPosition(99, GAIN)).toBe(1);
  });

  it('writes numbers a person would', () => {
    expect(fromPosition(0.4, CUTOFF)).toBe(317);
    expect(fromPosition(0.333, { minimum: 0, maximum: 1, curve: 'linear' })).toBe(0.333);
  });

  it('moves at every step of a slider, for every parameter there is', () => {
    for (const { parameters } of Object.values(KINDS)) {
      for (const parameter of Object.values(parameters)) {
        const steps = parameter.whole ? parameter.maximum - parameter.minimum : 200;
        const values = Array.from({ length: steps + 1 }, (_, step) =>
          fromPosition(step / steps, parameter),
        );
        expect(new Set(values).size, parameter.title).toBe(steps + 1);
      }
    }
  });

  it('runs straight where a logarithm has no meaning', () => {
    expect(toPosition(5, { minimum: 0, maximum: 10, curve: 'log' })).toBe(0.5);
  });

  it('stays still in a range of nothing', () => {
    expect(toPosition(3, { minimum: 3, maximum: 3, curve: 'linear' })).toBe(0);
    expect(fromPosition(0.7, { minimum: 3, maximum: 3, curve: 'linear' })).toBe(3);
  });
});

describe('format', () => {
  it.each([
    [440, 'Hz', '440 Hz'],
    [12000, 'Hz', '12 kHz'],
    [1234, 'Hz', '1.23 kHz'],
    [0.035, 's', '35 ms'],
    [1.5, 's', '1.5 s'],
    [0, 's', '0 s'],
    [-6, 'dB', '−6 dB'],
    [0.333, '', '0.33'],
    [0.0247, 'Hz', '0.025 Hz'],
    [-0.00001, '', '0'],
  ])('says %d %s as %s', (value, unit, words) => {
    expect(format(value, unit)).toBe(words);
  });
});
