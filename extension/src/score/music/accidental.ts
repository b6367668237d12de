import type { Note } from '../../document';
import { keyAlteration, parsePitch, STEPS } from './pitch';
import { gracesOf, type SlotIndex } from './slot';
import type { Ties } from './tie';

const NAMES = ['ff', 'f', 'n', 's', 'x'];

/** The MEI name of an alteration: "s" for a sharp, "n" for a natural. */
export function accidentalName(alter: number): string {
  return NAMES[alter + 2];
}

/**
 * The notes of a staff that need an accidental printed in a measure: those that differ from the key signature, or
 * from the last note of the same line or space in the measure, and those that ask for one. A note tied to over the bar line
 * needs none, nor one of a percussion map; grace notes count like others.
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
    .sort((a, b) => a.onset.compare(b.onset));
  const heard = new Map<string, number>();
  const printed = new Set<string>();
  const hear = (note: Note, overBar: boolean): void => {
    if (note.drum !== null || note.accidental === 'hidden') {
      return;
    }
    const pitch = parsePitch(note.pitch);
    const line = `${STEPS[pitch.step]}${pitch.octave}`;
    const expected = heard.get(line) ?? keyAlteration(fifths, pitch.step);
    if ((pitch.alter !== expected && !overBar) || note.accidental !== '') {
      printed.add(note.id);
      heard.set(line, pitch.alter);
    }
  };
  for (const slot of slots) {
    const [after, before] = partition(gracesOf(slot), ({ kind }) => kind === 'after');
    before.forEach((grace) => grace.notes.forEach((note) => hear(note, false)));
    for (const note of slot.notes) {
      hear(note, slot.onset.equals(0) && ties.before(note.id) !== undefined);
    }
    after.forEach((grace) => grace.notes.forEach((note) => hear(note, false)));
  }
  return printed;
}

function partition<T>(list: readonly T[], test: (of: T) => boolean): [T[], T[]] {
  return [list.filter(test), list.filter((of) => !test(of))];
}
