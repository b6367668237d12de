import type { Measure, Piece } from '../../document';
import { escape, smufl, stamp } from './markup';
import type { Range } from './mei';

const LINES: Record<string, string> = {
  double: 'dbl',
  final: 'end',
  dashed: 'dashed',
  dotted: 'dotted',
  heavy: 'heavy',
  none: 'invis',
};

const JUMPS: Record<string, readonly [func: string, words: string]> = {
  da_capo: ['daCapo', 'D.C.'],
  da_capo_al_fine: ['daCapo', 'D.C. al Fine'],
  da_capo_al_coda: ['daCapo', 'D.C. al Coda'],
  dal_segno: ['dalSegno', 'D.S.'],
  dal_segno_al_fine: ['dalSegno', 'D.S. al Fine'],
  dal_segno_al_coda: ['dalSegno', 'D.S. al Coda'],
};

const CODA = 0xe048;

/** The attributes of a measure for the bar lines before and after it; `end` is the last of those that are drawn as one. */
export function barlines(piece: Piece, measure: number, end = measure): string {
  const { repeat_start } = piece.measures[measure];
  const { repeat_end, barline } = piece.measures[end];
  const last = end === piece.measures.length - 1;
  const right = repeat_end > 0 ? 'rptend' : (LINES[barline] ?? (last ? 'end' : ''));
  return `${repeat_start ? ' left="rptstart"' : ''}${right ? ` right="${right}"` : ''}`;
}

/** The elements of a measure for where to go, and for the names of what begins. */
export function signposts(piece: Piece, measure: number): string {
  const of = piece.measures[measure];
  const end = stamp(of, of.duration);
  const signs: string[] = [];
  const atEnd = (name: string, words: string): void => {
    signs.push(
      `<dir xml:id="${of.id}.${name}" type="jump" tstamp="${end}" staff="1" place="above"><rend halign="right" fontstyle="normal">${words}</rend></dir>`,
    );
  };
  const section = piece.sections.find(({ measure: first }) => first === of.id);
  if (of.rehearsal || section) {
    const mark = of.rehearsal ? `<rend rend="box">${escape(of.rehearsal)}</rend> ` : '';
    const id = ` xml:id="${section?.id ?? `${of.id}.rehearsal`}"`;
    signs.push(
      `<reh${id} tstamp="1" staff="1" place="above">${mark}${escape(section?.name ?? '')}</reh>`,
    );
  }
  for (const sign of ['segno', 'coda'] as const) {
    if (of[sign]) {
      signs.push(
        `<repeatMark xml:id="${of.id}.${sign}" func="${sign}" tstamp="1" staff="1" place="above"/>`,
      );
    }
  }
  if (of.to_coda) {
    atEnd('to_coda', `To Coda ${smufl(CODA)}`);
  }
  if (of.fine) {
    atEnd('fine', 'Fine');
  }
  if (of.jump) {
    atEnd('jump', JUMPS[of.jump]?.[1] ?? '');
  }
  if (of.repeat_end > 2 && !of.ending) {
    atEnd('repeat_end', `${of.repeat_end}×`);
  }
  return signs.join('');
}

/** The tags of the ending that a measure is in: what goes before it and what after it. */
export function ending(piece: Piece, measure: number, range: Range): readonly [string, string] {
  const { measures } = piece;
  const { ending: times } = measures[measure];
  if (!times) {
    return ['', ''];
  }
  const same = (of: Measure | undefined): boolean => of?.ending === times;
  const begins = !same(measures[measure - 1]);
  let last = measure;
  while (last + 1 < range.end && same(measures[last + 1])) {
    last++;
  }
  const closed = measures[last].repeat_end > 0 && !same(measures[last + 1]);
  const opens = begins || measure === range.start;
  const numbered = times !== '0';
  const number = numbered ? ` n="${times}"` : '';
  const words = begins && numbered ? ` label="${times.split(',').join('., ')}."` : '';
  return [
    opens
      ? `<ending xml:id="${measures[measure].id}.ending"${number}${words} lstartsym="${begins ? 'angledown' : 'none'}"` +
        ` lendsym="${closed ? 'angledown' : 'none'}">`
      : '',
    last === measure ? '</ending>' : '',
  ];
}
