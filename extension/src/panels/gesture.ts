/** The part of a stack of undo steps that says how soon edits must follow each other to be one step. */
export interface UndoSteps {
  captureTimeout: number;
}

/** At most one write in so many ms while a hand drags. */
export const PACE = 30;

/** Milliseconds between two writes of one step, while a hand holds. */
const HELD = Number.MAX_SAFE_INTEGER;

let gestures = 0;

/**
 * A drag of one control: many values, written at a bearable pace, undone as one step.
 *
 * The first value is written at once, so that a click or a key sounds at once; the last is always written. Each
 * drag's writes carry a name of its own, by which the document joins them to one step; while the hand holds, that
 * step stays open through any pause.
 */
export class Gesture<Value> {
  constructor(
    private readonly _write: (value: Value, step: string) => void,
    private readonly _undo: UndoSteps,
    private readonly _pace = PACE,
  ) {}

  /** The hand takes hold; `move` does it too where nobody did. */
  begin(): void {
    if (this._step) {
      return;
    }
    this._step = `gesture ${++gestures}`;
    // With two hands on two controls, the first to take hold is the one to give it back.
    if (this._undo.captureTimeout !== HELD) {
      this._captureTimeout = this._undo.captureTimeout;
      this._undo.captureTimeout = HELD;
    }
  }

  /** The hand moves to `value`. */
  move(value: Value): void {
    this.begin();
    this._next = { value };
    if (this._timer === undefined) {
      this._flush();
      this._timer = setTimeout(this._tick, this._pace);
    }
  }

  /**
   * The hand lets go: what came last is written, and the step is closed.
   *
   * @param finish - What else is to be written in the same step.
   */
  end(finish?: (step: string) => void): void {
    clearTimeout(this._timer);
    this._timer = undefined;
    this._flush();
    if (this._step) {
      finish?.(this._step);
    }
    this._step = '';
    if (this._captureTimeout !== null) {
      this._undo.captureTimeout = this._captureTimeout;
      this._captureTimeout = null;
    }
  }

  private readonly _tick = (): void => {
    this._timer = undefined;
    if (this._next) {
      this._flush();
      this._timer = setTimeout(this._tick, this._pace);
    }
  };

  private _flush(): void {
    const next = this._next;
    this._next = null;
    if (next) {
      this._write(next.value, this._step);
    }
  }

  private _next: { value: Value } | null = null;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _captureTimeout: number | null = null;
  private _step = '';
}
