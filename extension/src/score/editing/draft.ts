import Fraction from 'fraction.js';
import { generateKeyBetween } from 'fractional-indexing';

import type { Changes, Event, Note } from '../../document';
import type { Desk, Operation, Place } from './command';
import { ratio } from '../music/duration';
import { formatPitch, type Pitch } from '../music/pitch';
import { barsOf, Timeline, type Bar, type Piece as Stretch } from './timeline';
import { gracesOf, type Line, type Slot } from '../music/slot';
import { tupletsAt } from '../music/tuplet';
import { Ties } from '../music/tie';
import { torn } from './tearing';

/** The changes that a command comes to, while they are worked out. */
export class Draft {
  constructor(readonly desk: Desk) {}

  readonly operations: Operation[] = [];
  /** Why nothing is to come of the command; empty where something is. */
  refused = '';

  /** The slot where entering goes on: the last selected one (a grace note's is its note's), else the piece's first. */
  cursor(): Slot | null {
    const { index, selection } = this.desk;
    const key = selection[selection.length - 1] ?? '';
    return index.find(key) ?? index.grace(key)?.slot ?? index.first();
  }

  /** The selected grace notes. */
  graces(): { slot: Slot; note: Note }[] {
    const { index, selection } = this.desk;
    return selection.flatMap((key) => {
      const found = index.grace(key);
      const note = found?.grace.notes.find(({ id }) => id === key);
      return found && note ? [{ slot: found.slot, note }] : [];
    });
  }

  /** The selected slots, each once. */
  slots(): Slot[] {
    const { index, selection } = this.desk;
    return [...new Set(selection.map((key) => index.find(key)))].filter(
      (slot) => slot !== undefined,
    );
  }

  /** The selected notes. */
  notes(): { slot: Slot; note: Note }[] {
    const selected = new Set(this.desk.selection);
    return this.slots().flatMap((slot) =>
      slot.notes.filter((note) => selected.has(note.id)).map((note) => ({ slot, note })),
    );
  }

  /**
   * Write notes of the entry's length (a rest where there are no pitches) over whatever is there, tied over the bar
   * line where they reach so far.
   */
  fill(place: Place, pitches: readonly Pitch[], tuplet: string | null): string[] {
    const texts = pitches.map(formatPitch);
    let left = this.desk.entry.length.div(ratio(tuplet));
    const inTuplet = tuplet === null ? null : this.tupletRoom(place);
    left = inTuplet?.lt(left) ? inTuplet : left;
    let { measure, onset } = place;
    let last: string[] = [];
    while (left.gt(0)) {
      const room = this.duration(measure).sub(onset);
      const take = left.lt(room) ? left : room;
      if (take.lte(0)) {
        break;
      }
      const at = { ...place, measure, onset };
      this.clear(at, take);
      const goesOn = left.gt(take) && measure + 1 < this.desk.index.piece.measures.length;
      last = texts.map((text) => {
        const id = this.desk.mint('n');
        this.putNote(id, at, take, text, tuplet, goesOn);
        return id;
      });
      if (texts.length === 0) {
        last = [this.putRest(at, take, tuplet)];
      }
      if (!goesOn) {
        break;
      }
      left = left.sub(take);
      measure += 1;
      onset = new Fraction(0);
    }
    return last;
  }

  /**
   * Make room in a voice: what lies within goes, what reaches in from the left is cut, from the right begins later; a
   * tuplet of which a part would be left goes as a whole.
   *
   * @param isInside - Whether what comes to lie within a tuplet is to be a part of it.
   */
  clear(
    place: Place,
    length: Fraction,
    except: ReadonlySet<string> = new Set(),
    isInside = true,
  ): void {
    const { onset: from } = place;
    const to = from.add(length);
    const slots = this.desk.index.slots(place, place.measure);
    const { slots: doomed, rests } = torn(slots, from, to, isInside);
    for (const slot of slots) {
      const end = slot.onset.add(slot.duration);
      const ids = idsOf(slot).filter((id) => !except.has(id));
      if (doomed.includes(slot)) {
        ids.filter((id) => !this.isGone(id)).forEach((id) => this.remove(id));
        this.removeGraces(slot);
        continue;
      }
      if (end.lte(from) || slot.onset.gte(to)) {
        continue;
      }
      for (const id of ids) {
        if (slot.onset.lt(from)) {
          this.change(id, { duration: text(from.sub(slot.onset)), tie: undefined });
        } else if (end.gt(to)) {
          this.change(id, { onset: text(to), duration: text(end.sub(to)) });
        } else {
          this.remove(id);
        }
      }
      if (slot.onset.gte(from) && end.lte(to) && ids.length > 0) {
        this.removeGraces(slot);
      }
    }
    for (const { onset, duration, tuplet } of rests) {
      this.putRest({ ...place, onset }, duration, tuplet);
    }
  }

  /** Take away the grace notes of a slot. */
  removeGraces(slot: Slot): void {
    for (const { notes } of gracesOf(slot)) {
      notes.forEach(({ id }) => this.remove(id));
    }
  }

  /**
   * What follows from the changes: a tie to a note that is gone ends, unless one of its pitch stands there now; a span
   * whose end is gone ends at what stands there now, or goes.
   */
  finish(): void {
    if (this._removed.size === 0) {
      return;
    }
    this._endTies();
    for (const [id, span] of Object.entries(this.desk.document.spans)) {
      if (!this.isGone(span.start) && !this.isGone(span.end)) {
        continue;
      }
      const start = this._successor(span.start);
      const end = this._successor(span.end);
      const mayBeOne = span.kind === 'ottava' || span.kind === 'line';
      if (start === null || end === null || (start === end && !mayBeOne)) {
        this.operations.push({ kind: 'remove', root: 'spans', id });
      } else {
        this.operations.push({ kind: 'change', root: 'spans', id, fields: { start, end } });
      }
    }
  }

  private _endTies(): void {
    const ties = new Ties(this.desk.index);
    const settled = new Set<string>();
    const entered = new Set<string>();
    for (const operation of this.operations) {
      if (operation.root === 'events' && operation.kind === 'change' && 'tie' in operation.fields) {
        settled.add(operation.id);
      } else if (operation.root === 'events' && operation.kind === 'put') {
        entered.add(soundOf(operation.fields));
      }
    }
    for (const id of [...this._removed]) {
      const before = ties.before(id);
      if (before && !settled.has(before) && !entered.has(soundOf(this.desk.document.events[id]))) {
        this.change(before, { tie: undefined });
      }
    }
  }

  /** The event itself, or what stands in its place now: its chord's other note, or a note entered there; null for nothing. */
  private _successor(id: string): string | null {
    if (!this.isGone(id)) {
      return id;
    }
    const beside = this.desk.index.find(id)?.notes.find((note) => !this.isGone(note.id));
    if (beside) {
      return beside.id;
    }
    const event = this.desk.document.events[id] as Event | undefined;
    const place = event && placeOf(event);
    const entered = this.operations.find(
      (operation) =>
        operation.kind === 'put' &&
        operation.root === 'events' &&
        operation.fields.kind === 'note' &&
        !operation.fields.grace &&
        placeOf(operation.fields) === place,
    );
    return entered?.id ?? null;
  }

  /** Make room in a stretch of a measure that the piece has, for what is no part of a tuplet there. */
  clearIn(line: Line, { measure: id, onset, duration }: Stretch): void {
    const measure = this.desk.index.measureIndex(id);
    if (measure !== undefined) {
      this.clear({ ...line, measure, onset }, duration, undefined, false);
    }
  }

  /** The piece's measures in time, with as many more at the end as a stretch to `end` needs. */
  timelineTo(end: Fraction): Timeline {
    const { measures } = this.desk.index.piece;
    const bars: Bar[] = [...measures];
    const timeline = new Timeline(bars);
    const usual = this.duration(measures.length);
    const missing = Math.ceil(end.sub(timeline.end).div(usual).valueOf());
    if (missing <= 0) {
      return timeline;
    }
    this.appendMeasures(missing);
    const more = this._new.slice(-missing).map((id) => [id, usual] as const);
    return new Timeline([...bars, ...barsOf(more, timeline.end)]);
  }

  /** Take away the mark of a kind that stands at a place of a staff, for another to stand there. */
  removeMark({ kind, part, staff = 1 }: Event, measure: string, onset: string): void {
    for (const [id, of] of Object.entries(this.desk.document.events)) {
      const here = of.part === part && (of.staff ?? 1) === staff && of.measure === measure;
      if (here && of.kind === kind && of.onset === onset) {
        this.remove(id);
      }
    }
  }

  appendMeasures(count: number): null {
    let before = this._appended ?? this.lastIndex('measures');
    for (let added = 0; added < count; added++) {
      const id = this.desk.mint('m');
      before = generateKeyBetween(before, null);
      this._new.push(id);
      this.operations.push({ kind: 'put', root: 'measures', id, fields: { index: before } });
    }
    this._appended = before;
    return null;
  }

  putNote(
    id: string,
    place: Place,
    duration: Fraction,
    pitchText: string,
    tuplet: string | null,
    tie: boolean,
  ): void {
    const fields = { ...this._event('note', place, duration, tuplet), pitch: pitchText };
    this.put(id, tie ? { ...fields, tie } : fields);
  }

  putRest(place: Place, duration: Fraction, tuplet: string | null): string {
    const id = this.desk.mint('r');
    this.put(id, this._event('rest', place, duration, tuplet));
    return id;
  }

  private _event(
    kind: 'note' | 'rest',
    { part, staff, voice, measure, onset }: Place,
    duration: Fraction,
    tuplet: string | null,
  ): Event {
    const { measures, parts } = this.desk.index.piece;
    return {
      kind,
      part: parts[part].id,
      measure: measures[measure]?.id ?? this._new[measure - measures.length],
      onset: text(onset),
      duration: text(duration),
      ...(staff > 1 ? { staff } : {}),
      ...(voice > 1 ? { voice } : {}),
      ...(tuplet ? { tuplet } : {}),
    };
  }

  put(id: string, fields: Event): void {
    this.operations.push({ kind: 'put', root: 'events', id, fields });
  }

  /** Whether this draft takes an event away. */
  isGone(id: string): boolean {
    return this._removed.has(id);
  }

  /** Change an event; one that this draft takes away stays away. */
  change(id: string, fields: Changes<'events'>): void {
    if (this.isGone(id)) {
      return;
    }
    this.operations.push({ kind: 'change', root: 'events', id, fields });
  }

  remove(id: string): void {
    this._removed.add(id);
    this.operations.push({ kind: 'remove', root: 'events', id });
  }

  /** The tuplet of whatever sounds at a place, for a note that goes there. */
  tupletAt(place: Place): string | null {
    return this.desk.index.at(place, place.measure, place.onset)?.tuplet ?? null;
  }

  /** How much of a tuplet is left from a place on, in quarter lengths; null where there is none. */
  tupletRoom(place: Place): Fraction | null {
    const slots = this.desk.index.slots(place, place.measure);
    return tupletsAt(slots, place.onset).pop()?.to.sub(place.onset) ?? null;
  }

  /** The length of a measure; one that is being appended is as long as the last. */
  duration(measure: number): Fraction {
    const { measures } = this.desk.index.piece;
    const last = measures[measures.length - 1];
    return measures[measure]?.duration ?? meterLength(last?.meter ?? '4/4');
  }

  /** The greatest fractional index of a root, null where it is empty. */
  lastIndex(root: 'measures' | 'parts'): string | null {
    return Object.values(this.desk.document[root]).reduce<string | null>(
      (last, { index }) => (last === null || index > last ? index : last),
      null,
    );
  }

  private readonly _removed = new Set<string>();
  /** Ids of the measures appended so far. */
  private readonly _new: string[] = [];
  private _appended: string | null = null;
}

function placeOf({ part, staff = 1, voice = 1, measure, onset }: Event): string {
  return `${part} ${staff} ${voice} ${measure} ${onset}`;
}

function soundOf({ part, measure, onset, pitch }: Event): string {
  return `${part} ${measure} ${onset} ${pitch}`;
}

/** The length of a full measure, in quarter lengths. */
export function meterLength(meter: string): Fraction {
  const [counts, unit] = meter.split('/');
  const count = counts.split('+').reduce((sum, part) => sum + Number(part), 0);
  return new Fraction(count * 4, Number(unit));
}

/** The ids of what a slot shows; none for a gap. */
export function idsOf(slot: Slot): string[] {
  return slot.rest === null ? slot.notes.map((note) => note.id) : [slot.rest];
}

/** A rational as the document writes it. */
export function text(number: Fraction): string {
  return number.toFraction();
}
