import { trans } from '../../translation';
import { nameOf } from '../music/names';
import { capital, type PaletteItem } from './item';
import { CLEFS, DYNAMICS } from './signs';

export function dynamics(): PaletteItem[] {
  return Object.entries(DYNAMICS).map(([dynamic, sign]) => ({
    id: `dynamic-${dynamic}`,
    name: dynamic,
    words: trans.__('dynamic'),
    picture: { signs: [sign] },
    command: { kind: 'sign', sign: 'dynamic', text: dynamic },
  }));
}

export function words(): PaletteItem[] {
  return [
    {
      id: 'lyrics',
      name: trans.__('Lyrics'),
      words: 'verse syllable',
      picture: { letters: 'la-la' },
      write: 'lyrics',
    },
    {
      id: 'harmony',
      name: trans.__('Chord symbol'),
      words: 'harmony',
      picture: { letters: 'Cm7' },
      write: 'harmony',
    },
    {
      id: 'text',
      name: trans.__('Text'),
      words: 'staff',
      picture: { letters: 'pizz.' },
      write: 'text',
    },
    {
      id: 'expression',
      name: trans.__('Expression, in italics'),
      picture: { letters: 'dolce', italic: true },
      write: 'expression',
    },
    {
      id: 'dynamic-typed',
      name: trans.__('Dynamic, typed'),
      picture: { letters: 'mf…', italic: true },
      write: 'dynamic',
    },
    {
      id: 'figures',
      name: trans.__('Figured bass'),
      words: 'thoroughbass continuo',
      picture: { letters: '6♯4' },
      write: 'figures',
    },
    {
      id: 'rehearsal',
      name: trans.__('Rehearsal mark'),
      words: 'letter',
      picture: { letters: 'A', box: true },
      write: 'rehearsal',
    },
    ...[
      'pizz.',
      'arco',
      'con sord.',
      'senza sord.',
      'dolce',
      'espressivo',
      'legato',
      'solo',
      'tutti',
    ].map((text): PaletteItem => ({
      id: `text-${text.replace(/\W/g, '')}`,
      name: text,
      words: trans.__('text'),
      picture: { letters: text, italic: true },
      command: { kind: 'sign', sign: 'text', text, style: 'italic', placement: 'above' },
    })),
  ];
}

export function clefs(): PaletteItem[] {
  return [
    ...Object.entries(CLEFS).map(([clef, signs]): PaletteItem => ({
      id: `clef-${clef}`,
      name: capital(nameOf(clef)),
      words: clef,
      picture: { signs },
      command: { kind: 'clef', clef: clef as 'G2' },
    })),
    {
      id: 'clef-none',
      name: capital(nameOf('none')),
      picture: { letters: '∅' },
      command: { kind: 'clef', clef: 'none' },
    },
  ];
}

/** Usual words, with quarter notes a minute. */
const TEMPI: readonly [string, number][] = [
  ['Grave', 40],
  ['Largo', 50],
  ['Adagio', 66],
  ['Andante', 80],
  ['Moderato', 108],
  ['Allegro', 132],
  ['Vivace', 160],
  ['Presto', 184],
];

export function tempi(): PaletteItem[] {
  return [
    {
      id: 'tempo-typed',
      name: trans.__('Tempo, typed'),
      words: 'bpm metronome',
      picture: { signs: ['E1D5'] },
      write: 'tempo',
    },
    ...TEMPI.map(([text, bpm]): PaletteItem => ({
      id: `tempo-${text.toLowerCase()}`,
      name: `${text} (♩ = ${bpm})`,
      words: trans.__('tempo'),
      picture: { letters: text },
      command: { kind: 'tempo-mark', fields: { text, bpm } },
    })),
    ...['rit.', 'rall.', 'accel.'].map((text): PaletteItem => ({
      id: `tempo-${text.slice(0, -1)}`,
      name: trans.__('%1: evenly to the next tempo', text),
      picture: { letters: text, italic: true },
      command: { kind: 'tempo-mark', fields: { text, gradual: true } },
    })),
  ];
}
