/** Fields of messages, read defensively: what one should be and is not becomes its neutral value. */

export type Fields = Record<string, unknown>;

export function fields(value: unknown): Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

export function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function number(value: unknown, otherwise: number, least = -Infinity): number {
  return typeof value === 'number' && Number.isFinite(value)
    ? Math.max(least, value)
    : Math.max(least, otherwise);
}

export function oneOf<T extends string>(value: unknown, choices: readonly T[], otherwise: T): T {
  return choices.includes(value as T) ? (value as T) : otherwise;
}
