/** Times: rationals of quarter lengths. */
import Fraction from 'fraction.js';

export const ZERO = new Fraction(0);
export const ONE = new Fraction(1);

const rationals = new Map<string, Fraction>();

/** A rational of the document as a fraction of quarter lengths; the same text gives the same fraction. */
export function rational(text: string): Fraction {
  let result = rationals.get(text);
  if (!result) {
    if (rationals.size > 4096) {
      rationals.clear();
    }
    result = new Fraction(text);
    rationals.set(text, result);
  }
  return result;
}

/** Order of two non-negative fractions: negative where the first is less. */
export function byTime(a: Fraction, b: Fraction): number {
  if (a === b) {
    return 0;
  }
  const [left, right] = [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether what starts at an onset lasts beyond a limit. */
export function reachesOver(onset: Fraction, duration: Fraction, limit: Fraction): boolean {
  return (onset.n * duration.d + duration.n * onset.d) * limit.d > limit.n * onset.d * duration.d;
}
