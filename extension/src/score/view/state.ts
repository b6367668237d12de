import { trans } from '../../translation';
import type { ScoreEditor } from '../editing/editor';

/** Milliseconds after which a piece that has not come yet is spoken of. */
const LATE = 4000;

/** The line that says why there is no score: the piece is coming, is empty, or cannot be shown. */
export class StateLine {
  constructor(private readonly _editor: ScoreEditor) {
    this.node.className = 'antiphon-State';
    this.node.dir = 'auto';
    this.node.setAttribute('role', 'status');
  }

  readonly node = document.createElement('div');

  /** Why the piece cannot be shown; empty where it can. */
  failure = '';

  /**
   * Say that the piece is coming, until it is here; and why, where it does not come.
   *
   * @param explain - finds out in words why it does not come.
   * @param onArrived - told when it is here, or will not come.
   */
  wait(ready: Promise<unknown>, explain: () => Promise<string>, onArrived: () => void): void {
    this._ready = false;
    const arrived = (failure: string): void => {
      clearTimeout(late);
      this._ready = true;
      this.failure = failure;
      onArrived();
    };
    const late = setTimeout(() => {
      void explain().then((reason) => {
        if (!this._ready) {
          this.failure = reason;
          this.update();
        }
      });
    }, LATE);
    ready.then(
      () => arrived(''),
      (error: unknown) => arrived(trans.__('The piece could not be opened: %1', String(error))),
    );
  }

  update(): void {
    this.node.textContent = this.failure || this._empty();
    this.node.classList.toggle('antiphon-mod-error', this.failure !== '');
  }

  dispose(): void {
    this._ready = true;
  }

  private _empty(): string {
    const { parts, measures } = this._editor.index.piece;
    if (!this._ready) {
      return trans.__('Opening the piece…');
    }
    if (this._editor.doc.isPast) {
      return parts.length && measures.length ? '' : trans.__('There was no music here yet.');
    }
    if (parts.length === 0) {
      return trans.__('This piece has no parts yet. Add one with “Part” in the toolbar.');
    }
    return measures.length === 0
      ? trans.__('This piece has no measures yet. Add some with “Measure” in the toolbar.')
      : '';
  }

  private _ready = true;
}
