/** Whether somebody looks at what a panel is about: how many watch it, and whether the panel is closed over them. */
export class Attention {
  /**
   * @param changed - Called when it may be given or gone.
   */
  constructor(changed: () => void) {
    this._changed = changed;
  }

  /** How many watch. */
  get watchers(): number {
    return this._watchers;
  }

  /** Whether somebody watches, in a panel that is open. */
  get isGiven(): boolean {
    return this._watchers > 0 && !this._isHidden;
  }

  set hidden(hidden: boolean) {
    this._isHidden = hidden;
    this._changed();
  }

  /** One more watches. */
  begin(): void {
    this._watchers += 1;
    this._changed();
  }

  /** One watches no more. */
  end(): void {
    this._watchers -= 1;
    this._changed();
  }

  private readonly _changed: () => void;
  private _watchers = 0;
  private _isHidden = false;
}
