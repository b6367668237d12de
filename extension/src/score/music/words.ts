import Fraction from 'fraction.js';

import type { Piece } from '../../document';
import { parsePitch, pitchInWords } from './pitch';
import { linksOf, type Slot, type SlotIndex } from './slot';

const NAMES: Record<string, string> = {
  breve: 'double whole',
  '1': 'whole',
  '2': 'half',
  '4': 'quarter',
  '8': 'eighth',
};
const DOTS = ['', 'dotted ', 'double dotted '];

/** A slot's length in words: "dotted quarter", "triplet eighth", "half and eighth". */
export function lengthInWords(slot: Slot): string {
  const names = linksOf(slot).map(
    ({ value }) => DOTS[value.dots] + (NAMES[value.name] ?? `1/${value.name}`),
  );
  const tuplet = slot.tuplet === '3:2' ? 'triplet ' : slot.tuplet ? 'tuplet ' : '';
  return tuplet + names.join(' and ');
}

/** Where a slot is, in words: "Flute, measure 3, beat 2". */
export function placeInWords(piece: Piece, slot: Slot): string {
  const part = piece.parts[slot.part];
  const measure = piece.measures[slot.measure];
  const beat = slot.onset.div(beatLength(measure.meter)).add(1);
  return [
    part.staves > 1 ? `${part.name} staff ${slot.staff}` : part.name,
    ...(slot.voice > 1 ? [`voice ${slot.voice}`] : []),
    `measure ${measure.number}`,
    `beat ${beat.toFraction(true)}`,
  ].join(', ');
}

/** A note or rest in words: "Flute, measure 3, beat 2, F sharp 4, quarter". */
export function inWords(index: SlotIndex, key: string): string {
  const slot = index.find(key);
  if (!slot) {
    return '';
  }
  const place = placeInWords(index.piece, slot);
  const note = slot.notes.find((of) => of.id === key);
  if (!note) {
    const whole = slot.duration.equals(index.measure(slot).duration) && slot.onset.equals(0);
    return `${place}, ${whole ? 'whole measure' : lengthInWords(slot)} rest`;
  }
  return [
    place,
    pitchInWords(parsePitch(note.pitch)),
    lengthInWords(slot),
    ...(slot.notes.length > 1 ? [`chord of ${slot.notes.length}`] : []),
    ...(note.tie ? ['tied'] : []),
    ...note.lyrics.filter((text) => text !== '').map((text) => `“${text}”`),
  ].join(', ');
}

/** The length of a meter's unit, in quarter lengths. */
function beatLength(meter: string): Fraction {
  return new Fraction(4, Number(meter.split('/')[1]));
}
