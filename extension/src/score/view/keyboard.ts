import type { IDisposable } from '@lumino/disposable';

import { markActionOf } from '../editing/markkeys';
import { placeOfSign } from '../editing/signing';
import { characterAction } from './characters';
import type { ScoreView } from './view';

/** What is typed in the score, but for the keys that are in JupyterLab's shortcut settings; and the double click on a sign's words. */
export class ScoreKeyboard implements IDisposable {
  constructor(private readonly _view: ScoreView) {
    _view.region.addEventListener('keydown', this._onKey);
    _view.region.addEventListener('dblclick', this._onDouble);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._view.region.removeEventListener('keydown', this._onKey);
    this._view.region.removeEventListener('dblclick', this._onDouble);
  }

  private readonly _onKey = (event: KeyboardEvent): void => {
    if (this._takes(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  private readonly _onDouble = (): void => void this._editSign();

  private _takes(event: KeyboardEvent): boolean {
    const { editor, words, region } = this._view;
    if (this._actsOnSign(event)) {
      return true;
    }
    const marked = markActionOf(event);
    if (marked) {
      if ('mark' in marked) {
        editor.perform(marked.mark);
      } else {
        words.write(marked.write);
      }
      return true;
    }
    const action = event.target === region ? characterAction(event) : null;
    if (action) {
      editor.act(action);
    }
    return action !== null;
  }

  /** Alt with the arrows walks through notes and signs; Enter types the words of the selected one. */
  private _actsOnSign({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
    if (ctrlKey || metaKey || shiftKey) {
      return false;
    }
    if (altKey && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      this._view.editor.walk(key === 'ArrowRight' ? 1 : -1);
      return true;
    }
    return !altKey && key === 'Enter' && this._editSign();
  }

  /** Type the words of the selected sign; false where it has none. */
  private _editSign(): boolean {
    const { index, sign, closed, reason } = this._view.editor;
    const place = sign === null ? null : placeOfSign(index, sign);
    if (place && !closed && !reason) {
      this._view.words.open(place);
    }
    return place !== null;
  }

  private _isDisposed = false;
}
