import { trans } from '../../translation';
import { clipText, readClip } from '../clip';
import type { GraphDesk } from './desk';

/** Milliseconds in which the browser tells of a paste that was asked for by its own key. */
const PATIENCE = 60;

/** What was copied last in this page: for where a browser keeps its clipboard to itself. */
let last = '';

/** Copies, cuts and pastes parts of graphs through the system's clipboard: within a piece, and from one to another. */
export class GraphClipboard {
  /**
   * @param _desk - What is selected.
   * @param _node - Has the focus while it is the graph's clipboard.
   */
  constructor(
    private readonly _desk: GraphDesk,
    private readonly _node: HTMLElement,
  ) {
    document.addEventListener('copy', this._onCopy, true);
    document.addEventListener('cut', this._onCut, true);
    document.addEventListener('paste', this._onPaste, true);
  }

  dispose(): void {
    document.removeEventListener('copy', this._onCopy, true);
    document.removeEventListener('cut', this._onCut, true);
    document.removeEventListener('paste', this._onPaste, true);
    clearTimeout(this._waiting);
  }

  copy(): boolean {
    const text = this._text();
    if (text) {
      last = text;
      this._words = text;
      this._node.focus({ preventScroll: true });
      // Works on a page without TLS too, unlike `navigator.clipboard`; ends up in `_onCopy`.
      document.execCommand('copy');
      this._words = null;
    }
    return text !== '';
  }

  cut(): void {
    if (this.copy()) {
      this._desk.remove();
    }
  }

  paste(): void {
    clearTimeout(this._waiting);
    this._waiting = setTimeout(() => void this._read().then((text) => this._put(text)), PATIENCE);
  }

  /** What is selected, as text; empty where there is nothing to copy, which is said. */
  private _text(): string {
    const clip = this._desk.copy();
    const text = clip ? clipText(clip) : '';
    const problem = text && readClip(text).problem;
    if (!text || problem) {
      this._desk.say(problem || trans.__('Nothing is selected: there is nothing to copy.'));
      return '';
    }
    this._desk.say(trans.__('Copied.'));
    return text;
  }

  private _put(text: string): void {
    const { clip, problem } = readClip(text);
    if (clip) {
      this._desk.paste(clip);
    } else {
      this._desk.say(problem);
    }
  }

  private async _read(): Promise<string> {
    try {
      return await navigator.clipboard.readText();
    } catch {
      // No permission, or no TLS.
      return last;
    }
  }

  /** A browser tells of a copy where the page's text cursor is left, not where the focus is: so it is heard of everywhere. */
  private get _isFocused(): boolean {
    return document.activeElement === this._node;
  }

  private readonly _onCopy = (event: ClipboardEvent): void => {
    if (this._words === null && !this._isFocused) {
      return;
    }
    const text = this._words ?? this._text();
    if (text) {
      last = text;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      event.stopPropagation();
    }
  };

  private readonly _onCut = (event: ClipboardEvent): void => {
    if (this._isFocused && this._desk.copy()) {
      this._onCopy(event);
      this._desk.remove();
    }
  };

  private readonly _onPaste = (event: ClipboardEvent): void => {
    if (this._isFocused) {
      clearTimeout(this._waiting);
      event.preventDefault();
      event.stopPropagation();
      this._put(event.clipboardData?.getData('text/plain') ?? '');
    }
  };

  private _words: string | null = null;
  private _waiting: ReturnType<typeof setTimeout> | undefined;
}
