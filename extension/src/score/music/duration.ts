import Fraction from 'fraction.js';

/** A written note value: its MEI name, its dots, and its length in quarter lengths, also as a number. */
export interface Value {
  readonly name: string;
  readonly dots: number;
  readonly length: Fraction;
  readonly quarters: number;
}

/** One link of a duration that may need several tied values: where it starts and what it is. */
export interface Link {
  readonly onset: Fraction;
  readonly value: Value;
}

const NAMES = ['breve', '1', '2', '4', '8', '16', '32', '64', '128', '256'];
const DOTS = [new Fraction(1), new Fraction(3, 2), new Fraction(7, 4)];

const VALUES: readonly Value[] = NAMES.flatMap((name, power) =>
  DOTS.map((factor, dots) => {
    const length = factor.mul(8).div(2 ** power);
    return { name, dots, length, quarters: length.valueOf() };
  }),
);
const BY_LENGTH = new Map(VALUES.map((value) => [value.length.toFraction(), value]));
const PLAIN = VALUES.filter((value) => value.dots === 0);
const SHORTEST = PLAIN[PLAIN.length - 1];

/** The value of a written length in quarter lengths, or null where no single value has it. */
export function valueOf(written: Fraction): Value | null {
  return BY_LENGTH.get(written.toFraction()) ?? null;
}

/** How many times longer the notes of a tuplet such as "3:2" are written than they sound. */
export function ratio(tuplet: string | null | undefined): Fraction {
  let product = new Fraction(1);
  for (const level of tuplet ? tuplet.split(' ') : []) {
    const [actual, normal] = level.split(':');
    product = product.mul(new Fraction(Number(actual), Number(normal)));
  }
  return product;
}

/**
 * The tuplet that makes a sounding duration writable, for music that arrives without one: "3:2" for 1/3.
 *
 * Null where none is needed, or none of the usual ones helps.
 */
export function impliedTuplet(duration: Fraction): string | null {
  let odd = Number(duration.d);
  while (odd % 2 === 0) {
    odd /= 2;
  }
  if (odd === 1 || odd > 15) {
    return null;
  }
  return `${odd}:${2 ** Math.floor(Math.log2(odd))}`;
}

const chains = new Map<string, readonly Link[]>();

function remember(key: string, make: () => readonly Link[]): readonly Link[] {
  let found = chains.get(key);
  if (!found) {
    found = make();
    if (chains.size > 5000) {
      chains.clear();
    }
    chains.set(key, found);
  }
  return found;
}

/** Cut `length` from `onset` on into values that start on multiples of themselves, largest first. */
function aligned(onset: Fraction, length: Fraction, beat: Fraction | null): Link[] {
  const links: Link[] = [];
  let at = onset;
  let left = length;
  while (left.gt(0)) {
    const compound = beat && [beat.mul(2), beat].find((dotted) => fits(at, left, dotted));
    const untilBeat = beat ? beat.sub(at.mod(beat)) : left;
    const room = untilBeat.lt(left) ? untilBeat : left;
    const value =
      (compound && valueOf(compound)) ??
      PLAIN.find((candidate) => fits(at, room, candidate.length)) ??
      PLAIN.find((candidate) => candidate.length.lte(left));
    links.push({ onset: at, value: value ?? SHORTEST });
    if (!value || links.length > 32) {
      break;
    }
    at = at.add(value.length);
    left = left.sub(value.length);
  }
  return links;
}

function fits(onset: Fraction, left: Fraction, length: Fraction): boolean {
  return length.lte(left) && onset.mod(length).equals(0);
}

/**
 * The tied values of a note: one where one value has the written length, else several that respect the beat.
 *
 * @param onset - from the start of the measure, in quarter lengths.
 * @param written - written length in quarter lengths (tuplet ratio applied); greater than 0.
 */
export function noteLinks(onset: Fraction, written: Fraction): readonly Link[] {
  return remember(`n${onset.toFraction()} ${written.toFraction()}`, () => {
    const value = valueOf(written);
    return value ? [{ onset, value }] : aligned(onset, written, null);
  });
}

/**
 * The rests that fill a gap, each on a beat that shows the meter; dotted only where the meter is compound.
 *
 * @param beat - the dotted beat of a compound meter in quarter lengths (3/2 in 6/8), else null.
 */
export function restLinks(
  onset: Fraction,
  length: Fraction,
  beat: Fraction | null,
): readonly Link[] {
  return remember(`r${onset.toFraction()} ${length.toFraction()} ${beat?.toFraction()}`, () =>
    aligned(onset, length, beat),
  );
}

/** The dotted beat of a compound meter ("6/8": 3/2 quarter lengths); null for a simple meter. */
export function compoundBeat(meter: string): Fraction | null {
  const [count, unit] = meter.split('/').map(Number);
  return count % 3 === 0 && count > 3 && unit >= 4 ? new Fraction(12, unit) : null;
}

/** The span, in quarter lengths, within which short notes share a beam. */
export function beamSpan(meter: string): Fraction {
  const unit = Number(meter.split('/')[1]);
  return compoundBeat(meter) ?? new Fraction(unit === 8 && meter.startsWith('3/') ? '3/2' : 1);
}
