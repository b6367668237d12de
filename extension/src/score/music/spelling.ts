import { type Pitch, STEPS } from './pitch';

/** Steps in the order of fifths, from F, which is at -1 where C is 0. */
const FIFTHS = 'FCGDAEB';

/** How far below the tonic of the major key the usual twelve notes begin on the line of fifths: E flat in C major. */
const BELOW = 3;

/** The lowest and highest positions on the line of fifths that have a name: F double flat, B double sharp. */
const LOWEST = -15;
const HIGHEST = 19;

/** A position on the line of fifths as a step and an alteration; C is 0, G 1, F -1. */
function named(position: number): Pick<Pitch, 'step' | 'alter'> {
  const letter = FIFTHS[(((position + 1) % 7) + 7) % 7];
  return { step: STEPS.indexOf(letter), alter: Math.floor((position + 1) / 7) };
}

/** The position of a MIDI key within the twelve that begin at `from`. */
function within(from: number, key: number): number {
  const any = (key * 7) % 12;
  return from + ((((any - from) % 12) + 12) % 12);
}

/** How many of these have a double accidental that the key does not ask for: a minor key's leading note may. */
function doubles(positions: readonly number[], leading: number | null): number {
  return positions.filter((of) => Math.abs(named(of).alter) > 1 && of !== leading).length;
}

/**
 * Spell MIDI keys that sound together as a key has them.
 *
 * Of all runs of twelve neighbours on the line of fifths, each of which has one name for every key, the one is taken in
 * which the notes lie closest together, and of those the one that is nearest to the key's own (from its minor third to the
 * leading note of its relative minor): a chord is spelled as a chord, a single note as the key would. After D. Temperley,
 * "The Cognition of Basic Musical Structures" (2001), chapter 5.
 *
 * @param keys - MIDI key numbers, as they are written; those that have no pitch of octave 0 to 9 are left out.
 * @param fifths - sharps of the key; negative: flats.
 * @param minor - whether the key is minor.
 * @returns In the order of `keys`.
 */
export function spell(keys: readonly number[], fifths: number, minor = false): Pitch[] {
  const home = fifths - BELOW;
  const leading = minor ? fifths + 8 : null;
  let best: readonly number[] = [];
  let least = Infinity;
  for (let shift = 0; shift <= 12; shift++) {
    for (const from of shift === 0 ? [home] : [home - shift, home + shift]) {
      if (from < LOWEST || from + 11 > HIGHEST) {
        continue;
      }
      const positions = keys.map((key) => within(from, key));
      const spread = keys.length > 0 ? Math.max(...positions) - Math.min(...positions) : 0;
      const cost = doubles(positions, leading) * 10_000 + spread * 100 + shift;
      if (cost < least) {
        least = cost;
        best = positions;
      }
    }
  }
  return best.flatMap((position, order) => {
    const { step, alter } = named(position);
    const octave = (keys[order] - alter - NATURAL[step]) / 12 - 1;
    return octave >= 0 && octave <= 9 ? [{ step, alter, octave }] : [];
  });
}

/** Semitones of the steps above C. */
const NATURAL = [0, 2, 4, 5, 7, 9, 11];
