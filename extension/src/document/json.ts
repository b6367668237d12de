/** Plain JSON objects. */
export type Json = Record<string, unknown>;

/** Whether a value is what JSON calls an object. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A record without a prototype, as an id may well be `constructor`. */
export function record<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}
