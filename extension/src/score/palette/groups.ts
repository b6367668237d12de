import { MARKS } from '../../document';
import { trans } from '../../translation';
import type { MarkCommand, NoteField, SpanShape } from '../editing/markings';
import { nameOf } from '../music/names';
import type { PaletteGroup, PaletteItem, Picture } from './item';
import { BARLINES, LINES } from './drawings';

/** The signs of a note's marks in the music font. */
const SIGNS: Readonly<Record<string, string>> = {
  accent: 'E4A0',
  strong_accent: 'E4AC',
  staccato: 'E4A2',
  staccatissimo: 'E4A6',
  spiccato: 'E4A8',
  tenuto: 'E4A4',
  detached_legato: 'E4B2',
  stress: 'E4B6',
  unstress: 'E4B8',
  breath_mark: 'E4CE',
  caesura: 'E4D1',
  up_bow: 'E612',
  down_bow: 'E610',
  harmonic: 'E614',
  open_string: 'E5E7',
  stopped: 'E5E5',
  snap_pizzicato: 'E631',
  trill: 'E566',
  turn: 'E567',
  inverted_turn: 'E568',
  mordent: 'E56D',
  inverted_mordent: 'E56C',
  schleifer: 'E587',
};
const TONGUES: Readonly<Record<string, string>> = { double_tongue: '••', triple_tongue: '•••' };

const SHORTCUTS: Readonly<Record<string, string>> = {
  staccato: 'Shift+S',
  accent: 'Shift+V',
  tenuto: 'Shift+N',
  strong_accent: 'Shift+O',
};

const DYNAMICS: Readonly<Record<string, string>> = {
  pppp: 'E529',
  ppp: 'E52A',
  pp: 'E52B',
  p: 'E520',
  mp: 'E52C',
  mf: 'E52D',
  f: 'E522',
  ff: 'E52F',
  fff: 'E530',
  ffff: 'E531',
  fp: 'E534',
  pf: 'E52E',
  sf: 'E536',
  sfz: 'E539',
  sffz: 'E53B',
  sfp: 'E537',
  sfpp: 'E538',
  fz: 'E535',
  rf: 'E53C',
  rfz: 'E53D',
  n: 'E526',
};

const CLEFS: Readonly<Record<string, readonly string[]>> = {
  G2: ['E050'],
  F4: ['E062'],
  C3: ['E05C'],
  C4: ['E05C'],
  'G2-8': ['E052'],
  'G2+8': ['E053'],
  'G2-15': ['E051'],
  'G2+15': ['E054'],
  'F4-8': ['E064'],
  'F4+8': ['E065'],
  C1: ['E05C'],
  C2: ['E05C'],
  C5: ['E05C'],
  G1: ['E050'],
  F3: ['E062'],
  F5: ['E062'],
  percussion: ['E069'],
  TAB: ['E06D'],
};

/** Every mark of the schema that is no note, by what it is; in the language of the person. */
export function groups(): readonly PaletteGroup[] {
  return [
    { id: 'articulations', name: trans.__('Articulations'), items: articulations() },
    { id: 'ornaments', name: trans.__('Ornaments and tremolo'), items: ornaments() },
    { id: 'dynamics', name: trans.__('Dynamics'), items: dynamics() },
    { id: 'lines', name: trans.__('Slurs and lines'), items: spans() },
    { id: 'words', name: trans.__('Words'), items: words() },
    { id: 'notes', name: trans.__('Heads, stems, accidentals'), items: notes() },
    { id: 'fingering', name: trans.__('Fingering and strings'), items: fingering() },
    { id: 'clefs', name: trans.__('Clefs'), items: clefs() },
    { id: 'tempo', name: trans.__('Tempo'), items: tempi() },
    { id: 'measures', name: trans.__('Bar lines and repeats'), items: measures() },
  ];
}

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
  const shortcut = SHORTCUTS[mark];
  return note(
    mark as NoteField,
    true,
    capital(nameOf(mark)),
    picture,
    shortcut ? { shortcut } : {},
  );
}

const ORNAMENTS = new Set([
  'trill',
  'turn',
  'inverted_turn',
  'mordent',
  'inverted_mordent',
  'schleifer',
]);

function articulations(): PaletteItem[] {
  return [
    ...MARKS.filter((mark) => !ORNAMENTS.has(mark)).map(signed),
    note('fermata', 'normal', trans.__('Fermata'), { signs: ['E4C0'] }, { words: 'hold pause' }),
    note('fermata', 'angled', trans.__('Short fermata'), { signs: ['E4C4'] }),
    note('fermata', 'square', trans.__('Long fermata'), { signs: ['E4C6'] }),
    note('let_ring', true, trans.__('Let ring'), { path: LINES.let_ring }, { words: 'l.v.' }),
  ];
}

function ornaments(): PaletteItem[] {
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

function dynamics(): PaletteItem[] {
  return Object.entries(DYNAMICS).map(([dynamic, sign]) => ({
    id: `dynamic-${dynamic}`,
    name: dynamic,
    words: trans.__('dynamic'),
    picture: { signs: [sign] },
    command: { kind: 'sign', sign: 'dynamic', text: dynamic },
  }));
}

function span(
  id: string,
  name: string,
  picture: Picture,
  shape: SpanShape,
  more: Partial<PaletteItem> = {},
): PaletteItem {
  return { id, name, picture, command: { kind: 'span', shape }, ...more };
}

function spans(): PaletteItem[] {
  const ottavas: readonly [NonNullable<SpanShape['shift']>, string, string][] = [
    ['8va', 'E511', trans.__('8va: drawn an octave lower')],
    ['8vb', 'E512', trans.__('8vb: drawn an octave higher')],
    ['15ma', 'E515', trans.__('15ma: drawn two octaves lower')],
    ['15mb', 'E515', trans.__('15mb: drawn two octaves higher')],
    ['22ma', 'E518', trans.__('22ma: drawn three octaves lower')],
    ['22mb', 'E518', trans.__('22mb: drawn three octaves higher')],
  ];
  const tremolos = [1, 2, 3, 4].map((strokes) =>
    span(
      `tremolo-between-${strokes}`,
      trans._n(
        'Tremolo between two notes, %1 stroke',
        'Tremolo between two notes, %1 strokes',
        strokes,
      ),
      { path: LINES[`between_${strokes}`] },
      { kind: 'tremolo', strokes },
    ),
  );
  return [
    span(
      'slur',
      trans.__('Slur'),
      { path: LINES.slur },
      { kind: 'slur' },
      { shortcut: 'S', words: 'legato' },
    ),
    span(
      'slur-dashed',
      trans.__('Dashed slur'),
      { path: LINES.slur_dashed },
      { kind: 'slur', style: 'dashed' },
    ),
    span(
      'crescendo',
      trans.__('Crescendo'),
      { path: LINES.crescendo },
      { kind: 'crescendo' },
      { shortcut: '<', words: 'hairpin louder' },
    ),
    span(
      'diminuendo',
      trans.__('Diminuendo'),
      { path: LINES.diminuendo },
      { kind: 'diminuendo' },
      { shortcut: '>', words: 'hairpin decrescendo softer' },
    ),
    span(
      'cresc',
      trans.__('Crescendo in words'),
      { letters: 'cresc.', italic: true },
      { kind: 'crescendo', text: 'cresc.' },
    ),
    span(
      'dim',
      trans.__('Diminuendo in words'),
      { letters: 'dim.', italic: true },
      { kind: 'diminuendo', text: 'dim.' },
    ),
    ...ottavas.map(([shift, sign, name]) =>
      span(
        `ottava-${shift}`,
        name,
        { signs: [sign] },
        { kind: 'ottava', shift },
        { words: 'ottava octave' },
      ),
    ),
    span('pedal', trans.__('Pedal'), { signs: ['E650'] }, { kind: 'pedal' }, { words: 'sustain' }),
    span(
      'glissando',
      trans.__('Glissando'),
      { path: LINES.glissando },
      { kind: 'glissando', style: 'wavy' },
      { words: 'gliss' },
    ),
    span(
      'portamento',
      trans.__('Glissando, straight'),
      { path: LINES.slide },
      { kind: 'glissando', style: 'solid' },
      { words: 'portamento slide' },
    ),
    span('trill-line', trans.__('Trill line'), { path: LINES.trill_line }, { kind: 'trill' }),
    ...tremolos,
    span('line', trans.__('Line'), { path: LINES.line }, { kind: 'line', style: 'solid' }),
    span(
      'line-dashed',
      trans.__('Dashed line'),
      { path: LINES.line_dashed },
      { kind: 'line', style: 'dashed' },
    ),
    span(
      'line-wavy',
      trans.__('Wavy line'),
      { path: LINES.line_wavy },
      { kind: 'line', style: 'wavy' },
    ),
  ];
}

function words(): PaletteItem[] {
  return [
    {
      id: 'lyrics',
      name: trans.__('Lyrics'),
      words: 'verse syllable',
      picture: { letters: 'la-la' },
      write: 'lyrics',
      shortcut: 'Ctrl+L',
    },
    {
      id: 'harmony',
      name: trans.__('Chord symbol'),
      words: 'harmony',
      picture: { letters: 'Cm7' },
      write: 'harmony',
      shortcut: 'Ctrl+K',
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
      shortcut: 'Ctrl+E',
    },
    {
      id: 'dynamic-typed',
      name: trans.__('Dynamic, typed'),
      picture: { letters: 'mf…', italic: true },
      write: 'dynamic',
      shortcut: 'Ctrl+D',
    },
    {
      id: 'figures',
      name: trans.__('Figured bass'),
      words: 'thoroughbass continuo',
      picture: { letters: '6♯4' },
      write: 'figures',
      shortcut: 'Ctrl+G',
    },
    {
      id: 'rehearsal',
      name: trans.__('Rehearsal mark'),
      words: 'letter',
      picture: { letters: 'A', box: true },
      write: 'rehearsal',
      shortcut: 'Ctrl+M',
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

function notes(): PaletteItem[] {
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

function fingering(): PaletteItem[] {
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

function clefs(): PaletteItem[] {
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

function tempi(): PaletteItem[] {
  return [
    {
      id: 'tempo-typed',
      name: trans.__('Tempo, typed'),
      words: 'bpm metronome',
      picture: { signs: ['E1D5'] },
      write: 'tempo',
      shortcut: 'Alt+Shift+T',
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

function measures(): PaletteItem[] {
  const measure = (
    field: Extract<MarkCommand, { kind: 'measure-mark' }>['field'],
    value: string | number | boolean,
    name: string,
    picture: Picture,
    more: Partial<PaletteItem> = {},
  ): PaletteItem => ({
    id: `${field}-${value}`.replace(/-true$/, ''),
    name: capital(name),
    picture,
    command: { kind: 'measure-mark', field, value },
    ...more,
  });
  const jumps: readonly [string, string][] = [
    ['da_capo', 'D.C.'],
    ['da_capo_al_fine', 'D.C. al Fine'],
    ['da_capo_al_coda', 'D.C. al Coda'],
    ['dal_segno', 'D.S.'],
    ['dal_segno_al_fine', 'D.S. al Fine'],
    ['dal_segno_al_coda', 'D.S. al Coda'],
  ];
  return [
    {
      id: 'repeat',
      name: trans.__('Repeat the selected measures'),
      picture: { path: BARLINES.repeat, fill: true },
      command: { kind: 'repeat', times: 2 },
    },
    measure('repeat_start', true, nameOf('repeat_start'), {
      path: BARLINES.repeat_start,
      fill: true,
    }),
    ...[2, 3, 4].map((times) =>
      measure(
        'repeat_end',
        times,
        times === 2 ? nameOf('repeat_end') : trans.__('repeat ends, played %1 times', times),
        times === 2 ? { path: BARLINES.repeat_end, fill: true } : { letters: `${times}×` },
      ),
    ),
    ...['1', '2', '3', '1,2'].map((times) =>
      measure(
        'ending',
        times,
        trans.__('ending %1', times),
        { letters: `⌜${times}.` },
        { words: 'volta' },
      ),
    ),
    ...(['double', 'final', 'dashed', 'dotted', 'heavy', 'none'] as const).map((line) =>
      measure('barline', line, nameOf(line === 'none' ? 'invisible' : line), {
        path: BARLINES[line],
        fill: true,
      }),
    ),
    measure('segno', true, nameOf('segno'), { signs: ['E047'] }),
    measure('coda', true, nameOf('coda'), { signs: ['E048'] }),
    measure('to_coda', true, nameOf('to_coda'), { letters: 'To Coda' }),
    measure('fine', true, nameOf('fine'), { letters: 'Fine' }),
    ...jumps.map(([jump, text]) => measure('jump', jump, nameOf(jump), { letters: text })),
    measure(
      'layout_break',
      'system',
      nameOf('system'),
      { path: LINES.system_break },
      { words: 'line layout' },
    ),
    measure(
      'layout_break',
      'page',
      nameOf('page'),
      { path: LINES.page_break },
      { words: 'layout' },
    ),
  ];
}

function capital(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}
