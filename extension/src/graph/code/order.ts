import type { Edge } from '../../generated/schema';
import { Doors, type Ports, throughGroups, type Wire } from '../wiring';
import type { Sketch } from './sketch';

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
export function sourcesFirst(
  seen: Sketch,
  wires: readonly Wire[],
  feedback: ReadonlySet<string>,
  rank: ReadonlyMap<string, number>,
): string[] {
  const feeding = new Map<string, string[]>();
  const feeds = new Set<string>();
  for (const { id, ...ends } of wires) {
    if (feedback.has(id)) {
      continue;
    }
    const [source, target] = [ends.source.node, ends.target.node];
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

/** Cables by ascending id, from node to node, the ports of groups followed; a sketch has both ends of each. */
export function wiresOf({ nodes, ports, edges }: Sketch): Wire[] {
  const doors = new Doors(Object.fromEntries(ports) as unknown as Ports);
  return throughGroups(Object.fromEntries(edges) as unknown as Record<string, Edge>, doors).filter(
    ({ source, target }) => nodes.has(source.node) && nodes.has(target.node),
  );
}
