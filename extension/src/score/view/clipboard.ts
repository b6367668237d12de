import { trans } from '../../translation';
import { readClip } from '../editing/clip';
import type { ScoreEditor } from '../editing/editor';

/** Milliseconds in which the browser tells of a paste that was asked for by its own key. */
const PATIENCE = 60;

/** What was copied last in this page: for where a browser keeps its clipboard to itself. */
let last = '';

/** Copies, cuts and pastes between the score and the system's clipboard, as text: within a piece, and from one to another. */
export class ClipboardTool {
  /**
   * @param _editor - What is selected.
   * @param _node - Has the focus while it is the score's clipboard.
   */
  constructor(
    private readonly _editor: ScoreEditor,
    private readonly _node: HTMLElement,
  ) {
    _node.addEventListener('copy', this._onCopy);
    _node.addEventListener('cut', this._onCut);
    _node.addEventListener('paste', this._onPaste);
  }

  dispose(): void {
    this._node.removeEventListener('copy', this._onCopy);
    this._node.removeEventListener('cut', this._onCut);
    this._node.removeEventListener('paste', this._onPaste);
    clearTimeout(this._waiting);
  }

  copy(): void {
    const clip = this._editor.copy();
    if (clip) {
      this._keep(JSON.stringify(clip));
    } else {
      this._editor.refuse(trans.__('Nothing is selected: there is nothing to copy.'));
    }
  }

  cut(): void {
    this.copy();
    this._editor.perform({ kind: 'delete' });
  }

  /** Paste. A browser tells of it by an event where its own key was pressed; else its clipboard is asked. */
  paste(): void {
    clearTimeout(this._waiting);
    this._waiting = setTimeout(
      () => void this._read().then((words) => this._editor.paste(words)),
      PATIENCE,
    );
  }

  /** Paste, and keep what was there instead. */
  async swap(): Promise<void> {
    const words = await this._read();
    const clip = readClip(words);
    const under = clip && this._editor.under(clip);
    if (this._editor.paste(words) && under) {
      this._keep(JSON.stringify(under));
    }
  }

  private _keep(words: string): void {
    last = words;
    this._words = words;
    this._node.focus({ preventScroll: true });
    // Works on a page without TLS too, unlike `navigator.clipboard`; ends up in `_onCopy`.
    document.execCommand('copy');
    this._words = null;
  }

  private async _read(): Promise<string> {
    try {
      return await navigator.clipboard.readText();
    } catch {
      // No permission, or no TLS.
      return last;
    }
  }

  private readonly _onCopy = (event: ClipboardEvent): void => {
    if (event.target !== this._node && this._words === null) {
      return;
    }
    const clip = this._words === null ? this._editor.copy() : null;
    const words = this._words ?? (clip && JSON.stringify(clip));
    if (words) {
      last = words;
      event.clipboardData?.setData('text/plain', words);
      event.preventDefault();
      event.stopPropagation();
    }
  };

  private readonly _onCut = (event: ClipboardEvent): void => {
    if (event.target === this._node) {
      this._onCopy(event);
      this._editor.perform({ kind: 'delete' });
    }
  };

  private readonly _onPaste = (event: ClipboardEvent): void => {
    if (event.target !== this._node) {
      return;
    }
    clearTimeout(this._waiting);
    event.preventDefault();
    event.stopPropagation();
    this._editor.paste(event.clipboardData?.getData('text/plain') ?? '');
  };

  private _words: string | null = null;
  private _waiting: ReturnType<typeof setTimeout> | undefined;
}
