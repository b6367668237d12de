import type { Part } from '../../document';
import { openStrings } from '../mei/tablature';
import { midi, parsePitch } from '../music/pitch';

/** Fretted and bowed instruments by words of their names, and their open strings as they sound, lowest first. */
const TUNINGS: readonly (readonly [RegExp, string])[] = [
  [/bass guitar|electric bass|contrabass|double bass|acoustic bass/, 'E1 A1 D2 G2'],
  [/ukulele/, 'G4 C4 E4 A4'],
  [/violin|mandolin|fiddle/, 'G3 D4 A4 E5'],
  [/viola/, 'C3 G3 D4 A4'],
  [/cello/, 'C2 G2 D3 A3'],
  [/banjo/, 'G4 D3 G3 B3 D4'],
];

/** The strings of a fretboard. */
export interface Fretting {
  /** MIDI numbers of the open strings as they sound, the highest string first. */
  readonly open: readonly number[];
  /** Whether the part is a tablature, whose notes say their string and fret. */
  readonly tablature: boolean;
}

/** The fretboard of a part: its own tuning, else what its instrument usually has, else a guitar's. */
export function frettingOf(part: Part | undefined): Fretting {
  const tuning = part?.tuning ?? [];
  const tablature = tuning.length > 0 || (part?.clefs.some(({ clef }) => clef === 'TAB') ?? false);
  if (part && tablature) {
    const open = openStrings(tuning).map((of) => midi(parsePitch(of)) + part.chromatic);
    return { open: open.reverse(), tablature };
  }
  const name = part?.instrument.toLowerCase() ?? '';
  const known = TUNINGS.find(([words]) => words.test(name))?.[1].split(' ') ?? openStrings([]);
  return { open: known.map((of) => midi(parsePitch(of))).reverse(), tablature };
}
