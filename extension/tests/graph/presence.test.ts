import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { colleagues, GraphCompany, PAUSE, readPresence } from '../../src/graph/presence';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Everybody's states, with ears. */
function room() {
  const states = new Map<number, Record<string, unknown>>();
  const hears = new Set<() => void>();
  return {
    clientID: 1,
    told: [] as unknown[],
    getStates: () => states,
    on: (_: 'change', hear: () => void) => void hears.add(hear),
    off: (_: 'change', hear: () => void) => void hears.delete(hear),
    setLocalStateField(_: string, value: unknown) {
      this.told.push(value);
    },
    say(client: number, state: Record<string, unknown>) {
      states.set(client, state);
      hears.forEach((hear) => hear());
    },
  };
}

test('a drag tells where it is at most 15 times a second, the last place at the end', () => {
  const awareness = room();
  const company = new GraphCompany(awareness);
  for (let x = 0; x < 1000; x++) {
    company.tell({ pointer: { x, y: 0 } });
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(PAUSE);
  expect(awareness.told.length).toBeLessThanOrEqual(16);
  expect(awareness.told.at(-1)).toMatchObject({ pointer: { x: 999, y: 0 } });
});

test('who holds a knob is known, but not of oneself', () => {
  const awareness = room();
  const company = new GraphCompany(awareness);
  const changed = vi.fn();
  company.changed.connect(changed);
  awareness.say(1, { graph: { holding: 'n1/p_decay' } });
  expect(company.holder('n1/p_decay')).toBeNull();
  awareness.say(2, { user: { username: 'b', name: 'Bo' }, graph: { holding: 'n1/p_decay' } });
  expect(company.holder('n1/p_decay')).toMatchObject({ name: 'Bo', person: 'b' });
  expect(changed).toHaveBeenCalledTimes(1);
  company.dispose();
  expect(awareness.told.at(-1)).toEqual({ pointer: null, selection: [], holding: null });
});

test('whatever a state holds comes to something harmless', () => {
  for (const graph of [
    null,
    7,
    'x',
    [],
    { pointer: { x: NaN, y: 1 }, selection: 'n', holding: 4 },
  ]) {
    expect(readPresence(graph)).toEqual({ pointer: null, selection: [], holding: null });
  }
  expect(
    readPresence({
      pointer: { x: 1e9, y: 0 },
      selection: ['n1', '<b>', 3],
      holding: 'x'.repeat(999),
    }),
  ).toEqual({ pointer: null, selection: ['n1'], holding: null });
  const awareness = room();
  awareness.say(2, { graph: { selection: Array<string>(9999).fill('n1') } });
  expect(colleagues(awareness)[0].selection).toHaveLength(500);
});
