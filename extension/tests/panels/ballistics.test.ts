import { describe, expect, it } from 'vitest';

import { decibels, PeakHold, placeOf } from '../../src/panels/ballistics';

describe('a meter', () => {
  it('goes from −60 to +6 dBFS, even in dB', () => {
    expect([-120, -60, -27, 0, 6, 24].map(placeOf)).toEqual([0, 0, 0.5, 60 / 66, 1, 1]);
  });

  it('holds a peak for a second and a half, then lets it fall by 20 dB a second', () => {
    const hold = new PeakHold();
    expect(hold.take(-6, 0)).toBe(-6);
    expect(hold.take(-40, 1500)).toBe(-6);
    expect(hold.take(-40, 2000)).toBe(-16);
    expect(hold.take(-10, 2100)).toBe(-10);
    expect(hold.take(-120, 60_000)).toBe(-120);
  });

  it('is read in whole decibels', () => {
    expect([-12.4, 0, 3.2, -90].map(decibels)).toEqual(['−12 dB', '0 dB', '3 dB', 'silent']);
  });
});
