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
