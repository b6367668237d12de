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

/**
 * The order of people's colours, the same in all browsers: who was not invited (the teacher), those who joined in the order
 * they did, then whoever is known no more.
 */
export function colourOrder(
  people: readonly { id: string; role: string }[],
  writers: readonly string[],
): string[] {
  const joined = people.filter(({ role }) => role !== 'teacher').map(({ id }) => id);
  const teachers = new Set(people.filter(({ role }) => role === 'teacher').map(({ id }) => id));
  const [first, ...rest] = writers
    .filter((id) => !joined.includes(id))
    .sort()
    .sort((a, b) => Number(teachers.has(b)) - Number(teachers.has(a)));
  return [first ?? '', ...joined, ...rest];
}
