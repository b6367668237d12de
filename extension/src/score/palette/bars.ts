import { trans } from '../../translation';
import type { MarkCommand } from '../editing/markings';
import { nameOf } from '../music/names';
import { BARLINES, LINES } from './drawings';
import { capital, type PaletteItem, type Picture } from './item';

/** What stands at bar lines and measures. */
export function measures(): PaletteItem[] {
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
      command: { kind: 'repeat-measures', times: 2 },
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
