import { describe, expect, it } from 'vitest';

import { angleOf, arc, dragged, keyed, originOf, stepped } from '../../src/graph/turning';
import { KINDS } from '../../src/panels/catalogue';

const ALL = Object.values(KINDS).flatMap(({ parameters }) => Object.values(parameters));
const TUNE = { minimum: -12, maximum: 12, default: 0, curve: 'linear', whole: true } as const;

describe('a hand on a knob', () => {
  it('goes from end to end in 160 pixels, ten times as far with Shift, and stays there', () => {
    expect(dragged(0, 160, false)).toBe(1);
    expect(dragged(0.5, 16, true)).toBeCloseTo(0.51);
    expect(dragged(0.9, 500, false)).toBe(1);
    expect(dragged(0.1, -500, false)).toBe(0);
  });

  it('moves every parameter there is at each key, until its end', () => {
    for (const parameter of ALL.filter(({ choices }) => !choices)) {
      let value = parameter.minimum;
      for (let press = 0; value < parameter.maximum; press++) {
        const next = stepped(value, parameter, 1, false);
        expect(next, `${parameter.title} at ${value}`).toBeGreaterThan(value);
        expect(press, parameter.title).toBeLessThanOrEqual(
          Math.max(130, parameter.maximum - parameter.minimum),
        );
        value = next;
      }
      expect(stepped(value, parameter, 1, false)).toBe(parameter.maximum);
      expect(stepped(value, parameter, -1, true)).toBeLessThan(value);
    }
  });

  it('has the keys of a slider', () => {
    expect(keyed(3, TUNE, 'ArrowUp', false)).toBe(4);
    expect(keyed(3, TUNE, 'ArrowLeft', true)).toBe(2);
    expect(keyed(3, TUNE, 'PageUp', false)).toBe(5);
    expect(keyed(3, TUNE, 'PageDown', false)).toBe(1);
    expect(keyed(3, TUNE, 'Home', false)).toBe(-12);
    expect(keyed(3, TUNE, 'End', false)).toBe(12);
    expect(keyed(3, TUNE, '0', false)).toBe(0);
    expect(keyed(3, TUNE, 'x', false)).toBeNull();
  });

  it('is drawn from 7 to 5 o’clock, from nothing where its range goes through it', () => {
    expect([angleOf(0), angleOf(0.5), angleOf(1)]).toEqual([-135, 0, 135]);
    expect(originOf(TUNE)).toBe(0.5);
    expect(originOf({ ...TUNE, minimum: 0 })).toBe(0);
    expect(arc(0.5, 0.75, 10, 20)).toBe(arc(0.75, 0.5, 10, 20));
    expect(arc(0, 1, 10, 20)).toContain(' 1 1 ');
  });
});
