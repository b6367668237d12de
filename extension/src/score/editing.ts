import Fraction from 'fraction.js';
import { generateKeyBetween } from 'fractional-indexing';

import type { Changes, entries, Event, Kinds, Note, Root } from '../document';
import { noteLinks, ratio } from './duration';
import type { Instrument } from './instruments';
import * as pitch from './pitch';
import type { Pitch } from './pitch';
import type { Line, Slot, SlotIndex } from './slot';

/** One change to the document. */
export type Operation =
  | { [R in Root]: { kind: 'put'; root: R; id: string; fields: Kinds[R] } }[Root]
  | { [R in Root]: { kind: 'change'; root: R; id: string; fields: Changes<R> } }[Root]
  | { kind: 'remove'; root: Root; id: string };

/** What the next note will be. */
export interface Entry {
  /** Written length in quarter lengths, dots included. */
  readonly length: Fraction;
  /** The voice that notes are entered in, from 1. */
  readonly voice: number;
}

/** What a person can ask for; positions are those of `piece.parts` and `piece.measures`. */
export type Command =
  /** Enter the pitch of a letter (step 0 is C) after the selected note, in place of the selected rest, or onto its chord. */
  | { kind: 'enter'; step: number; chord?: boolean }
  | { kind: 'rest' }
  | { kind: 'place'; line: Line; measure: number; onset: Fraction; pitch: Pitch }
  | { kind: 'delete' }
  | { kind: 'steps'; by: number }
  | { kind: 'octaves'; by: number }
  | { kind: 'semitones'; by: number }
  /** Raise or lower the accidental, the note's line or space kept. */
  | { kind: 'bend'; by: number }
  | { kind: 'length'; length: Fraction }
  | { kind: 'tie' }
  | { kind: 'triplet' }
  | { kind: 'measures'; count: number }
  | { kind: 'part'; name: string; instrument: Instrument }
  /** From the selected measure on. */
  | { kind: 'meter'; meter: string }
  | { kind: 'key'; fifths: number; mode: Mode }
  | { kind: 'tempo'; bpm: number; text: string };

export type Mode = NonNullable<entries.Measure['mode']>;

/** What the commands need to know beside the piece. */
export interface Desk {
  readonly index: SlotIndex;
  /** Ids of the selected notes and rests, keys of selected gaps; the last is where entering goes on. */
  readonly selection: readonly string[];
  readonly entry: Entry;
  readonly mint: (prefix: string) => string;
  /** The greatest fractional index of a root, null where it is empty. */
  readonly lastIndex: (root: 'measures' | 'parts') => string | null;
}

/** What a command comes to: changes to the document, and what is selected afterwards. */
export interface Result {
  readonly operations: readonly Operation[];
  readonly selection: readonly string[];
}

interface Place extends Line {
  readonly measure: number;
  readonly onset: Fraction;
}

/** Work out a command. Pure: nothing is written, and a command that makes no sense comes to nothing. */
export function edit(desk: Desk, command: Command): Result {
  const draft = new Draft(desk);
  const selection = draft.perform(command) ?? desk.selection;
  return { operations: draft.operations, selection };
}

class Draft {
  constructor(private readonly _desk: Desk) {}

  readonly operations: Operation[] = [];

  perform(command: Command): readonly string[] | null {
    switch (command.kind) {
      case 'enter':
        return this._enter(command.step, command.chord ?? false);
      case 'rest':
        return this._enterRest();
      case 'place':
        return this._fill({ ...command.line, ...command }, [command.pitch], null);
      case 'delete':
        return this._delete();
      case 'steps':
        return this._repitch((of, fifths) => pitch.moveSteps(of, command.by, fifths));
      case 'octaves':
        return this._repitch((of) => pitch.moveOctaves(of, command.by));
      case 'semitones':
        return this._repitch((of, fifths) => pitch.moveSemitones(of, command.by, fifths));
      case 'bend':
        return this._repitch((of) => pitch.bend(of, command.by));
      case 'length':
        return this._lengthen(command.length);
      case 'tie':
        return this._tie();
      case 'triplet':
        return this._triplet();
      case 'measures':
        return this._appendMeasures(command.count);
      case 'part':
        return this._addPart(command);
      case 'meter':
        return this._changeMeasure({ meter: command.meter });
      case 'key':
        return this._changeMeasure({ key: command.fifths, mode: command.mode });
      case 'tempo':
        return this._setTempo(command.bpm, command.text);
    }
  }

  private _enter(step: number, chord: boolean): readonly string[] | null {
    const slot = this._cursor();
    if (!slot) {
      return null;
    }
    const fifths = this._desk.index.keyAt(slot.part, slot.measure);
    const near = pitch.nearest(step, this._pitchNear(slot), fifths);
    if (chord && slot.notes.length > 0) {
      return this._addToChord(slot, near);
    }
    const place = this._after(slot);
    return place && this._fill(place, [near], this._tupletAt(place));
  }

  private _addToChord(slot: Slot, near: Pitch): readonly string[] | null {
    const text = pitch.formatPitch(near);
    if (slot.notes.some((note) => note.pitch === text)) {
      return null;
    }
    const id = this._desk.mint('n');
    this._putNote(id, slot, slot.duration, text, slot.tuplet, false);
    return [id];
  }

  private _enterRest(): readonly string[] | null {
    const slot = this._cursor();
    const place = slot && this._after(slot);
    return place && this._fill(place, [], this._tupletAt(place));
  }

  /** Where the next note goes: onto a selected rest, after a selected note; in another voice, beside it. */
  private _after(slot: Slot): Place | null {
    const { voice } = this._desk.entry;
    if (slot.voice !== voice || slot.notes.length === 0) {
      return { ...slot, voice };
    }
    const onset = slot.onset.add(slot.duration);
    if (onset.lt(this._duration(slot.measure))) {
      return { ...slot, onset };
    }
    const measure = slot.measure + 1;
    if (measure === this._desk.index.piece.measures.length) {
      this._appendMeasures(1);
    }
    return { ...slot, measure, onset: new Fraction(0) };
  }

  /**
   * Write notes of the entry's length (a rest where there are no pitches) over whatever is there, tied over the bar
   * line where they reach so far.
   */
  private _fill(place: Place, pitches: readonly Pitch[], tuplet: string | null): string[] {
    const texts = pitches.map(pitch.formatPitch);
    let left = this._desk.entry.length.div(ratio(tuplet));
    const inTuplet = tuplet === null ? null : this._tupletRoom(place, tuplet);
    left = inTuplet?.lt(left) ? inTuplet : left;
    let { measure, onset } = place;
    let last: string[] = [];
    while (left.gt(0)) {
      const room = this._duration(measure).sub(onset);
      const take = left.lt(room) ? left : room;
      if (take.lte(0)) {
        break;
      }
      const at = { ...place, measure, onset };
      this._clear(at, take);
      const goesOn = left.gt(take) && measure + 1 < this._desk.index.piece.measures.length;
      last = texts.map((text) => {
        const id = this._desk.mint('n');
        this._putNote(id, at, take, text, tuplet, goesOn);
        return id;
      });
      if (texts.length === 0) {
        last = [this._putRest(at, take, tuplet)];
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

  /** Make room in a voice: what lies within goes, what reaches in from the left is cut, from the right begins later. */
  private _clear(place: Place, length: Fraction, except: ReadonlySet<string> = new Set()): void {
    const { onset: from } = place;
    const to = from.add(length);
    for (const slot of this._desk.index.slots(place, place.measure)) {
      const end = slot.onset.add(slot.duration);
      const ids = idsOf(slot).filter((id) => !except.has(id));
      if (end.lte(from) || slot.onset.gte(to)) {
        continue;
      }
      for (const id of ids) {
        if (slot.onset.lt(from)) {
          this._change(id, { duration: text(from.sub(slot.onset)), tie: undefined });
        } else if (end.gt(to)) {
          this._change(id, { onset: text(to), duration: text(end.sub(to)) });
        } else {
          this._remove(id);
        }
      }
    }
  }

  private _delete(): readonly string[] | null {
    const slots = new Set(this._slots());
    const doomed = new Set(this._desk.selection);
    let after: readonly string[] | null = null;
    for (const slot of slots) {
      const kept = slot.notes.filter((note) => !doomed.has(note.id));
      slot.notes
        .filter((note) => doomed.has(note.id))
        .forEach((note) => {
          this._remove(note.id);
        });
      if (slot.rest !== null && (!slot.tuplet || this._isSilent(slot))) {
        this._restsBeside(slot).forEach((id) => this._remove(id));
      }
      if (kept.length > 0) {
        after = [kept[0].id];
      } else if (slot.notes.length > 0 && slot.tuplet) {
        after = [this._putRest(slot, slot.duration, slot.tuplet)];
      } else if (slot.notes.length > 0) {
        const before = this._desk.index.neighbour(slot, -1);
        after = before ? [before.key] : [];
      }
    }
    return after;
  }

  /** Whether nothing sounds in the tuplets of a slot's voice in its measure: then they may go. */
  private _isSilent(slot: Slot): boolean {
    return this._desk.index
      .slots(slot, slot.measure)
      .every((of) => of.tuplet !== slot.tuplet || of.notes.length === 0);
  }

  /** A rest, with all that make its tuplets. */
  private _restsBeside(slot: Slot): string[] {
    return this._desk.index
      .slots(slot, slot.measure)
      .filter((of) => of === slot || (slot.tuplet !== null && of.tuplet === slot.tuplet))
      .flatMap(idsOf);
  }

  private _repitch(move: (of: Pitch, fifths: number) => Pitch | null): null {
    for (const { slot, note } of this._notes()) {
      const fifths = this._desk.index.keyAt(slot.part, slot.measure);
      const moved = move(pitch.parsePitch(note.pitch), fifths);
      if (moved) {
        this._change(note.id, { pitch: pitch.formatPitch(moved) });
      }
    }
    return null;
  }

  /** Give the selected notes and rests another length; a rest of the document's stands where a gap was. */
  private _lengthen(length: Fraction): readonly string[] | null {
    let after: string[] | null = null;
    for (const slot of this._slots()) {
      const room = this._duration(slot.measure).sub(slot.onset);
      const wanted = length.div(ratio(slot.tuplet));
      const duration = wanted.lt(room) ? wanted : room;
      const ids = idsOf(slot);
      this._clear(slot, duration, new Set(ids));
      if (ids.length === 0) {
        after = [this._putRest(slot, duration, slot.tuplet)];
      }
      ids.forEach((id) => this._change(id, { duration: text(duration) }));
    }
    return after;
  }

  private _tie(): null {
    for (const { note } of this._notes()) {
      this._change(note.id, { tie: note.tie ? undefined : true });
    }
    return null;
  }

  /** Divide the selected note or rest by three: it keeps the first third, rests the others. */
  private _triplet(): readonly string[] | null {
    const slot = this._cursor();
    if (!slot || slot.tuplet || noteLinks(slot.onset, slot.duration).length !== 1) {
      return null;
    }
    const third = slot.duration.div(3);
    const ids = idsOf(slot);
    ids.forEach((id) => this._change(id, { duration: text(third), tuplet: '3:2', tie: undefined }));
    const first = ids.length > 0 ? null : [this._putRest(slot, third, '3:2')];
    for (const step of [1, 2]) {
      this._putRest({ ...slot, onset: slot.onset.add(third.mul(step)) }, third, '3:2');
    }
    return first;
  }

  private _appendMeasures(count: number): null {
    let before = this._appended ?? this._desk.lastIndex('measures');
    for (let added = 0; added < count; added++) {
      const id = this._desk.mint('m');
      before = generateKeyBetween(before, null);
      this._new.push(id);
      this.operations.push({ kind: 'put', root: 'measures', id, fields: { index: before } });
    }
    this._appended = before;
    return null;
  }

  private _addPart({ name, instrument }: Command & { kind: 'part' }): null {
    const { name: known, clef, ...shape } = instrument;
    const index = generateKeyBetween(this._desk.lastIndex('parts'), null);
    const id = this._desk.mint('p');
    const fields = { index, name, instrument: known, ...shape };
    this.operations.push({ kind: 'put', root: 'parts', id, fields });
    const [first] = this._desk.index.piece.measures;
    if (clef && first) {
      const at = { kind: 'clef', part: id, measure: first.id, onset: '0', clef } as const;
      this._put(this._desk.mint('c'), at);
    }
    return null;
  }

  private _changeMeasure(fields: Changes<'measures'>): null {
    const measure = this._desk.index.piece.measures[this._cursor()?.measure ?? 0];
    if (measure) {
      this.operations.push({ kind: 'change', root: 'measures', id: measure.id, fields });
    }
    return null;
  }

  private _setTempo(bpm: number, words: string): null {
    const { measures, tempi } = this._desk.index.piece;
    const measure = measures[this._cursor()?.measure ?? 0];
    if (!measure) {
      return null;
    }
    const there = tempi.find(({ id, position }) => id !== null && position.equals(measure.start));
    if (there?.id) {
      this._change(there.id, { bpm, text: words || undefined });
    } else {
      const at = { kind: 'tempo', measure: measure.id, onset: '0', bpm } as const;
      this._put(this._desk.mint('t'), words ? { ...at, text: words } : at);
    }
    return null;
  }

  private _putNote(
    id: string,
    place: Place,
    duration: Fraction,
    pitchText: string,
    tuplet: string | null,
    tie: boolean,
  ): void {
    const fields = { ...this._event('note', place, duration, tuplet), pitch: pitchText };
    this._put(id, tie ? { ...fields, tie } : fields);
  }

  private _putRest(place: Place, duration: Fraction, tuplet: string | null): string {
    const id = this._desk.mint('r');
    this._put(id, this._event('rest', place, duration, tuplet));
    return id;
  }

  private _event(
    kind: 'note' | 'rest',
    { part, staff, voice, measure, onset }: Place,
    duration: Fraction,
    tuplet: string | null,
  ): Event {
    const { measures, parts } = this._desk.index.piece;
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

  private _put(id: string, fields: Event): void {
    this.operations.push({ kind: 'put', root: 'events', id, fields });
  }

  private _change(id: string, fields: Changes<'events'>): void {
    this.operations.push({ kind: 'change', root: 'events', id, fields });
  }

  private _remove(id: string): void {
    this.operations.push({ kind: 'remove', root: 'events', id });
  }

  /** The tuplet of whatever sounds at a place, for a note that goes there. */
  private _tupletAt(place: Place): string | null {
    return this._desk.index.at(place, place.measure, place.onset)?.tuplet ?? null;
  }

  /** How far the slots of a tuplet go on from a place, in quarter lengths. */
  private _tupletRoom(place: Place, tuplet: string): Fraction {
    let end = place.onset;
    for (const slot of this._desk.index.slots(place, place.measure)) {
      if (slot.tuplet === tuplet && slot.onset.lte(end)) {
        const until = slot.onset.add(slot.duration);
        end = until.gt(end) ? until : end;
      }
    }
    return end.sub(place.onset);
  }

  private _pitchNear(slot: Slot): Pitch {
    for (let at: Slot | null = slot, tries = 0; at && tries < 32; tries++) {
      if (at.notes.length > 0) {
        const selected = at.notes.find((note) => this._desk.selection.includes(note.id));
        return pitch.parsePitch((selected ?? at.notes[at.notes.length - 1]).pitch);
      }
      at = this._desk.index.neighbour(at, -1);
    }
    const clef = this._desk.index.piece.parts[slot.part].clefs.find(
      (of) => of.staff === slot.staff,
    );
    return pitch.parsePitch(clef?.clef.startsWith('F') ? 'D3' : 'B4');
  }

  private _cursor(): Slot | null {
    const { index, selection } = this._desk;
    return index.find(selection[selection.length - 1] ?? '') ?? index.first();
  }

  private _slots(): Slot[] {
    const { index, selection } = this._desk;
    return [...new Set(selection.map((key) => index.find(key)))].filter(
      (slot) => slot !== undefined,
    );
  }

  private _notes(): { slot: Slot; note: Note }[] {
    const selected = new Set(this._desk.selection);
    return this._slots().flatMap((slot) =>
      slot.notes.filter((note) => selected.has(note.id)).map((note) => ({ slot, note })),
    );
  }

  /** The length of a measure; one that is being appended is as long as the last. */
  private _duration(measure: number): Fraction {
    const { measures } = this._desk.index.piece;
    const last = measures[measures.length - 1];
    return measures[measure]?.duration ?? meterLength(last?.meter ?? '4/4');
  }

  /** Ids of the measures appended so far. */
  private readonly _new: string[] = [];
  private _appended: string | null = null;
}

/** The length of a full measure, in quarter lengths. */
export function meterLength(meter: string): Fraction {
  const [count, unit] = meter.split('/').map(Number);
  return new Fraction(count * 4, unit);
}

function idsOf(slot: Slot): string[] {
  return slot.rest === null ? slot.notes.map((note) => note.id) : [slot.rest];
}

function text(number: Fraction): string {
  return number.toFraction();
}
