/** Circles of cables: which cable closes one. */

/** A cable: the nodes that it comes from and goes to. */
export type Pair = readonly [source: string, target: string];

/** The places of the cables that close a circle: taken in their order, the one that closes it, of each. */
export function closing(cables: readonly Pair[]): Set<number> {
  const found = new Set<number>();
  const inside = cyclic(cables);
  const feeds = new Map<string, Set<string>>();
  cables.forEach(([source, target], place) => {
    if (!inside.has(source) || !inside.has(target)) {
      return;
    }
    if (reaches(feeds, target, source)) {
      found.add(place);
    } else {
      feeds.set(source, (feeds.get(source) ?? new Set()).add(target));
    }
  });
  return found;
}

/** Whether one leads to another; each to itself. */
export function reaches(
  feeds: ReadonlyMap<string, Iterable<string>>,
  start: string,
  goal: string,
): boolean {
  const seen = new Set([start]);
  for (const node of seen) {
    if (node === goal) {
      return true;
    }
    for (const next of feeds.get(node) ?? []) {
      seen.add(next);
    }
  }
  return false;
}

/** The nodes that are in a circle, or behind one: what is left when those that wait for nothing are taken away (Kahn). */
function cyclic(cables: readonly Pair[]): Set<string> {
  const waits = new Map<string, number>();
  const onward = new Map<string, string[]>();
  for (const [source, target] of cables) {
    waits.set(source, waits.get(source) ?? 0);
    waits.set(target, (waits.get(target) ?? 0) + 1);
    const targets = onward.get(source);
    if (targets) {
      targets.push(target);
    } else {
      onward.set(source, [target]);
    }
  }
  const ready = [...waits].filter(([, count]) => count === 0).map(([node]) => node);
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    waits.delete(node);
    for (const next of onward.get(node) ?? []) {
      const left = waits.get(next)! - 1;
      waits.set(next, left);
      if (left === 0) {
        ready.push(next);
      }
    }
  }
  return new Set(waits.keys());
}
