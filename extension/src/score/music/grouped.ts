/** What belongs to each key, in order. */
export function grouped<T>(
  pairs: Iterable<readonly [string, T]>,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, of] of pairs) {
    const group = groups.get(key);
    if (group) {
      group.push(of);
    } else {
      groups.set(key, [of]);
    }
  }
  return groups;
}
