import Fraction from 'fraction.js';
import { beforeEach, expect, it } from 'vitest';

import { AntiphonDoc } from '../../src/document';
import { ScoreEditor } from '../../src/score/editing/editor';

let doc: AntiphonDoc;
let editor: ScoreEditor;

beforeEach(() => {
  doc = AntiphonDoc.create();
  doc.put('parts', 'p', { index: 'a0', name: 'Flute' });
  doc.put('measures', 'm', { index: 'a0' });
  editor = new ScoreEditor(doc);
});

const half = (onset: string, pitch: string) =>
  ({ kind: 'note', part: 'p', measure: 'm', onset, duration: '2', pitch }) as const;

it('keeps its place where somebody else writes over what is selected', () => {
  editor.act({ kind: 'go', by: -1, unit: 'end' });
  expect(editor.selection).toEqual([editor.index.first()?.key]);
  doc.put('events', 'theirs', half('0', 'C5'));
  expect(editor.selection).toEqual(['theirs']);
  editor.act({ kind: 'go', by: 1 });
  editor.act({ kind: 'enter', step: 4 });
  const { events } = doc.document();
  expect(
    Object.values(events)
      .map(({ onset }) => onset)
      .sort(),
  ).toEqual(['0', '2']);
});

it('goes to the rest that is left where somebody else takes the selected note away', () => {
  doc.put('events', 'first', half('0', 'C5'));
  doc.put('events', 'second', half('2', 'D5'));
  editor.select(['second']);
  doc.remove('events', ['second']);
  const [key] = editor.selection;
  expect(editor.index.find(key)).toMatchObject({ rest: null, notes: [] });
  expect(editor.index.find(key)?.onset.valueOf()).toBe(2);
});

it('selects nothing where nothing was selected', () => {
  editor.select([]);
  doc.put('events', 'theirs', half('0', 'C5'));
  expect(editor.selection).toEqual([]);
});

it('writes a chord symbol as the part reads it, where the one that sounds was entered', () => {
  doc.change('parts', 'p', { diatonic: -1, chromatic: -2 });
  doc.put('events', 'h', { kind: 'harmony', part: 'p', measure: 'm', onset: '0', text: 'D7' });
  editor.concert = true;
  expect(editor.index.marks(0).map(({ text }) => text)).toEqual(['C7']);
  const place = { part: 0, staff: 1, voice: 1, verse: 1, measure: 0, onset: new Fraction(2) };
  editor.perform({ kind: 'words', place: { ...place, kind: 'harmony' }, text: 'Bb/F' });
  const texts = Object.values(doc.document().events).map(({ text }) => text);
  expect(texts.sort()).toEqual(['C/G', 'D7']);
  editor.select([editor.index.first()!.key]);
  editor.perform({ kind: 'transpose', steps: 1, semitones: 2 });
  expect(doc.document().events.h.text).toBe('E7');
});
