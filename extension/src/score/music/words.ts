import Fraction from 'fraction.js';

import type { Grace, Piece } from '../../document';
import { decimal, language, trans } from '../../translation';
import { valueOf } from './duration';
import { dynamicInWords, nameOf, noteheadInWords } from './names';
import { keyName } from './notename';
import { parsePitch, pitchInWords } from './pitch';
import { Signs, type Sign } from './signs';
import { gracesOf, linksOf, type Slot, type SlotIndex } from './slot';

/** Where a slot begins. */
type Place = Pick<Slot, 'part' | 'staff' | 'voice' | 'measure' | 'onset'>;

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

/** A length that one note has, in words: "dotted quarter"; empty where one note cannot be so long. */
export function valueOfOne(length: Fraction): string {
  const value = valueOf(length);
  return value ? dotted(valueInWords(value.name), value.dots) : '';
}

/** A slot's length in words: "dotted quarter", "triplet eighth", "half and eighth". */
export function lengthInWords(slot: Slot): string {
  const values = linksOf(slot).map(({ value }) => dotted(valueInWords(value.name), value.dots));
  const length =
    values.length === 1
      ? values[0]
      : new Intl.ListFormat(language, { type: 'conjunction' }).format(values);
  if (!slot.tuplet) {
    return length;
  }
  return slot.tuplet === '3:2' ? trans.__('triplet %1', length) : trans.__('tuplet %1', length);
}

/** Where a slot is, in words: "Flute, measure 3, beat 2". */
export function placeInWords(piece: Piece, slot: Place): string {
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

/** What will be entered where, in words: "next: Flute, measure 3, beat 2, dotted quarter". */
export function nextInWords(piece: Piece, place: Place, length: Fraction): string {
  const name = valueOfOne(length) || length.toFraction();
  const where =
    place.measure < piece.measures.length
      ? placeInWords(piece, place)
      : trans.__('after the last measure');
  return trans.__('next: %1, %2', where, name);
}

/** A note or rest in words, with all that is written at it: "Flute, measure 3, beat 2, F sharp 4, quarter, staccato". */
export function inWords(index: SlotIndex, key: string): string {
  const slot = index.find(key);
  if (!slot) {
    const grace = index.grace(key);
    return grace
      ? [
          placeInWords(index.piece, grace.slot),
          trans.__('grace note'),
          graceInWords(grace.grace),
          ...grace.grace.marks.map(nameOf),
        ].join(', ')
      : '';
  }
  const note = slot.notes.find((of) => of.id === key);
  const sound = note
    ? [pitchInWords(parsePitch(note.pitch)), lengthInWords(slot)]
    : [
        isWhole(index, slot)
          ? trans.__('whole measure rest')
          : trans.__('%1 rest', lengthInWords(slot)),
      ];
  return [
    placeInWords(index.piece, slot),
    ...sound,
    ...(slot.notes.length > 1 ? [trans.__('chord of %1', slot.notes.length)] : []),
    ...(note ? noteInWords(note) : []),
    ...itemInWords(slot),
    ...gracesOf(slot).map((grace) => trans.__('with grace note %1', graceInWords(grace))),
    ...Signs.of(index)
      .at(slot)
      .filter((sign) => !isUsual(sign))
      .map((sign) => atSlot(index, slot, sign)),
    ...(note?.lyrics ?? []).flatMap((text, verse) =>
      text === '' ? [] : [verse === 0 ? `“${text}”` : trans.__('verse %1 “%2”', verse + 1, text)],
    ),
  ].join(', ');
}

/** Whether a sign is what every piece begins with: that is said of the sign, not of the note behind it. */
function isUsual(sign: Sign): boolean {
  return sign.kind === 'clef'
    ? sign.of.id === null
    : (sign.kind === 'key' || sign.kind === 'meter') && sign.measure === 0;
}

/** A sign in words, with its place: "mezzo forte, Flute, measure 3, beat 1". */
export function signInWords(index: SlotIndex, sign: Sign): string {
  const slot = Signs.of(index).slotOf(sign);
  const name = signName(sign);
  if (!slot) {
    return name;
  }
  if (sign.kind === 'measure' || sign.kind === 'key' || sign.kind === 'meter') {
    return `${name}, ${trans.__('measure %1', sign.of.number)}`;
  }
  const onset = sign.kind === 'mark' || sign.kind === 'clef' ? sign.of.onset : slot.onset;
  return `${name}, ${placeInWords(index.piece, { ...slot, onset })}`;
}

function isWhole(index: SlotIndex, slot: Slot): boolean {
  return slot.duration.equals(index.measure(slot).duration) && slot.onset.equals(0);
}

function noteInWords(note: Slot['notes'][number]): string[] {
  return [
    ...(note.tie ? [trans.__('tied')] : []),
    ...(note.let_ring ? [trans.__('let ring')] : []),
    ...(note.notehead && note.notehead !== 'normal'
      ? [trans.__('notehead %1', noteheadInWords(note.notehead))]
      : []),
    ...(note.fingering ? [trans.__('finger %1', note.fingering)] : []),
    ...(note.string ? [trans.__('string %1', note.string)] : []),
    ...(note.fret !== null ? [trans.__('fret %1', note.fret)] : []),
    ...(note.cue ? [trans.__('cue')] : []),
    ...(note.hidden ? [trans.__('hidden')] : []),
  ];
}

/** What a chord, note or rest has together. */
function itemInWords({ item }: Slot): string[] {
  return [
    ...item.marks.map(nameOf),
    ...(item.tremolo ? [trans._n('tremolo, %1 stroke', 'tremolo, %1 strokes', item.tremolo)] : []),
    ...(item.arpeggio
      ? [item.arpeggio === 'bracket' ? trans.__('not arpeggiated') : trans.__('arpeggio')]
      : []),
    ...(item.fermata ? [trans.__('fermata')] : []),
    ...(item.cue ? [trans.__('cue')] : []),
    ...(item.hidden ? [trans.__('hidden')] : []),
  ];
}

function graceInWords({ kind, notes, duration }: Grace): string {
  const pitches = notes.map(({ pitch }) => pitchInWords(parsePitch(pitch)));
  const value = valueOf(duration);
  return [
    ...pitches,
    ...(value ? [dotted(valueInWords(value.name), value.dots)] : []),
    nameOf(kind),
  ].join(' ');
}

/** What a sign is at a slot: of a span, whether it begins or ends there. */
function atSlot(index: SlotIndex, slot: Slot, sign: Sign): string {
  if (sign.kind !== 'span') {
    return signName(sign);
  }
  const begins = index.find(sign.of.start) === slot;
  const ends = index.find(sign.of.end) === slot;
  const name = signName(sign);
  return begins && ends ? name : begins ? trans.__('%1 begins', name) : trans.__('%1 ends', name);
}

/** What a sign is, without its place. */
export function signName(sign: Sign): string {
  switch (sign.kind) {
    case 'mark':
      switch (sign.of.kind) {
        case 'dynamic':
          return dynamicInWords(sign.of.text);
        case 'harmony':
          return trans.__('chord symbol %1', sign.of.text);
        case 'figures':
          return trans.__('figured bass %1', sign.of.text);
        case 'text':
          return trans.__('text “%1”', sign.of.text);
      }
      break;
    case 'span': {
      const { kind, shift, text } = sign.of;
      const name = kind === 'trill' ? nameOf('trill_line') : nameOf(kind);
      return [name, shift, text && `“${text}”`].filter((of) => of !== '').join(' ');
    }
    case 'clef':
      return nameOf(sign.of.clef);
    case 'key':
      return trans.__(
        'key signature of %1',
        keyName(sign.of.key, sign.of.mode === 'minor' ? 'minor' : 'major'),
      );
    case 'meter':
      return trans.__('meter %1', sign.of.meter);
    case 'tempo': {
      const { text, bpm, beat } = sign.of;
      const value = valueOf(beat);
      const number = trans.__(
        '%1 to the %2',
        decimal(bpm / beat.valueOf(), 0, 1),
        value ? dotted(valueInWords(value.name), value.dots) : beat.toFraction(),
      );
      return trans.__('tempo %1', [text, number].filter((of) => of !== '').join(', '));
    }
    case 'measure': {
      const { field, of } = sign;
      switch (field) {
        case 'rehearsal':
          return trans.__('rehearsal mark %1', of.rehearsal);
        case 'ending':
          return of.ending === '0'
            ? trans.__('ending without a number')
            : trans.__('ending %1', of.ending);
        case 'repeat_end':
          return of.repeat_end > 2
            ? trans.__('repeat ends, played %1 times', of.repeat_end)
            : nameOf('repeat_end');
        case 'barline':
          return nameOf(of.barline === 'none' ? 'invisible' : of.barline);
        case 'jump':
          return nameOf(of.jump);
        case 'layout_break':
          return nameOf(of.layout_break);
        default:
          return nameOf(field);
      }
    }
  }
  return '';
}

/** The length of a meter's unit, in quarter lengths. */
function beatLength(meter: string): Fraction {
  return new Fraction(4, Number(meter.split('/')[1]));
}
