import { describe, expect, it } from 'vitest';

import { readValue, said, typed } from '../../src/graph/value';
import { KINDS, type Parameter } from '../../src/panels/catalogue';
import { fromPosition, toPosition } from '../../src/panels/curve';

const CUTOFF = { unit: 'Hz', minimum: 20, maximum: 20000 };
const TIME = { unit: 's', minimum: 0.001, maximum: 5 };
const GAIN = { unit: 'dB', minimum: -60, maximum: 12 };
const MIX = { unit: '', minimum: 0, maximum: 1 };
const TUNE = { unit: 'semitones', minimum: -48, maximum: 48, whole: true };
const SHAPE = { unit: '', minimum: 0, maximum: 2, choices: ['sine', 'saw', 'square'] };

const ALL: readonly Parameter[] = Object.values(KINDS).flatMap(({ parameters }) =>
  Object.values(parameters),
);

/** Numbers from 0 to 1 that are the same at each run (Mulberry32). */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('what is typed for a knob', () => {
  it.each([
    ['1.2k', CUTOFF, 1200],
    ['1,2 kHz', CUTOFF, 1200],
    ['440', CUTOFF, 440],
    [' 440 hz ', CUTOFF, 440],
    ['35 ms', TIME, 0.035],
    ['35ms', TIME, 0.035],
    ['1.5 s', TIME, 1.5],
    ['.5', TIME, 0.5],
    ['-6 dB', GAIN, -6],
    ['−6 dB', GAIN, -6],
    ['+3db', GAIN, 3],
    ['50 %', MIX, 0.5],
    ['7', TUNE, 7],
    ['-1 octaves', TUNE, -12],
    ['200 cents', TUNE, 2],
    ['Saw', SHAPE, 1],
    ['2', SHAPE, 2],
  ])('reads %s', (text, parameter, value) => {
    expect(readValue(text, parameter, 'It')).toEqual({ value });
  });

  it.each([
    ['', CUTOFF, 'Cutoff needs a number, such as 440 Hz, 1.2k.'],
    ['warm', CUTOFF, '“warm” is no value of Cutoff: type a number such as 440 Hz, 1.2k.'],
    ['6 dB', CUTOFF, '“6 dB” is no value of Cutoff: type a number such as 440 Hz, 1.2k.'],
    ['1e999', CUTOFF, '“1e999” is no value of Cutoff: type a number such as 440 Hz, 1.2k.'],
    ['5', CUTOFF, 'Cutoff goes from 20 Hz to 20 kHz.'],
    ['1.5', TUNE, 'Cutoff goes in whole numbers.'],
    ['noise', SHAPE, 'Cutoff is one of: sine, saw, square.'],
    ['Infinity', GAIN, '“Infinity” is no value of Cutoff: type a number such as -6 dB.'],
    [
      'constructor',
      CUTOFF,
      '“constructor” is no value of Cutoff: type a number such as 440 Hz, 1.2k.',
    ],
    [
      '5 constructor',
      CUTOFF,
      '“5 constructor” is no value of Cutoff: type a number such as 440 Hz, 1.2k.',
    ],
  ])('refuses “%s” in a sentence', (text, parameter, refusal) => {
    expect(readValue(text, parameter, 'Cutoff')).toEqual({ refusal });
  });

  it('reads back to the last digit what it offers to change, for every parameter there is', () => {
    const random = seeded(6);
    for (const parameter of ALL) {
      for (let round = 0; round < 30; round++) {
        const { minimum, maximum, whole } = parameter;
        const raw =
          round % 2 ? fromPosition(random(), parameter) : minimum + random() * (maximum - minimum);
        const value = whole || parameter.choices ? Math.round(raw) + 0 : raw;
        expect(readValue(typed(value, parameter), parameter, ''), parameter.title).toEqual({
          value,
        });
      }
    }
  });

  it('reads what it shows to within what it shows', () => {
    const random = seeded(7);
    for (const parameter of ALL) {
      for (let round = 0; round < 20; round++) {
        const value = fromPosition(random(), parameter);
        const read = readValue(said(value, parameter), parameter, parameter.title);
        expect(read, `${parameter.title} ${said(value, parameter)}`).toHaveProperty('value');
        const { value: back } = read as { value: number };
        const off = Math.abs(toPosition(back, parameter) - toPosition(value, parameter));
        expect(off, `${parameter.title} ${value} ${back}`).toBeLessThan(0.021);
      }
    }
  });
});
