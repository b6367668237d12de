/** What is copied, and where it is pasted: the score, or the graph. */
export interface ClipSource {
  /** What is selected, as text; empty where there is nothing to copy, which is said to the person. */
  copy(): string;
  /** Take away what is selected. */
  remove(): void;
  /** Put a text of the clipboard in, or say why that cannot be. */
  paste(text: string): void;
}

/** Milliseconds in which the browser tells of a paste that was asked for by its own key. */
const PATIENCE = 60;

/** Milliseconds in which it may yet tell, of what was pasted without it: a busy browser is late. */
const LATE = 2000;

/** What was copied last in this page: for where a browser keeps its clipboard to itself. */
let last = '';

/** Copies, cuts and pastes through the system's clipboard, as text: within a piece, and from one to another. */
export class SystemClipboard {
  /**
   * @param _source - What is copied.
   * @param _node - Has the focus while the clipboard is its.
   */
  constructor(
    private readonly _source: ClipSource,
    private readonly _node: HTMLElement,
  ) {
    // A browser tells of a copy where the page's text cursor was left, not where the focus is: so it is heard of anywhere.
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

  /** Copy what is selected; whether there was something. */
  copy(): boolean {
    const text = this._source.copy();
    if (text) {
      this.keep(text);
    }
    return text !== '';
  }

  cut(): void {
    if (this.copy()) {
      this._source.remove();
    }
  }

  /** Paste. A browser tells of it by an event where its own key was pressed; else its clipboard is asked. */
  paste(): void {
    clearTimeout(this._waiting);
    this._waiting = setTimeout(() => {
      this._pasted = performance.now();
      void this.read().then((text) => this._source.paste(text));
    }, PATIENCE);
  }

  /** Put a text into the clipboard. */
  keep(text: string): void {
    last = text;
    this._text = text;
    this._node.focus({ preventScroll: true });
    // Works on a page without TLS too, unlike `navigator.clipboard`; ends up in `_onCopy`.
    document.execCommand('copy');
    this._text = null;
  }

  /** The clipboard's text. */
  async read(): Promise<string> {
    try {
      return await navigator.clipboard.readText();
    } catch {
      // No permission, or no TLS.
      return last;
    }
  }

  private get _isFocused(): boolean {
    return document.activeElement === this._node;
  }

  private readonly _onCopy = (event: ClipboardEvent): boolean => {
    if (this._text === null && !this._isFocused) {
      return false;
    }
    const text = this._text ?? this._source.copy();
    if (text) {
      last = text;
      event.clipboardData?.setData('text/plain', text);
      take(event);
    }
    return text !== '';
  };

  private readonly _onCut = (event: ClipboardEvent): void => {
    if (this._onCopy(event)) {
      this._source.remove();
    }
  };

  private readonly _onPaste = (event: ClipboardEvent): void => {
    if (this._isFocused) {
      take(event);
      // Told late of what is pasted already. Where it tells of another press, that one's time runs on, and it is pasted then.
      if (performance.now() - this._pasted < LATE) {
        this._pasted = -Infinity;
        return;
      }
      clearTimeout(this._waiting);
      this._source.paste(event.clipboardData?.getData('text/plain') ?? '');
    }
  };

  private _text: string | null = null;
  /** When was last pasted what the browser had not told of. */
  private _pasted = -Infinity;
  private _waiting: ReturnType<typeof setTimeout> | undefined;
}

function take(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
