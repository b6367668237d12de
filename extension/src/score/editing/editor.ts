import { type ISignal, Signal } from '@lumino/signaling';
import Fraction from 'fraction.js';

import { type AntiphonDoc, type Document, type Measure, mintId, type Piece } from '../../document';
import { Permissions } from '../../rights';
import { trans } from '../../translation';
import type { Command, Entry, Operation } from './command';
import { edit } from './editing';
import type { Action } from './action';
import { type Clip, copy, readClip } from './clip';
import { keysIn, rectangle, type Staff, stavesOf } from './selecting';
import { walk } from './signing';
import { asSounding, asWritten, soundingDocument, symbolAsWritten } from '../music/concert';
import { Runs } from '../music/resting';
import { onlyParts } from '../music/shown';
import { Signs } from '../music/signs';
import { linksOf, type Slot, SlotIndex } from '../music/slot';

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
    const { piece } = this.doc;
    if (this._index === null || this._indexed !== piece) {
      this._index = new SlotIndex(this._concert ? asSounding(piece) : piece, this._index);
      this._indexed = piece;
    }
    return this._index;
  }

  /** Whether pitches are those that sound, in what is read of the piece here and in what is entered; written ones otherwise. */
  get concert(): boolean {
    return this._concert;
  }

  set concert(concert: boolean) {
    if (concert !== this._concert) {
      this._concert = concert;
      this._indexed = null;
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
    return this._value;
  }

  get dots(): number {
    return this._dots;
  }

  get voice(): number {
    return this._voice;
  }

  /** Whether a click on a staff enters a note. */
  get entering(): boolean {
    return this._entering;
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
    const dots = new Fraction(2 ** (this._dots + 1) - 1, 2 ** this._dots);
    const length = new Fraction(2 ** this._value, 32).mul(dots);
    return { length, voice: this._voice, entering: this._entering };
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
      this._voice = Math.min(slot.voice, 4);
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
    return copy({ document: this._document(), index: this.index, selection: this.selection });
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
    return copy({ document: this._document(), index, selection });
  }

  toggleEntering(on = !this._entering): void {
    this._entering = on && this.closed === '';
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
        this._setLength(this._value, this._dots === action.dots ? 0 : action.dots);
        return;
      case 'voice':
        this._voice = action.voice;
        if (this._entering || !this.selection.some((key) => this.index.note(key))) {
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
        this._entering = false;
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
        document: this._document(),
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
    if (
      !this.write(() =>
        operations.forEach((operation) => apply(this.doc, this._written(operation))),
      )
    ) {
      return;
    }
    if (command.kind !== 'sign-change') {
      this._sign = null;
    }
    this._choose(selection);
    this._anchor = selection[0] ?? '';
    if (command.kind === 'tuplet') {
      this._takeValue();
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

  /** The document with the pitches that are read and entered here. */
  private _document(): Document {
    const document = this.doc.document();
    return this._concert ? soundingDocument(document, this.doc.piece) : document;
  }

  /** An operation with the pitches that are written, where those that sound were entered. */
  private _written(operation: Operation): Operation {
    if (!this._concert || operation.kind === 'remove' || operation.root !== 'events') {
      return operation;
    }
    const { id, fields } = operation;
    const there = this.doc.document().events[id];
    const of = fields.part ?? there?.part;
    const part = this.doc.piece.parts.find((each) => each.id === of);
    if (part && fields.text && (fields.kind ?? there?.kind) === 'harmony') {
      const text = symbolAsWritten(fields.text, part);
      return { ...operation, fields: { ...fields, text } } as Operation;
    }
    return part && fields.pitch
      ? ({
          ...operation,
          fields: { ...fields, pitch: asWritten(fields.pitch, part) },
        } as Operation)
      : operation;
  }

  private _onPermissions(): void {
    this._entering &&= this.closed === '';
    this._refused = '';
    this._changed.emit();
  }

  private _setLength(value: number, dots: number): void {
    this._value = value;
    this._dots = dots;
    if (this._entering || this.selection.length === 0) {
      this._changed.emit();
    } else {
      this.perform({ kind: 'length', length: this.entry.length });
    }
  }

  /** Let the next note be as long as what is selected is written. */
  private _takeValue(): void {
    const slot = this._last();
    const value = slot && linksOf(slot)[0].value;
    const power =
      value &&
      Math.log2(
        value.length
          .mul(2 ** value.dots, 2 ** (value.dots + 1) - 1)
          .mul(32)
          .valueOf(),
      );
    if (value && power !== undefined && power >= 0 && power <= 8) {
      this._value = power;
      this._dots = value.dots;
    }
  }

  private _go(by: -1 | 1, unit: 'note' | 'measure' | 'staff' | 'end', extend: boolean): void {
    const from = this._last();
    const { index, runs } = this;
    const along = from && unit !== 'staff' ? runs.edge(index, from, by) : from;
    const to = along ? this._beside(along, by, unit) : index.first();
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

  private _beside(from: Slot, by: -1 | 1, unit: 'note' | 'measure' | 'staff' | 'end'): Slot | null {
    const { index } = this;
    const { length } = index.piece.measures;
    switch (unit) {
      case 'note':
        return index.neighbour(from, by);
      case 'measure': {
        const back = by < 0 && from.onset.gt(0) ? from.measure : from.measure + by;
        const measure = Math.min(length - 1, Math.max(0, back));
        return (
          index.slots(from, measure)[0] ?? index.slots({ ...from, voice: 1 }, measure)[0] ?? null
        );
      }
      case 'staff': {
        const staves = this._staves();
        const here = staves.findIndex((of) => of.part === from.part && of.staff === from.staff);
        const line = staves[here + by] as (typeof staves)[number] | undefined;
        return line ? index.at({ ...line, voice: 1 }, from.measure, from.onset) : null;
      }
      case 'end': {
        const slots = index.slots({ ...from, voice: 1 }, by > 0 ? length - 1 : 0);
        return slots[by > 0 ? slots.length - 1 : 0] ?? null;
      }
    }
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
  private _index: SlotIndex | null = null;
  /** What the index was made of. */
  private _indexed: Piece | null = null;
  private _concert = false;
  private _selection: readonly string[] = [];
  private _sign: string | null = null;
  /** Where the selection ended when it was made. */
  private _place: Whereabouts | undefined;
  /** What a range that is drawn out begins with. */
  private _anchor = '';
  private _value = 5;
  private _dots = 0;
  private _voice = 1;
  private _entering = false;
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

function apply(doc: AntiphonDoc, operation: Operation): void {
  switch (operation.kind) {
    case 'put':
      doc.put(operation.root, operation.id, operation.fields);
      break;
    case 'change':
      doc.change(operation.root, operation.id, operation.fields);
      break;
    case 'remove':
      doc.remove(operation.root, [operation.id]);
      break;
  }
}
