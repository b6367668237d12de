import type { Played } from '../editing/command';

/**
 * Gathers keys that are held together into a chord, which is whole when the first of them is let go; those still held then
 * belong to no later one.
 */
export class ChordGatherer {
  /** @param _onChord - Takes a chord, in the order in which its keys were pressed. */
  constructor(private readonly _onChord: (keys: readonly Played[]) => void) {}

  /** Whether a chord is being held. */
  get holds(): boolean {
    return this._held.size > 0;
  }

  press(played: Played): void {
    this._held.set(played.key, played);
  }

  release(key: number): void {
    if (this._held.has(key)) {
      const keys = [...this._held.values()];
      this._held.clear();
      this._onChord(keys);
    }
  }

  /** Forget what is held. */
  clear(): void {
    this._held.clear();
  }

  private readonly _held = new Map<number, Played>();
}
