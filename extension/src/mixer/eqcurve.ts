/**
 * How the equaliser and the compressor of a strip answer, to be drawn: the same designs as the engine's.
 *
 * The four bands are biquads in series after R. Bristow-Johnson, “Cookbook formulae for audio equalizer biquad filter
 * coefficients”: shelves of slope 1, and peaking bells.
 */
import type { Values } from './fields';

/** Samples a second of the engine. */
export const RATE = 48000;

/** The Q of a shelf of slope 1. */
const SHELF_Q = Math.SQRT1_2;

export const BANDS = ['low', 'low_mid', 'high_mid', 'high'] as const;
export type Band = (typeof BANDS)[number];

/** What a band does: dB at Hz; how narrow, for a bell. */
export interface BandValues {
  gain: number;
  freq: number;
  q: number;
}

/** A biquad's coefficients, a0 being 1. */
export interface Biquad {
  b: readonly [number, number, number];
  a: readonly [number, number, number];
}

/** Whether a band is a bell, which has a Q. */
export function isBell(band: Band): boolean {
  return band.endsWith('_mid');
}

export function bandOf(values: Values, band: Band): BandValues {
  const of = values as unknown as Record<string, number>;
  return {
    gain: of[`${band}_gain`],
    freq: of[`${band}_freq`],
    q: isBell(band) ? of[`${band}_q`] : SHELF_Q,
  };
}

/** The filter of a band at a sample rate, Hz. */
export function biquad(band: Band, { gain, freq, q }: BandValues, rate = RATE): Biquad {
  const A = 10 ** (gain / 40);
  const w = (2 * Math.PI * Math.min(freq, 0.49 * rate)) / rate;
  const [cos, alpha] = [Math.cos(w), Math.sin(w) / (2 * q)];
  if (isBell(band)) {
    return unity(
      [1 + alpha * A, -2 * cos, 1 - alpha * A],
      [1 + alpha / A, -2 * cos, 1 - alpha / A],
    );
  }
  // A high shelf is a low one with the cosine's sign turned, in every second coefficient as well.
  const sign = band === 'low' ? 1 : -1;
  const root = 2 * Math.sqrt(A) * alpha;
  const [up, down] = [A + 1, A - 1];
  return unity(
    [
      A * (up - sign * down * cos + root),
      sign * 2 * A * (down - sign * up * cos),
      A * (up - sign * down * cos - root),
    ],
    [
      up + sign * down * cos + root,
      -sign * 2 * (down + sign * up * cos),
      up + sign * down * cos - root,
    ],
  );
}

function unity(b: [number, number, number], a: [number, number, number]): Biquad {
  const by = (each: [number, number, number]): [number, number, number] => [
    each[0] / a[0],
    each[1] / a[0],
    each[2] / a[0],
  ];
  return { b: by(b), a: by(a) };
}

/** What a filter gives at a frequency (Hz), in dB. */
export function response({ b, a }: Biquad, hertz: number, rate = RATE): number {
  const w = (2 * Math.PI * hertz) / rate;
  const power = ([x, y, z]: readonly [number, number, number]): number => {
    const real = x + y * Math.cos(w) + z * Math.cos(2 * w);
    const imaginary = y * Math.sin(w) + z * Math.sin(2 * w);
    return real * real + imaginary * imaginary;
  };
  return 10 * Math.log10(power(b) / power(a));
}

/** What all four bands give together, in dB at each of these frequencies (Hz). */
export function eqResponse(values: Values, hertz: readonly number[]): number[] {
  const filters = BANDS.map((band) => biquad(band, bandOf(values, band)));
  return hertz.map((each) => filters.reduce((sum, filter) => sum + response(filter, each), 0));
}

/** Frequencies (Hz) of equal steps to the ear, from 20 Hz to 20 kHz. */
export function frequencies(count: number): number[] {
  return Array.from({ length: count }, (_, at) => 20 * 1000 ** (at / (count - 1)));
}

/** What leaves a compressor (dBFS) for what comes to it: straight from the threshold on by its ratio. */
export function compressed(
  { threshold, ratio, makeup }: Pick<Values, 'threshold' | 'ratio' | 'makeup'>,
  level: number,
): number {
  const over = Math.max(0, level - threshold);
  return level - over + over / ratio + makeup;
}
