import type { Stretch } from './loop';
import type { ScoreView } from './view';
import type { System } from '../engraving/system';

/** Where the music is: `SessionConnection` is one. */
export interface Clock {
  /** Null while nothing was played. */
  readonly transport: {
    readonly playing: boolean;
    /** What is played round and round. */
    readonly loop?: Stretch | null;
  } | null;
  /** In quarter lengths from the piece's beginning. */
  positionNow(): number;
  readonly transportChanged: {
    connect(slot: () => void): boolean;
    disconnect(slot: () => void): boolean;
  };
}

/** Keeps the playhead where the music is, and the playing system in sight. */
export class PlayheadFollower {
  constructor(
    private readonly _view: ScoreView,
    private readonly _clock: Clock,
  ) {
    _clock.transportChanged.connect(this._wake);
    this._wake();
  }

  dispose(): void {
    this._clock.transportChanged.disconnect(this._wake);
    cancelAnimationFrame(this._frame);
  }

  private readonly _wake = (): void => {
    if (this._frame === 0) {
      this._frame = requestAnimationFrame(this._step);
    }
  };

  private readonly _step = (): void => {
    this._frame = 0;
    const { transport } = this._clock;
    if (!transport || this._view.isDisposed) {
      return;
    }
    const position = this._clock.positionNow();
    if (transport.playing || position > 0 || this._system) {
      this._move(position, transport.playing);
    }
    if (transport.playing) {
      this._wake();
    }
  };

  private _move(position: number, playing: boolean): void {
    const { index } = this._view.editor;
    const { measures } = index.piece;
    let measure = this._measure;
    const starts = (at: number): number => measures[at]?.start.valueOf() ?? Infinity;
    if (!(starts(measure) <= position && position < starts(measure + 1))) {
      measure = measures.findIndex((_, at) => starts(at) <= position && position < starts(at + 1));
    }
    this._measure = Math.max(0, measure);
    const system = measures[measure] && this._view.systemOf(measure);
    if (system !== this._system) {
      this._system?.hidePlayhead();
      this._system = system ?? null;
      if (system && playing) {
        this._follow(system);
      }
    }
    if (system && measures[measure]) {
      const onset = position - starts(measure);
      if (!system.movePlayhead(measures[measure].id, onset, index, isStill())) {
        system.hidePlayhead();
      }
    }
  }

  /** Bring a system into sight, unless the reader is typing elsewhere in the score. */
  private _follow({ node }: System): void {
    const view = this._view.node.getBoundingClientRect();
    const { top, bottom } = node.getBoundingClientRect();
    if (top < view.top || bottom > view.bottom) {
      const to = this._view.node.scrollTop + top - view.top - Math.min(60, view.height / 8);
      this._view.node.scrollTo({ top: to, behavior: isStill() ? 'auto' : 'smooth' });
    }
  }

  private _frame = 0;
  private _measure = 0;
  private _system: System | null = null;
}

/** Whether this person wants nothing on the screen to glide. */
function isStill(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
