import type { Clef, Mark, Measure, Span, Tempo } from '../../document';
import type { Slot, SlotIndex } from './slot';

/** Fields of a measure that are drawn as signs of their own: first those of its beginning, then those of its end. */
export const AT_BEGINNING = ['rehearsal', 'repeat_start', 'ending', 'segno', 'coda'] as const;
export const AT_END = ['repeat_end', 'barline', 'to_coda', 'fine', 'jump', 'layout_break'] as const;
export type MeasureSign = (typeof AT_BEGINNING)[number] | (typeof AT_END)[number];

/** A sign of the score that is no note or rest. */
export type Sign =
  | { readonly kind: 'mark'; readonly id: string; readonly part: number; readonly of: Mark }
  | { readonly kind: 'span'; readonly id: string; readonly part: number; readonly of: Span }
  | { readonly kind: 'clef'; readonly id: string; readonly part: number; readonly of: Clef }
  | { readonly kind: 'tempo'; readonly id: string; readonly of: Tempo }
  | {
      readonly kind: 'measure';
      readonly id: string;
      readonly measure: number;
      readonly field: MeasureSign;
      readonly of: Measure;
    };

/** The id that a sign of a measure is selected by; no entry of the document has a slash in its id. */
export function measureSignId(measure: string, field: MeasureSign): string {
  return `${measure}/${field}`;
}

/** The signs of a piece: by id, and by the note or rest that they stand at. */
export class Signs {
  /** The signs of a piece; made once for each projection. */
  static of(index: SlotIndex): Signs {
    let signs = made.get(index);
    if (!signs) {
      made.set(index, (signs = new Signs(index)));
    }
    return signs;
  }

  private constructor(private readonly _index: SlotIndex) {
    const { piece } = _index;
    piece.parts.forEach((part, position) => {
      part.marks.forEach((of) =>
        this._put({ kind: 'mark', id: of.id, part: position, of }, of.measure),
      );
      part.clefs.forEach((of) => {
        if (of.id !== null) {
          this._put({ kind: 'clef', id: of.id, part: position, of }, of.measure);
        }
      });
      part.spans.forEach((of) => {
        const sign: Sign = { kind: 'span', id: of.id, part: position, of };
        this._byId.set(of.id, sign);
        for (const end of new Set([of.start, of.end])) {
          this._atNote.set(end, [...(this._atNote.get(end) ?? []), sign]);
        }
      });
    });
    let measure = 0;
    for (const of of piece.tempi) {
      while (piece.measures[measure + 1]?.start.lte(of.position)) {
        measure++;
      }
      if (of.id !== null && piece.measures[measure]) {
        this._put({ kind: 'tempo', id: of.id, of }, piece.measures[measure].id);
      }
    }
  }

  find(id: string): Sign | undefined {
    const [measure, field] = id.split('/');
    if (field === undefined) {
      return this._byId.get(id);
    }
    const position = this._index.measureIndex(measure);
    return position === undefined ? undefined : this._measureSign(position, field as MeasureSign);
  }

  /** The signs that stand at a slot: at its place in its staff, at its notes, at the bar lines beside it. */
  at(slot: Slot): readonly Sign[] {
    const measure = this._index.measure(slot);
    const end = slot.onset.add(slot.duration);
    const within = (onset: Slot['onset']): boolean => onset.gte(slot.onset) && onset.lt(end);
    const here = (this._atMeasure.get(measure.id) ?? []).filter((sign) => {
      switch (sign.kind) {
        case 'mark':
        case 'clef':
          return sign.part === slot.part && sign.of.staff === slot.staff && within(sign.of.onset);
        case 'tempo':
          return within(sign.of.position.sub(measure.start));
        default:
          return false;
      }
    });
    const spans = [slot.rest ?? '', ...slot.notes.map(({ id }) => id)].flatMap(
      (id) => this._atNote.get(id) ?? [],
    );
    return [
      ...(slot.onset.equals(0) ? this._measureSigns(slot.measure, AT_BEGINNING) : []),
      ...here,
      ...new Set(spans),
      ...(end.equals(measure.duration) ? this._measureSigns(slot.measure, AT_END) : []),
    ];
  }

  /** The slot that a sign is reached from. */
  slotOf(sign: Sign): Slot | null {
    const index = this._index;
    switch (sign.kind) {
      case 'span':
        return index.find(sign.of.start) ?? index.grace(sign.of.start)?.slot ?? null;
      case 'mark':
      case 'clef': {
        const line = { part: sign.part, staff: sign.of.staff, voice: 1 };
        return index.at(line, index.measureIndex(sign.of.measure) ?? 0, sign.of.onset);
      }
      case 'tempo': {
        const { measures } = index.piece;
        const measure = measures.findIndex(
          ({ start, duration }) =>
            start.lte(sign.of.position) && start.add(duration).gt(sign.of.position),
        );
        const of = measures[measure];
        return of && index.at(TOP, measure, sign.of.position.sub(of.start));
      }
      case 'measure': {
        const slots = index.slots(TOP, sign.measure);
        const isAtEnd = (AT_END as readonly string[]).includes(sign.field);
        return slots[isAtEnd ? slots.length - 1 : 0] ?? null;
      }
    }
  }

  private _put(sign: Sign, measure: string): void {
    this._byId.set(sign.id, sign);
    const here = this._atMeasure.get(measure);
    if (here) {
      here.push(sign);
    } else {
      this._atMeasure.set(measure, [sign]);
    }
  }

  private _measureSigns(measure: number, fields: readonly MeasureSign[]): Sign[] {
    return fields.flatMap((field) => this._measureSign(measure, field) ?? []);
  }

  private _measureSign(measure: number, field: MeasureSign): Sign | undefined {
    const of = this._index.piece.measures[measure];
    return of[field]
      ? { kind: 'measure', id: measureSignId(of.id, field), measure, field, of }
      : undefined;
  }

  private readonly _byId = new Map<string, Sign>();
  private readonly _atMeasure = new Map<string, Sign[]>();
  private readonly _atNote = new Map<string, Sign[]>();
}

/** The id that an engraved element is selected by: `m3.rehearsal` is the rehearsal mark of `m3`; null for no sign. */
export function engravedSign(engraved: string, index: SlotIndex): string | null {
  const [id, field] = engraved.split('.');
  const sign = field && index.measureIndex(id) !== undefined ? `${id}/${field}` : id;
  return Signs.of(index).find(sign) ? sign : null;
}

/** Name the bar lines of a measure that are signs: what begins at its first one, what ends at its last. */
export function nameBarlines(measure: SVGGElement, index: SlotIndex): void {
  const signs = Signs.of(index);
  const lines = [...measure.querySelectorAll<SVGGElement>('g.barLine')];
  const name = (line: SVGGElement | undefined, fields: readonly MeasureSign[]): void => {
    const id = fields.map((field) => measureSignId(measure.id, field)).find((of) => signs.find(of));
    if (line && id) {
      line.dataset.signId = id;
    }
  };
  name(lines[0], ['repeat_start']);
  name(lines[lines.length - 1], ['repeat_end', 'barline']);
}

const TOP = { part: 0, staff: 1, voice: 1 };
const made = new WeakMap<SlotIndex, Signs>();
