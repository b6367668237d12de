import Fraction from 'fraction.js';
import { generateKeyBetween } from 'fractional-indexing';

import type { Changes, Note } from '../../document';
import type { Command, Desk, Place, Result } from './command';
import { Draft, idsOf, text } from './draft';
import { noteLinks, ratio } from '../music/duration';
import * as pitch from '../music/pitch';
import type { Pitch } from '../music/pitch';
import type { Slot } from '../music/slot';

/** Work out a command. Pure: nothing is written, and a command that makes no sense comes to nothing. */
export function edit(desk: Desk, command: Command): Result {
  const draft = new Editing(desk);
  const selection = draft.perform(command) ?? desk.selection;
  return { operations: draft.operations, selection };
}

class Editing extends Draft {
  perform(command: Command): readonly string[] | null {
    switch (command.kind) {
      case 'enter':
        return this._enter(command.step, command.chord ?? false);
      case 'rest':
        return this._enterRest();
      case 'place':
        return this._place(command);
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
        return this.appendMeasures(command.count);
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

  private _place({ line, measure, onset, pitch: of }: Command & { kind: 'place' }): string[] {
    const place = { ...line, measure, onset };
    return this.fill(place, [of], this.tupletAt(place));
  }

  private _enter(step: number, chord: boolean): readonly string[] | null {
    const slot = this._cursor();
    if (!slot) {
      return null;
    }
    const fifths = this.desk.index.keyAt(slot.part, slot.measure);
    const near = pitch.nearest(step, this._pitchNear(slot), fifths);
    if (chord && slot.notes.length > 0) {
      return this._addToChord(slot, near);
    }
    const place = this._after(slot);
    return place && this.fill(place, [near], this.tupletAt(place));
  }

  private _addToChord(slot: Slot, near: Pitch): readonly string[] | null {
    const text = pitch.formatPitch(near);
    if (slot.notes.some((note) => note.pitch === text)) {
      return null;
    }
    const id = this.desk.mint('n');
    this.putNote(id, slot, slot.duration, text, slot.tuplet, false);
    return [id];
  }

  private _enterRest(): readonly string[] | null {
    const slot = this._cursor();
    const place = slot && this._after(slot);
    return place && this.fill(place, [], this.tupletAt(place));
  }

  /** Where the next note goes: onto a selected rest, after a selected note; in another voice, beside it. */
  private _after(slot: Slot): Place | null {
    const { voice } = this.desk.entry;
    if (slot.voice !== voice || slot.notes.length === 0) {
      return { ...slot, voice };
    }
    const onset = slot.onset.add(slot.duration);
    if (onset.lt(this.duration(slot.measure))) {
      return { ...slot, onset };
    }
    const measure = slot.measure + 1;
    if (measure === this.desk.index.piece.measures.length) {
      this.appendMeasures(1);
    }
    return { ...slot, measure, onset: new Fraction(0) };
  }

  private _delete(): readonly string[] | null {
    const slots = new Set(this._slots());
    const doomed = new Set(this.desk.selection);
    let after: readonly string[] | null = null;
    for (const slot of slots) {
      const kept = slot.notes.filter((note) => !doomed.has(note.id));
      slot.notes
        .filter((note) => doomed.has(note.id))
        .forEach((note) => {
          this.remove(note.id);
        });
      if (slot.rest !== null && (!slot.tuplet || this._isSilent(slot))) {
        this._restsBeside(slot).forEach((id) => this.remove(id));
      }
      if (kept.length > 0) {
        after = [kept[0].id];
      } else if (slot.notes.length > 0 && slot.tuplet) {
        after = [this.putRest(slot, slot.duration, slot.tuplet)];
      } else if (slot.notes.length > 0) {
        const before = this.desk.index.neighbour(slot, -1);
        after = before ? [before.key] : [];
      }
    }
    return after;
  }

  /** Whether nothing sounds in the tuplets of a slot's voice in its measure: then they may go. */
  private _isSilent(slot: Slot): boolean {
    return this.desk.index
      .slots(slot, slot.measure)
      .every((of) => of.tuplet !== slot.tuplet || of.notes.length === 0);
  }

  /** A rest, with all that make its tuplets. */
  private _restsBeside(slot: Slot): string[] {
    return this.desk.index
      .slots(slot, slot.measure)
      .filter((of) => of === slot || (slot.tuplet !== null && of.tuplet === slot.tuplet))
      .flatMap(idsOf);
  }

  private _repitch(move: (of: Pitch, fifths: number) => Pitch | null): null {
    for (const { slot, note } of this._notes()) {
      const fifths = this.desk.index.keyAt(slot.part, slot.measure);
      const moved = move(pitch.parsePitch(note.pitch), fifths);
      if (moved) {
        this.change(note.id, { pitch: pitch.formatPitch(moved) });
      }
    }
    return null;
  }

  /** Give the selected notes and rests another length; a rest of the document's stands where a gap was. */
  private _lengthen(length: Fraction): readonly string[] | null {
    let after: string[] | null = null;
    for (const slot of this._slots()) {
      const room = this.duration(slot.measure).sub(slot.onset);
      const wanted = length.div(ratio(slot.tuplet));
      const duration = wanted.lt(room) ? wanted : room;
      const ids = idsOf(slot);
      if (ids.some((id) => this.isGone(id))) {
        continue;
      }
      this.clear(slot, duration, new Set(ids));
      if (ids.length === 0) {
        after = [this.putRest(slot, duration, slot.tuplet)];
      }
      ids.forEach((id) => this.change(id, { duration: text(duration) }));
    }
    return after;
  }

  private _tie(): null {
    for (const { note } of this._notes()) {
      this.change(note.id, { tie: note.tie ? undefined : true });
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
    ids.forEach((id) => this.change(id, { duration: text(third), tuplet: '3:2', tie: undefined }));
    const first = ids.length > 0 ? null : [this.putRest(slot, third, '3:2')];
    for (const step of [1, 2]) {
      this.putRest({ ...slot, onset: slot.onset.add(third.mul(step)) }, third, '3:2');
    }
    return first;
  }

  private _addPart({ name, instrument }: Command & { kind: 'part' }): null {
    const { name: known, clef, ...shape } = instrument;
    const index = generateKeyBetween(this.desk.lastIndex('parts'), null);
    const id = this.desk.mint('p');
    const fields = { index, name, instrument: known, ...shape };
    this.operations.push({ kind: 'put', root: 'parts', id, fields });
    const [first] = this.desk.index.piece.measures;
    if (clef && first) {
      const at = { kind: 'clef', part: id, measure: first.id, onset: '0', clef } as const;
      this.put(this.desk.mint('c'), at);
    }
    return null;
  }

  private _changeMeasure(fields: Changes<'measures'>): null {
    const measure = this.desk.index.piece.measures[this._cursor()?.measure ?? 0];
    if (measure) {
      this.operations.push({ kind: 'change', root: 'measures', id: measure.id, fields });
    }
    return null;
  }

  private _setTempo(bpm: number, words: string): null {
    const { measures, tempi } = this.desk.index.piece;
    const measure = measures[this._cursor()?.measure ?? 0];
    if (!measure) {
      return null;
    }
    const there = tempi.find(({ id, position }) => id !== null && position.equals(measure.start));
    if (there?.id) {
      this.change(there.id, { bpm, text: words || undefined });
    } else {
      const at = { kind: 'tempo', measure: measure.id, onset: '0', bpm } as const;
      this.put(this.desk.mint('t'), words ? { ...at, text: words } : at);
    }
    return null;
  }

  private _pitchNear(slot: Slot): Pitch {
    for (let at: Slot | null = slot, tries = 0; at && tries < 32; tries++) {
      if (at.notes.length > 0) {
        const selected = at.notes.find((note) => this.desk.selection.includes(note.id));
        return pitch.parsePitch((selected ?? at.notes[at.notes.length - 1]).pitch);
      }
      at = this.desk.index.neighbour(at, -1);
    }
    const clef = this.desk.index.piece.parts[slot.part].clefs.find((of) => of.staff === slot.staff);
    return pitch.parsePitch(clef?.clef.startsWith('F') ? 'D3' : 'B4');
  }

  private _cursor(): Slot | null {
    const { index, selection } = this.desk;
    return index.find(selection[selection.length - 1] ?? '') ?? index.first();
  }

  private _slots(): Slot[] {
    const { index, selection } = this.desk;
    return [...new Set(selection.map((key) => index.find(key)))].filter(
      (slot) => slot !== undefined,
    );
  }

  private _notes(): { slot: Slot; note: Note }[] {
    const selected = new Set(this.desk.selection);
    return this._slots().flatMap((slot) =>
      slot.notes.filter((note) => selected.has(note.id)).map((note) => ({ slot, note })),
    );
  }
}
