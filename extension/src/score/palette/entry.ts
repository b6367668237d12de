import { trans } from '../../translation';
import type { GraceKind } from '../editing/command';
import { nameOf } from '../music/names';
import { LINES } from './drawings';
import { capital, type PaletteItem } from './item';

/** What divides the selected note or rest, or what comes next. */
export function tuplets(): PaletteItem[] {
  return [
    ...[2, 3, 4, 5, 6, 7, 8, 9].map((actual): PaletteItem => ({
      id: `tuplet-${actual}`,
      name: trans.__('Tuplet of %1', actual),
      words: actual === 3 ? trans.__('triplet') : '',
      picture: { letters: String(actual), italic: true },
      command: { kind: 'tuplet', actual },
      bound: { command: 'antiphon:tuplet', args: { actual } },
    })),
    {
      id: 'tuplet-typed',
      name: trans.__('Tuplet, typed'),
      picture: { letters: '5:4…', italic: true },
      bound: { command: 'antiphon:tuplet', args: {} },
    },
  ];
}

const GRACES: readonly GraceKind[] = ['acciaccatura', 'appoggiatura', 'after'];

/** Grace notes beside the selected ones. */
export function graces(): PaletteItem[] {
  return GRACES.map((grace) => ({
    id: `grace-${grace}`,
    name: grace === 'after' ? trans.__('Grace note after') : capital(nameOf(grace)),
    words: trans.__('grace note'),
    picture: { path: LINES[`grace_${grace}`] },
    command: { kind: 'grace', grace },
    bound: { command: 'antiphon:grace-note', args: { grace } },
  }));
}
