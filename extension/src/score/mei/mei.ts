import type { Piece } from '../../document';
import { printedAccidentals } from '../music/accidental';
import { barlines, ending, signposts } from './barline';
import { clefElement, Clefs } from '../music/clef';
import { Directives } from './directive';
import { Layer, type Score } from './layer';
import { lyricsOf, type Open } from '../music/lyric';
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
 */
export class MeiWriter {
  constructor(readonly index: SlotIndex) {
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
      const [before, after] = ending(this._piece, measure, range);
      const change =
        measure > range.start ? changeDefinition(this.index, this._score.clefs, measure) : '';
      measures.push(before, change, this._measure(measure, range), after);
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
    const following = changes.filter(
      (of) => of.measure === measure + 1 && of.onset.equals(0) && measure + 1 < range.end,
    );
    const { lines } = this._piece.parts[part];
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
        const after = position === 0 ? following.map((of) => clefElement(of, lines)).join('') : '';
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
