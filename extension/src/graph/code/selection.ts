import { type ISignal, Signal } from '@lumino/signaling';

import type { GraphPane } from '../view/pane';
import type { GraphSelection } from './view';

/** The selection of the graph's pane, which may be made later than the code's. */
export class PaneSelection implements GraphSelection {
  /**
   * @param find - the graph's pane, if it was shown.
   * @param came - panes came or went.
   */
  constructor(
    private readonly _find: () => GraphPane | null,
    came: ISignal<unknown, void>,
  ) {
    came.connect(this._attach, this);
    this._attach();
  }

  readonly ids = (): readonly string[] => [...(this._pane?.desk.selection ?? [])];

  readonly select = (ids: readonly string[]): void => this._pane?.desk.select(ids);

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  private _attach(): void {
    const pane = this._find();
    if (pane && pane !== this._pane) {
      this._pane = pane;
      pane.desk.changed.connect(() => this._changed.emit());
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  private _pane: GraphPane | null = null;
}
