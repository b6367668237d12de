import { describe, expect, it } from 'vitest';

import { project } from '../../src/document';
import {
  beatAt,
  beatsOf,
  bpmAt,
  lengthOf,
  measureAt,
  secondsAt,
  stretchOf,
} from '../../src/panels/position';

/** A pick-up of a quarter, a measure of 6/8, one of 2/4; 60 to the quarter, then 120 from the second measure. */
const { measures, tempi, ...rest } = project({
  measures: {
    m0: { index: 'a0', meter: '4/4', duration: '1' },
    m1: { index: 'a1', meter: '6/8' },
    m2: { index: 'a2', meter: '2/4' },
  },
  events: {
    t1: { kind: 'tempo', measure: 'm0', onset: '0', bpm: 60 },
    t2: { kind: 'tempo', measure: 'm2', onset: '0', bpm: 120 },
  },
});
const piece = { ...rest, measures, tempi };

describe('position', () => {
  it.each([
    [0, 0, 1],
    [0.99, 0, 1],
    [1, 1, 1],
    [1.5, 1, 2],
    [3.999, 1, 6],
    [4, 2, 1],
    [5.5, 2, 2],
    [6, 2, 3],
    [99, 2, 3],
  ])('at %d is measure %d, beat %d', (position, number, beat) => {
    const measure = measureAt(measures, position);
    expect(measure?.number).toBe(number);
    expect(measure && beatAt(measure, position)).toBe(beat);
  });

  it('is nowhere in a piece without measures', () => {
    expect(measureAt([], 0)).toBeNull();
    expect(lengthOf(project({}))).toBe(0);
  });

  it('counts seconds by the tempo in force', () => {
    expect(secondsAt(tempi, 4)).toBe(4);
    expect(secondsAt(tempi, 6)).toBe(5);
    expect(lengthOf(piece)).toBe(6);
  });

  it('beats where the metronome does: dotted in compound meters, the last of a pick-up', () => {
    expect(beatsOf(measures)).toEqual([
      { position: 0, strong: false },
      { position: 1, strong: true },
      { position: 2.5, strong: false },
      { position: 4, strong: true },
      { position: 5, strong: false },
    ]);
  });

  it.each([
    ['3+2/8', '5/2', [0, 1.5]],
    ['3/8', '3/2', [0, 0.5, 1]],
    ['2+3/4', '5', [0, 1, 2, 3, 4]],
    ['4/4', '6', [0, 1, 2, 3, 4, 5]],
  ])('beats in %s of length %s', (meter, duration, places) => {
    const long = project({ measures: { m1: { index: 'a0', meter, duration } } });
    expect(beatsOf(long.measures).map(({ position }) => position)).toEqual(places);
  });

  it('takes whole measures by their numbers, either way round', () => {
    expect(stretchOf(measures, 1, 2)).toEqual({ start: 1, end: 6 });
    expect(stretchOf(measures, 1, 0)).toEqual({ start: 0, end: 4 });
    expect(stretchOf(measures, 7, 9)).toEqual({ start: 4, end: 6 });
    expect(stretchOf([], 1, 2)).toBeNull();
  });

  it('knows the written tempo', () => {
    expect(bpmAt(tempi, 3.9)).toBe(60);
    expect(bpmAt(tempi, 4)).toBe(120);
  });
});
