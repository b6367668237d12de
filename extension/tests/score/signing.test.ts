/** Signs that are selected: walked to, changed, taken away, read. */
import { beforeEach, describe, expect, it } from 'vitest';

import { AntiphonDoc } from '../../src/document';
import { schema } from '../../src/generated/schema';
import { ScoreEditor } from '../../src/score/editing/editor';
import { placeOfSign } from '../../src/score/editing/signing';
import { Signs } from '../../src/score/music/signs';
import { signInWords } from '../../src/score/music/words';
import { lockInWords } from '../../src/score/view/reader';

let doc: AntiphonDoc;
let editor: ScoreEditor;

beforeEach(() => {
  doc = AntiphonDoc.create();
  doc.put('parts', 'p', { index: 'a0', name: 'Flute' });
  doc.put('measures', 'm1', { index: 'a1', rehearsal: 'A', repeat_end: 2 });
  doc.put('measures', 'm2', { index: 'a2' });
  const at = { part: 'p', measure: 'm1' } as const;
  for (const onset of ['0', '1', '2', '3']) {
    const note = { kind: 'note', ...at, onset, duration: '1', pitch: 'C5' } as const;
    doc.put('events', `n${onset}`, note);
  }
  doc.put('events', 'd', { kind: 'dynamic', ...at, onset: '1', dynamic: 'mf' });
  doc.put('events', 't', { kind: 'tempo', measure: 'm1', onset: '2', bpm: 90, text: 'Meno' });
  doc.put('events', 'c', { kind: 'clef', ...at, onset: '2', clef: 'F4' });
  doc.put('events', 'x', { kind: 'text', ...at, onset: '0', text: 'dolce', style: 'italic' });
  doc.put('spans', 's', { kind: 'crescendo', start: 'n0', end: 'n1' });
  doc.put('spans', 'o', { kind: 'ottava', start: 'n2', end: 'n3', shift: '8va' });
  editor = new ScoreEditor(doc);
});

/** Change a sign so many times, and give one of its values. */
function changed(id: string, by: -1 | 1, times = 1): void {
  editor.selectSign(id);
  for (let time = 0; time < times; time++) {
    editor.act({ kind: 'steps', by });
  }
}

describe('signs', () => {
  it('are walked through with the notes, forth and back the same way', () => {
    editor.select(['n0']);
    const forth: string[] = [];
    for (let step = 0; step < 17; step++) {
      forth.push(editor.sign ?? editor.selection[0]);
      editor.walk(1);
    }
    const heads = ['p/clef1', 'm1/key', 'm1/meter'];
    expect(forth.slice(0, 9)).toEqual(['n0', 'm1/rehearsal', 'x', ...heads, 's', 'n1', 'd']);
    expect(forth).toEqual(expect.arrayContaining(['t', 'c', 'o', 'm1/repeat_end']));
    const back: string[] = [];
    for (let step = 0; step < 17; step++) {
      editor.walk(-1);
      back.push(editor.sign ?? editor.selection[0]);
    }
    expect(back.reverse()).toEqual(forth);
  });

  it('are selected alone, and unselected by a note', () => {
    editor.selectSign('d');
    expect([editor.sign, editor.selection]).toEqual(['d', ['n1']]);
    editor.select(['n0']);
    expect(editor.sign).toBeNull();
    editor.selectSign('nothing');
    expect(editor.sign).toBeNull();
  });

  it('are the clef, key and meter that a staff begins with: changed, and never gone', () => {
    editor.selectSign('p/clef1');
    editor.act({ kind: 'delete' });
    expect(editor.refused).toContain('must stand here');
    changed('p/clef1', 1, 2);
    const [clef] = doc.piece.parts[0].clefs;
    expect(doc.document().events[clef.id!]).toMatchObject({ kind: 'clef', onset: '0' });
    expect(clef.clef).toBe(schema.$defs.Event.properties.clef.enum[2]);
    expect(editor.sign).toBe('p/clef1');
    changed('m1/key', 1, 9);
    expect(doc.document().measures.m1).toMatchObject({ key: 7, mode: 'major' });
    editor.act({ kind: 'delete' });
    expect(doc.piece.measures[0].key).toBe(0);
    changed('m1/meter', -1);
    expect(doc.piece.measures.map(({ meter }) => meter)).toEqual(['3/4', '3/4', '3/4']);
    expect(doc.document().events.n3).toMatchObject({ onset: '0' });
    editor.act({ kind: 'delete' });
    expect(editor.refused).toContain('must stand here');
    expect(editor.sign).toBe('m1/meter');
  });

  it('are a change of key or meter, which goes and leaves what was before', () => {
    doc.change('measures', 'm2', { key: 3, meter: '2/4' });
    doc.put('events', 'z', { ...doc.document().events.n0, measure: 'm2', onset: '0' });
    editor.selectSign('m2/key');
    expect(signInWords(editor.index, Signs.of(editor.index).find('m2/key')!)).toBe(
      'key signature of A major, measure 2',
    );
    editor.act({ kind: 'delete' });
    editor.selectSign('m2/meter');
    editor.act({ kind: 'delete' });
    expect(doc.document().measures.m2).not.toHaveProperty('key');
    expect(doc.document().measures.m2).not.toHaveProperty('meter');
    expect(doc.piece.measures[1].duration.valueOf()).toBe(4);
  });

  it('are changed to the next of their kind, and no further than the last', () => {
    changed('d', 1);
    expect(doc.document().events.d.dynamic).toBe('f');
    changed('d', -1, 20);
    expect(doc.document().events.d.dynamic).toBe('n');
    changed('t', 1, 2);
    expect(doc.document().events.t.bpm).toBe(92);
    changed('c', 1);
    expect(doc.document().events.c.clef).not.toBe('F4');
    changed('s', -1);
    expect(doc.document().spans.s.kind).toBe('diminuendo');
    changed('o', 1, 9);
    expect(doc.document().spans.o.shift).toBe('22ma');
    changed('m1/rehearsal', 1);
    changed('m1/repeat_end', -1);
    expect(doc.document().measures.m1).toMatchObject({ rehearsal: 'B', repeat_end: 2 });
    expect(editor.sign).toBe('m1/repeat_end');
  });

  it('are taken away, the notes that they stand at not', () => {
    for (const id of ['d', 't', 'c', 'x', 's', 'o', 'm1/rehearsal', 'm1/repeat_end']) {
      editor.selectSign(id);
      editor.act({ kind: 'delete' });
      expect(Signs.of(editor.index).find(id), id).toBeUndefined();
      expect(editor.sign).toBeNull();
    }
    const { events, measures, spans } = doc.document();
    expect(Object.keys(events).sort()).toEqual(['n0', 'n1', 'n2', 'n3']);
    expect([spans, measures.m1]).toEqual([{}, { index: 'a1' }]);
    doc.undo();
    expect(doc.document().measures.m1.repeat_end).toBe(2);
  });

  it('are gone where somebody else takes them away', () => {
    editor.selectSign('d');
    doc.remove('events', ['d']);
    expect(editor.sign).toBeNull();
    expect(editor.selection).toEqual(['n1']);
  });

  it('are read with their place, and typed where they have words', () => {
    const { index } = editor;
    const read = (id: string) => signInWords(index, Signs.of(index).find(id)!);
    expect(read('d')).toBe('mezzo forte, Flute, measure 1, beat 2');
    expect(read('m1/rehearsal')).toBe('rehearsal mark A, measure 1');
    const kinds = ['d', 't', 'x', 's', 'm1/rehearsal', 'c', 'o'].map(
      (id) => placeOfSign(index, id)?.kind ?? null,
    );
    expect(kinds).toEqual(['dynamic', 'tempo', 'expression', 'line', 'rehearsal', null, null]);
  });
});

describe('a lock', () => {
  it('is read with the note that it is on', () => {
    expect(lockInWords(editor, 'n1')).toBe('');
    doc.put('locks', 'm1', { kind: 'measure' });
    expect(lockInWords(editor, 'n1')).toBe('measure locked');
    doc.put('locks', 'p', { kind: 'part' });
    expect(lockInWords(editor, 'n1')).toBe('part locked');
    doc.put('locks', 'piece', { kind: 'piece' });
    expect(lockInWords(editor, 'n1')).toBe('piece locked');
  });
});
