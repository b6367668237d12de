import { keyAlteration, parsePitch, STEPS } from './pitch';
import type { SlotIndex } from './slot';
import type { Ties } from './tie';

const NAMES = ['ff', 'f', 'n', 's', 'x'];

/** The MEI name of an alteration: "s" for a sharp, "n" for a natural. */
export function accidentalName(alter: number): string {
  return NAMES[alter + 2];
}

/**
 * The notes of a staff that need an accidental printed in a measure: those that differ from the key signature, or
 * from the last note of the same line or space in the measure. A note tied to over the bar line needs none.
 *
 * @returns ids of notes.
 */
export function printedAccidentals(
  index: SlotIndex,
  ties: Ties,
  part: number,
  staff: number,
  measure: number,
): Set<string> {
  const fifths = index.keyAt(part, measure);
  const slots = index
    .voices(part, staff, measure)
    .flatMap((voice) => index.slots({ part, staff, voice }, measure))
    .filter((slot) => slot.notes.length > 0)
    .sort((a, b) => a.onset.compare(b.onset));
  const heard = new Map<string, number>();
  const printed = new Set<string>();
  for (const slot of slots) {
    for (const note of slot.notes) {
      const pitch = parsePitch(note.pitch);
      const line = `${STEPS[pitch.step]}${pitch.octave}`;
      const expected = heard.get(line) ?? keyAlteration(fifths, pitch.step);
      const overBar = slot.onset.equals(0) && ties.before(note.id) !== undefined;
      if (pitch.alter !== expected && !overBar) {
        printed.add(note.id);
        heard.set(line, pitch.alter);
      }
    }
  }
  return printed;
}
