/** What holds for every piece and every command, tried with random ones: a failure says its seed. */
import Fraction from 'fraction.js';
import { describe, expect, it } from 'vitest';

import type { Command } from '../../src/score/editing/command';
import { keysOf, rectangle, stavesOf } from '../../src/score/editing/selecting';
import { height, midi, parsePitch } from '../../src/score/music/pitch';
import type { Slot } from '../../src/score/music/slot';
import { Chance, dice } from '../document/random';
import { Bench } from './bench';
import {
  DUPLETS,
  expectSound,
  expectWritable,
  randomDocument,
  slotsOf,
  soundingOf,
} from './random';

const SEEDS = Array.from({ length: 24 }, (_, seed) => seed + 1);

function desk(
  seed: number,
  measures = 3,
  tuplets?: typeof DUPLETS,
): { bench: Bench; chance: Chance } {
  const bench = new Bench();
  Object.assign(bench.document, randomDocument(seed, measures, tuplets));
  return { bench, chance: new Chance(dice(seed * 7919)) };
}

function choose(chance: Chance, bench: Bench): Slot {
  return chance.one(...slotsOf(bench.index));
}

function range(chance: Chance, bench: Bench): string[] {
  const { index } = bench;
  return rectangle(index, stavesOf(index.piece), choose(chance, bench), choose(chance, bench));
}

describe.each(SEEDS)('piece %i', (seed) => {
  it('is sound, as it is made', () => {
    expectSound(desk(seed).bench.index);
  });

  it('sounds the same in any meter, every measure full', () => {
    const { bench, chance } = desk(seed, 3, DUPLETS);
    const before = soundingOf(bench.index.piece);
    const measure = chance.one(0, 1, 2);
    const meters = ['3/4', '2/4', '6/8', '5/8', '2+3/8', '7/8', '3/2'];
    for (const meter of [chance.one(...meters), chance.one(...meters), '4/4']) {
      bench.selection = [slotsOf(bench.index).find((slot) => slot.measure === measure)!.key];
      bench.do({ kind: 'meter', meter });
      expect(bench.refused).toBe('');
      expect(soundingOf(bench.index.piece), meter).toEqual(before);
      expectWritable(bench.index);
      expect(bench.index.piece.problems).toEqual([]);
    }
  });

  it('sounds the same with a pick-up', () => {
    const { bench, chance } = desk(seed, 3, DUPLETS);
    const before = soundingOf(bench.index.piece);
    bench.do({ kind: 'measure-length', length: new Fraction(chance.one(1, 2, 3)) });
    expect(soundingOf(bench.index.piece)).toEqual(before);
    expectWritable(bench.index);
  });

  it('is itself again after being moved up and down', () => {
    const { bench, chance } = desk(seed);
    bench.selection = range(chance, bench);
    const before = JSON.stringify(bench.document);
    const pitches = (of: (text: string) => number) =>
      Object.values(bench.document.events).map(({ pitch }) => (pitch ? of(pitch) : null));
    const [steps, semitones] = chance.one([1, 1], [2, 4], [3, 5], [4, 7], [7, 12], [0, 1] as const);
    bench.do({ kind: 'transpose', steps, semitones });
    bench.do({ kind: 'transpose', steps: -steps, semitones: -semitones });
    expect(JSON.stringify(bench.document)).toBe(before);
    bench.do({ kind: 'octaves', by: 1 }).do({ kind: 'octaves', by: -1 });
    expect(JSON.stringify(bench.document)).toBe(before);
    const lines = pitches((text) => height(parsePitch(text)));
    bench.do({ kind: 'steps', by: 2 }).do({ kind: 'steps', by: -2 });
    expect(pitches((text) => height(parsePitch(text)))).toEqual(lines);
    const keys = pitches((text) => midi(parsePitch(text)));
    bench.do({ kind: 'semitones', by: 3 }).do({ kind: 'semitones', by: -3 });
    expect(pitches((text) => midi(parsePitch(text)))).toEqual(keys);
    bench.do({ kind: 'respell' });
    expect(pitches((text) => midi(parsePitch(text)))).toEqual(keys);
  });

  it('has ranges that are the same from both ends, hold both, and grow', () => {
    const { bench, chance } = desk(seed);
    const { index } = bench;
    const staves = stavesOf(index.piece);
    const [a, b, c] = [choose(chance, bench), choose(chance, bench), choose(chance, bench)];
    const here = rectangle(index, staves, a, b);
    expect(new Set(here)).toEqual(new Set(rectangle(index, staves, b, a)));
    expect(here).toEqual(expect.arrayContaining([...keysOf(a), ...keysOf(b)]));
    expect(here.slice(-keysOf(b).length)).toEqual(keysOf(b));
    if (c.measure > b.measure && b.measure > a.measure && a.part <= b.part && b.part < c.part) {
      expect(rectangle(index, staves, a, c)).toEqual(expect.arrayContaining(here));
    }
  });

  it('stays sound whatever is done to it', () => {
    const { bench, chance } = desk(seed);
    for (let times = 0; times < 12 && slotsOf(bench.index).length > 0; times++) {
      bench.selection = chance.rarely(3) ? range(chance, bench) : [choose(chance, bench).key];
      bench.voice = chance.one(1, 1, 2);
      bench.length = chance.one('1/4', '1/2', '1', '3/2', '2', '4');
      const command = anyCommand(chance, bench);
      const before = bench.lines();
      const selected = bench.selection;
      bench.do(command);
      try {
        expectSound(bench.index);
      } catch (error) {
        const now = bench.lines();
        const lines = before.flatMap((line, at) => (line === now[at] ? [] : [line, now[at]]));
        const of = [command.kind, bench.length, bench.voice, ...selected.slice(-2)].join(' ');
        throw new Error(`${of}\n${lines.slice(0, 8).join('\n')}\n${String(error).split('\n')[0]}`);
      }
    }
  });
});

function anyCommand(chance: Chance, bench: Bench): Command {
  const { index } = bench;
  const slot = choose(chance, bench);
  return chance.one<Command>(
    { kind: 'enter', step: chance.one(0, 2, 4) },
    { kind: 'enter', step: chance.one(0, 2, 4), chord: true },
    { kind: 'rest' },
    { kind: 'length', length: new Fraction(bench.length) },
    { kind: 'length', length: new Fraction(bench.length) },
    { kind: 'tuplet', actual: chance.one(2, 3, 5) },
    { kind: 'tie' },
    { kind: 'voice', voice: bench.voice },
    { kind: 'delete' },
    { kind: 'interval', by: 2 },
    { kind: 'grace', grace: 'acciaccatura' },
    { kind: 'insert-measures', count: 1, after: true },
    { kind: 'delete-measures' },
    {
      kind: 'place',
      line: slot,
      measure: slot.measure,
      onset: slot.onset,
      pitch: parsePitch('A4'),
    },
    {
      kind: 'keys',
      keys: [{ key: 60 }, { key: 64 }],
    },
    {
      kind: 'take',
      line: slot,
      take: [
        {
          measure: 0,
          onset: new Fraction(chance.one('0', '1/2', '1', '3/2')),
          duration: new Fraction(chance.one('1/2', '1')),
          tuplet: null,
          keys: [62],
          tie: false,
        },
      ],
    },
    ...bench.copied(range(chance, bench)).flatMap((clip): Command[] => [
      { kind: 'paste', clip },
      { kind: 'paste', clip },
      { kind: 'repeat', clip },
    ]),
    ...(index.piece.measures.length > 1 ? [] : [{ kind: 'measures', count: 1 } as const]),
  );
}
