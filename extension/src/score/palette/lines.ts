import { trans } from '../../translation';
import type { SpanShape } from '../editing/markings';
import { LINES } from './drawings';
import type { PaletteItem, Picture } from './item';

function span(
  id: string,
  name: string,
  picture: Picture,
  shape: SpanShape,
  more: Partial<PaletteItem> = {},
): PaletteItem {
  return { id, name, picture, command: { kind: 'span', shape }, ...more };
}

/** What reaches from one note to another. */
export function spans(): PaletteItem[] {
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
    span('slur', trans.__('Slur'), { path: LINES.slur }, { kind: 'slur' }, { words: 'legato' }),
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
      { words: 'hairpin louder' },
    ),
    span(
      'diminuendo',
      trans.__('Diminuendo'),
      { path: LINES.diminuendo },
      { kind: 'diminuendo' },
      { words: 'hairpin decrescendo softer' },
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
