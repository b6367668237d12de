import * as React from 'react';

import type { GraphDesk } from './desk';

export const DeskContext = React.createContext<GraphDesk | null>(null);

/** The desk that a part of the graph is drawn for. */
export function useDesk(): GraphDesk {
  const desk = React.useContext(DeskContext);
  if (!desk) {
    throw new Error('A part of the graph is drawn without its desk.');
  }
  return desk;
}
