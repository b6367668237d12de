import { describe, expect, it } from 'vitest';

import { beside, type LanePoint } from '../../src/mixer/automation';
import { FIELDS } from '../../src/mixer/fields';
import { barAndBeat, positionOf } from '../../src/mixer/values';
import { desk } from './desk';

const point = (id: string, position: number, value: number): LanePoint => ({
  id,
  position,
  value,
  curve: 'linear',
});

describe('a point added by the keyboard', () => {
  const points = [point('a', 0, -12), point('b', 4, 0), point('c', 15.5, 0)];

  it('lies half way to the next, where the line is', () => {
    expect(beside(points, 'a', FIELDS.gain, 16)).toEqual({ position: 2, value: -6 });
  });

  it('lies a quarter behind the last, within the piece', () => {
    expect(beside(points, 'c', FIELDS.gain, 20)?.position).toBe(16.5);
    expect(beside(points, 'c', FIELDS.gain, 16)?.position).toBe(16);
  });

  it('is refused where there is no room, or no such point', () => {
    expect(beside([point('a', 16, 0)], 'a', FIELDS.gain, 16)).toBeNull();
    const tight = [point('a', 1, 0), point('b', 1 + 1 / 96, 0)];
    expect(beside(tight, 'a', FIELDS.gain, 16)).toBeNull();
    expect(beside(points, 'z', FIELDS.gain, 16)).toBeNull();
  });
});

describe('the place of a point', () => {
  it('is typed as measure and beat, and stays within the measure', () => {
    const { measures } = desk().piece;
    expect(barAndBeat(measures, 9.5)).toEqual({ bar: 3, beat: 2.5 });
    expect(positionOf(measures, 3, 2.5)).toBe(9.5);
    expect(positionOf(measures, 3, 40)).toBe(12);
    expect(positionOf(measures, 3, 0)).toBe(8);
    expect(positionOf(measures, 9, 1)).toBeNull();
  });
});
