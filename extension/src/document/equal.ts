import Fraction from 'fraction.js';

/** Whether two values of a piece are the same through and through. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return false;
  }
  if (a instanceof Fraction && b instanceof Fraction) {
    return a.n === b.n && a.d === b.d;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((each, index) => equal(each, b[index]));
  }
  const keys = Object.keys(a) as (keyof typeof a)[];
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
  );
}

/** The value before where it is the same through and through, so that what did not change is the same object. */
export function kept<T>(value: T, before: T | undefined): T {
  return before !== undefined && equal(value, before) ? before : value;
}

/** A list of things that are the same objects where they did not change; the one before where none did. */
export function same<T>(now: readonly T[], before: readonly T[] | undefined): readonly T[] {
  return before && now.length === before.length && now.every((each, at) => each === before[at])
    ? before
    : now;
}
