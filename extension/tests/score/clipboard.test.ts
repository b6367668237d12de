import Fraction from 'fraction.js';
import { describe, expect, it } from 'vitest';

import { AntiphonDoc } from '../../src/document';
import { ScoreEditor } from '../../src/score/editing/editor';
import { rectangle, stavesOf } from '../../src/score/editing/selecting';
import { midi, parsePitch } from '../../src/score/music/pitch';
import { Chance, dice } from '../document/random';
import { Bench } from './bench';
import {
  expectSound,
  randomDocument,
  slotsOf,
  soundingOf,
  tiedTogether,
  writtenOf,
  type Sounding,
} from './random';

const SEEDS = Array.from({ length: 30 }, (_, seed) => seed + 1);

describe.each(SEEDS)('a copy in piece %i', (seed) => {
  it('is the same music wherever it is pasted, and leaves the rest as it was', () => {
    const bench = new Bench();
    Object.assign(bench.document, randomDocument(seed, 4));
    const chance = new Chance(dice(seed * 31));
    const { index } = bench;
    const staves = stavesOf(index.piece);
    const names = staves.map(({ part, staff }) => `${index.piece.parts[part].id} ${staff}`);
    const slots = slotsOf(index);
    const selection = rectangle(index, staves, chance.one(...slots), chance.one(...slots));
    const [clip] = bench.copied(selection);
    const target = chance.one(...slots.filter(({ voice }) => voice === 1));
    const position = index.measure(target).start.add(target.onset);
    const top = staves.findIndex((of) => of.part === target.part && of.staff === target.staff);
    const before = soundingOf(index.piece);
    bench.selection = [target.key];
    bench.do({ kind: 'paste', clip });
    if (bench.refused) {
      expect(bench.refused).toMatch(/tuplet/);
      expect(bench.operations).toEqual([]);
      return;
    }
    expectSound(bench.index);

    const voices = new Set(clip.events.map(({ fields }) => fields.voice ?? 1));
    const end = position.add(clip.length);
    const lineOf = (row: number, voice = 1) =>
      `${names[top + row]} ${voices.size === 1 ? 1 : voice}`;
    const wanted = clip.events
      .filter(({ fields, row }) => fields.kind === 'note' && names[top + row])
      .map(({ row, at, fields: { voice, pitch, duration, tie } }) => ({
        line: lineOf(row, voice),
        key: midi(parsePitch(pitch!)) + clip.rows[row][1],
        from: position.add(at),
        duration: new Fraction(duration!),
        tie: tie ?? false,
      }));
    const lines = new Set(clip.events.map(({ row, fields }) => lineOf(row, fields.voice)));
    const inside = writtenOf(bench.index.piece).filter(
      ({ line, from }) => lines.has(line) && from.gte(position) && from.lt(end),
    );
    expect(tiedTogether(inside)).toEqual(tiedTogether(wanted));

    const outside = (notes: readonly Sounding[]) =>
      notes.filter(({ line, from }) => {
        return !lines.has(line) || new Fraction(from).gte(end.ceil().add(4));
      });
    expect(outside(soundingOf(bench.index.piece))).toEqual(outside(before));
  });

  it('is put back where it was cut', () => {
    const bench = new Bench();
    Object.assign(bench.document, randomDocument(seed, 3));
    const chance = new Chance(dice(seed * 17));
    const { index } = bench;
    // From the beginning: a tie into what was cut is not to be had back.
    const until = chance.one(0, 1, 2);
    bench.selection = slotsOf(index)
      .filter((slot) => slot.measure <= until)
      .flatMap((slot) => (slot.notes.length > 0 ? slot.notes.map(({ id }) => id) : [slot.key]));
    const before = soundingOf(index.piece);
    const [clip] = bench.copied(bench.selection);
    bench.do({ kind: 'delete' });
    bench.selection = [bench.index.first()!.key];
    bench.do({ kind: 'paste', clip });
    expect(bench.refused).toBe('');
    expect(soundingOf(bench.index.piece)).toEqual(before);
  });
});

describe('a clip', () => {
  it('brings a tuplet whole, rests for what was not copied of it', () => {
    const bench = new Bench().enter('C').do({ kind: 'tuplet', actual: 3 });
    bench.length = '1/2';
    bench.enter('DE');
    const [id] = bench.selection;
    const [clip] = bench.copied([id]);
    bench.selection = ['_p.m2.1.1.0'];
    bench.do({ kind: 'paste', clip });
    expect(bench.read()[1]).toBe('m2: rest/1/3t rest/1/3t E5/1/3t -/3');
  });

  it('is not pasted into the middle of a tuplet, nor a tuplet over a bar line', () => {
    const bench = new Bench().enter('C');
    const [note] = bench.copied(bench.selection);
    bench.do({ kind: 'tuplet', actual: 3 });
    const triplet = bench.copied(bench.selection)[0];
    bench.selection = [Object.keys(bench.document.events).find((id) => id.startsWith('r'))!];
    bench.do({ kind: 'paste', clip: note });
    expect(bench.refused).toMatch(/middle of a tuplet/);
    bench.selection = ['_p.m1.1.1.2'];
    bench.length = '1/2';
    bench.do({ kind: 'rest' });
    bench.length = '1';
    bench.do({ kind: 'paste', clip: { ...triplet, events: triplet.events } });
    expect(bench.refused).toBe('');
    bench.selection = ['_p.m2.1.1.0'];
    bench
      .do({ kind: 'measure-length', length: new Fraction(1, 2) })
      .do({ kind: 'paste', clip: triplet });
    expect(bench.refused).toMatch(/across a bar line/);
  });

  it('sounds the same in concert and in written pitch', () => {
    const doc = AntiphonDoc.create();
    doc.put('parts', 'p', { index: 'a0', name: 'Clarinet', diatonic: -1, chromatic: -2 });
    doc.put('measures', 'm', { index: 'a0' });
    const at = { kind: 'note', part: 'p', measure: 'm', duration: '1' } as const;
    doc.put('events', 'n', { ...at, onset: '0', pitch: 'D5' });
    const editor = new ScoreEditor(doc);
    const paste = (onset: number, from: boolean, to: boolean): string | undefined => {
      editor.concert = from;
      editor.select(['n']);
      const clip = JSON.stringify(editor.copy());
      editor.concert = to;
      editor.select([`_p.m.1.1.${onset}`]);
      editor.paste(clip);
      return Object.values(doc.document().events).find((of) => of.onset === String(onset))?.pitch;
    };
    expect(paste(1, true, false)).toBe('D5');
    expect(paste(2, true, true)).toBe('D5');
    expect(paste(3, false, true)).toBe('D5');
  });
});
