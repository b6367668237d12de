import type { ScoreEditor } from '../editing/editor';

/** What plays: `SessionConnection` is one. */
export interface Player {
  may(action: 'play'): boolean;
  play(position?: number): boolean;
}

/** Play from a position, in quarter lengths; from where the music is where there is none. False where this person may not. */
export function playFrom(player: Player, position?: number): boolean {
  return player.may('play') && player.play(position);
}

/** Plays from a note or rest that is clicked twice, or with Alt. */
export class PlayFromClick {
  constructor(
    private readonly _editor: ScoreEditor,
    private readonly _list: HTMLElement,
    private readonly _onPlay: (position: number) => void,
  ) {
    _list.addEventListener('click', this._onClick);
    _list.addEventListener('dblclick', this._onDouble);
  }

  dispose(): void {
    this._list.removeEventListener('click', this._onClick);
    this._list.removeEventListener('dblclick', this._onDouble);
  }

  private readonly _onClick = (event: MouseEvent): void => {
    if (event.altKey) {
      this._start(event);
    }
  };

  private readonly _onDouble = (event: MouseEvent): void => {
    if (!this._editor.entering && !event.altKey) {
      this._start(event);
    }
  };

  /** What was pressed on is selected by now: it is played from there. */
  private _start({ target }: MouseEvent): void {
    const { stretch } = this._editor;
    const inButton =
      target instanceof Element && target.closest('button, input, textarea') !== null;
    if (stretch && !inButton) {
      this._onPlay(stretch.start);
    }
  }
}
