import type Fraction from 'fraction.js';

import type { Grace, Item, Mark, Measure, Note, Part, Piece, Voice } from '../../document';
import { compoundBeat, impliedTuplet, noteLinks, ratio, restLinks, type Link } from './duration';
import { grouped } from './grouped';
import { LayeredMap } from './layered';
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

/** One voice in one measure of a part, by slots. */
interface Block {
  readonly voice: Voice;
  readonly of: Measure;
  readonly measure: number;
  readonly slots: readonly Slot[];
}

/** A part laid out by slots. */
interface Laid {
  readonly part: Part;
  /** In the order of the part's voices. */
  readonly blocks: readonly Block[];
  /** For each measure, those of its blocks. */
  readonly rows: readonly (readonly Block[])[];
}

const EMPTY: readonly never[] = [];

const marksByMeasure = new WeakMap<readonly Mark[], ReadonlyMap<string, readonly Mark[]>>();

/**
 * A piece laid out by slots: by key, and in order by voice. Pure; made once for each projection.
 *
 * Made from the one before it, it shares with that all that did not change.
 */
export class SlotIndex {
  /** @param before - of the piece as it was, or of any other. */
  constructor(
    readonly piece: Piece,
    before: SlotIndex | null = null,
  ) {
    if (before?.piece.measures === piece.measures) {
      this._measures = before._measures;
    } else {
      const measures = new Map<string, number>();
      piece.measures.forEach((measure, index) => measures.set(measure.id, index));
      this._measures = measures;
    }
    this._parts = piece.parts.map((part, position) => this._lay(part, position, before));
    const keys = new Map<string, Slot | null>();
    const graces = new Map<string, GraceSlot | null>();
    const [gone, come] = difference(before?._parts ?? [], this._parts);
    for (const block of gone) {
      keysOf(block, (key) => keys.set(key, null));
      gracesIn(block, (key) => graces.set(key, null));
    }
    for (const block of come) {
      keysOf(block, (key, slot) => keys.set(key, slot));
      gracesIn(block, (key, grace) => graces.set(key, grace));
    }
    this._byKey = (before?._byKey ?? LayeredMap.empty<Slot>()).with(keys);
    this._graces = (before?._graces ?? LayeredMap.empty<GraceSlot>()).with(graces);
    this._signs = before && sameSigns(before.piece, piece) ? before._signs : null;
    if (before && before.piece.parts.length === piece.parts.length) {
      const { measures } = before.piece;
      this._contents = before._contents.slice(0, piece.measures.length);
      if (measures !== piece.measures) {
        this._contents.forEach((_, at) => measures[at] === piece.measures[at] || this._forget(at));
      }
      [...gone, ...come].forEach((block) => this._forget(block.measure));
      piece.parts.forEach(({ marks }, part) => {
        changedMarks(before.piece.parts[part].marks, marks).forEach((mark) =>
          this._forget(this._measures.get(mark.measure) ?? -1),
        );
      });
    }
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
    return this.piece.parts.flatMap((_, part) => this.marksOf(part, measure));
  }

  /** The marks of a part in a measure; the same list while they are the same. */
  marksOf(part: number, measure: number): readonly Mark[] {
    const { marks } = this.piece.parts[part];
    let found = marksByMeasure.get(marks);
    if (!found) {
      marksByMeasure.set(marks, (found = grouped(marks.map((mark) => [mark.measure, mark]))));
    }
    return found.get(this.piece.measures[measure].id) ?? EMPTY;
  }

  /**
   * What a measure is made of: itself, each voice laid out, and its marks.
   *
   * The same list while all that is the same; one list outside the piece.
   */
  contents(measure: number): readonly object[] {
    const of = this.piece.measures[measure];
    if (!of) {
      return EMPTY;
    }
    return (this._contents[measure] ??= [
      of,
      ...this._parts.flatMap(({ rows }, part) => [
        ...(rows[measure] ?? EMPTY),
        ...this.marksOf(part, measure),
      ]),
    ]);
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
    for (const block of this._parts[part]?.rows[measure] ?? EMPTY) {
      if (block.voice.staff === staff && block.voice.voice === voice) {
        return block.slots;
      }
    }
    return EMPTY;
  }

  /** The slots of a part in a measure, voice by voice. */
  slotsOf(part: number, measure: number): readonly Slot[] {
    return (this._parts[part]?.rows[measure] ?? EMPTY).flatMap(({ slots }) => slots);
  }

  /** The voices of a staff in a measure, in order. */
  voices(part: number, staff: number, measure: number): number[] {
    const voices: number[] = [];
    for (const block of this._parts[part]?.rows[measure] ?? EMPTY) {
      if (block.voice.staff === staff) {
        voices.push(block.voice.voice);
      }
    }
    return voices.sort((a, b) => a - b);
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

  /** Sharps of the key as a part reads it: transposed, and with those that are the part's own. */
  keyAt(part: number, measure: number): number {
    const of = this.piece.parts[part];
    return writtenKey(this.piece.measures[measure].key + of.fifths, of.diatonic, of.chromatic);
  }

  /** Every slot, part by part. */
  *all(): Iterable<Slot> {
    for (const part of this._parts) {
      for (const { slots } of part.blocks) {
        yield* slots;
      }
    }
  }

  private _forget(measure: number): void {
    this._contents[measure] = undefined;
  }

  private _lay(part: Part, position: number, before: SlotIndex | null): Laid {
    const old = before?._parts[position];
    if (old?.part === part && before?.piece.measures === this.piece.measures) {
      return old;
    }
    const laid: Block[] = [];
    const rows: Block[][] = this.piece.measures.map(() => []);
    for (const voice of part.voices) {
      const measure = this._measures.get(voice.measure);
      if (measure !== undefined) {
        const block = this._block(voice, part, position, measure, old);
        laid.push(block);
        rows[measure].push(block);
      }
    }
    return { part, blocks: laid, rows };
  }

  private _block(
    voice: Voice,
    part: Part,
    position: number,
    measure: number,
    old: Laid | undefined,
  ): Block {
    const of = this.piece.measures[measure];
    const known = old?.rows[measure]?.find((block) => block.voice === voice);
    if (known?.of === of && old?.part.id === part.id) {
      return known;
    }
    const place = { part: position, measure, staff: voice.staff, voice: voice.voice };
    const slots = voice.items.flatMap((item) => this._slots(item, of, place));
    return { voice, of, measure, slots };
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

  private readonly _parts: readonly Laid[];
  private readonly _measures: ReadonlyMap<string, number>;
  private readonly _graces: LayeredMap<GraceSlot>;
  private readonly _byKey: LayeredMap<Slot>;
  private _signs: Set<string> | null;
  private readonly _contents: (readonly object[] | undefined)[] = [];
}

/** The blocks that are in one layout only: those gone, and those come. */
function difference(before: readonly Laid[], now: readonly Laid[]): [Block[], Block[]] {
  const gone: Block[] = [];
  const come: Block[] = [];
  for (let part = 0; part < Math.max(before.length, now.length); part++) {
    const [old, of] = [before[part]?.blocks ?? EMPTY, now[part]?.blocks ?? EMPTY];
    if (old === of) {
      continue;
    }
    let start = 0;
    while (start < old.length && start < of.length && old[start] === of[start]) {
      start++;
    }
    let tail = 0;
    const most = Math.min(old.length, of.length) - start;
    while (tail < most && old[old.length - 1 - tail] === of[of.length - 1 - tail]) {
      tail++;
    }
    gone.push(...old.slice(start, old.length - tail));
    come.push(...of.slice(start, of.length - tail));
  }
  return [gone, come];
}

function keysOf({ slots }: Block, tell: (key: string, slot: Slot) => void): void {
  for (const slot of slots) {
    tell(slot.key, slot);
    slot.notes.forEach((note) => tell(note.id, slot));
  }
}

function gracesIn({ slots }: Block, tell: (key: string, grace: GraceSlot) => void): void {
  for (const slot of slots) {
    for (const grace of gracesOf(slot)) {
      grace.notes.forEach((note) => tell(note.id, { grace, slot }));
    }
  }
}

/** The marks that are in one list only. */
function changedMarks(before: readonly Mark[], now: readonly Mark[]): readonly Mark[] {
  if (before === now) {
    return EMPTY;
  }
  const [old, of] = [new Set(before), new Set(now)];
  return [...before.filter((mark) => !of.has(mark)), ...now.filter((mark) => !old.has(mark))];
}

/** Whether two pieces have the same marks, spans, tempi and sections. */
function sameSigns(a: Piece, b: Piece): boolean {
  return (
    a.tempi === b.tempi &&
    a.sections === b.sections &&
    a.parts.length === b.parts.length &&
    a.parts.every(
      ({ marks, spans }, at) => marks === b.parts[at].marks && spans === b.parts[at].spans,
    )
  );
}
