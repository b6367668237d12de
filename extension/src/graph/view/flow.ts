/** The graph as React Flow draws it; what stays the same stays the same object, so that it is not drawn again. */
import type { Edge, Node } from '@xyflow/react';

import { boundsOf, type Measure } from '../arranging';
import {
  around,
  type Graph,
  type GraphCable,
  type GraphGroup,
  type GraphLabel,
  type GraphNode,
  portOf,
  seenAs,
  withMembers,
} from '../graph';
import type { Size, Spot } from '../layout';
import type { ProblemCode } from '../problems';
import type { Place } from '../wiring';

/** What a node's drawing shows. */
export interface NodeData extends Record<string, unknown> {
  readonly node: GraphNode;
  readonly problem: ProblemCode | null;
  /** Of the part it plays; empty for none. */
  readonly part: string;
}
export interface GroupData extends Record<string, unknown> {
  readonly group: GraphGroup;
}
export interface LabelData extends Record<string, unknown> {
  readonly label: GraphLabel;
}
export interface CableData extends Record<string, unknown> {
  readonly cable: GraphCable;
  readonly problem: ProblemCode | null;
}

export type FlowNode = Node<NodeData, 'node'>;
export type FlowBox = Node<GroupData, 'box'>;
export type FlowFrame = Node<GroupData, 'frame'>;
export type FlowLabel = Node<LabelData, 'label'>;
export type FlowThing = FlowNode | FlowBox | FlowFrame | FlowLabel;
export type FlowCable = Edge<CableData, 'cable'>;

/** The port at which a cable is drawn that has none. */
export const ANY = '*';

/** Room between a frame and what is in it. */
const FRAME = { side: 16, head: 34 };

/** Gives the same object as long as what it says is the same. */
class Same<T extends Readonly<Record<string, unknown>>> {
  get(id: string, next: T): T {
    const known = this._known.get(id);
    if (known && Object.keys(next).every((field) => isSame(known[field], next[field]))) {
      return known;
    }
    this._known.set(id, next);
    return next;
  }

  private readonly _known = new Map<string, T>();
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

/** Draws graphs, one after the other. */
export class Drawing {
  /** @param _measure - how large things are drawn. */
  constructor(private readonly _measure: Measure) {}

  /**
   * The things of a graph.
   *
   * @param before - as they are drawn now: their measures are kept, and the places of those that are dragged.
   */
  things(
    graph: Graph,
    partName: (id: string) => string,
    selection: ReadonlySet<string>,
    before: readonly FlowThing[],
  ): FlowThing[] {
    const old = new Map(before.map((thing) => [thing.id, thing]));
    const all: FlowThing[] = [];
    const put = (next: FlowThing): void => {
      const was = old.get(next.id);
      const isMoving = was?.dragging ?? false;
      const selected = selection.has(next.id);
      const position = isMoving ? was!.position : next.position;
      const isSame =
        was !== undefined &&
        was.type === next.type &&
        was.data === next.data &&
        (was.selected ?? false) === selected &&
        was.position.x === position.x &&
        was.position.y === position.y &&
        was.width === next.width &&
        was.height === next.height;
      const kept = was && was.type === next.type ? was : {};
      all.push(isSame ? was : { ...kept, ...next, position, selected });
    };
    const seen = (id: string): boolean => seenAs(graph, id) === id;
    for (const group of graph.groups.values()) {
      if (seen(group.id)) {
        const data = this._groups.get(group.id, { group });
        const { id, x, y } = group;
        if (group.collapsed) {
          put({ id, type: 'box', position: { x, y }, data });
        } else {
          const { x: left, y: top, width, height } = this.frame(graph, id);
          const drawn = { width, height, dragHandle: '.antiphon-Frame-head' };
          put({ id, type: 'frame', position: { x: left, y: top }, zIndex: -1, data, ...drawn });
        }
      }
    }
    for (const node of graph.nodes.values()) {
      if (seen(node.id)) {
        const { id, x, y } = node;
        const problem = graph.problems.get(id) ?? null;
        const part = partName(node.part);
        const data = this._nodes.get(id, { node, problem, part });
        put({ id, type: 'node', position: { x, y }, data });
      }
    }
    for (const label of graph.labels.values()) {
      if (seen(label.id)) {
        const { id, x, y } = label;
        put({ id, type: 'label', position: { x, y }, data: this._labels.get(id, { label }) });
      }
    }
    // Frames lie below what is in them, outer ones lowest.
    return all.sort((a, b) => depth(graph, a) - depth(graph, b));
  }

  /** The cables between what is seen. */
  cables(graph: Graph, selection: ReadonlySet<string>, before: readonly FlowCable[]): FlowCable[] {
    const old = new Map(before.map((cable) => [cable.id, cable]));
    const all: FlowCable[] = [];
    const wires = new Map(graph.wires.map((wire) => [wire.id, wire]));
    for (const cable of graph.cables.values()) {
      const wire = wires.get(cable.id)!;
      const source = shownAt(graph, cable.source, wire.source, 'out');
      const target = shownAt(graph, cable.target, wire.target, 'in');
      if (!source || !target || source.node === target.node) {
        continue;
      }
      const problem = graph.problems.get(cable.id) ?? null;
      const data = this._cables.get(cable.id, { cable, problem });
      const next: FlowCable = {
        id: cable.id,
        type: 'cable',
        source: source.node,
        sourceHandle: source.port,
        target: target.node,
        targetHandle: target.port,
        data,
        selected: selection.has(cable.id),
      };
      const was = old.get(cable.id);
      const isSame =
        was?.data === data &&
        was.source === next.source &&
        was.target === next.target &&
        was.sourceHandle === next.sourceHandle &&
        was.targetHandle === next.targetHandle &&
        was.selected === next.selected;
      all.push(isSame ? was : next);
    }
    return all;
  }

  /** What the frame of a group surrounds: all that is in it, as it is drawn. */
  frame(graph: Graph, id: string, spots?: ReadonlyMap<string, Spot>): Spot & Size {
    const inside = withMembers(graph, [id]).filter(
      (inner) => inner !== id && seenAs(graph, inner) === inner && !isFrame(graph, inner),
    );
    const deep = 1 + Math.max(0, ...inside.map((inner) => levels(graph, inner, id)));
    const placed = spots ? withSpots(graph, spots) : graph;
    const bounds = boundsOf(placed, inside, this._measure);
    const group = graph.groups.get(id)!;
    if (!bounds) {
      return { x: group.x, y: group.y, width: 200, height: 90 };
    }
    const [side, head] = [FRAME.side * deep, FRAME.head * deep];
    return {
      x: bounds.x - side,
      y: bounds.y - head,
      width: bounds.width + 2 * side,
      height: bounds.height + side + head,
    };
  }

  private readonly _nodes = new Same<NodeData>();
  private readonly _groups = new Same<GroupData>();
  private readonly _labels = new Same<LabelData>();
  private readonly _cables = new Same<CableData>();
}

function isFrame(graph: Graph, id: string): boolean {
  return graph.groups.get(id)?.collapsed === false;
}

/** How many frames are between a thing and one around it. */
function levels(graph: Graph, id: string, frame: string): number {
  return around(graph, id).indexOf(frame);
}

function withSpots(graph: Graph, spots: ReadonlyMap<string, Spot>): Graph {
  const nodes = new Map(graph.nodes);
  const [groups, labels] = [new Map(graph.groups), new Map(graph.labels)];
  for (const [id, spot] of spots) {
    for (const things of [nodes, groups, labels] as Map<string, object>[]) {
      const thing = things.get(id);
      if (thing) {
        things.set(id, { ...thing, ...spot });
      }
    }
  }
  return { ...graph, nodes, groups, labels };
}

function depth(graph: Graph, { id, type }: FlowThing): number {
  return type === 'frame' ? around(graph, id).length - 100 : 0;
}

/** Where the end of a cable is seen: at a node, or at the port of a collapsed group. Null where it leads to nothing. */
function shownAt(graph: Graph, written: Place, led: Place, direction: 'in' | 'out'): Place | null {
  const box = seenAs(graph, led.node);
  if (!graph.nodes.has(led.node) && !graph.groups.has(led.node)) {
    return null;
  }
  if (box === led.node || written.node === box) {
    const place = box === led.node ? led : written;
    return portOf(graph, place, direction) ? place : { ...place, port: ANY };
  }
  const group = graph.groups.get(box)!;
  const ports = direction === 'in' ? group.inputs : group.outputs;
  const port = ports.find(({ name }) => {
    const to = graph.doors.follow({ node: box, port: name }, direction);
    return to.node === led.node && to.port === led.port;
  });
  return { node: box, port: port?.name ?? ANY };
}
