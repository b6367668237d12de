import { MARKS } from '../../document';
import { trans } from '../../translation';
import type { NoteField } from '../editing/markings';
import { nameOf } from '../music/names';
import { LINES } from './drawings';
import { capital, type PaletteItem, type Picture } from './item';
import { SIGNS, TONGUES } from './signs';

function note(
  field: NoteField,
  value: string | number | boolean,
  name: string,
  picture: Picture,
  more: Partial<PaletteItem> = {},
): PaletteItem {
  const id = value === true ? field : `${field}-${value}`;
  return { id, name, picture, command: { kind: 'mark', field, value }, ...more };
}

function signed(mark: string): PaletteItem {
  const picture: Picture =
    mark in SIGNS
      ? { signs: [SIGNS[mark]] }
      : mark in TONGUES
        ? { letters: TONGUES[mark] }
        : { path: LINES[mark] ?? '' };
  return note(mark as NoteField, true, capital(nameOf(mark)), picture);
}

const ORNAMENTS = new Set([
  'trill',
  'turn',
  'inverted_turn',
  'mordent',
  'inverted_mordent',
  'schleifer',
]);

export function articulations(): PaletteItem[] {
  return [
    ...MARKS.filter((mark) => !ORNAMENTS.has(mark)).map(signed),
    note('fermata', 'normal', trans.__('Fermata'), { signs: ['E4C0'] }, { words: 'hold pause' }),
    note('fermata', 'angled', trans.__('Short fermata'), { signs: ['E4C4'] }),
    note('fermata', 'square', trans.__('Long fermata'), { signs: ['E4C6'] }),
    note('let_ring', true, trans.__('Let ring'), { path: LINES.let_ring }, { words: 'l.v.' }),
  ];
}

export function ornaments(): PaletteItem[] {
  return [
    ...MARKS.filter((mark) => ORNAMENTS.has(mark)).map(signed),
    ...[1, 2, 3, 4, 5].map((strokes) =>
      note('tremolo', strokes, trans._n('Tremolo, %1 stroke', 'Tremolo, %1 strokes', strokes), {
        signs: [`E22${strokes - 1}`],
      }),
    ),
    note('arpeggio', 'plain', trans.__('Arpeggio'), { path: LINES.arpeggio }, { words: 'roll' }),
    note('arpeggio', 'up', trans.__('Arpeggio upwards'), { path: LINES.arpeggio_up }),
    note('arpeggio', 'down', trans.__('Arpeggio downwards'), { path: LINES.arpeggio_down }),
    note('arpeggio', 'bracket', trans.__('Not arpeggiated'), { path: LINES.bracket }),
  ];
}

export function notes(): PaletteItem[] {
  const heads: readonly [string, string, Picture][] = [
    ['normal', trans.__('Common notehead'), { signs: ['E0A4'] }],
    ['x', trans.__('Notehead: x'), { signs: ['E0A9'] }],
    ['diamond', trans.__('Notehead: diamond'), { signs: ['E0DB'] }],
    ['triangle', trans.__('Notehead: triangle'), { path: LINES.triangle, fill: true }],
    ['square', trans.__('Notehead: square'), { path: LINES.square, fill: true }],
    ['slash', trans.__('Notehead: slash'), { signs: ['E101'] }],
    ['circle-x', trans.__('Notehead: circled x'), { signs: ['E0B3'] }],
    ['cross', trans.__('Notehead: cross'), { signs: ['E0AF'] }],
    ['none', trans.__('No notehead'), { path: LINES.headless }],
  ];
  return [
    ...heads.map(([head, name, picture]) => note('notehead', head, name, picture)),
    note('stem', 'up', trans.__('Stem up'), { path: LINES.stem_up }),
    note('stem', 'down', trans.__('Stem down'), { path: LINES.stem_down }),
    note('stem', 'none', trans.__('No stem'), { path: LINES.stemless }),
    note(
      'accidental',
      'shown',
      trans.__('Show the accidental'),
      { signs: ['E262'] },
      { words: 'courtesy' },
    ),
    note(
      'accidental',
      'parenthesis',
      trans.__('Accidental in parentheses'),
      { letters: '(♯)' },
      { words: 'courtesy cautionary' },
    ),
    note('accidental', 'hidden', trans.__('Hide the accidental'), { path: LINES.sharp_struck }),
    note('cue', true, trans.__('Cue: small, and not played'), {
      letters: trans.__('cue'),
      italic: true,
    }),
    note(
      'hidden',
      true,
      trans.__('Hidden: played, not drawn'),
      { path: LINES.hidden },
      { words: 'invisible' },
    ),
  ];
}

export function fingering(): PaletteItem[] {
  return [
    ...[0, 1, 2, 3, 4, 5].map((finger) =>
      note('fingering', String(finger), trans.__('Finger %1', finger), { letters: String(finger) }),
    ),
    {
      id: 'fingering-typed',
      name: trans.__('Fingering, typed'),
      picture: { letters: '1-2…' },
      write: 'fingering',
    },
    ...[1, 2, 3, 4, 5, 6].map((string) =>
      note('string', string, trans.__('String %1', string), {
        letters: String.fromCharCode(0x245f + string),
      }),
    ),
    {
      id: 'fret',
      name: trans.__('Fret, typed'),
      picture: { letters: trans.__('fret') },
      write: 'fret',
    },
  ];
}
