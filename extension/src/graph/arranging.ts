/** Putting things in order on the graph: align, distribute, lay out. Pure. */
import { spotOf } from './editing';
import { type Graph, seenAs } from './graph';
import { type Joint, layOut, type Size, sizeOf, type Spot } from './layout';

/** How large a thing is; what is not drawn yet as large as it will be about. */
export type Measure = (id: string) => Size | undefined;

export type Side = 'left' | 'right' | 'top' | 'bottom' | 'middle' | 'centre';

interface Box extends Spot, Size {
  readonly id: string;
}

/** A thing's size, drawn or not. */
export function sizeIn(graph: Graph, id: string, measure: Measure): Size {
  const drawn = measure(id);
  if (drawn) {
    return drawn;
  }
  const thing = graph.nodes.get(id) ?? graph.groups.get(id);
  return sizeOf(thing?.inputs.length ?? 1, thing?.outputs.length ?? 1);
}

function boxes(graph: Graph, ids: Iterable<string>, measure: Measure): Box[] {
  return [...ids].flatMap((id) => {
    const spot = spotOf(graph, id);
    return spot ? [{ id, x: spot.x, y: spot.y, ...sizeIn(graph, id, measure) }] : [];
  });
}

/** What surrounds things; null where there is none. */
export function boundsOf(
  graph: Graph,
  ids: Iterable<string>,
  measure: Measure,
): (Spot & Size) | null {
  const all = boxes(graph, ids, measure);
  if (all.length === 0) {
    return null;
  }
  const [x, y] = [Math.min(...all.map((box) => box.x)), Math.min(...all.map((box) => box.y))];
  const right = Math.max(...all.map((box) => box.x + box.width));
  const bottom = Math.max(...all.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** Bring things to one line: their sides, or their middles. */
export function align(
  graph: Graph,
  ids: Iterable<string>,
  side: Side,
  measure: Measure,
): Map<string, Spot> {
  const all = boxes(graph, ids, measure);
  const bounds = boundsOf(graph, ids, measure);
  return new Map(
    all.map(({ id, x, y, width, height }): [string, Spot] => {
      switch (side) {
        case 'left':
          return [id, { x: bounds!.x, y }];
        case 'right':
          return [id, { x: bounds!.x + bounds!.width - width, y }];
        case 'centre':
          return [id, { x: bounds!.x + (bounds!.width - width) / 2, y }];
        case 'top':
          return [id, { x, y: bounds!.y }];
        case 'bottom':
          return [id, { x, y: bounds!.y + bounds!.height - height }];
        case 'middle':
          return [id, { x, y: bounds!.y + (bounds!.height - height) / 2 }];
      }
    }),
  );
}

/** Spread things evenly between the first and the last of them, with even gaps. */
export function distribute(
  graph: Graph,
  ids: Iterable<string>,
  axis: 'x' | 'y',
  measure: Measure,
): Map<string, Spot> {
  const length = axis === 'x' ? 'width' : 'height';
  const all = boxes(graph, ids, measure).sort((a, b) => a[axis] - b[axis]);
  if (all.length < 3) {
    return new Map();
  }
  const last = all[all.length - 1];
  const room = last[axis] + last[length] - all[0][axis];
  const filled = all.reduce((sum, box) => sum + box[length], 0);
  const gap = (room - filled) / (all.length - 1);
  let at = all[0][axis];
  return new Map(
    all.map((box): [string, Spot] => {
      const spot = { x: box.x, y: box.y, [axis]: at };
      at += box[length] + gap;
      return [box.id, spot];
    }),
  );
}

/** New places for things, from left to right as the sound goes; their upper left corner stays. All where none are given. */
export function tidy(graph: Graph, ids: readonly string[], measure: Measure): Map<string, Spot> {
  const shown = [
    ...graph.nodes.keys(),
    ...[...graph.groups.values()].filter(({ collapsed }) => collapsed).map(({ id }) => id),
  ].filter((id) => seenAs(graph, id) === id);
  const chosen = ids.length > 1 ? shown.filter((id) => ids.includes(id)) : shown;
  const sizes = new Map(chosen.map((id) => [id, sizeIn(graph, id, measure)]));
  const joints: Joint[] = graph.wires.map(({ source, target }) => ({
    source: seenAs(graph, source.node),
    target: seenAs(graph, target.node),
  }));
  const spots = layOut(sizes, joints);
  const bounds = ids.length > 1 ? boundsOf(graph, chosen, measure) : null;
  return new Map(
    [...spots].map(([id, { x, y }]) => [id, { x: x + (bounds?.x ?? 0), y: y + (bounds?.y ?? 0) }]),
  );
}

/** A free place for a thing of a size, at a spot or below what stands there. */
export function freeSpot(graph: Graph, at: Spot, size: Size, measure: Measure): Spot {
  const all = boxes(graph, [...graph.nodes.keys(), ...graph.groups.keys()], measure);
  let spot = at;
  for (let tries = 0; tries < 200; tries++) {
    const blocking = all.find(
      (box) =>
        box.x < spot.x + size.width &&
        spot.x < box.x + box.width &&
        box.y < spot.y + size.height &&
        spot.y < box.y + box.height,
    );
    if (!blocking) {
      break;
    }
    spot = { x: spot.x, y: blocking.y + blocking.height + 16 };
  }
  return { x: Math.round(spot.x), y: Math.round(spot.y) };
}
