import type { Measure, Piece, Span } from '../../document';
import { linkId } from './layer';
import { escape, place, stamp } from './markup';
import type { Range } from './mei';
import { linksOf, type Slot, type SlotIndex } from '../music/slot';

/** A span with its ends found. */
interface PlacedSpan {
  readonly span: Span;
  readonly start: Slot;
  readonly end: Slot;
}

/** Where a span begins and ends in a range, as MEI has it: at its notes, or at the range's edge. */
interface Ends {
  readonly start: string;
  readonly end: string;
}

const OCTAVES: Record<string, number> = {
  '8va': 1,
  '8vb': -1,
  '15ma': 2,
  '15mb': -2,
  '22ma': 3,
  '22mb': -3,
};

/** The spans of a piece as they are engraved, each cut at the edges of what is. */
export class Spans {
  constructor(private readonly _index: SlotIndex) {
    for (const part of _index.piece.parts) {
      for (const span of part.spans) {
        const start = this._slot(span.start);
        const end = this._slot(span.end);
        if (start && end) {
          this._add({ span, start, end });
        }
      }
    }
  }

  /** Octaves that a slot is drawn lower than it is. */
  shiftAt(slot: Slot): number {
    return this._shifts.get(slot) ?? 0;
  }

  /** The tremolo between a slot and the next one. */
  tremoloAt(slot: Slot): { second: Slot; strokes: number } | undefined {
    return this._tremolos.get(slot);
  }

  /** Whether a trill's line begins at a slot, and so its sign. */
  isTrilled(slot: Slot): boolean {
    return this._trilled.has(slot);
  }

  /** The ends of the spans that reach over an edge of a range: what these depend on outside of it. */
  reaching({ start: from, end: to }: Range): readonly Slot[] {
    return this._long.flatMap(({ start, end }) =>
      start.measure < to && end.measure >= from && (start.measure < from || end.measure >= to)
        ? [start, end]
        : [],
    );
  }

  /** The elements of a measure for the spans that begin there, or go on there where a range begins. */
  write(measure: number, range: Range): string {
    const here = this._byMeasure.get(measure) ?? [];
    const before =
      measure === range.start
        ? this._long.filter(({ start, end }) => start.measure < measure && end.measure >= measure)
        : [];
    const written = [...before, ...here].map((of) => this._write(of, measure, range));
    return written.join('') + this._pedalsUp(measure, range);
  }

  private _slot(id: string): Slot | undefined {
    return this._index.find(id) ?? this._index.grace(id)?.slot;
  }

  private _add(placed: PlacedSpan): void {
    const { span, start, end } = placed;
    if (span.kind === 'tremolo') {
      if (start.duration.equals(end.duration) && this._index.neighbour(start, 1) === end) {
        this._tremolos.set(start, { second: end, strokes: span.strokes || 3 });
      }
      return;
    }
    if (span.kind === 'ottava') {
      this._shift(placed);
    } else if (span.kind === 'trill') {
      this._trilled.add(start);
    } else if (span.kind === 'pedal') {
      this._pedals.push(placed);
    }
    const here = this._byMeasure.get(start.measure);
    if (here) {
      here.push(placed);
    } else {
      this._byMeasure.set(start.measure, [placed]);
    }
    if (end.measure > start.measure) {
      this._long.push(placed);
    }
  }

  private _shift({ span, start, end }: PlacedSpan): void {
    for (let measure = start.measure; measure <= end.measure; measure++) {
      for (const voice of this._index.voices(start.part, start.staff, measure)) {
        const line = { part: start.part, staff: start.staff, voice };
        for (const slot of this._index.slots(line, measure)) {
          const begun = measure > start.measure || slot.onset.gte(start.onset);
          const ended = measure === end.measure && slot.onset.gte(end.onset.add(end.duration));
          if (begun && !ended) {
            this._shifts.set(slot, OCTAVES[span.shift] ?? 0);
          }
        }
      }
    }
  }

  private _write(placed: PlacedSpan, measure: number, range: Range): string {
    const { span, start } = placed;
    const begins = start.measure >= range.start;
    const id = ` xml:id="${begins ? span.id : `${span.id}.on`}"`;
    const staff = ` staff="${staffNumber(this._index.piece, start)}"`;
    const above = span.kind === 'line' ? 'above' : '';
    const common = id + staff + place(span.placement || above);
    const notes = this._atNotes(placed, measure, range);
    const times = this._atTimes(placed, measure, range);
    const form = span.style === 'solid' || !span.style ? '' : ` lform="${span.style}"`;
    switch (span.kind) {
      case 'slur': {
        const curve = span.placement ? ` curvedir="${span.placement}"` : '';
        return `<slur${id}${staff}${curve}${notes.start}${notes.end}${form}/>`;
      }
      case 'crescendo':
      case 'diminuendo':
        return span.text
          ? `<dynam${common}${times.start}${times.end} extender="true">${begins ? escape(span.text) : ''}</dynam>`
          : `<hairpin${common} form="${span.kind === 'crescendo' ? 'cres' : 'dim'}"${times.start}${times.end}/>`;
      case 'ottava': {
        const shift = OCTAVES[span.shift] ?? 1;
        const where = shift > 0 ? 'above' : 'below';
        const dis = ['', '8', '15', '22'][Math.abs(shift)];
        return `<octave${id}${staff} dis="${dis}" dis.place="${where}"${notes.start}${notes.end}/>`;
      }
      case 'pedal':
        return this._pedalDown(placed, measure, range);
      case 'glissando':
        return (
          `<gliss${id}${staff}${notes.start}${notes.end}${form}/>` +
          (span.text && begins
            ? `<dir${staff} place="above"${notes.start}>${escape(span.text)}</dir>`
            : '')
        );
      case 'trill':
        return `<trill${common}${notes.start}${times.end} extender="true"/>`;
      default:
        return span.text
          ? `<dir${common}${notes.start}${times.end} extender="true"${form}>${begins ? escape(span.text) : ''}</dir>`
          : `<bracketSpan${common}${notes.start}${span.start === span.end ? times.end : notes.end}` +
              ` lform="${span.style || 'solid'}" lwidth="narrow" lstartsym="none" lendsym="none"/>`;
    }
  }

  /** Where a pedal goes down: at its note, or at the range's edge. */
  private _pedalDown({ span, start }: PlacedSpan, measure: number, range: Range): string {
    const begins = start.measure >= range.start;
    const at = begins ? stamp(this._index.piece.measures[measure], start.onset) : '1';
    return this._pedal(span, start, range, begins ? span.id : `${span.id}.on`, 'down', at);
  }

  /** The pedals that go up in a measure, or at the end of the range. */
  private _pedalsUp(measure: number, range: Range): string {
    return this._pedals
      .filter(
        ({ start, end }) =>
          start.measure < range.end && Math.min(end.measure, range.end - 1) === measure,
      )
      .map(({ span, start, end }) => {
        const of = this._index.piece.measures[measure];
        const until = end.measure === measure ? end.onset.add(end.duration) : of.duration;
        return this._pedal(span, start, range, `${span.id}.up`, 'up', stamp(of, until));
      })
      .join('');
  }

  private _pedal(
    span: Span,
    start: Slot,
    range: Range,
    id: string,
    direction: string,
    at: string,
  ): string {
    const form = start.measure >= range.start ? 'pedline' : 'line';
    const { piece } = this._index;
    const lowest = { part: start.part, staff: piece.parts[start.part].staves };
    const staff = staffNumber(piece, span.placement === 'above' ? start : lowest);
    return (
      `<pedal xml:id="${id}" staff="${staff}"${place(span.placement)}` +
      ` dir="${direction}" form="${form}" tstamp="${at}"/>`
    );
  }

  /** The ends of a span at its notes; `tstamp="0"` is before the first note of a range. */
  private _atNotes({ span, start, end }: PlacedSpan, measure: number, range: Range): Ends {
    const final = linkId(
      span.end,
      end.notes.some(({ id }) => id === span.end) ? linksOf(end).length - 1 : 0,
    );
    return {
      start: start.measure < range.start ? ' tstamp="0"' : ` startid="#${span.start}"`,
      end: end.measure >= range.end ? this._edge(measure, range) : ` endid="#${final}"`,
    };
  }

  /** The ends of a span in time, the last one's duration included. */
  private _atTimes({ start, end }: PlacedSpan, measure: number, range: Range): Ends {
    const { measures } = this._index.piece;
    const last = measures[end.measure];
    const until = stamp(last, end.onset.add(end.duration));
    return {
      start: ` tstamp="${start.measure < range.start ? '1' : stamp(measures[measure], start.onset)}"`,
      end:
        end.measure >= range.end
          ? this._edge(measure, range)
          : ` tstamp2="${end.measure - measure}m+${until}"`,
    };
  }

  /** The end of a range. */
  private _edge(measure: number, range: Range): string {
    const last: Measure = this._index.piece.measures[range.end - 1];
    return ` tstamp2="${range.end - 1 - measure}m+${stamp(last, last.duration)}"`;
  }

  private readonly _shifts = new Map<Slot, number>();
  private readonly _tremolos = new Map<Slot, { second: Slot; strokes: number }>();
  private readonly _trilled = new Set<Slot>();
  private readonly _byMeasure = new Map<number, PlacedSpan[]>();
  /** Those that reach over a bar line. */
  private readonly _long: PlacedSpan[] = [];
  private readonly _pedals: PlacedSpan[] = [];
}

/** The number of a staff in its system, from 1. */
export function staffNumber(piece: Piece, of: { part: number; staff: number }): number {
  return piece.parts.slice(0, of.part).reduce((sum, part) => sum + part.staves, of.staff);
}
