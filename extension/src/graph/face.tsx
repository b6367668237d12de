import * as React from 'react';

import type { Kind } from '../panels/catalogue';
import { useNode, valueOf } from './node';
import { NodeParameter, useClosed } from './parameter';
import { useTools } from './tools';

/** Most knobs that a node shows on the canvas. */
export const TELLING = 4;

/**
 * The parameters that say most of a node, by name: the catalogue has them in that order. One that the engine makes the
 * node anew for is nothing to play with.
 */
export function telling(kind: Kind): string[] {
  const names = Object.keys(kind.parameters);
  return names.filter((name) => !kind.parameters[name].fixed).slice(0, TELLING);
}

/** What a node on the canvas shows of its parameters. It is drawn again when this node changes, and for no other. */
export const NodeFace = React.memo(function NodeFace({
  id,
}: {
  id: string;
}): React.JSX.Element | null {
  const { doc, kinds } = useTools();
  const node = useNode(doc, id);
  const closed = useClosed(id);
  const kind = node && kinds[node.kind];
  if (!node || !kind) {
    return null;
  }
  return (
    <div className="antiphon-NodeFace">
      {telling(kind).map((name) => {
        const parameter = kind.parameters[name];
        const value = valueOf(node, name, parameter);
        return <NodeParameter key={name} {...{ id, name, parameter, value, closed }} />;
      })}
    </div>
  );
});
