import type { IDisposable } from '@lumino/disposable';

/** Pixels from the corner of what is selected to the menu on it. */
const ASIDE = 12;

/** The menu on the score: by the keyboard it opens beside what is selected, and when it closes the keys come back. */
export class MenuTool implements IDisposable {
  /**
   * @param _region - what takes the keyboard of the score.
   * @param _selected - what is drawn of the cursor; null where nothing is.
   */
  constructor(
    private readonly _region: HTMLElement,
    private readonly _selected: () => Element | null,
  ) {
    _region.addEventListener('contextmenu', this._onMenu);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._region.removeEventListener('contextmenu', this._onMenu);
    this._gone.disconnect();
  }

  private readonly _onMenu = (event: MouseEvent): void => {
    const at = isByKey(event, this._region) ? this._selected()?.getBoundingClientRect() : undefined;
    if (event.isTrusted && at) {
      // The browser opens it in the middle of the whole score.
      event.preventDefault();
      event.stopPropagation();
      const place = { clientX: at.right + ASIDE, clientY: at.bottom + ASIDE };
      const options = { bubbles: true, cancelable: true, button: -1, ...place };
      this._region.dispatchEvent(new MouseEvent('contextmenu', options));
      return;
    }
    // It is opened once this event has reached the document.
    setTimeout(this._watch);
  };

  private readonly _watch = (): void => {
    const menu = document.activeElement?.closest('.lm-Menu');
    this._gone.disconnect();
    if (menu) {
      this._menu = menu;
      this._gone.observe(document.body, { childList: true });
    }
  };

  private readonly _gone = new MutationObserver(() => {
    if (!this._menu?.isConnected) {
      this._gone.disconnect();
      if (document.activeElement === document.body) {
        this._region.focus({ preventScroll: true });
      }
    }
  });
  private _menu: Element | null = null;
  private _isDisposed = false;
}

/** Whether a menu was asked for by a key: no button was pressed, and it is asked of what has the keys. */
export function isByKey(event: MouseEvent, region: HTMLElement): boolean {
  return event.target === region && event.button !== 2 && !event.ctrlKey;
}
