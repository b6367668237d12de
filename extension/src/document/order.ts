/** Orders of texts. */

/** Order of texts of ASCII, such as ids and indices. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Order of any texts, by code points as in Python; `<` compares UTF-16 units. */
export function byCodePoint(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) {
    index += 1;
  }
  const rank = (unit: number) =>
    unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
  const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
  return Number.isNaN(left) || Number.isNaN(right) ? a.length - b.length : rank(left) - rank(right);
}

/** The ids of entries by index, then id. */
export function ordered(entries: ReadonlyMap<string, { index: string }>): string[] {
  return [...entries]
    .sort(([a, left], [b, right]) => byText(left.index, right.index) || byText(a, b))
    .map(([id]) => id);
}
