/** What is copied, and where it is pasted: the score, or the graph. */
export interface ClipSource {
  /** What is selected, as text; empty where there is nothing to copy, which is said to the person. */
  copy(): string;
  /** Take away what is selected. */
  remove(): void;
  /** Put a text of the clipboard in, or say why that cannot be. */
  paste(text: string): void;
}

/** Milliseconds that the browser has to tell of a paste, before its clipboard is asked. */
const PATIENCE = 60;

/** Milliseconds in which it may yet tell, of what was pasted without it: a busy browser is late. */
const LATE = 2000;

/**
 * A press of the browser's own key for pasting. Two things come of it, in either order, and the first one pastes: the
 * browser tells of the paste, and JupyterLab runs the command that the key is bound to, as late as the key is let go.
 */
interface Press {
  readonly at: number;
  /** Whether the browser has told of it. */
  told: boolean;
  /** Whether its command has run, or none is coming any more. */
  run: boolean;
  pasted: boolean;
}

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
    document.addEventListener('keydown', this._onKey, true);
    document.addEventListener('keyup', this._onKeyUp, true);
  }

  dispose(): void {
    document.removeEventListener('copy', this._onCopy, true);
    document.removeEventListener('cut', this._onCut, true);
    document.removeEventListener('paste', this._onPaste, true);
    document.removeEventListener('keydown', this._onKey, true);
    document.removeEventListener('keyup', this._onKeyUp, true);
    this._waiting.forEach(clearTimeout);
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

  /** Paste. Where the browser's own key was pressed, it tells of that; else, or where it does not, its clipboard is asked. */
  paste(): void {
    const press = this._recent().find(({ run }) => !run);
    if (!press) {
      void this._ask();
      return;
    }
    press.run = true;
    if (!press.pasted) {
      const waiting = setTimeout(() => {
        this._waiting.delete(waiting);
        if (!press.pasted) {
          press.pasted = true;
          void this._ask();
        }
      }, PATIENCE);
      this._waiting.add(waiting);
    }
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

  private async _ask(): Promise<void> {
    this._source.paste(await this.read());
  }

  /** Presses of which something may yet come. */
  private _recent(): Press[] {
    const now = performance.now();
    this._presses = this._presses.filter(({ at, told, run }) => now - at < LATE && !(told && run));
    return this._presses;
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
    if (!this._isFocused) {
      return;
    }
    take(event);
    const press = this._recent().find(({ told }) => !told);
    const isPasted = press?.pasted ?? false;
    if (press) {
      press.told = press.pasted = true;
    }
    if (!isPasted) {
      this._source.paste(event.clipboardData?.getData('text/plain') ?? '');
    }
  };

  private readonly _onKey = (event: KeyboardEvent): void => {
    const { altKey, ctrlKey, metaKey, shiftKey } = event;
    if (isV(event) && (ctrlKey || metaKey) && !altKey && !shiftKey && this._isFocused) {
      const press = { at: performance.now(), told: false, run: false, pasted: false };
      this._presses = [...this._recent(), press];
    }
  };

  private readonly _onKeyUp = (event: KeyboardEvent): void => {
    // A Mac does not tell that a letter is let go before its modifier is.
    if (isV(event) || event.key === 'Meta') {
      const over = this._presses;
      // The command that waited for this runs first, where the key has one.
      setTimeout(() => over.forEach((press) => (press.run = true)));
    }
  };

  private _text: string | null = null;
  private _presses: Press[] = [];
  private readonly _waiting = new Set<ReturnType<typeof setTimeout>>();
}

function isV({ key, code }: KeyboardEvent): boolean {
  return key === 'v' || code === 'KeyV';
}

function take(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
