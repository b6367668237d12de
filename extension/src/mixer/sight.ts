import { type ISignal, Signal } from '@lumino/signaling';

/** A part of a strip's detail that can be asked for. */
export type Section = 'eq' | 'compressor' | 'limiter' | 'inserts' | 'sends';

/** What somebody looks at in the mixer: theirs alone, never in the document. */
export class Sight {
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The strip that commands work on; empty for the first. */
  get current(): string {
    return this._current;
  }

  /** The strip whose detail is open; empty where none is. */
  get open(): string {
    return this._open;
  }

  /** Whether the lanes of automation are shown in place of the strips. */
  get lanes(): boolean {
    return this._lanes;
  }

  choose(strip: string): void {
    this._set(strip, this._open, this._lanes);
  }

  /** Open a strip's detail, and one section of it. */
  show(strip: string, section: Section | '' = ''): void {
    this._section = section;
    this._set(strip, strip, false);
    if (section) {
      this._changed.emit();
    }
  }

  close(): void {
    this._set(this._current, '', this._lanes);
  }

  showLanes(on: boolean): void {
    this._set(this._current, this._open, on);
  }

  /** The section that was asked for and is to take the keyboard; told once. */
  take(): Section | '' {
    const section = this._section;
    this._section = '';
    return section;
  }

  private _set(current: string, open: string, lanes: boolean): void {
    if (current !== this._current || open !== this._open || lanes !== this._lanes) {
      [this._current, this._open, this._lanes] = [current, open, lanes];
      this._changed.emit();
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  private _current = '';
  private _open = '';
  private _lanes = false;
  private _section: Section | '' = '';
}
