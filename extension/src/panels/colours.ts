import * as React from 'react';

import type { Awareness } from './awareness';

/** The colour each person edits in, by their id, as the server passes it on. */
export function useColours(awareness: Awareness): ReadonlyMap<string, string> {
  const [, draw] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => {
    awareness.on('change', draw);
    draw();
    return () => awareness.off('change', draw);
  }, [awareness]);
  const colours = new Map<string, string>();
  awareness.getStates().forEach((state) => {
    const { username, color } = (state.user ?? {}) as Record<string, unknown>;
    if (typeof username === 'string' && typeof color === 'string') {
      colours.set(username, color);
    }
  });
  return colours;
}
