import { type ISignal, Signal } from '@lumino/signaling';
import type Fraction from 'fraction.js';

import { type AntiphonDoc, type Measure, mintId } from '../../document';
import { Permissions } from '../../rights';
import { trans } from '../../translation';
import type { Command, Entry } from './command';
import { edit } from './editing';
import type { Action } from './action';
import { type Clip, copy, readClip } from './clip';
import { beside, type Unit } from './going';
import { NextNote } from './nextnote';
import { Reading } from './reading';
import { keysIn, rectangle, type Staff, stavesOf } from './selecting';
import { walk } from './signing';
import { Runs } from '../music/resting';
import { onlyParts } from '../music/shown';
import { Signs } from '../music/signs';
import type { Slot, SlotIndex } from '../music/slot';

/** A person's hands on a piece: what is selected, what the next note will be, and the doing of commands. */
export class ScoreEditor {
  /**
   * @param doc - The piece.
   * @param permissions - What this person may change; everything where nobody says otherwise.
   */
  constructor(
    readonly doc: AntiphonDoc,
    readonly permissions = new Permissions(doc),
  ) {
    this._reading = new Reading(doc);
    permissions.changed.connect(this._onPermissions, this);
    doc.refused.connect((_, sentence) => this.refuse(sentence));
  }

  /** Something other than the document changed: the selection, the mode, the next note. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Something was entered or moved here: the ids of the notes, to be heard. */
  get sounded(): ISignal<this, readonly string[]> {
    return this._sounded;
  }

  /** The piece as it is now, by slots; the same object until the document changes. */
  get index(): SlotIndex {
    return this._reading.index;
  }

  /** Whether pitches are those that sound, in what is read of the piece here and in what is entered; written ones otherwise. */
  get concert(): boolean {
    return this._reading.concert;
  }

  set concert(concert: boolean) {
    if (concert !== this.concert) {
      this._reading.concert = concert;
      this._changed.emit();
    }
  }

  /** Ids of the parts that the cursor goes through; all where there is none. */
  shownParts: readonly string[] = [];

  /** Rests that are drawn as one: the cursor goes over them as one, and they are selected together. */
  runs = Runs.NONE;

  /**
   * Selected ids and keys that are still there; the last one is where entering goes on. Where others have taken away
   * or written over all of them, what stands in their place.
   */
  get selection(): readonly string[] {
    const there = this._selection.filter((key) => this.index.find(key) ?? this.index.grace(key));
    if (there.length > 0 || this._selection.length === 0) {
      return there;
    }
    const instead = this._place && this._slotAt(this._place);
    return instead ? [topOf(instead)] : [];
  }

  /** The selected sign of the score, such as a dynamic; null where none is, or it is gone. */
  get sign(): string | null {
    return this._sign !== null && Signs.of(this.index).find(this._sign) ? this._sign : null;
  }

  /** Select a sign; the note or rest that it stands at is where walking and entering go on. */
  selectSign(id: string): void {
    const signs = Signs.of(this.index);
    const sign = signs.find(id);
    const slot = sign && signs.slotOf(sign);
    if (slot) {
      const keys = slot.notes.map((note) => note.id);
      if (!keys.some((key) => this._selection.includes(key))) {
        this._selection = [keys[keys.length - 1] ?? slot.key];
      }
    }
    this._sign = sign ? id : null;
    this._refused = '';
    this._changed.emit();
  }

  /** Go to the next or the last sign of the selected note, and beyond them to the next or the last note. */
  walk(by: -1 | 1): void {
    const from = this.selection[this.selection.length - 1] ?? this.index.first()?.key ?? '';
    const to = walk(this.index, from, this.sign, by);
    if (to) {
      this.select([to.key]);
      if (to.sign !== null) {
        this._sign = to.sign;
        this._changed.emit();
      }
    }
  }

  /** 0 (128th) to 8 (double whole), as the number keys. */
  get value(): number {
    return this._next.value;
  }

  get dots(): number {
    return this._next.dots;
  }

  get voice(): number {
    return this._next.voice;
  }

  /** Whether a click on a staff enters a note. */
  get entering(): boolean {
    return this._next.entering;
  }

  /** Why nothing of the piece can be changed here; empty where something can. */
  get closed(): string {
    return this.permissions.piece();
  }

  /** Why what is selected cannot be changed; empty where it can, or where nothing is. */
  get reason(): string {
    const { parts, measures } = this.index.piece;
    const slots = this._slots();
    return this.permissions.places(
      slots.map(({ part, measure }) => ({ part: parts[part].id, measure: measures[measure].id })),
    );
  }

  /** The measures that anything selected is in, in order. */
  get selectedMeasures(): readonly Measure[] {
    const places = new Set(this._slots().map(({ measure }) => measure));
    return this.index.piece.measures.filter((_, place) => places.has(place));
  }

  /** From where the first of what is selected begins to where the last ends, in quarter lengths; null where nothing is. */
  get stretch(): { start: number; end: number } | null {
    const { measures } = this.index.piece;
    const slots = this._slots();
    const starts = slots.map((slot) => measures[slot.measure].start.add(slot.onset).valueOf());
    const ends = slots.map((slot, order) => starts[order] + slot.duration.valueOf());
    const [start, end] = [Math.min(...starts), Math.max(...ends)];
    return end > start ? { start, end } : null;
  }

  /** Why what was last asked for was not done; empty where it was. */
  get refused(): string {
    return this._refused;
  }

  /** Say why something was not done. */
  refuse(sentence: string): void {
    this._refused = sentence;
    this._changed.emit();
  }

  get entry(): Entry {
    return this._next.entry;
  }

  /**
   * @param keys - What is selected; the last one is where entering goes on.
   * @param anchor - What a range that is drawn out from here begins with; the first where it is not said.
   */
  select(keys: readonly string[], anchor: string | undefined = keys[0]): void {
    this._sign = null;
    this._choose(keys);
    this._anchor = anchor ?? '';
    this._refused = '';
    const slot = this._last();
    if (slot && slot.notes.length > 0) {
      this._next.voice = Math.min(slot.voice, 4);
    }
    this._changed.emit();
  }

  /** Select a note or rest, or all the rests that it is drawn as one with. */
  selectDrawn(key: string): void {
    this.select(this.runs.whole(this.index, key), key);
  }

  /** Select all from where the selection began to a note or rest: everything of the staves between. */
  extendTo(key: string): void {
    const { index, runs } = this;
    const to = index.find(key);
    const from = index.find(this._anchor) ?? this._last() ?? to;
    if (from && to) {
      const by = to.measure < from.measure ? -1 : 1;
      const ends = [runs.edge(index, from, by > 0 ? -1 : 1), runs.edge(index, to, by)] as const;
      this.select(rectangle(index, this._staves(), ...ends), this._anchor || key);
    }
  }

  /** Select all of a staff in a measure. */
  selectMeasure(part: number, staff: number, measure: number): void {
    const { start, end } = this.runs.at(measure) ?? { start: measure, end: measure + 1 };
    this.select(keysIn(this.index, [{ part, staff }], start, end - 1));
  }

  /** A copy of what is selected; null where nothing is. */
  copy(): Clip | null {
    return copy({
      document: this._reading.document(),
      index: this.index,
      selection: this.selection,
    });
  }

  /**
   * Put music of the clipboard where the selection begins.
   *
   * @param words - The clipboard's text.
   * @returns Whether that was music.
   */
  paste(words: string): boolean {
    const clip = readClip(words);
    if (!clip) {
      this.refuse(
        trans.__('The clipboard holds no music of a score. Copy some notes first, then paste.'),
      );
      return false;
    }
    this.perform({ kind: 'paste', clip });
    return true;
  }

  /** What a clip would be put over: as much of as many staves, from where the selection begins. */
  under(clip: Clip): Clip | null {
    const { index } = this;
    const [first] = this._slots().sort((a, b) => a.measure - b.measure || a.onset.compare(b.onset));
    if (!first) {
      return null;
    }
    const { measures } = index.piece;
    const position = (slot: Slot): Fraction => measures[slot.measure].start.add(slot.onset);
    const end = position(first).add(clip.length);
    const staves = stavesOf(index.piece);
    const ranks = this._slots().map((slot) =>
      staves.findIndex(({ part, staff }) => part === slot.part && staff === slot.staff),
    );
    const top = Math.min(...ranks);
    const selection = keysIn(
      index,
      staves.slice(top, top + clip.rows.length),
      first.measure,
      measures.length - 1,
      (slot) => position(slot).gte(position(first)) && position(slot).lt(end),
    );
    return copy({ document: this._reading.document(), index, selection });
  }

  toggleEntering(on = !this.entering): void {
    this._next.entering = on && this.closed === '';
    this._changed.emit();
  }

  /** Do what a key or button asks for. */
  act(action: Action): void {
    if (this._actOnSign(action)) {
      return;
    }
    switch (action.kind) {
      case 'go':
        this._go(action.by, action.unit ?? 'note', action.extend ?? false);
        return;
      case 'select':
        this._selectAll(action.what);
        return;
      case 'value':
        this._setLength(action.value, 0);
        return;
      case 'dots':
        this._setLength(this.value, this.dots === action.dots ? 0 : action.dots);
        return;
      case 'voice':
        this._next.voice = action.voice;
        if (this.entering || !this.selection.some((key) => this.index.note(key))) {
          this._changed.emit();
        } else {
          this.perform(action);
        }
        return;
      case 'repeat': {
        const clip = this.copy();
        if (clip) {
          this.perform({ kind: 'repeat', clip });
        }
        return;
      }
      case 'toggle-entry':
        this.toggleEntering();
        return;
      case 'escape':
        this._next.entering = false;
        this._sign = null;
        this._selection = [];
        this._refused = '';
        this._changed.emit();
        return;
      case 'undo':
        this.doc.undo();
        return;
      case 'redo':
        this.doc.redo();
        return;
      case 'steps':
        if (this.selection.some((key) => this.index.note(key) ?? this.index.grace(key))) {
          this.perform(action);
        } else {
          this._go(action.by > 0 ? -1 : 1, 'staff', false);
        }
        return;
      default:
        this.perform(action);
        return;
    }
  }

  /** Do a command as one step of undo. */
  perform(command: Command): void {
    const { operations, selection, refused } = edit(
      {
        document: this._reading.document(),
        index: this.index,
        selection: this.selection,
        entry: this.entry,
        mint: mintId,
      },
      command,
    );
    if (refused) {
      this.refuse(refused);
      return;
    }
    if (!this.write(() => operations.forEach((operation) => this._reading.apply(operation)))) {
      return;
    }
    if (command.kind !== 'sign-change') {
      this._sign = null;
    }
    this._choose(selection);
    this._anchor = selection[0] ?? '';
    if (command.kind === 'tuplet') {
      const slot = this._last();
      if (slot) {
        this._next.take(slot);
      }
    }
    this._changed.emit();
    if (SOUNDING.has(command.kind)) {
      this._sounded.emit(this.selection.filter((key) => this.index.note(key)));
    }
  }

  /**
   * Write to the document as one step of undo, where the server would take it; else say why not.
   *
   * @returns Whether it was written.
   */
  write(edits: () => void): boolean {
    const sentence = this.permissions.refusalOf(edits);
    if (sentence) {
      this.refuse(sentence);
      return false;
    }
    this._refused = '';
    this.doc.transact(edits);
    return true;
  }

  private _onPermissions(): void {
    this._next.entering &&= this.closed === '';
    this._refused = '';
    this._changed.emit();
  }

  private _setLength(value: number, dots: number): void {
    this._next.value = value;
    this._next.dots = dots;
    if (this.entering || this.selection.length === 0) {
      this._changed.emit();
    } else {
      this.perform({ kind: 'length', length: this.entry.length });
    }
  }

  private _go(by: -1 | 1, unit: Unit, extend: boolean): void {
    const from = this._last();
    const { index, runs } = this;
    const along = from && unit !== 'staff' ? runs.edge(index, from, by) : from;
    const to = along ? beside(index, this._staves(), along, by, unit) : index.first();
    if (to && extend) {
      this.extendTo(topOf(to));
    } else if (to) {
      this.selectDrawn(topOf(runs.edge(index, to, -1)));
    }
  }

  private _choose(keys: readonly string[]): void {
    this._selection = keys;
    const slot = this._last();
    this._place = slot && {
      ...slot,
      part: this.index.piece.parts[slot.part].id,
      measure: this.index.measure(slot).id,
    };
  }

  private _slotAt({ part, staff, voice, measure, onset }: Whereabouts): Slot | null {
    const { index } = this;
    const line = { part: index.piece.parts.findIndex(({ id }) => id === part), staff, voice };
    const at = index.measureIndex(measure);
    return at === undefined ? null : index.at(line, at, onset);
  }

  /** The staves that are shown, from the top. */
  private _staves(): Staff[] {
    const { piece } = this.index;
    const { parts } = onlyParts(piece, this.shownParts);
    return stavesOf(piece).filter(({ part }) => parts.includes(piece.parts[part]));
  }

  private _selectAll(what: 'all' | 'measure'): void {
    const staves = this._staves();
    const slots = this._slots();
    if (what === 'all') {
      this.select(keysIn(this.index, staves, 0, this.index.piece.measures.length - 1));
      return;
    }
    const measures = slots.map(({ measure }) => measure);
    const chosen = staves.filter(({ part, staff }) =>
      slots.some((slot) => slot.part === part && slot.staff === staff),
    );
    if (chosen.length > 0) {
      this.select(keysIn(this.index, chosen, Math.min(...measures), Math.max(...measures)));
    }
  }

  /** The slots of what is selected, each once; a grace note's is its note's. */
  private _slots(): Slot[] {
    const { index } = this;
    return [
      ...new Set(this.selection.map((key) => index.find(key) ?? index.grace(key)?.slot)),
    ].filter((slot) => slot !== undefined);
  }

  /** Do with the selected sign what is asked for; false where it is nothing for a sign. */
  private _actOnSign(action: Action): boolean {
    const id = this.sign;
    if (id !== null && action.kind === 'delete') {
      this.perform({ kind: 'sign-remove', id });
      return true;
    }
    if (id !== null && action.kind === 'steps') {
      this.perform({ kind: 'sign-change', id, by: action.by > 0 ? 1 : -1 });
      return true;
    }
    return false;
  }

  private _last(): Slot | undefined {
    const { selection } = this;
    const key = selection[selection.length - 1] ?? '';
    return this.index.find(key) ?? this.index.grace(key)?.slot;
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _sounded = new Signal<this, readonly string[]>(this);
  private readonly _reading: Reading;
  private readonly _next = new NextNote();
  private _selection: readonly string[] = [];
  private _sign: string | null = null;
  /** Where the selection ended when it was made. */
  private _place: Whereabouts | undefined;
  /** What a range that is drawn out begins with. */
  private _anchor = '';
  private _refused = '';
}

/** A place that other people's edits leave where it is: by ids. */
interface Whereabouts extends Pick<Slot, 'staff' | 'voice' | 'onset'> {
  readonly part: string;
  readonly measure: string;
}

const SOUNDING = new Set([
  'enter',
  'interval',
  'place',
  'transpose',
  'steps',
  'octaves',
  'semitones',
  'bend',
]);

function topOf(slot: Slot): string {
  return slot.notes[slot.notes.length - 1]?.id ?? slot.key;
}
