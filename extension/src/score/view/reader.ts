import type { ScoreEditor } from '../editing/editor';
import { Signs } from '../music/signs';
import { inWords, signInWords } from '../music/words';
import { trans } from '../../translation';

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
    return [inWords(index, cursor), lockInWords(this._editor, cursor), proposed]
      .filter(Boolean)
      .join(', ');
  }
}

/** What is locked of where a note or rest is, in words: the piece, its part or its measure; empty where nothing is. */
export function lockInWords(
  { index, permissions }: Pick<ScoreEditor, 'index' | 'permissions'>,
  key: string,
): string {
  const slot = index.find(key) ?? index.grace(key)?.slot;
  if (permissions.lock('piece', 'piece')) {
    return trans.__('piece locked');
  }
  if (slot && permissions.lock('part', index.piece.parts[slot.part].id)) {
    return trans.__('part locked');
  }
  return slot && permissions.lock('measure', index.measure(slot).id)
    ? trans.__('measure locked')
    : '';
}
