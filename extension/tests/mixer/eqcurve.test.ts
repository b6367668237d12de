import { describe, expect, it } from 'vitest';

import {
  bandOf,
  BANDS,
  biquad,
  compressed,
  eqResponse,
  frequencies,
  RATE,
  response,
} from '../../src/mixer/eqcurve';
import { valuesOf } from '../../src/mixer/fields';
import { numbers } from './desk';

/** A filter's answer to a sine as it runs through its difference equation: dB, once it has settled. */
function heard({ b, a }: ReturnType<typeof biquad>, hertz: number): number {
  let [x1, x2, y1, y2, top] = [0, 0, 0, 0, 0];
  for (let n = 0; n < RATE; n += 1) {
    const x = Math.sin((2 * Math.PI * hertz * n) / RATE);
    const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[1] * y1 - a[2] * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    top = n > RATE / 2 ? Math.max(top, Math.abs(y)) : 0;
  }
  return 20 * Math.log10(top);
}

describe('the equaliser', () => {
  it('leaves all as it is where nothing is turned', () => {
    eqResponse(valuesOf({}), frequencies(50)).forEach((dB) => expect(dB).toBeCloseTo(0, 9));
  });

  it('raises a bell by its gain at its frequency, and nothing far from it', () => {
    const bell = biquad('low_mid', { gain: 9, freq: 500, q: 4 });
    expect(response(bell, 500)).toBeCloseTo(9, 6);
    expect(Math.abs(response(bell, 50))).toBeLessThan(0.1);
    expect(Math.abs(response(bell, 9000))).toBeLessThan(0.1);
  });

  it('raises a shelf by its gain at its end, by half of it at its frequency, and the other end by nothing', () => {
    const low = biquad('low', { gain: 12, freq: 200, q: Math.SQRT1_2 });
    expect(
      [response(low, 1), response(low, 200), response(low, 20000)].map(
        (dB) => Math.round(dB * 100) / 100,
      ),
    ).toEqual([12, 6, 0]);
    const high = biquad('high', { gain: -12, freq: 4000, q: Math.SQRT1_2 });
    expect(response(high, 23999)).toBeCloseTo(-12, 2);
    expect(response(high, 4000)).toBeCloseTo(-6, 6);
    expect(response(high, 20)).toBeCloseTo(0, 2);
  });

  it('is drawn as it sounds', () => {
    const random = numbers(6);
    for (const band of BANDS) {
      const filter = biquad(band, {
        gain: 36 * random() - 18,
        freq: 100 + 3000 * random(),
        q: 0.5 + 3 * random(),
      });
      for (const hertz of [120, 1000, 5000]) {
        expect(response(filter, hertz)).toBeCloseTo(heard(filter, hertz), 1);
      }
    }
  });

  it('adds its bands up', () => {
    const values = valuesOf({ low_gain: 6, high_gain: -4, low_mid_gain: 3 });
    const each = BANDS.map((band) => response(biquad(band, bandOf(values, band)), 300));
    expect(eqResponse(values, [300])[0]).toBeCloseTo(
      each.reduce((sum, dB) => sum + dB),
      9,
    );
  });
});

describe('the compressor', () => {
  it('lets through what is below its threshold, and makes softer what is above by its ratio', () => {
    const of = { threshold: -20, ratio: 4, makeup: 3 };
    expect([-40, -20, -8, 0].map((level) => compressed(of, level))).toEqual([-37, -17, -14, -12]);
  });
});
