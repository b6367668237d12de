import type Fraction from 'fraction.js';

import type { Grace, Item, Mark, Measure, Note, Part, Piece } from '../../document';
import { compoundBeat, impliedTuplet, noteLinks, ratio, restLinks, type Link } from './duration';
import { writtenKey } from './pitch';

/** A place in a voice that can be selected: a chord's or note's, a rest's, or a piece of a gap shown as a rest. */
export interface Slot {
  /** The event's id (of a chord: its first note's); for a gap a key made of its place, beginning with `_`. */
  readonly key: string;
  /** Positions in `piece.parts` and `piece.measures`. */
  readonly part: number;
  readonly measure: number;
  readonly staff: number;
  readonly voice: number;
  /** From the start of the measure, in quarter lengths. */
  readonly onset: Fraction;
  readonly duration: Fraction;
  readonly tuplet: string | null;
  /** Empty for a rest. */
  readonly notes: readonly Note[];
  /** The id of an explicit rest; null for notes and gaps. */
  readonly rest: string | null;
  /** What it shows; several slots of a gap have the same. */
  readonly item: Item;
}

/** A grace note, or a chord of them, and the slot that it belongs to. */
export interface GraceSlot {
  readonly grace: Grace;
  readonly slot: Slot;
}

/** Whether a slot is a gap: nothing in the document, shown as a rest. */
export function isGap(slot: Slot): boolean {
  return slot.notes.length === 0 && slot.rest === null;
}

const NONE: readonly Grace[] = [];

/** The grace notes of a slot, in order: where a gap has several slots, those before it are the first one's, those after the last one's. */
export function gracesOf({ item, onset, duration }: Slot): readonly Grace[] {
  if (item.graces.length === 0) {
    return NONE;
  }
  const first = onset.equals(item.onset);
  const last = onset.add(duration).equals(item.onset.add(item.duration));
  return item.graces.filter(({ kind }) => (kind === 'after' ? last : first));
}

const chains = new WeakMap<Slot, readonly Link[]>();

/** The values that a slot is written with: one, or several tied ones. */
export function linksOf(slot: Slot): readonly Link[] {
  let links = chains.get(slot);
  if (!links) {
    links = noteLinks(slot.onset, slot.duration.mul(ratio(slot.tuplet)));
    chains.set(slot, links);
  }
  return links;
}

/** One voice through the whole piece. */
export interface Line {
  readonly part: number;
  readonly staff: number;
  readonly voice: number;
}

function lineKey(part: number, staff: number, voice: number): string {
  return `${part}.${staff}.${voice}`;
}

/** Cut a gap at the beats that separate what is left of a tuplet from what is not. */
function atBeats(from: Fraction, to: Fraction): [Fraction, Fraction][] {
  const cuts = [from];
  if (impliedTuplet(from) && from.ceil().lt(to)) {
    cuts.push(from.ceil());
  }
  if (impliedTuplet(to) && to.floor().gt(cuts[cuts.length - 1])) {
    cuts.push(to.floor());
  }
  return cuts.map((cut, index) => [cut, cuts[index + 1] ?? to]);
}

/** A piece laid out by slots: by key, and in order by voice. Pure; made once for each projection. */
export class SlotIndex {
  constructor(readonly piece: Piece) {
    piece.measures.forEach((measure, index) => this._measures.set(measure.id, index));
    piece.parts.forEach((part, index) => this._addPart(part, index));
  }

  /** The slot of a note, rest or gap. */
  find(key: string): Slot | undefined {
    return this._byKey.get(key);
  }

  /** The note with this id. */
  note(id: string): Note | undefined {
    return this._byKey.get(id)?.notes.find((note) => note.id === id);
  }

  /** The grace note with this id. */
  grace(id: string): GraceSlot | undefined {
    return this._graces.get(id);
  }

  /** The marks of a measure, part by part. */
  marks(measure: number): readonly Mark[] {
    return this._marks.get(this.piece.measures[measure].id) ?? [];
  }

  /** Whether an entry of the document is a sign of the score other than a note or rest: a mark, span, tempo or section. */
  isSign(id: string): boolean {
    this._signs ??= new Set([
      ...this.piece.parts.flatMap(({ marks, spans }) => [...marks, ...spans].map((of) => of.id)),
      ...this.piece.tempi.flatMap((tempo) => tempo.id ?? []),
      ...this.piece.sections.map((section) => section.id),
    ]);
    return this._signs.has(id);
  }

  measureIndex(id: string): number | undefined {
    return this._measures.get(id);
  }

  measure(slot: Slot): Measure {
    return this.piece.measures[slot.measure];
  }

  /** The slots of one voice in one measure, in order; empty where the voice has nothing there. */
  slots({ part, staff, voice }: Line, measure: number): readonly Slot[] {
    return this._lines.get(lineKey(part, staff, voice))?.get(measure) ?? [];
  }

  /** The voices of a staff in a measure, in order. */
  voices(part: number, staff: number, measure: number): number[] {
    return (this._voices.get(lineKey(part, staff, measure)) ?? []).slice().sort((a, b) => a - b);
  }

  /** The slot before (-1) or after (1) another in its voice; skips measures where the voice is silent. */
  neighbour(slot: Slot, direction: -1 | 1): Slot | null {
    const here = this.slots(slot, slot.measure);
    const beside = here[here.indexOf(slot) + direction];
    if (beside) {
      return beside;
    }
    for (
      let measure = slot.measure + direction;
      measure >= 0 && measure < this.piece.measures.length;
      measure += direction
    ) {
      const found = this.slots(slot, measure);
      if (found.length > 0) {
        return direction > 0 ? found[0] : found[found.length - 1];
      }
    }
    return null;
  }

  /** The slot of a voice that begins at or sounds through an onset. */
  at(line: Line, measure: number, onset: Fraction): Slot | null {
    return (
      this.slots(line, measure).find(
        (slot) => slot.onset.lte(onset) && slot.onset.add(slot.duration).gt(onset),
      ) ?? null
    );
  }

  /** The first slot of the piece; null in a piece without parts or measures. */
  first(): Slot | null {
    return this.slots({ part: 0, staff: 1, voice: 1 }, 0)[0] ?? null;
  }

  /** Sharps of the key as the slot's part reads it. */
  keyAt(part: number, measure: number): number {
    const of = this.piece.parts[part];
    return writtenKey(this.piece.measures[measure].key, of.diatonic, of.chromatic);
  }

  /** Every slot, part by part. */
  *all(): Iterable<Slot> {
    for (const measures of this._lines.values()) {
      for (const slots of measures.values()) {
        yield* slots;
      }
    }
  }

  private _addPart(part: Part, index: number): void {
    for (const mark of part.marks) {
      const here = this._marks.get(mark.measure);
      if (here) {
        here.push(mark);
      } else {
        this._marks.set(mark.measure, [mark]);
      }
    }
    for (const voice of part.voices) {
      const measure = this._measures.get(voice.measure);
      if (measure === undefined) {
        continue;
      }
      const of = this.piece.measures[measure];
      const slots = voice.items.flatMap((item) =>
        this._slots(item, of, { part: index, measure, staff: voice.staff, voice: voice.voice }),
      );
      const key = lineKey(index, voice.staff, voice.voice);
      let line = this._lines.get(key);
      if (!line) {
        this._lines.set(key, (line = new Map<number, Slot[]>()));
      }
      line.set(measure, slots);
      const staff = lineKey(index, voice.staff, measure);
      this._voices.set(staff, [...(this._voices.get(staff) ?? []), voice.voice]);
      for (const slot of slots) {
        this._byKey.set(slot.key, slot);
        slot.notes.forEach((note) => this._byKey.set(note.id, slot));
      }
      for (const slot of slots) {
        for (const grace of gracesOf(slot)) {
          grace.notes.forEach((note) => this._graces.set(note.id, { grace, slot }));
        }
      }
    }
  }

  private _slots(
    item: Item,
    measure: Measure,
    place: { part: number; measure: number; staff: number; voice: number },
  ): Slot[] {
    const { onset, duration } = item;
    const tuplet = item.tuplet ?? impliedTuplet(duration);
    const key = item.notes[0]?.id ?? item.rest;
    if (key) {
      return [{ key, ...place, onset, duration, tuplet, notes: item.notes, rest: item.rest, item }];
    }
    const gap = (from: Fraction, length: Fraction): Slot => ({
      key: [
        `_${this.piece.parts[place.part].id}`,
        measure.id,
        place.staff,
        place.voice,
        from.toFraction().replace('/', '-'),
      ].join('.'),
      ...place,
      onset: from,
      duration: length,
      tuplet: impliedTuplet(length) ?? impliedTuplet(from),
      notes: [],
      rest: null,
      item,
    });
    if (onset.equals(0) && duration.equals(measure.duration)) {
      return [gap(onset, duration)];
    }
    return atBeats(onset, onset.add(duration)).flatMap(([from, to]) =>
      impliedTuplet(from) || impliedTuplet(to)
        ? [gap(from, to.sub(from))]
        : restLinks(from, to.sub(from), compoundBeat(measure.meter)).map((link) =>
            gap(link.onset, link.value.length),
          ),
    );
  }

  private readonly _marks = new Map<string, Mark[]>();
  private _signs: Set<string> | null = null;
  private readonly _measures = new Map<string, number>();
  private readonly _graces = new Map<string, GraceSlot>();
  private readonly _byKey = new Map<string, Slot>();
  private readonly _lines = new Map<string, Map<number, Slot[]>>();
  private readonly _voices = new Map<string, number[]>();
}
