import Fraction from 'fraction.js';
import { describe, expect, it } from 'vitest';

import {
  compoundBeat,
  impliedTuplet,
  noteLinks,
  ratio,
  restLinks,
} from '../../src/score/music/duration';

const names = (links: ReturnType<typeof noteLinks>): string[] =>
  links.map(({ onset, value }) => `${onset.toFraction()}:${value.name}${'.'.repeat(value.dots)}`);
const at = (text: string): Fraction => new Fraction(text);

describe('written values', () => {
  it('writes one value where one is enough', () => {
    expect(names(noteLinks(at('0'), at('3/2')))).toEqual(['0:4.']);
    expect(names(noteLinks(at('1/2'), at('7/4')))).toEqual(['1/2:4..']);
    expect(names(noteLinks(at('0'), at('8')))).toEqual(['0:breve']);
  });

  it('ties several values, cut where the beat is', () => {
    expect(names(noteLinks(at('0'), at('5/2')))).toEqual(['0:2', '2:8']);
    expect(names(noteLinks(at('1/2'), at('5/2')))).toEqual(['1/2:8', '1:4', '2:4']);
  });

  it('sums to the length, whatever it is', () => {
    for (let sixteenths = 1; sixteenths <= 32; sixteenths++) {
      const length = new Fraction(sixteenths, 4);
      for (const links of [noteLinks(at('3/4'), length), restLinks(at('3/4'), length, null)]) {
        const sum = links.reduce((total, { value }) => total.add(value.length), new Fraction(0));
        expect(sum.toFraction()).toBe(length.toFraction());
      }
    }
  });

  it('shows the meter in rests: no dots in simple time, dotted beats in compound time', () => {
    expect(names(restLinks(at('1'), at('3'), compoundBeat('4/4')))).toEqual(['1:4', '2:2']);
    expect(names(restLinks(at('0'), at('3/2'), compoundBeat('6/8')))).toEqual(['0:4.']);
    expect(names(restLinks(at('1/2'), at('5/2'), compoundBeat('6/8')))).toEqual([
      '1/2:8',
      '1:8',
      '3/2:4.',
    ]);
  });

  it('finds the tuplet of a length that has none', () => {
    expect(impliedTuplet(at('1/3'))).toBe('3:2');
    expect(impliedTuplet(at('2/5'))).toBe('5:4');
    expect(impliedTuplet(at('3/8'))).toBeNull();
    expect(ratio('3:2 5:4').toFraction()).toBe('15/8');
  });

  it('writes something near for a length that cannot be written', () => {
    expect(noteLinks(at('0'), at('1/1024')).length).toBe(1);
  });
});
