import type { Performed } from '../music/quantise';

/** Collects keys as they are played in time; positions are in quarter lengths from the piece's beginning. */
export class Take {
  /** Whether nothing was played yet. */
  get empty(): boolean {
    return this._done.length === 0 && this._held.size === 0;
  }

  press(key: number, at: number): void {
    this.release(key, at);
    this._held.set(key, at);
  }

  release(key: number, at: number): void {
    const onset = this._held.get(key);
    if (onset !== undefined) {
      this._held.delete(key);
      this._done.push({ key, onset, end: Math.max(at, onset) });
    }
  }

  /** End what is still held, and give all that was played; what comes after is another take. */
  finish(at: number): Performed[] {
    [...this._held.keys()].forEach((key) => this.release(key, at));
    const done = this._done;
    this._done = [];
    return done;
  }

  private readonly _held = new Map<number, number>();
  private _done: Performed[] = [];
}
