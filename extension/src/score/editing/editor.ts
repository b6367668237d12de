import { type ISignal, Signal } from '@lumino/signaling';
import Fraction from 'fraction.js';

import { type AntiphonDoc, type Measure, mintId, type Piece } from '../../document';
import { Permissions } from '../../rights';
import type { Command, Entry, Operation } from './command';
import { edit } from './editing';
import type { Action } from './keymap';
import { asSounding, asWritten, soundingDocument } from '../music/concert';
import { onlyParts } from '../music/shown';
import { type Slot, SlotIndex } from '../music/slot';

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

  /**
   * Selected ids and keys that are still there; the last one is where entering goes on. Where others have taken away
   * or written over all of them, what stands in their place.
   */
  get selection(): readonly string[] {
    const there = this._selection.filter((key) => this.index.find(key));
    if (there.length > 0 || this._selection.length === 0) {
      return there;
    }
    const instead = this._place && this._slotAt(this._place);
    return instead ? [topOf(instead)] : [];
  }

  /** 1 (64th) to 7 (whole), as the number keys. */
  get value(): number {
    return this._value;
  }

  get dotted(): boolean {
    return this._dotted;
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
    const slots = this.selection.flatMap((key) => this.index.find(key) ?? []);
    return this.permissions.places(
      slots.map(({ part, measure }) => ({ part: parts[part].id, measure: measures[measure].id })),
    );
  }

  /** The measures that anything selected is in, in order. */
  get selectedMeasures(): readonly Measure[] {
    const places = new Set(this.selection.map((key) => this.index.find(key)?.measure));
    return this.index.piece.measures.filter((_, place) => places.has(place));
  }

  /** From where the first of what is selected begins to where the last ends, in quarter lengths; null where nothing is. */
  get stretch(): { start: number; end: number } | null {
    const { measures } = this.index.piece;
    const slots = this.selection.flatMap((key) => this.index.find(key) ?? []);
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
    const length = new Fraction(2 ** this._value, 32);
    return { length: this._dotted ? length.mul(3).div(2) : length, voice: this._voice };
  }

  select(keys: readonly string[]): void {
    this._choose(keys);
    this._refused = '';
    const slot = this._last();
    if (slot && slot.notes.length > 0) {
      this._voice = Math.min(slot.voice, 4);
    }
    this._changed.emit();
  }

  setVoice(voice: number): void {
    this._voice = voice;
    this._changed.emit();
  }

  toggleEntering(on = !this._entering): void {
    this._entering = on && this.closed === '';
    this._changed.emit();
  }

  /** Do what a key or button asks for; false where the view must do it. */
  act(action: Action): boolean {
    switch (action.kind) {
      case 'go':
        this._go(action.by, action.extend);
        return true;
      case 'staff':
        this._changeStaff(action.by);
        return true;
      case 'edge':
        this._goToEdge(action.end);
        return true;
      case 'value':
        this._setLength(action.value, false);
        return true;
      case 'dot':
        this._setLength(this._value, !this._dotted);
        return true;
      case 'toggle-entry':
        this.toggleEntering();
        return true;
      case 'escape':
        this._entering = false;
        this._selection = [];
        this._refused = '';
        this._changed.emit();
        return true;
      case 'undo':
        this.doc.undo();
        return true;
      case 'redo':
        this.doc.redo();
        return true;
      case 'steps':
        if (this.selection.some((key) => this.index.find(key)?.notes.length)) {
          this.perform(action);
        } else {
          this._changeStaff(action.by > 0 ? -1 : 1);
        }
        return true;
      case 'play':
        return false;
      default:
        this.perform(action);
        return true;
    }
  }

  /** Do a command as one step of undo. */
  perform(command: Command): void {
    const { operations, selection, refused } = edit(
      {
        document: this._concert
          ? soundingDocument(this.doc.document(), this.doc.piece)
          : this.doc.document(),
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
    this._choose(selection);
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

  /** An operation with the pitches that are written, where those that sound were entered. */
  private _written(operation: Operation): Operation {
    if (!this._concert || operation.kind === 'remove' || operation.root !== 'events') {
      return operation;
    }
    const { id, fields } = operation;
    const of = fields.part ?? this.doc.document().events[id]?.part;
    const part = this.doc.piece.parts.find((each) => each.id === of);
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

  private _setLength(value: number, dotted: boolean): void {
    this._value = value;
    this._dotted = dotted;
    if (this._entering || this.selection.length === 0) {
      this._changed.emit();
    } else {
      this.perform({ kind: 'length', length: this.entry.length });
    }
  }

  private _go(by: -1 | 1, extend: boolean): void {
    const from = this._last();
    const to = from ? this.index.neighbour(from, by) : this.index.first();
    if (to) {
      const key = topOf(to);
      const rest = this.selection.filter((of) => of !== key);
      this.select(extend ? [...rest, key] : [key]);
    }
  }

  private _goToEdge(end: boolean): void {
    const from = this._last() ?? this.index.first();
    if (!from) {
      return;
    }
    const measure = end ? this.index.piece.measures.length - 1 : 0;
    const slots = this.index.slots({ ...from, voice: 1 }, measure);
    const to = end ? slots[slots.length - 1] : slots[0];
    this.select(to ? [topOf(to)] : []);
  }

  private _changeStaff(by: -1 | 1): void {
    const from = this._last();
    if (!from) {
      this._go(1, false);
      return;
    }
    const { piece } = this.index;
    const shown = onlyParts(piece, this.shownParts).parts;
    const staves = piece.parts.flatMap((part, position) =>
      shown.includes(part)
        ? Array.from({ length: part.staves }, (_, staff) => ({ part: position, staff: staff + 1 }))
        : [],
    );
    const here = staves.findIndex(({ part, staff }) => part === from.part && staff === from.staff);
    const line = staves[here + by];
    const to = line && this.index.at({ ...line, voice: 1 }, from.measure, from.onset);
    if (to) {
      this.select([topOf(to)]);
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

  private _last(): Slot | undefined {
    const { selection } = this;
    return this.index.find(selection[selection.length - 1] ?? '');
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _sounded = new Signal<this, readonly string[]>(this);
  private _index: SlotIndex | null = null;
  /** What the index was made of. */
  private _indexed: Piece | null = null;
  private _concert = false;
  private _selection: readonly string[] = [];
  /** Where the selection ended when it was made. */
  private _place: Whereabouts | undefined;
  private _value = 5;
  private _dotted = false;
  private _voice = 1;
  private _entering = false;
  private _refused = '';
}

/** A place that other people's edits leave where it is: by ids. */
interface Whereabouts extends Pick<Slot, 'staff' | 'voice' | 'onset'> {
  readonly part: string;
  readonly measure: string;
}

const SOUNDING = new Set(['enter', 'place', 'steps', 'octaves', 'semitones', 'bend']);

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
