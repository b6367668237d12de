/**
 * How cables run: through the ports of groups, and where they close a circle; as `antiphon.engine.wiring` has it, which says
 * what is heard.
 */
import type { Edge, Port } from '../generated/schema';

/** A port of a node, as a cable comes to it. */
export interface Place {
  readonly node: string;
  readonly port: string;
}

/** A cable from port to port. */
export interface Wire {
  readonly id: string;
  readonly source: Place;
  readonly target: Place;
}

export type Ports = Readonly<Record<string, Port>>;

/** Follows the ports of groups to the ports of nodes that they stand for. */
export class Doors {
  constructor(ports: Ports) {
    for (const id of Object.keys(ports).sort()) {
      const { group, direction, name, node, port } = ports[id];
      const key = `${group} ${direction} ${name}`;
      if (!this._doors.has(key)) {
        this._doors.set(key, { node, port });
      }
    }
  }

  /** Where a port leads; itself where it is a node's, or a group has no such port. */
  follow(place: Place, direction: Port['direction']): Place {
    const seen = new Set<string>();
    for (let at = place; ;) {
      const key = `${at.node} ${direction} ${at.port}`;
      const next = this._doors.get(key);
      if (!next || seen.has(key)) {
        return at;
      }
      seen.add(key);
      at = next;
    }
  }

  private readonly _doors = new Map<string, Place>();
}

/** Both ends of a cable as they are written. */
export function endsOf({ source, output = 'out', target, input = 'in' }: Edge): {
  source: Place;
  target: Place;
} {
  return { source: { node: source, port: output }, target: { node: target, port: input } };
}

/** The edges of a document from node to node, by id. */
export function throughGroups(edges: Readonly<Record<string, Edge>>, doors: Doors): Wire[] {
  return Object.keys(edges)
    .sort()
    .map((id) => {
      const { source, target } = endsOf(edges[id]);
      return { id, source: doors.follow(source, 'out'), target: doors.follow(target, 'in') };
    });
}

/** Ids of the wires that close a circle: taken by ascending id, the one that closes it, of each. */
export function feedback(wires: readonly Wire[]): Set<string> {
  const closing = new Set<string>();
  const inside = cyclic(wires);
  const feeds = new Map<string, Set<string>>();
  for (const { id, source, target } of wires) {
    if (!inside.has(source.node) || !inside.has(target.node)) {
      continue;
    }
    if (reaches(feeds, target.node, source.node)) {
      closing.add(id);
    } else {
      feeds.set(source.node, (feeds.get(source.node) ?? new Set()).add(target.node));
    }
  }
  return closing;
}

/** The nodes that are in a circle, or behind one: what is left when those that wait for nothing are taken away (Kahn). */
function cyclic(wires: readonly Wire[]): Set<string> {
  const waits = new Map<string, number>();
  const onward = new Map<string, string[]>();
  for (const { source, target } of wires) {
    waits.set(source.node, waits.get(source.node) ?? 0);
    waits.set(target.node, (waits.get(target.node) ?? 0) + 1);
    onward.set(source.node, [...(onward.get(source.node) ?? []), target.node]);
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

/** Whether one leads to another. */
export function reaches(
  feeds: ReadonlyMap<string, Iterable<string>>,
  start: string,
  goal: string,
): boolean {
  const seen = new Set([start]);
  const ahead = [start];
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (node === goal) {
      return true;
    }
    for (const next of feeds.get(node) ?? []) {
      if (!seen.has(next)) {
        seen.add(next);
        ahead.push(next);
      }
    }
  }
  return false;
}
