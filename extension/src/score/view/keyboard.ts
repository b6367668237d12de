import type { IDisposable } from '@lumino/disposable';

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

  private readonly _onDouble = (): void => editSign(this._view);

  private _takes(event: KeyboardEvent): boolean {
    const { editor, region } = this._view;
    const action = event.target === region ? characterAction(event) : null;
    if (action) {
      editor.act(action);
    }
    return action !== null;
  }

  private _isDisposed = false;
}

/** Type the words of the selected sign, where it has some. */
export function editSign({ editor, words }: Pick<ScoreView, 'editor' | 'words'>): void {
  const { index, sign, closed, reason } = editor;
  const place = sign === null ? null : placeOfSign(index, sign);
  if (place && !closed && !reason) {
    words.open(place);
  }
}
