import { describe, expect, it } from 'vitest';

import { empty, project, type Document } from '../../src/document';
import {
  changeInstrument,
  countNotes,
  movePart,
  movePitch,
  removePart,
  type PartEdit,
} from '../../src/score/editing/parts';
import {
  FAMILIES,
  findInstruments,
  instrumentOf,
  INSTRUMENTS,
} from '../../src/score/music/instruments';
import { formatPitch, midi, parsePitch } from '../../src/score/music/pitch';

/** Two parts with a note each, cabled and mixed. */
function duet(): Document {
  const made = empty();
  made.parts.a = { index: 'a0', name: 'Flute', instrument: 'Flute' };
  made.parts.b = { index: 'a1', name: 'Low', instrument: 'Bassoon' };
  made.measures.m = { index: 'a0' };
  const note = { kind: 'note', measure: 'm', onset: '0', duration: '1' } as const;
  made.events.na = { ...note, part: 'a', pitch: 'C5' };
  made.events.nb = { ...note, part: 'b', pitch: 'C3' };
  made.events.cb = { kind: 'clef', part: 'b', measure: 'm', onset: '0', clef: 'F4' };
  made.spans.s = { kind: 'slur', start: 'na', end: 'na' };
  made.spans.t = { kind: 'slur', start: 'nb', end: 'nb' };
  made.nodes.x = { kind: 'instrument.flute', part: 'a' };
  made.nodes.y = { kind: 'effect.reverb' };
  made.edges.e = { source: 'x', target: 'y', source_port: 'out', target_port: 'in' } as never;
  made.mix.a = { gain: -3 };
  return made;
}

function after(document: Document, edits: readonly PartEdit[]): Document {
  const made = structuredClone(document) as unknown as Record<string, Record<string, object>>;
  for (const { root, id, fields } of edits) {
    if (fields === null) {
      delete made[root][id];
    } else {
      const merged = Object.entries({ ...made[root][id], ...fields });
      made[root][id] = Object.fromEntries(merged.filter(([, value]) => value !== undefined));
    }
  }
  return made as unknown as Document;
}

let minted = 0;
const mint = (prefix: string): string => `${prefix}${++minted}`;

describe('a part', () => {
  it('goes with all that is only its own', () => {
    const document = duet();
    expect(countNotes(document, 'a')).toBe(1);
    const left = after(document, removePart(document, 'a'));
    expect(Object.keys(left.parts)).toEqual(['b']);
    expect(Object.keys(left.events)).toEqual(['nb', 'cb']);
    expect(Object.keys(left.spans)).toEqual(['t']);
    expect(Object.keys(left.nodes)).toEqual(['y']);
    expect([left.edges, left.mix]).toEqual([{}, {}]);
    expect(project(left).problems).toEqual([]);
  });

  it('moves to another place, by one entry; by all where indices are alike', () => {
    const document = duet();
    document.parts.c = { index: 'a2', name: 'Third' };
    const order = (of: Document): string[] => project(of).parts.map(({ id }) => id);
    const once = movePart(document, project(document), 'c', 0);
    expect(once).toHaveLength(1);
    expect(order(after(document, once))).toEqual(['c', 'a', 'b']);
    expect(order(after(document, movePart(document, project(document), 'a', 1)))).toEqual([
      'b',
      'a',
      'c',
    ]);
    expect(movePart(document, project(document), 'a', -4)).toEqual([]);
    document.parts.b = { ...document.parts.b, index: 'a0' };
    const anew = movePart(document, project(document), 'c', 1);
    expect(anew).toHaveLength(3);
    expect(order(after(document, anew))).toEqual(['a', 'c', 'b']);
  });

  it('sounds as before with every instrument of the list', () => {
    for (const from of INSTRUMENTS) {
      const document = duet();
      document.parts.a = {
        ...document.parts.a,
        diatonic: from.diatonic ?? 0,
        chromatic: from.chromatic ?? 0,
      };
      const sounding = (of: Document): number =>
        midi(parsePitch(of.events.na.pitch!)) + (of.parts.a.chromatic ?? 0);
      const piece = project(document);
      for (const to of INSTRUMENTS) {
        const edits = changeInstrument(document, piece, 'a', to, mint)!;
        const written = edits.find(({ id }) => id === 'na')?.fields?.pitch ?? 'C5';
        const sounds = midi(parsePitch(written as string)) + (to.chromatic ?? 0);
        if (sounds !== sounding(document)) {
          expect.fail(`${from.name} to ${to.name}: ${sounds}`);
        }
      }
    }
  });

  it('gets clefs, staves and name of its instrument', () => {
    const document = duet();
    const with_ = (part: string, name: string): Document =>
      after(
        document,
        changeInstrument(document, project(document), part, instrumentOf(name)!, mint)!,
      );
    const clarinet = with_('a', 'Clarinet');
    expect(clarinet.parts.a).toMatchObject({ name: 'Clarinet', diatonic: -1, chromatic: -2 });
    expect(clarinet.events.na.pitch).toBe('D5');
    expect(with_('b', 'Flute').events.cb).toBeUndefined();
    expect(with_('b', 'Viola').events.cb.clef).toBe('C3');
    expect(with_('b', 'Viola').parts.b.name).toBe('Low');
    const clefs = project(with_('b', 'Piano')).parts[1].clefs.map(({ clef }) => clef);
    expect(clefs).toEqual(['G2', 'F4']);
    expect(project(with_('a', 'Organ')).parts[0].clefs.map(({ clef }) => clef)).toEqual(
      ['G2', 'F4'].concat('F4'),
    );
  });

  it('has its chord symbols as the new instrument reads them', () => {
    const document = duet();
    const at = { kind: 'harmony', measure: 'm', onset: '0' } as const;
    document.events.h = { ...at, part: 'a', text: 'Bb7/F' };
    document.events.x = { ...at, part: 'b', text: 'Bb7' };
    const clarinet = instrumentOf('Clarinet')!;
    const piece = project(document);
    const changed = after(document, changeInstrument(document, piece, 'a', clarinet, mint)!);
    expect(changed.events.h.text).toBe('C7/G');
    expect(changed.events.x.text).toBe('Bb7');
  });

  it('keeps its notes where they could not be written', () => {
    const document = duet();
    document.events.na = { ...document.events.na, pitch: 'G9' };
    const clarinet = instrumentOf('Baritone Saxophone')!;
    expect(changeInstrument(document, project(document), 'a', clarinet, mint)).toBeNull();
  });
});

it('spells a moved pitch by the interval, and otherwise where it must', () => {
  const moved = (text: string, steps: number, semitones: number): string =>
    formatPitch(movePitch(parsePitch(text), steps, semitones)!);
  expect(moved('C5', 1, 2)).toBe('D5');
  expect(moved('F#4', 5, 9)).toBe('D#5');
  expect(moved('B##4', 1, 2)).toBe('D#5');
});

it('lists instruments once, each with a family and a range the right way up', () => {
  expect(new Set(INSTRUMENTS.map(({ name }) => name)).size).toBe(INSTRUMENTS.length);
  expect(INSTRUMENTS.length).toBeGreaterThan(80);
  for (const { family, range, chromatic = 0, diatonic = 0 } of INSTRUMENTS) {
    expect(FAMILIES).toContain(family);
    if (range) {
      expect(midi(parsePitch(range[0]))).toBeLessThan(midi(parsePitch(range[1])));
    }
    expect(Math.abs((chromatic * 7) / 12 - diatonic)).toBeLessThan(1);
  }
  expect(findInstruments('bass clar').map(({ name }) => name)).toEqual(['Bass Clarinet']);
  expect(findInstruments('strings').length).toBe(5);
});
