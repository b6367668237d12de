import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { Gesture, PACE } from '../../src/panels/gesture';

let written: number[];
let steps: Set<string>;
let undo: { captureTimeout: number };
let gesture: Gesture<number>;

beforeEach(() => {
  vi.useFakeTimers();
  written = [];
  undo = { captureTimeout: 500 };
  steps = new Set();
  gesture = new Gesture((value, step) => {
    written.push(value);
    steps.add(step);
  }, undo);
});
afterEach(() => vi.useRealTimers());

it('writes the first value at once', () => {
  gesture.move(1);
  expect(written).toEqual([1]);
});

it('writes at its pace while the hand moves faster, and the last value always', () => {
  for (let ms = 0; ms < 100; ms += 5) {
    gesture.move(ms);
    vi.advanceTimersByTime(5);
  }
  expect(written.length).toBeLessThanOrEqual(1 + 100 / PACE);
  gesture.end();
  expect(written.at(-1)).toBe(95);
});

it('writes nothing more when nothing moved', () => {
  gesture.move(1);
  vi.advanceTimersByTime(1000);
  gesture.end();
  expect(written).toEqual([1]);
});

it('keeps one step open through a pause, and gives the timeout back', () => {
  gesture.move(1);
  vi.advanceTimersByTime(5000);
  expect(undo.captureTimeout).toBeGreaterThan(5000);
  gesture.move(2);
  gesture.end();
  expect(undo.captureTimeout).toBe(500);
  expect(steps.size).toBe(1);
});

it('gives the timeout back after two hands on two controls', () => {
  const other = new Gesture<number>(() => undefined, undo);
  gesture.begin();
  other.begin();
  gesture.end();
  other.end();
  expect(undo.captureTimeout).toBe(500);
});

it('takes another step for another drag', () => {
  gesture.move(1);
  gesture.end();
  gesture.move(2);
  gesture.end();
  expect(steps.size).toBe(2);
});
