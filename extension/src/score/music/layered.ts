/** How many changes are carried before they become part of the ground. */
const CARRIED = 256;

/**
 * A map that is never changed: `with` makes another one, which shares with this one all that is the same.
 *
 * A ground holds most entries; what was changed since lies over it, and becomes part of a new ground once it is much.
 */
export class LayeredMap<V extends object> {
  private constructor(
    private readonly _ground: ReadonlyMap<string, V>,
    private readonly _over: ReadonlyMap<string, V | null>,
  ) {}

  static empty<V extends object>(): LayeredMap<V> {
    return new LayeredMap<V>(new Map(), new Map());
  }

  get(key: string): V | undefined {
    const over = this._over.get(key);
    return over === undefined ? this._ground.get(key) : (over ?? undefined);
  }

  /**
   * A map with other entries.
   *
   * @param changes - by key; null takes an entry away.
   */
  with(changes: ReadonlyMap<string, V | null>): LayeredMap<V> {
    if (changes.size === 0) {
      return this;
    }
    if (this._over.size + changes.size <= CARRIED) {
      const over = new Map(this._over);
      changes.forEach((value, key) => over.set(key, value));
      return new LayeredMap(this._ground, over);
    }
    const ground = new Map(this._ground);
    for (const layer of [this._over, changes]) {
      layer.forEach((value, key) => {
        if (value) {
          ground.set(key, value);
        } else {
          ground.delete(key);
        }
      });
    }
    return new LayeredMap(ground, new Map());
  }
}
