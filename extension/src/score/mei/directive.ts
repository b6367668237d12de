import Fraction from 'fraction.js';

import type { Mark, Piece, Tempo } from '../../document';
import { valueOf } from '../music/duration';
import { escape, place, smufl, stamp, withAccidentals } from './markup';
import { staffNumber } from './span';
import type { SlotIndex } from '../music/slot';

/** SMuFL codes of note values within text, by their MEI names. */
const VALUES: Record<string, number> = {
  breve: 0xeca0,
  '1': 0xeca2,
  '2': 0xeca3,
  '4': 0xeca5,
  '8': 0xeca7,
  '16': 0xeca9,
  '32': 0xecab,
  '64': 0xecad,
};
const DOT = 0xecb7;

const STYLES: Record<string, string> = {
  plain: 'fontstyle="normal"',
  italic: 'fontstyle="italic"',
  bold: 'fontstyle="normal" fontweight="bold"',
};

/** Tempo marks, dynamics, chord symbols, figures and words, by measure. */
export class Directives {
  constructor(private readonly _index: SlotIndex) {
    const { measures, tempi } = _index.piece;
    let measure = 0;
    tempi.forEach((tempo, order) => {
      while (measure + 1 < measures.length && measures[measure + 1].start.lte(tempo.position)) {
        measure++;
      }
      if (tempo.id !== null) {
        this._tempi.set(measure, [...(this._tempi.get(measure) ?? []), order]);
      }
    });
  }

  /** The elements of a measure. */
  write(measure: number): string {
    const { piece } = this._index;
    const marks = piece.parts.flatMap((_, part) =>
      this._index.marksOf(part, measure).map((mark) => this._mark(mark, part, measure)),
    );
    const tempi = (this._tempi.get(measure) ?? []).map((order) =>
      writeTempo(piece, order, measure),
    );
    return marks.join('') + tempi.join('');
  }

  private _mark(mark: Mark, part: number, measure: number): string {
    const at =
      ` xml:id="${mark.id}" tstamp="${stamp(this._index.piece.measures[measure], mark.onset)}"` +
      ` staff="${staffNumber(this._index.piece, { part, staff: mark.staff })}"${place(mark.placement)}`;
    switch (mark.kind) {
      case 'dynamic':
        return `<dynam${at}>${escape(mark.text)}</dynam>`;
      case 'harmony':
        return `<harm${at}>${withAccidentals(mark.text)}</harm>`;
      case 'figures': {
        const figures = mark.text.split(/\s+/).filter((figure) => figure !== '');
        return `<harm${at}><fb>${figures.map((of) => `<f>${withAccidentals(of)}</f>`).join('')}</fb></harm>`;
      }
      case 'text': {
        const lines = mark.text.split('\n').map(escape).join('<lb/>');
        const above = mark.placement ? '' : ' place="above"';
        return `<dir${at}${above}><rend ${STYLES[mark.style] ?? STYLES.plain}>${lines}</rend></dir>`;
      }
    }
  }

  /** Positions of tempo marks in the piece's, by measure. */
  private readonly _tempi = new Map<number, number[]>();
}

function writeTempo(piece: Piece, order: number, measure: number): string {
  const tempo = piece.tempi[order];
  const of = piece.measures[measure];
  const at = stamp(of, tempo.position.sub(of.start));
  return `<tempo xml:id="${tempo.id}" tstamp="${at}" staff="1" place="above">${tempoWords(piece.tempi, order)}</tempo>`;
}

/** What a tempo mark says: its words, and its number where that is new. */
function tempoWords(tempi: readonly Tempo[], order: number): string {
  const { text, bpm, beat, gradual } = tempi[order];
  const before = tempi[order - 1];
  const after = tempi[order + 1];
  const words = text || (gradual && after ? (after.bpm < bpm ? 'rit.' : 'accel.') : '');
  const known = before !== undefined && before.bpm === bpm && words !== '';
  const number = known ? '' : metronome(bpm, beat);
  return [escape(words), number].filter((of) => of !== '').join(' ');
}

/** A metronome mark, such as "♩ = 120". */
function metronome(bpm: number, beat: Fraction): string {
  const value = valueOf(beat);
  const [name, dots, length] =
    value && value.name in VALUES ? [value.name, value.dots, beat] : ['4', 0, new Fraction(1)];
  const sign = smufl(VALUES[name], ...Array<number>(dots).fill(DOT));
  return `${sign} = ${Number((bpm / length.valueOf()).toFixed(1))}`;
}
