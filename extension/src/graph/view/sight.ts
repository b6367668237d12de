/** How much is drawn of a graph, by how near it is looked at. */
import * as React from 'react';

/**
 * `near`: all of a node. `middle`: its ports, but no knobs, which are too small to be turned. `far`: a box with its name at
 * most, and cables that are painted all together.
 */
export type Sight = 'near' | 'middle' | 'far';

/** Below these zooms, knobs, ports and names are too small to be used. */
const ZOOMS = { knobs: 0.45, ports: 0.3 };

export function sightOf(zoom: number): Sight {
  return zoom >= ZOOMS.knobs ? 'near' : zoom >= ZOOMS.ports ? 'middle' : 'far';
}

export const SightContext = React.createContext<Sight>('near');

export function useSight(): Sight {
  return React.useContext(SightContext);
}
