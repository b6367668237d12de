// @vitest-environment jsdom
import createModule from 'verovio/wasm';
import { VerovioToolkit } from 'verovio/esm';
import { describe, expect, it } from 'vitest';

import { AntiphonDoc } from '../../src/document';
import { ScoreEditor } from '../../src/score/editing/editor';
import { breakSystems } from '../../src/score/engraving/layout';
import { System } from '../../src/score/engraving/system';
import { MeiWriter } from '../../src/score/mei/mei';
import { Runs } from '../../src/score/music/resting';
import { LoopMark } from '../../src/score/view/loop';
import { index, type Events } from './piece';

type Options = Parameters<typeof index>[1];

/** The rests of a piece of eight measures, as 'first-last' by number. */
function runs(events: Events, measures: Record<number, object> = {}, options?: Options): string[] {
  const all = Array.from({ length: 8 }, (_, order) => measures[order + 1] ?? {});
  return Runs.of(index(events, { measures: all, ...options })).all.map(
    ({ start, end }) => `${start + 1}-${end}`,
  );
}

describe('a rest of several measures', () => {
  it('goes over all that is empty, and is broken by notes', () => {
    expect(runs({})).toEqual(['1-8']);
    expect(runs({ a: { measure: 'm3' } })).toEqual(['1-2', '4-8']);
    expect(runs({ a: { measure: 'm2' } })).toEqual(['3-8']);
    expect(runs({ r: { kind: 'rest', measure: 'm3', duration: '4' } })).toEqual(['1-8']);
    expect(runs({ r: { kind: 'rest', measure: 'm3', fermata: 'normal' } })).toEqual(['1-2', '4-8']);
    expect(runs({ a: { measure: 'm3', voice: 2 } })).toEqual(['1-2', '4-8']);
    expect(runs({ a: { measure: 'm3', staff: 2 } }, {}, { part: { staves: 2 } })).toEqual([
      '1-2',
      '4-8',
    ]);
    expect(runs({ g: { measure: 'm3', grace: 'after', onset: '4', duration: '1/2' } })).toEqual([
      '1-2',
      '4-8',
    ]);
  });

  it('is broken where something stands, or changes', () => {
    for (const mark of [
      { kind: 'dynamic', dynamic: 'p' },
      { kind: 'harmony', text: 'C' },
      { kind: 'text', text: 'dolce' },
    ] as const) {
      expect(runs({ x: { ...mark, measure: 'm4' } })).toEqual(['1-3', '5-8']);
    }
    for (const change of [
      { key: 2 },
      { meter: '3/4' },
      { rehearsal: 'A' },
      { repeat_start: true },
    ]) {
      expect(runs({}, { 4: change })).toEqual(['1-3', '4-8']);
    }
    for (const end of [
      { barline: 'double' },
      { repeat_end: 2 },
      { fine: true },
      { layout_break: 'system' },
    ]) {
      expect(runs({}, { 4: end })).toEqual(['1-4', '5-8']);
    }
    expect(runs({}, { 4: { ending: '1' } })).toEqual(['1-3', '5-8']);
    expect(runs({}, { 4: { duration: '2' } })).toEqual(['1-3', '5-8']);
    expect(runs({}, {}, { sections: { s: { name: 'Verse', measure: 'm4' } } })).toEqual([
      '1-3',
      '4-8',
    ]);
    const tempo = { kind: 'tempo', bpm: 90, measure: 'm4' } as const;
    expect(runs({ t: tempo })).toEqual(['1-3', '4-8']);
    expect(runs({ t: { ...tempo, onset: '1' } })).toEqual(['1-3', '5-8']);
    const clef = { kind: 'clef', clef: 'F4', measure: 'm4' } as const;
    expect(runs({ c: clef })).toEqual(['1-3', '4-8']);
    expect(runs({ c: { ...clef, onset: '2' } })).toEqual(['1-3', '5-8']);
  });

  it('is not under what goes from a note to another', () => {
    const spans = { s: { kind: 'crescendo', start: 'a', end: 'b' } };
    const events = { a: { measure: 'm2' }, b: { measure: 'm6' } };
    expect(runs(events, {}, { spans })).toEqual(['7-8']);
    expect(runs(events)).toEqual(['3-5', '7-8']);
  });

  it('stays within one system, which is filled by what is drawn', () => {
    const measures = Array.from({ length: 60 }, () => ({}));
    const of = index({ a: {}, b: { measure: 'm31' } }, { measures });
    expect(breakSystems(of, 80, [], Runs.of(of))).toEqual([{ start: 0, end: 60 }]);
    expect(breakSystems(of, 60, []).length).toBeGreaterThan(10);
    const narrow = breakSystems(of, 20, breakSystems(of, 60, []), Runs.of(of));
    expect(narrow.map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [1, 30],
      [30, 31],
      [31, 60],
    ]);
    expect(breakSystems(of, 1, [], Runs.of(of))).toEqual(narrow);
  });
});

it('is engraved as one measure that knows which ones it is', async () => {
  const verovio = new VerovioToolkit((await createModule()) as object);
  verovio.setOptions({ breaks: 'encoded', header: 'none', pageWidth: 6000, svgRemoveXlink: true });
  verovio.setOptions({ svgViewBox: true });
  const measures = Array.from({ length: 8 }, (_, at) => (at === 7 ? { barline: 'double' } : {}));
  const clef = { kind: 'clef', clef: 'F4', measure: 'm6' } as const;
  const of = index({ a: {}, c: clef, b: { measure: 'm6' } }, { measures });
  const rests = Runs.of(of);
  const range = { start: 0, end: 8 };
  const mei = new MeiWriter(of, rests).write(range);
  expect(mei).toContain('num="4"/><clef');
  expect(mei).toContain('xml:id="m7" right="dbl"');
  expect(verovio.loadData(mei)).toBeTruthy();
  expect(verovio.getLog()).toBe('');
  const system = new System(range, 'x-');
  system.show(verovio.renderToSVG(1), of);
  system.describe(of);
  expect(system.measures.map(({ ids }) => ids)).toEqual([
    ['m1'],
    ['m2', 'm3', 'm4', 'm5'],
    ['m6'],
    ['m7', 'm8'],
  ]);
  const [, long] = system.measures;
  const [spot] = system.elements('_p.m2.1.1.0');
  expect(spot.getAttribute('aria-label')).toMatch(/measure 2.*: 4 measures of rest$/);
  expect(rests.drawn(of, '_p.m4.1.1.0')).toBe('_p.m2.1.1.0');
  expect(rests.drawn(of, 'b')).toBe('b');
  const quarter = (long.right - long.left) / 4;
  expect(system.onsets('m4', of)).toEqual([
    { onset: 0, x: long.left + 2 * quarter },
    { onset: 4, x: long.left + 3 * quarter },
  ]);
  new LoopMark().draw([system], of, { start: 8, end: 16 });
  const band = system.node.querySelector('.antiphon-Loop-band')!;
  expect(Number(band.getAttribute('x'))).toBeCloseTo(long.left + quarter);
  expect(Number(band.getAttribute('width'))).toBeCloseTo(2 * quarter);
});

describe('a rest of several measures that is drawn as one', () => {
  /** Eight measures of a flute that plays in the first and the sixth. */
  function hands(): ScoreEditor {
    const doc = AntiphonDoc.create();
    doc.put('parts', 'p', { index: 'a0', name: 'Flute' });
    for (let number = 1; number <= 8; number++) {
      doc.put('measures', `m${number}`, { index: `a${number}` });
    }
    const note = { kind: 'note', part: 'p', onset: '0', duration: '4', pitch: 'C5' } as const;
    doc.put('events', 'a', { ...note, measure: 'm1' });
    doc.put('events', 'b', { ...note, measure: 'm6' });
    const editor = new ScoreEditor(doc);
    editor.runs = Runs.of(editor.index);
    return editor;
  }
  const measures = (editor: ScoreEditor): number[] =>
    editor.selectedMeasures.map(({ number }) => number);
  const rest = (editor: ScoreEditor, measure: number): string =>
    editor.index.slots({ part: 0, staff: 1, voice: 1 }, measure - 1)[0].key;

  it('is selected whole, and entering goes on where it begins', () => {
    const editor = hands();
    editor.selectDrawn(rest(editor, 2));
    expect(measures(editor)).toEqual([2, 3, 4, 5]);
    editor.act({ kind: 'enter', step: 0 });
    expect(editor.selectedMeasures.map(({ number }) => number)).toEqual([2]);
    editor.selectMeasure(0, 1, 7);
    expect(measures(editor)).toEqual([7, 8]);
  });

  it('is within a range from one end to the other, whichever way that is drawn out', () => {
    const editor = hands();
    editor.select(['a']);
    editor.extendTo(rest(editor, 2));
    expect(measures(editor)).toEqual([1, 2, 3, 4, 5]);
    editor.selectDrawn(rest(editor, 2));
    editor.extendTo('a');
    expect(measures(editor)).toEqual([1, 2, 3, 4, 5]);
    editor.selectDrawn(rest(editor, 2));
    editor.extendTo('b');
    expect(measures(editor)).toEqual([2, 3, 4, 5, 6]);
    editor.perform({ kind: 'delete-measures' });
    expect(editor.index.piece.measures).toHaveLength(3);
  });

  it('is one step of the arrow keys', () => {
    const editor = hands();
    editor.select(['a']);
    const walked = [1, 1, 1, -1, -1, -1].map((by) => {
      editor.act({ kind: 'go', by: by as 1 });
      return measures(editor).join(' ');
    });
    expect(walked).toEqual(['2 3 4 5', '6', '7 8', '6', '2 3 4 5', '1']);
    editor.act({ kind: 'go', by: 1, extend: true });
    expect(measures(editor)).toEqual([1, 2, 3, 4, 5]);
    editor.act({ kind: 'go', by: 1, extend: true });
    expect(measures(editor)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
