import Fraction from 'fraction.js';

import type { Piece } from '../../document';
import { language, trans } from '../../translation';
import { parsePitch, pitchInWords } from './pitch';
import { linksOf, type Slot, type SlotIndex } from './slot';

function valueInWords(name: string): string {
  switch (name) {
    case 'breve':
      return trans._p('note value', 'double whole');
    case '1':
      return trans._p('note value', 'whole');
    case '2':
      return trans._p('note value', 'half');
    case '4':
      return trans._p('note value', 'quarter');
    case '8':
      return trans._p('note value', 'eighth');
    default:
      return `1/${name}`;
  }
}

function dotted(value: string, dots: number): string {
  switch (dots) {
    case 1:
      return trans.__('dotted %1', value);
    case 2:
      return trans.__('double dotted %1', value);
    default:
      return value;
  }
}

/** A slot's length in words: "dotted quarter", "triplet eighth", "half and eighth". */
export function lengthInWords(slot: Slot): string {
  const length = new Intl.ListFormat(language, { type: 'conjunction' }).format(
    linksOf(slot).map(({ value }) => dotted(valueInWords(value.name), value.dots)),
  );
  if (!slot.tuplet) {
    return length;
  }
  return slot.tuplet === '3:2' ? trans.__('triplet %1', length) : trans.__('tuplet %1', length);
}

/** Where a slot is, in words: "Flute, measure 3, beat 2". */
export function placeInWords(piece: Piece, slot: Slot): string {
  const part = piece.parts[slot.part];
  const measure = piece.measures[slot.measure];
  const beat = slot.onset.div(beatLength(measure.meter)).add(1);
  return [
    part.staves > 1 ? trans.__('%1 staff %2', part.name, slot.staff) : part.name,
    ...(slot.voice > 1 ? [trans.__('voice %1', slot.voice)] : []),
    trans.__('measure %1', measure.number),
    trans.__('beat %1', beat.toFraction(true)),
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
    return `${place}, ${whole ? trans.__('whole measure rest') : trans.__('%1 rest', lengthInWords(slot))}`;
  }
  return [
    place,
    pitchInWords(parsePitch(note.pitch)),
    lengthInWords(slot),
    ...(slot.notes.length > 1 ? [trans.__('chord of %1', slot.notes.length)] : []),
    ...(note.tie ? [trans.__('tied')] : []),
    ...note.lyrics.filter((text) => text !== '').map((text) => `“${text}”`),
  ].join(', ');
}

/** The length of a meter's unit, in quarter lengths. */
function beatLength(meter: string): Fraction {
  return new Fraction(4, Number(meter.split('/')[1]));
}
