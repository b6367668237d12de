/** The graph as it is drawn from far away: boxes with names, and cables that are painted all together. */
import { type InternalNode, useStore, useStoreApi, ViewportPortal } from '@xyflow/react';
import * as React from 'react';

import type { Spot } from '../layout';
import type { FlowCable, FlowThing } from './flow';
import { curvesOf, distanceTo, type Ends, pathOf } from './path';

/** React Flow's measures of a thing that is drawn. */
type Lookup = (id: string) => InternalNode | undefined;

/**
 * Where the ports of a node are, for React Flow, which looks for them in the page whenever a node comes into it. They are
 * not seen, and nothing listens to them.
 */
export const PortMarks = React.memo(function PortMarks({ id }: { id: string }): React.JSX.Element {
  const store = useStoreApi();
  // They were measured when the node was drawn in full, as each is at first.
  const { source, target } = store.getState().nodeLookup.get(id)?.internals.handleBounds ?? {};
  return (
    <>
      {[...(source ?? []), ...(target ?? [])].map((port) => (
        <i
          key={`${port.type} ${port.id}`}
          className={`antiphon-PortMark ${port.type}`}
          data-handleid={port.id}
          data-handlepos={port.position}
          style={{ left: port.x, top: port.y, width: port.width, height: port.height }}
        />
      ))}
    </>
  );
});

/** All cables, in one line for each way in which they are drawn. Those of what is dragged are apart: the rest stays. */
export const PlainCables = React.memo(function PlainCables({
  things,
  cables,
}: {
  things: readonly FlowThing[];
  cables: readonly FlowCable[];
}): React.JSX.Element {
  const store = useStoreApi();
  const zoom = useStore(({ transform }) => transform[2]);
  const [paths] = React.useState(() => new Paths());
  const ends = new CableEnds(things, (id) => store.getState().nodeLookup.get(id));
  const [resting, moving] = [new Map<string, string[]>(), new Map<string, string[]>()];
  for (const cable of cables) {
    const lines = ends.isMoving(cable) ? moving : resting;
    const look = `${cable.data!.cable.signal ?? 'none'} ${lookOf(cable)}`;
    lines.set(look, [...(lines.get(look) ?? []), paths.of(cable, ends)]);
  }
  return (
    <ViewportPortal>
      <Lines of={resting} zoom={zoom} />
      {moving.size > 0 && <Lines of={moving} zoom={zoom} />}
    </ViewportPortal>
  );
});

function Lines(props: { of: ReadonlyMap<string, string[]>; zoom: number }): React.JSX.Element {
  const { of, zoom } = props;
  // Lines are as thick as they are seen, however far away.
  const style = { '--antiphon-pixel': `${1 / zoom}px` } as React.CSSProperties;
  return (
    <svg className="antiphon-PlainCables" style={style} aria-hidden="true">
      {[...of].map(([look, lines]) => {
        const [signal, ...classes] = look.split(' ');
        return (
          <path key={look} className={classes.join(' ')} data-signal={signal} d={lines.join('')} />
        );
      })}
    </svg>
  );
}

/** The classes of a cable's line. */
export function lookOf({ data, selected }: Pick<FlowCable, 'data' | 'selected'>): string {
  return [
    'antiphon-Cable',
    selected && 'antiphon-mod-selected',
    data!.problem && 'antiphon-mod-problem',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Where cables begin and end, as things are drawn now. */
export class CableEnds {
  constructor(
    things: readonly FlowThing[],
    private readonly _lookup: Lookup,
  ) {
    this._things = new Map(things.map((thing) => [thing.id, thing]));
  }

  isMoving({ source, target }: FlowCable): boolean {
    return (this._things.get(source)?.dragging || this._things.get(target)?.dragging) ?? false;
  }

  /** Null where an end is not drawn. */
  of({ source, sourceHandle, target, targetHandle }: FlowCable): Ends | null {
    const from = this._port(source, 'source', sourceHandle);
    const to = this._port(target, 'target', targetHandle);
    return from && to && { sourceX: from.x, sourceY: from.y, targetX: to.x, targetY: to.y };
  }

  /** At the outer edge of a port. */
  private _port(id: string, side: 'source' | 'target', name: unknown): Spot | null {
    const position = this._things.get(id)?.position;
    const ports = this._lookup(id)?.internals.handleBounds?.[side];
    const port = ports?.find((of) => of.id === name);
    return position && port
      ? {
          x: position.x + port.x + (side === 'source' ? port.width : 0),
          y: position.y + port.y + port.height / 2,
        }
      : null;
  }

  private readonly _things: ReadonlyMap<string, FlowThing>;
}

/** The cable that is nearest to a place of the graph, where one is no farther than that. */
export function cableAt(
  cables: readonly FlowCable[],
  ends: CableEnds,
  spot: Spot,
  farthest: number,
): string | null {
  let [nearest, least]: [string | null, number] = [null, farthest];
  for (const cable of cables) {
    const at = ends.of(cable);
    const distance = at ? distanceTo(spot, curvesOf(at)) : Infinity;
    if (distance <= least) {
      [nearest, least] = [cable.id, distance];
    }
  }
  return nearest;
}

/** The lines of cables, each made anew only where an end is elsewhere. */
class Paths {
  of(cable: FlowCable, ends: CableEnds): string {
    const at = ends.of(cable);
    const key = at ? `${at.sourceX} ${at.sourceY} ${at.targetX} ${at.targetY}` : '';
    const known = this._known.get(cable.id);
    if (known?.key === key) {
      return known.path;
    }
    const path = at ? pathOf(curvesOf(at)) : '';
    this._known.set(cable.id, { key, path });
    return path;
  }

  private readonly _known = new Map<string, { key: string; path: string }>();
}
