import type { Entries, Sketch } from './sketch';

/** Groups, each behind the one that it is in. */
export function outerFirst(seen: Sketch, rank: ReadonlyMap<string, number>): string[] {
  const ordered = new Set<string>();
  for (const id of byRank([...seen.groups.keys()], rank)) {
    const chain = [id];
    for (;;) {
      const outer = seen.groups.get(chain[chain.length - 1])!.group as string | undefined;
      if (!outer || ordered.has(outer)) {
        break;
      }
      chain.push(outer);
    }
    chain.reverse().forEach((each) => ordered.add(each));
  }
  return [...ordered];
}

export function byRank(ids: readonly string[], rank: ReadonlyMap<string, number>): string[] {
  const at = (id: string): number => rank.get(id) ?? rank.size;
  return [...ids].sort((a, b) => at(a) - at(b) || (a < b ? -1 : 1));
}

/** Nodes, each behind what feeds it, feedback aside: chain by chain, from its end. */
export function sourcesFirst(seen: Sketch, rank: ReadonlyMap<string, number>): string[] {
  const feeding = new Map<string, string[]>();
  const feeds = new Set<string>();
  for (const [source, target] of withoutCycles(seen.nodes, throughGroups(seen))) {
    feeds.add(source);
    const sources = feeding.get(target);
    if (!sources) {
      feeding.set(target, [source]);
    } else if (!sources.includes(source)) {
      sources.push(source);
    }
  }
  const at = (id: string): number => rank.get(id) ?? rank.size;
  const order = (a: string, b: string): number =>
    at(a) - at(b) || Number(feeds.has(a)) - Number(feeds.has(b)) || (a < b ? -1 : 1);
  const ordered = new Set<string>();
  const entered = new Set<string>();
  for (const start of [...seen.nodes.keys()].sort(order)) {
    const stack = [start];
    while (stack.length > 0) {
      const id = stack[stack.length - 1];
      if (!entered.has(id)) {
        entered.add(id);
        const ahead = (feeding.get(id) ?? []).filter((each) => !entered.has(each));
        stack.push(...ahead.sort((a, b) => order(b, a)));
      } else {
        stack.pop();
        ordered.add(id);
      }
    }
  }
  return [...ordered];
}

type Pair = readonly [string, string];

/** Cables by ascending id, from node to node, the ports of groups followed; as the engine does. */
function throughGroups(seen: Sketch): Pair[] {
  const doors = new Map<string, Pair>();
  for (const { group, direction, name, node, port } of seen.ports.values()) {
    const key = `${group} ${direction} ${name}`;
    if (!doors.has(key)) {
      doors.set(key, [node as string, port as string]);
    }
  }
  const follow = (id: string, direction: string, port: string): string => {
    const been = new Set<string>();
    for (;;) {
      const key = `${id} ${direction} ${port}`;
      const door = doors.get(key);
      if (!door || been.has(key)) {
        return id;
      }
      been.add(key);
      [id, port] = door;
    }
  };
  return [...seen.edges.values()]
    .map(({ source, output, target, input }): Pair => [
      follow(source as string, 'out', output as string),
      follow(target as string, 'in', input as string),
    ])
    .filter(([source, target]) => seen.nodes.has(source) && seen.nodes.has(target));
}

/** The cables without the one of each cycle that closes it, which is feedback. */
function withoutCycles(nodes: Entries, cables: readonly Pair[]): Pair[] {
  const missing = new Map([...nodes.keys()].map((id) => [id, 0]));
  const targets = new Map<string, string[]>();
  for (const [source, target] of cables) {
    missing.set(target, missing.get(target)! + 1);
    targets.set(source, [...(targets.get(source) ?? []), target]);
  }
  const ready = [...missing].filter(([, count]) => count === 0).map(([id]) => id);
  const free = new Set<string>();
  while (ready.length > 0) {
    const id = ready.pop()!;
    free.add(id);
    for (const target of targets.get(id) ?? []) {
      const count = missing.get(target)! - 1;
      missing.set(target, count);
      if (count === 0) {
        ready.push(target);
      }
    }
  }
  const feeds = new Map<string, Set<string>>();
  return cables.filter(([source, target]) => {
    if (free.has(source) || free.has(target)) {
      return true;
    }
    if (reaches(feeds, target, source)) {
      return false;
    }
    feeds.set(source, (feeds.get(source) ?? new Set()).add(target));
    return true;
  });
}

function reaches(
  feeds: ReadonlyMap<string, ReadonlySet<string>>,
  start: string,
  goal: string,
): boolean {
  const seen = new Set([start]);
  for (const id of seen) {
    if (id === goal) {
      return true;
    }
    feeds.get(id)?.forEach((target) => seen.add(target));
  }
  return false;
}
