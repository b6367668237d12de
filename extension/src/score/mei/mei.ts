import type { Piece } from '../../document';
import { printedAccidentals } from '../music/accidental';
import { barlines, ending, signposts } from './barline';
import { clefElement, Clefs } from '../music/clef';
import { Directives } from './directive';
import { Layer, type Score } from './layer';
import { lyricsOf, type Open } from '../music/lyric';
import { Runs, type Run } from '../music/resting';
import type { Line, SlotIndex } from '../music/slot';
import { Spans } from './span';
import { changeDefinition, isTablature, systemDefinition, type Joint } from './staves';
import { Ties } from '../music/tie';

/** A range of measures that is engraved as one system: positions in `piece.measures`, `end` not included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** How many measures back a word may have begun that a system goes on with. */
const WORDS = 4;

/**
 * Write ranges of a piece as MEI 5, each a whole document of one system.
 *
 * `xml:id`s are the document's: notes, rests, marks and spans have their entry's id, gaps their slot's key, measures their own. Where a
 * duration needs several tied values, the second and later ones have the id with `.2`, `.3` … after it. A note tied to from
 * before the range has the type `tied`. A span is cut at the range's edges; where it goes on from before, its id has `.on` after it.
 * Measures that are one rest are one measure, with the id of the first.
 */
export class MeiWriter {
  /** @param _runs - The multi-measure rests; no range begins or ends within one. */
  constructor(
    readonly index: SlotIndex,
    private readonly _runs = Runs.NONE,
  ) {
    this._piece = index.piece;
    this._score = {
      index,
      ties: new Ties(index),
      clefs: new Clefs(index),
      spans: new Spans(index),
    };
    this._directives = new Directives(index);
  }

  /**
   * The MEI text of a range.
   *
   * @param joint - given where ranges are engraved side by side as one system.
   */
  write(range: Range, joint: Joint | null = null): string {
    const measures: string[] = [];
    for (let measure = range.start; measure < range.end; measure++) {
      const run = this._runs.at(measure);
      if (run && measure > Math.max(run.start, range.start)) {
        continue;
      }
      const [before, after] = ending(this._piece, measure, range);
      const change =
        measure > range.start ? changeDefinition(this.index, this._score.clefs, measure) : '';
      measures.push(
        before,
        change,
        run ? this._rest(run, range) : this._measure(measure, range),
        after,
      );
    }
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<mei xmlns="http://www.music-encoding.org/ns/mei" meiversion="5.0">',
      '<meiHead><fileDesc><titleStmt><title/></titleStmt><pubStmt/></fileDesc></meiHead><music><body><mdiv><score>',
      systemDefinition(this.index, this._score.clefs, range.start, joint),
      `<section><sb/>${measures.join('')}</section>`,
      '</score></mdiv></body></music></mei>',
    ].join('');
  }

  /** What the text of a range is made of beside the piece's frame, as objects that are the same while that is. */
  sources({ start, end }: Range): readonly object[] {
    const sources: object[] = [];
    for (let measure = start - WORDS; measure <= end; measure++) {
      sources.push(this.index.contents(measure));
    }
    return [...sources, ...this._score.spans.reaching({ start, end })];
  }

  private _measure(measure: number, range: Range): string {
    const of = this._piece.measures[measure];
    const controls: string[] = [];
    let number = 0;
    const staves = this._piece.parts.flatMap((part, position) =>
      Array.from({ length: part.staves }, (_, staff) => {
        const layers = this._layers(position, staff + 1, measure, range, controls);
        return `<staff n="${++number}">${layers}</staff>`;
      }),
    );
    return (
      `<measure n="${of.number}" xml:id="${of.id}"${barlines(this._piece, measure)}>${staves.join('')}` +
      signposts(this._piece, measure) +
      this._directives.write(measure) +
      `${this._score.spans.write(measure, range)}${controls.join('')}</measure>`
    );
  }

  /** Measures that are one rest. */
  private _rest({ start, end }: Run, range: Range): string {
    const { measures, parts } = this._piece;
    let number = 0;
    const staves = parts.flatMap((part, position) =>
      Array.from({ length: part.staves }, (_, order) => {
        const staff = order + 1;
        const [slot] = this.index.slots({ part: position, staff, voice: 1 }, start);
        const clefs = isTablature(this._score.clefs, position, staff, range.start)
          ? []
          : this._clefsAfter(position, staff, end, range);
        const rest = `<multiRest xml:id="${slot.key}" num="${end - start}"/>${clefs.join('')}`;
        return `<staff n="${++number}"><layer n="1">${rest}</layer></staff>`;
      }),
    );
    const first = measures[start];
    const lines = barlines(this._piece, start, end - 1);
    return (
      `<measure n="${first.number}" xml:id="${first.id}"${lines}>${staves.join('')}` +
      `${signposts(this._piece, start)}${signposts(this._piece, end - 1)}` +
      `${this._directives.write(start)}</measure>`
    );
  }

  /** The changes of clef at the end of a measure: those that the next one begins with. */
  private _clefsAfter(part: number, staff: number, next: number, range: Range): string[] {
    const { lines } = this._piece.parts[part];
    return this._score.clefs
      .of(part, staff)
      .filter((of) => of.measure === next && of.onset.equals(0) && next < range.end)
      .map((of) => clefElement(of, lines));
  }

  private _layers(
    part: number,
    staff: number,
    measure: number,
    range: Range,
    controls: string[],
  ): string {
    const { clefs, ties } = this._score;
    const printed = printedAccidentals(this.index, ties, part, staff, measure);
    const tablature = isTablature(clefs, part, staff, range.start);
    const changes = tablature ? [] : clefs.of(part, staff);
    const inside = changes.filter((of) => of.measure === measure && of.onset.gt(0));
    const following = tablature ? [] : this._clefsAfter(part, staff, measure + 1, range);
    return this.index
      .voices(part, staff, measure)
      .map((voice, position) => {
        const line = { part, staff, voice };
        const layer = new Layer(
          this._score,
          printed,
          position === 0 ? inside : [],
          this._openWords(line, measure),
          range,
          tablature,
        );
        const content = layer.write(line, measure);
        controls.push(...layer.controls);
        const after = position === 0 ? following.join('') : '';
        return `<layer n="${voice}">${content}${after}</layer>`;
      })
      .join('');
  }

  /** Which verses stand in the middle of a word where a measure begins. */
  private _openWords(line: Line, measure: number): Open {
    const open: Open = [];
    const known: boolean[] = [];
    for (let at = measure - 1; at >= Math.max(0, measure - WORDS); at--) {
      const slots = this.index.slots(line, at);
      for (let position = slots.length - 1; position >= 0; position--) {
        lyricsOf(slots[position]).forEach((text, verse) => {
          if (text && !known[verse]) {
            known[verse] = true;
            open[verse] = text.endsWith('-');
          }
        });
      }
    }
    return open;
  }

  private readonly _piece: Piece;
  private readonly _score: Score;
  private readonly _directives: Directives;
}
