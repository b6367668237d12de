import { type ISignal, Signal } from '@lumino/signaling';

import type { SlotIndex } from '../music/slot';
import { caretOf } from './places';
import { announce, type Awareness, type Presence, presences } from './presence';

/** Milliseconds between two tellings of where one looks. */
const PAUSE = 200;

/** Where in the piece somebody is. */
export interface Position {
  /** Positions in `piece.parts` and `piece.measures`. */
  readonly part: number;
  readonly measure: number;
}

/** The others who have the piece open: who they are, where they are; and the telling of where this page is. */
export class Company {
  /**
   * @param _awareness - What everybody tells of themselves.
   * @param _index - The piece as it is now.
   */
  constructor(
    private readonly _awareness: Awareness,
    private readonly _index: () => SlotIndex,
  ) {
    _awareness.on('change', this._onChange);
    this._others = presences(_awareness);
  }

  /** Somebody came, went or moved. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get others(): readonly Presence[] {
    return this._others;
  }

  /** Somebody by their id: of several pages of theirs the one that says most. */
  find(person: string): Presence | undefined {
    const pages = this._others.filter((other) => other.person === person);
    return pages.find((page) => this.position(page)) ?? pages[0];
  }

  /** Where in the piece somebody works; null where they have nothing selected. */
  position({ selection, caret }: Presence): Position | null {
    const index = this._index();
    for (const key of [...selection].reverse()) {
      const slot = index.find(key);
      if (slot) {
        return slot;
      }
    }
    const part = index.piece.parts.findIndex(({ id }) => id === caret?.part);
    const measure = index.measureIndex(caret?.measure ?? '');
    return part >= 0 && measure !== undefined ? { part, measure } : null;
  }

  /** Tell what is selected here. */
  select(selection: readonly string[]): void {
    const slot = this._index().find(selection[selection.length - 1] ?? '');
    const caret = slot ? caretOf(this._index(), slot) : null;
    const text = JSON.stringify([selection, caret]);
    if (text !== this._told) {
      this._told = text;
      this._mine = { ...this._mine, selection, caret };
      announce(this._awareness, this._mine);
    }
  }

  /** Tell which measure is the first in sight. */
  look(view: string): void {
    if (view === this._mine.view) {
      return;
    }
    this._mine = { ...this._mine, view };
    this._timer ??= setTimeout(() => {
      this._timer = undefined;
      announce(this._awareness, this._mine);
    }, PAUSE);
  }

  dispose(): void {
    clearTimeout(this._timer);
    this._awareness.off('change', this._onChange);
    announce(this._awareness, { selection: [], caret: null, view: '' });
    Signal.clearData(this);
  }

  private readonly _onChange = (): void => {
    const others = presences(this._awareness);
    const text = JSON.stringify(others);
    if (text !== this._known) {
      this._known = text;
      this._others = others;
      this._changed.emit();
    }
  };

  private readonly _changed = new Signal<this, void>(this);
  private _others: readonly Presence[];
  private _known = '';
  private _mine: { selection: readonly string[]; caret: Presence['caret']; view: string } = {
    selection: [],
    caret: null,
    view: '',
  };
  private _told = JSON.stringify([[], null]);
  private _timer: ReturnType<typeof setTimeout> | undefined;
}
