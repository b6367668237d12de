/**
 * How cables run: through the ports of groups, and which of them are feedback; as `antiphon.engine.wiring` has it, which says
 * what is heard.
 */
import type { Edge, Port } from '../generated/schema';
import { closing } from './circles';

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
  const places = closing(wires.map(({ source, target }) => [source.node, target.node]));
  return new Set(wires.filter((_, place) => places.has(place)).map(({ id }) => id));
}
