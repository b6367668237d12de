import type { ScoreEditor } from '../editing/editor';
import { Signs } from '../music/signs';
import { inWords, signInWords } from '../music/words';

/** Tells whoever reads the screen by ear what the cursor is on. */
export class Reader {
  /**
   * @param _proposedIn - what is proposed for a measure, in words.
   * @param _next - what the next note will be, in words, where that is news.
   */
  constructor(
    private readonly _editor: ScoreEditor,
    private readonly _proposedIn: (measure: string) => string,
    private readonly _next: () => string,
  ) {
    this.node.className = 'antiphon-hidden';
    this.node.setAttribute('aria-live', 'polite');
  }

  readonly node = document.createElement('div');

  /** The selected sign in words; empty where none is. */
  get sign(): string {
    const { index, sign } = this._editor;
    const found = sign === null ? undefined : Signs.of(index).find(sign);
    return found ? signInWords(index, found) : '';
  }

  speak(): void {
    const words = this.sign || this._next() || this._cursor();
    if (this.node.textContent !== words) {
      this.node.textContent = words;
    }
  }

  private _cursor(): string {
    const { index, selection } = this._editor;
    const cursor = selection[selection.length - 1];
    if (!cursor) {
      return '';
    }
    const slot = index.find(cursor);
    const proposed = slot ? this._proposedIn(index.measure(slot).id) : '';
    return [inWords(index, cursor), proposed].filter(Boolean).join(', ');
  }
}
