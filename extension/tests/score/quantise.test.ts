import Fraction from 'fraction.js';
import { describe, expect, it } from 'vitest';

import { noteLinks, ratio } from '../../src/score/music/duration';
import { quantise, type Bar, type Grid, type Performed } from '../../src/score/music/quantise';

const SIXTEENTHS: Grid = { step: 1 / 4, triplets: true, swing: false };

function bars(...meters: string[]): Bar[] {
  let start = new Fraction(0);
  return meters.map((meter) => {
    const [count, unit] = meter.split('/').map(Number);
    const duration = new Fraction(4 * count, unit);
    const bar = { start, duration, meter };
    start = start.add(duration);
    return bar;
  });
}

/** Notes as `key onset end`. */
function played(...notes: [number, number, number][]): Performed[] {
  return notes.map(([key, onset, end]) => ({ key, onset, end }));
}

/** What is written as a person reads it. */
function read(notes: Performed[], grid = SIXTEENTHS, of = bars('4/4', '4/4')): string[] {
  return quantise(notes, of, grid).map(
    ({ measure, onset, duration, tuplet, keys, tie }) =>
      `${measure + 1}:${onset.toFraction()} ${keys.join('+') || '-'}/${duration.toFraction()}` +
      `${tuplet ? 't' : ''}${tie ? '~' : ''}`,
  );
}

describe('a performance as it is written', () => {
  it('is moved to the grid, and late ends reach to the next note', () => {
    expect(read(played([60, 0.02, 0.9], [62, 1.04, 1.7], [64, 1.96, 4.1]))).toEqual([
      '1:0 60/1',
      '1:1 62/1',
      '1:2 64/2',
    ]);
  });

  it('has chords of what begins together, and rests where nothing sounds', () => {
    expect(read(played([60, 0.01, 0.5], [64, 0.05, 0.48], [67, 0.03, 0.5], [60, 3, 4]))).toEqual([
      '1:0 60+64+67/1/2',
      '1:1/2 -/5/2',
      '1:3 60/1',
    ]);
  });

  it('cuts what overlaps where the next note begins', () => {
    expect(read(played([60, 0, 1.3], [62, 1, 2.2], [64, 2, 3]))).toEqual([
      '1:0 60/1',
      '1:1 62/1',
      '1:2 64/1',
    ]);
  });

  it('ties over the bar line', () => {
    expect(read(played([60, 3.02, 5.5]))).toEqual(['1:3 60/1~', '2:0 60/3/2']);
  });

  it('divides a beat by three where that fits better, and only there', () => {
    expect(
      read(played([60, 0, 1], [62, 1, 1.33], [64, 1.31, 1.66], [65, 1.68, 2], [67, 2, 3])),
    ).toEqual(['1:0 60/1', '1:1 62/1/3t', '1:4/3 64/1/3t', '1:5/3 65/1/3t', '1:2 67/1']);
    const straight = { ...SIXTEENTHS, triplets: false };
    expect(read(played([62, 1, 1.33], [64, 1.31, 1.66], [65, 1.68, 2]), straight)).toEqual([
      '1:1 62/1/4',
      '1:5/4 64/1/2',
      '1:7/4 65/1/4',
    ]);
  });

  it('fills a beat that is divided by three with rests', () => {
    expect(read(played([64, 1.34, 1.66], [65, 1.67, 1.99]))).toEqual([
      '1:1 -/1/3t',
      '1:4/3 64/1/3t',
      '1:5/3 65/1/3t',
    ]);
  });

  it('ties out of a beat that is divided by three', () => {
    expect(read(played([62, 0, 0.33], [64, 0.33, 0.66], [65, 0.67, 3]))).toEqual([
      '1:0 62/1/3t',
      '1:1/3 64/1/3t',
      '1:2/3 65/1/3t~',
      '1:1 65/2',
    ]);
  });

  it('writes swung eighths as eighths', () => {
    const swing = { ...SIXTEENTHS, step: 1 / 2, swing: true };
    const notes = played([60, 0, 0.6], [62, 0.66, 1], [64, 1, 1.6], [65, 1.63, 2]);
    expect(read(notes, swing)).toEqual([
      '1:0 60/1/2',
      '1:1/2 62/1/2',
      '1:1 64/1/2',
      '1:3/2 65/1/2',
    ]);
    expect(read(notes, { ...swing, swing: false })[0]).toBe('1:0 60/2/3t');
  });

  it('counts eighths in 6/8, and never a quarter past the bar', () => {
    const coarse = { ...SIXTEENTHS, step: 1 };
    expect(
      read(played([60, 0, 0.5], [62, 0.52, 1], [64, 1, 1.5], [65, 1.5, 3]), coarse, bars('6/8')),
    ).toEqual(['1:0 60/1/2', '1:1/2 62/1/2', '1:1 64/1/2', '1:3/2 65/3/2']);
  });

  it('begins where the piece begins, and ends where it ends', () => {
    expect(read(played([60, -0.1, 1], [62, 7, 12], [64, 9, 10]))).toEqual([
      '1:0 60/1',
      '1:1 -/3',
      '2:0 -/3',
      '2:3 62/1',
    ]);
    expect(read(played())).toEqual([]);
    expect(quantise(played([60, 0, 1]), [], SIXTEENTHS)).toEqual([]);
  });
});

/** Numbers from 0 to 1, the same ones each time (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('any performance', () => {
  const meters = ['4/4', '3/4', '6/8', '7/8', '5/4', '2/2', '3/8', '12/8'];
  it.each(Array.from({ length: 300 }, (_, seed) => seed))('is written whole (%i)', (seed) => {
    const random = numbers(seed);
    const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)];
    const of = bars(...Array.from({ length: 4 }, () => pick(meters)));
    const length = of[3].start.add(of[3].duration).valueOf();
    const notes = Array.from({ length: 1 + Math.floor(random() * 40) }, () => {
      const onset = random() * length;
      return { key: 40 + Math.floor(random() * 40), onset, end: onset + 0.02 + random() * 3 };
    });
    const grid = {
      step: pick([1, 1 / 2, 1 / 4, 1 / 8]),
      triplets: random() < 0.5,
      swing: random() < 0.5,
    };
    const written = quantise(notes, of, grid);
    const at = (place: (typeof written)[number]): Fraction =>
      of[place.measure].start.add(place.onset);
    written.forEach((place, order) => {
      const end = place.onset.add(place.duration);
      expect(place.duration.gt(0)).toBe(true);
      expect(end.lte(of[place.measure].duration)).toBe(true);
      if (order > 0) {
        const before = written[order - 1];
        expect(at(before).add(before.duration).toFraction()).toBe(at(place).toFraction());
      }
      if (place.tie) {
        expect(written[order + 1].keys).toEqual(place.keys);
      }
      const value = place.duration.mul(ratio(place.tuplet));
      const links = noteLinks(place.onset, value);
      const sum = links.reduce((total, link) => total.add(link.value.length), new Fraction(0));
      expect(sum.toFraction()).toBe(value.toFraction());
      if (place.tuplet) {
        expect(links).toHaveLength(1);
      } else {
        expect([1n, 2n, 4n, 8n]).toContain(place.duration.d);
      }
    });
    const thirds = new Map<string, Fraction>();
    for (const place of written.filter(({ tuplet }) => tuplet)) {
      const beat = `${place.measure} ${place.onset.floor().toFraction()}`;
      thirds.set(beat, (thirds.get(beat) ?? new Fraction(0)).add(place.duration));
    }
    expect([...thirds.values()].filter((sum) => !sum.equals(1))).toEqual([]);
    const sounding = new Set(written.flatMap(({ keys }) => keys));
    expect([...new Set(notes.map(({ key }) => key))].filter((key) => !sounding.has(key))).toEqual(
      notes
        .filter(({ onset }) => onset > length - grid.step)
        .map(({ key }) => key)
        .filter((key) => !sounding.has(key)),
    );
  });
});
