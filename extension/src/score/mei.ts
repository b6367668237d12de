import type { Clef, Part, Piece } from '../document';
import { printedAccidentals } from './accidental';
import {
  clefAttributes,
  clefElement,
  escape,
  Layer,
  lyricsOf,
  type Open,
  type PlacedClef,
} from './layer';
import type { Line, SlotIndex } from './slot';
import { Ties } from './tie';

/** A range of measures that is engraved as one system: positions in `piece.measures`, `end` not included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Write ranges of a piece as MEI 5, each a whole document of one system.
 *
 * `xml:id`s are the document's: notes and rests have their event's id, gaps their slot's key, measures their own. Where a
 * duration needs several tied values, the second and later ones have the id with `.2`, `.3` … after it. A note tied to from
 * before the range has the type `tied`.
 */
export class MeiWriter {
  constructor(readonly index: SlotIndex) {
    this._piece = index.piece;
    this._ties = new Ties(index);
    this._clefs = this._piece.parts.map((part) => placeClefs(part, index));
  }

  /** The MEI text of a range. */
  write(range: Range): string {
    const measures: string[] = [];
    for (let measure = range.start; measure < range.end; measure++) {
      if (measure > range.start) {
        measures.push(this._change(measure));
      }
      measures.push(this._measure(measure, range));
    }
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<mei xmlns="http://www.music-encoding.org/ns/mei" meiversion="5.0">',
      '<meiHead><fileDesc><titleStmt><title/></titleStmt><pubStmt/></fileDesc></meiHead><music><body><mdiv><score>',
      this._scoreDef(range.start),
      `<section><sb/>${measures.join('')}</section>`,
      '</score></mdiv></body></music></mei>',
    ].join('');
  }

  private _scoreDef(start: number): string {
    const { meter } = this._piece.measures[start];
    const shown = start === 0 || this._piece.measures[start - 1].meter !== meter;
    let number = 0;
    const parts = this._piece.parts.map((part, index) => {
      const label = start === 0 ? part.name : part.abbreviation || abbreviate(part.name);
      const name = `<label>${escape(label)}</label>`;
      const staves: string[] = [];
      for (let staff = 1; staff <= part.staves; staff++) {
        const clef = last(
          this._clefs[index][staff - 1].filter(
            (of) => of.measure < start || (of.measure === start && of.onset.equals(0)),
          ),
        );
        staves.push(
          `<staffDef n="${++number}" lines="5" ${staffClef(clef?.clef ?? 'G2')}` +
            ` keysig="${signature(this.index.keyAt(index, start))}"${meterAttributes(meter, shown)}>` +
            `${part.staves === 1 ? name : ''}</staffDef>`,
        );
      }
      return part.staves === 1
        ? staves[0]
        : `<staffGrp symbol="brace" bar.thru="true">${name}${staves.join('')}</staffGrp>`;
    });
    return `<scoreDef><staffGrp>${parts.join('')}</staffGrp></scoreDef>`;
  }

  /** A change of key or meter within the range. */
  private _change(measure: number): string {
    const before = this._piece.measures[measure - 1];
    const here = this._piece.measures[measure];
    const meter = before.meter === here.meter ? '' : meterAttributes(here.meter, true);
    const key = before.key !== here.key;
    if (!meter && !key) {
      return '';
    }
    const staves = this._staves().map(
      ({ part }, number) =>
        `<staffDef n="${number + 1}"${key ? ` keysig="${signature(this.index.keyAt(part, measure))}"` : ''}${meter}/>`,
    );
    return `<scoreDef${meter}><staffGrp>${staves.join('')}</staffGrp></scoreDef>`;
  }

  private _measure(measure: number, range: Range): string {
    const of = this._piece.measures[measure];
    const end = measure === this._piece.measures.length - 1 ? ' right="end"' : '';
    const ties: string[] = [];
    const staves = this._staves().map(({ part, staff }, number) => {
      const layers = this._layers(part, staff, measure, range, ties);
      return `<staff n="${number + 1}">${layers}</staff>`;
    });
    return (
      `<measure n="${of.number}" xml:id="${of.id}"${end}>${staves.join('')}` +
      `${this._tempi(measure)}${ties.join('')}</measure>`
    );
  }

  private _layers(
    part: number,
    staff: number,
    measure: number,
    range: Range,
    ties: string[],
  ): string {
    const printed = printedAccidentals(this.index, this._ties, part, staff, measure);
    const clefs = this._clefs[part][staff - 1];
    const inside = clefs.filter((of) => of.measure === measure && of.onset.gt(0));
    const following = clefs.filter(
      (of) => of.measure === measure + 1 && of.onset.equals(0) && measure + 1 < range.end,
    );
    return this.index
      .voices(part, staff, measure)
      .map((voice, position) => {
        const line = { part, staff, voice };
        const layer = new Layer(
          this.index,
          this._ties,
          printed,
          position === 0 ? inside : [],
          this._openWords(line, measure),
          range,
        );
        const content = layer.write(line, measure);
        ties.push(...layer.ties);
        const after = position === 0 ? following.map((of) => clefElement(of.clef)).join('') : '';
        return `<layer n="${voice}">${content}${after}</layer>`;
      })
      .join('');
  }

  private _tempi(measure: number): string {
    const { start, duration, meter } = this._piece.measures[measure];
    const unit = Number(meter.split('/')[1]);
    return this._piece.tempi
      .filter(
        ({ id, position }) =>
          id !== null && position.gte(start) && position.lt(start.add(duration)),
      )
      .map(({ position, bpm, text }, order, tempi) => {
        const stamp = 1 + (position.sub(start).valueOf() * unit) / 4;
        const words = `${text ? `${escape(text)} ` : ''}♩ = ${Number(bpm.toFixed(1))}`;
        return order < tempi.length - 1 && tempi[order + 1].position.equals(position)
          ? ''
          : `<tempo tstamp="${stamp}" staff="1" place="above">${words}</tempo>`;
      })
      .join('');
  }

  /** Which verses stand in the middle of a word where a measure begins. */
  private _openWords(line: Line, measure: number): Open {
    const open: Open = [];
    const known: boolean[] = [];
    for (let at = measure - 1; at >= Math.max(0, measure - 4); at--) {
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

  private _staves(): { part: number; staff: number }[] {
    return this._piece.parts.flatMap((part, index) =>
      Array.from({ length: part.staves }, (_, staff) => ({ part: index, staff: staff + 1 })),
    );
  }

  private readonly _piece: Piece;
  private readonly _ties: Ties;
  /** By part, by staff (from 0), in order. */
  private readonly _clefs: PlacedClef[][][];
}

function placeClefs(part: Part, index: SlotIndex): PlacedClef[][] {
  return Array.from({ length: part.staves }, (_, staff) =>
    part.clefs
      .filter((clef: Clef) => clef.staff === staff + 1)
      .map(({ measure, onset, clef }) => ({
        measure: index.measureIndex(measure) ?? 0,
        onset,
        clef,
      })),
  );
}

function staffClef(clef: string): string {
  return clefAttributes(clef).replace(/(\S+)="/g, 'clef.$1="');
}

function signature(fifths: number): string {
  return fifths === 0 ? '0' : `${Math.abs(fifths)}${fifths > 0 ? 's' : 'f'}`;
}

function meterAttributes(meter: string, shown: boolean): string {
  const [count, unit] = meter.split('/');
  return ` meter.count="${count}" meter.unit="${unit}"${shown ? '' : ' meter.form="invis"'}`;
}

/** A name short enough to stand before every system: "Violoncello" as "Violo.". */
function abbreviate(name: string): string {
  return name.length <= 7 ? name : `${name.slice(0, 5).trim()}.`;
}

function last<T>(list: readonly T[]): T | undefined {
  return list[list.length - 1];
}
