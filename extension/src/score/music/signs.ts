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
  | ({ readonly kind: 'key' } & FromMeasure)
  | ({ readonly kind: 'meter' } & FromMeasure)
  | {
      readonly kind: 'measure';
      readonly id: string;
      readonly measure: number;
      readonly field: MeasureSign;
      readonly of: Measure;
    };

/** A key or meter, from a measure on. */
interface FromMeasure {
  readonly id: string;
  readonly measure: number;
  readonly of: Measure;
}

/** The id that a sign of a measure is selected by; no entry of the document has a slash in its id. */
export function measureSignId(measure: string, field: MeasureSign): string {
  return `${measure}/${field}`;
}

/** The id that the clef which a staff begins with is selected by, also where no entry says it. */
function firstClef(part: string, staff: number): string {
  return `${part}/clef${staff}`;
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
        const isFirst = of.onset.equals(0) && of.measure === piece.measures[0]?.id;
        const id = of.id === null || isFirst ? firstClef(part.id, of.staff) : of.id;
        this._put({ kind: 'clef', id, part: position, of }, of.measure);
      });
      part.spans.forEach((of) => {
        const sign: Sign = { kind: 'span', id: of.id, part: position, of };
        this._byId.set(of.id, sign);
        for (const end of new Set([of.start, of.end])) {
          this._atNote.set(end, [...(this._atNote.get(end) ?? []), sign]);
        }
      });
    });
    piece.measures.forEach((of, position) => {
      const before = position > 0 ? piece.measures[position - 1] : null;
      for (const kind of ['key', 'meter'] as const) {
        if (!before || CHANGED[kind](before, of)) {
          this._put({ kind, id: `${of.id}/${kind}`, measure: position, of }, of.id);
        }
        this._ruling[kind].push(
          before && !CHANGED[kind](before, of) ? this._ruling[kind][position - 1] : of.id,
        );
      }
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
    const named = this._byId.get(id);
    if (named || field === undefined) {
      return named;
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
        case 'key':
        case 'meter':
          return slot.onset.equals(0);
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
      case 'key':
      case 'meter':
        return index.slots(TOP, sign.measure)[0] ?? null;
      case 'measure': {
        const slots = index.slots(TOP, sign.measure);
        const isAtEnd = (AT_END as readonly string[]).includes(sign.field);
        return slots[isAtEnd ? slots.length - 1 : 0] ?? null;
      }
    }
  }

  /** The id of the clef of a staff, or of the key or meter, that rules where a measure begins. */
  ruling(kind: 'clef' | 'key' | 'meter', part: number, staff: number, measure: number): string {
    if (kind !== 'clef') {
      return `${this._ruling[kind][measure]}/${kind}`;
    }
    const { id, clefs } = this._index.piece.parts[part];
    const before = clefs.filter((of) => {
      const at = this._index.measureIndex(of.measure) ?? 0;
      return of.staff === staff && (at < measure || (at === measure && of.onset.equals(0)));
    });
    return before.length > 1 ? before[before.length - 1].id! : firstClef(id, staff);
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
  /** For each measure the id of the one whose key, or meter, rules there. */
  private readonly _ruling: Record<'key' | 'meter', string[]> = { key: [], meter: [] };
}

const CHANGED: Record<'key' | 'meter', (before: Measure, here: Measure) => boolean> = {
  key: (before, here) => before.key !== here.key || before.mode !== here.mode,
  meter: (before, here) => before.meter !== here.meter || before.meter_symbol !== here.meter_symbol,
};

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

const HEADS = { clef: 'clef', keySig: 'key', meterSig: 'meter' } as const;

/** Name the clefs, keys and meters that a system, and what is changed in it, begins with: by those that rule there. */
export function nameHeads(root: Element, index: SlotIndex): void {
  const signs = Signs.of(index);
  const staves = index.piece.parts.flatMap(({ staves }, part) =>
    Array.from({ length: staves }, (_, staff) => ({ part, staff: staff + 1 })),
  );
  for (const head of root.querySelectorAll<SVGGElement>(
    'g.staff > g.clef, g.staff > g.keySig, g.staff > g.meterSig',
  )) {
    const staff = head.parentElement!;
    const measure = staff.parentElement!;
    const row = [...measure.querySelectorAll(':scope > g.staff')].indexOf(staff);
    const at = index.measureIndex(measure.id);
    const kind = HEADS[head.classList[0] as keyof typeof HEADS];
    const place = staves[row] as (typeof staves)[number] | undefined;
    if (at !== undefined && place && head.firstElementChild) {
      head.dataset.signId = signs.ruling(kind, place.part, place.staff, at);
    }
  }
}

const TOP = { part: 0, staff: 1, voice: 1 };
const made = new WeakMap<SlotIndex, Signs>();
