/** What React Flow is given to draw, and what it tells of what was dragged, measured and selected. */
import { applyEdgeChanges, applyNodeChanges, type NodeChange } from '@xyflow/react';
import * as React from 'react';

import { withMembers } from '../graph';
import type { Spot } from '../layout';
import type { GraphDesk } from './desk';
import { Drawing, type FlowCable, type FlowThing } from './flow';

/** What is drawn: it follows the document, but for what this hand drags. */
export function useDrawing(desk: GraphDesk) {
  const [drawing] = React.useState(() => new Drawing(desk.measure));
  const [things, setThings] = React.useState<FlowThing[]>([]);
  const [cables, setCables] = React.useState<FlowCable[]>([]);
  const drawn = React.useRef(things);
  drawn.current = things;
  React.useEffect(() => {
    const draw = (): void => {
      const { graph, selection } = desk;
      const { parts } = desk.doc.document();
      const partName = (id: string): string => (id ? (parts[id]?.name ?? '') : '');
      setThings((before) => drawing.things(graph, partName, selection, before));
      setCables((before) => drawing.cables(graph, selection, before));
    };
    draw();
    desk.changed.connect(draw);
    return () => {
      desk.changed.disconnect(draw);
    };
  }, [desk, drawing]);

  const onThings = React.useCallback(
    (changes: NodeChange<FlowThing>[]) => {
      const all = withFollowers(desk, drawn.current, changes);
      const moved = new Map<string, Spot>();
      for (const change of all) {
        if (change.type === 'position' && change.position && change.dragging !== undefined) {
          moved.set(change.id, change.position);
        }
      }
      let next = applyNodeChanges(all, drawn.current);
      next = reframe(desk, drawing, next, moved.size > 0 || changes.some(isMeasured));
      drawn.current = next;
      setThings(next);
      if (moved.size > 0) {
        desk.drag(written(desk, moved));
      }
      if (changes.some(({ type }) => type === 'select')) {
        chosen(desk, changes);
      }
    },
    [desk, drawing],
  );
  const onCables = React.useCallback(
    (changes: Parameters<typeof applyEdgeChanges<FlowCable>>[0]) => {
      setCables((before) => applyEdgeChanges(changes, before));
      chosen(desk, changes);
    },
    [desk],
  );
  return { things, cables, onThings, onCables };
}

function isMeasured({ type }: { type: string }): boolean {
  return type === 'dimensions';
}

/** What React Flow selected, or no longer does. */
function chosen(desk: GraphDesk, changes: readonly { type: string }[]): void {
  const next = new Set(desk.selection);
  let is = false;
  for (const change of changes as readonly { type: string; id: string; selected: boolean }[]) {
    if (change.type === 'select') {
      is = true;
      if (change.selected) {
        next.add(change.id);
      } else {
        next.delete(change.id);
      }
    }
  }
  if (is) {
    desk.select(next);
  }
}

/** With a frame that moves, what is in it moves. */
function withFollowers(
  desk: GraphDesk,
  things: readonly FlowThing[],
  changes: readonly NodeChange<FlowThing>[],
): NodeChange<FlowThing>[] {
  const { graph } = desk;
  const all = [...changes];
  if (graph.groups.size === 0) {
    return all;
  }
  const moving = new Set(changes.flatMap((of) => (of.type === 'position' ? [of.id] : [])));
  for (const change of changes) {
    const frame = things.find(
      ({ id, type }) => type === 'frame' && 'id' in change && id === change.id,
    );
    if (change.type !== 'position' || !change.position || !frame) {
      continue;
    }
    const x = change.position.x - frame.position.x;
    const y = change.position.y - frame.position.y;
    const inside = new Set(withMembers(graph, [frame.id]));
    for (const { id, position } of things) {
      if (inside.has(id) && !moving.has(id)) {
        moving.add(id);
        const { dragging } = change;
        all.push({
          id,
          type: 'position',
          dragging,
          position: { x: position.x + x, y: position.y + y },
        });
      }
    }
  }
  return all;
}

/** Frames around what they surround, as it is drawn now. */
function reframe(
  desk: GraphDesk,
  drawing: Drawing,
  things: FlowThing[],
  hasMoved: boolean,
): FlowThing[] {
  if (!hasMoved || !things.some(({ type }) => type === 'frame')) {
    return things;
  }
  const spots = new Map(
    things.flatMap(({ id, type, position }) => (type === 'frame' ? [] : [[id, position]])),
  );
  return things.map((thing) => {
    if (thing.type !== 'frame' || !desk.graph.groups.has(thing.id)) {
      return thing;
    }
    const { x, y, width, height } = drawing.frame(desk.graph, thing.id, spots);
    return { ...thing, position: { x, y }, width, height };
  });
}

/** What is written of what moves: of a frame, how far its group moves. */
function written(desk: GraphDesk, moved: ReadonlyMap<string, Spot>): Map<string, Spot> {
  const { graph } = desk;
  return new Map([...moved].filter(([id]) => graph.groups.get(id)?.collapsed !== false));
}
