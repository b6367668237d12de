/** How much is drawn of a graph, by how near it is looked at. */
import * as React from 'react';

/**
 * `near`: all of a node. `middle`: its ports, but no knobs, which are too small to be turned. `far`: a box with its name at
 * most, and cables that are painted all together.
 */
export type Sight = 'near' | 'middle' | 'far';

/** Below these zooms, knobs and ports are too small to be used. */
const ZOOMS = { knobs: 0.45, ports: 0.3 };

/** So many nodes are drawn with their knobs down to where the ports go: one sees what a small patch is set to. */
const FEW = 16;

/**
 * @param zoom - How large a node is drawn, 1 as it is.
 * @param count - How many nodes the graph has.
 */
export function sightOf(zoom: number, count: number): Sight {
  const knobs = count > FEW ? ZOOMS.knobs : ZOOMS.ports;
  return zoom >= knobs ? 'near' : zoom >= ZOOMS.ports ? 'middle' : 'far';
}

export const SightContext = React.createContext<Sight>('near');

export function useSight(): Sight {
  return React.useContext(SightContext);
}
