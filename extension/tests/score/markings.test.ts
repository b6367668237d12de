import Fraction from 'fraction.js';
import { describe, expect, it } from 'vitest';

import type { Document, Event } from '../../src/document';
import { empty, project } from '../../src/document';
import { edit } from '../../src/score/editing/editing';
import type { Command } from '../../src/score/editing/command';
import { isMarked } from '../../src/score/editing/marked';
import type { MarkCommand, NoteField } from '../../src/score/editing/markings';
import {
  neighbourOf,
  placeFor,
  wordsAt,
  type WordsKind,
  type WordsPlace,
} from '../../src/score/editing/words';
import { SlotIndex } from '../../src/score/music/slot';
import { MARKS } from '../../src/document';
import { groups } from '../../src/score/palette/groups';
import { search } from '../../src/score/palette/item';

/** A part of quarter notes `n1` … in measures of four, with a chord `n1`, `k1` on the first. */
class Desk {
  constructor(measures = 2) {
    this.document.parts.p = { index: 'a0', name: 'Flute' };
    for (let measure = 1; measure <= measures; measure++) {
      this.document.measures[`m${measure}`] = { index: `a${measure}` };
    }
    const note = (id: string, measure: number, onset: number, pitch: string): void => {
      this.document.events[id] = {
        kind: 'note',
        part: 'p',
        measure: `m${measure}`,
        onset: String(onset),
        duration: '1',
        pitch,
      };
    };
    for (let beat = 0; beat < 4 * measures; beat++) {
      note(`n${beat + 1}`, 1 + Math.floor(beat / 4), beat % 4, `${'CDEF'[beat % 4]}5`);
    }
    note('k1', 1, 0, 'E5');
  }

  readonly document: Document = empty();
  selection: string[] = ['n1'];
  refused: string | undefined;
  steps = 0;

  get index(): SlotIndex {
    return new SlotIndex(project(this.document as never));
  }

  do(command: Command): this {
    const result = edit(
      {
        index: this.index,
        selection: this.selection,
        entry: { length: new Fraction(1), voice: 1 },
        mint: (prefix: string) => `${prefix}x${++this._minted}`,
        document: this.document,
        lastIndex: () => null,
      } as never,
      command,
    );
    this.refused = result.refused;
    for (const operation of result.operations) {
      const entries = this.document[operation.root] as Record<string, object>;
      if (operation.kind === 'remove') {
        delete entries[operation.id];
      } else {
        const merged = { ...entries[operation.id], ...operation.fields };
        entries[operation.id] = Object.fromEntries(
          Object.entries(merged).filter(([, value]) => value !== undefined),
        );
      }
    }
    expect(this.index.piece.problems).toEqual([]);
    return this;
  }

  mark(field: NoteField, value: string | number | boolean = true): this {
    return this.do({ kind: 'mark', field, value });
  }

  isMarked(command: MarkCommand): boolean {
    return isMarked({ index: this.index, selection: this.selection }, command);
  }

  note(id: string): Event {
    return this.document.events[id];
  }

  place(kind: WordsKind, verse = 1): WordsPlace {
    return placeFor(this.index, this.selection, kind, verse)!;
  }

  write(kind: WordsKind, text: string, verse = 1): this {
    return this.do({ kind: 'words', place: this.place(kind, verse), text });
  }

  private _minted = 0;
}

describe('marks of notes', () => {
  it('gives every articulation and ornament to all that is selected, and takes it away again', () => {
    for (const mark of MARKS) {
      const desk = new Desk();
      desk.selection = ['n2', 'n3'];
      const command = { kind: 'mark', field: mark as NoteField, value: true } as const;
      expect(desk.isMarked(command)).toBe(false);
      desk.do(command);
      expect([desk.note('n2'), desk.note('n3')].map((of) => of[mark as 'trill'])).toEqual([
        true,
        true,
      ]);
      expect(desk.isMarked(command)).toBe(true);
      desk.do(command);
      expect(desk.note('n2')).not.toHaveProperty(mark);
    }
  });

  it('completes what only some have, before it takes away', () => {
    const desk = new Desk();
    desk.mark('staccato');
    desk.selection = ['n1', 'n2'];
    desk.mark('staccato');
    expect(desk.index.find('n2')?.item.marks).toEqual(['staccato']);
    expect(desk.mark('staccato').index.find('n1')?.item.marks).toEqual([]);
  });

  it('knows that a mark of one note is its chord’s', () => {
    const desk = new Desk();
    desk.mark('accent');
    desk.selection = ['k1'];
    expect(desk.isMarked({ kind: 'mark', field: 'accent', value: true })).toBe(true);
    desk.mark('accent');
    expect(desk.index.find('n1')?.item.marks).toEqual([]);
    desk.mark('tremolo', 2);
    desk.selection = ['n1'];
    expect(desk.mark('tremolo', 3).index.find('n1')?.item.tremolo).toBe(3);
  });

  it('gives heads and fingers to single notes of a chord', () => {
    const desk = new Desk();
    desk.selection = ['k1'];
    desk.mark('notehead', 'x').mark('fingering', '3').mark('string', 2);
    expect(desk.note('k1')).toMatchObject({ notehead: 'x', fingering: '3', string: 2 });
    expect(desk.note('n1')).not.toHaveProperty('notehead');
  });

  it('says what it needs where nothing is selected', () => {
    const desk = new Desk();
    desk.selection = [];
    expect(desk.mark('accent').refused).toMatch(/Select the notes/);
    expect(desk.do({ kind: 'clef', clef: 'F4' }).refused).toMatch(/Select a note or rest/);
  });
});

describe('signs and spans', () => {
  it('has one dynamic at a place, changed by another and toggled off', () => {
    const desk = new Desk();
    const dynamic = (text: string): MarkCommand => ({ kind: 'sign', sign: 'dynamic', text });
    desk.selection = ['n2', 'n4'];
    desk.do(dynamic('p')).do(dynamic('f'));
    const marks = desk.index.piece.parts[0].marks;
    expect(marks.map(({ text, onset }) => [text, onset.valueOf()])).toEqual([['f', 1]]);
    expect(desk.isMarked(dynamic('f'))).toBe(true);
    expect(desk.do(dynamic('f')).index.piece.parts[0].marks).toEqual([]);
  });

  it('spans what is selected, in any order, or to the next note', () => {
    const desk = new Desk();
    desk.selection = ['n6', 'n3'];
    desk.do({ kind: 'span', shape: { kind: 'slur' } });
    expect(Object.values(desk.document.spans)).toEqual([{ kind: 'slur', start: 'n3', end: 'n6' }]);
    expect(desk.do({ kind: 'span', shape: { kind: 'slur' } }).document.spans).toEqual({});
    desk.selection = ['n4'];
    desk.do({ kind: 'span', shape: { kind: 'slur' } });
    expect(Object.values(desk.document.spans)[0]).toMatchObject({ start: 'n4', end: 'n5' });
  });

  it('changes a hairpin into words in its place, and refuses a tremolo that cannot be', () => {
    const desk = new Desk();
    desk.selection = ['n1', 'n4'];
    desk.do({ kind: 'span', shape: { kind: 'crescendo' } });
    desk.do({ kind: 'span', shape: { kind: 'crescendo', text: 'cresc.' } });
    expect(Object.values(desk.document.spans)).toEqual([
      { kind: 'crescendo', start: 'n1', end: 'n4', text: 'cresc.' },
    ]);
    expect(desk.do({ kind: 'span', shape: { kind: 'tremolo', strokes: 3 } }).refused).toMatch(
      /tremolo/,
    );
  });

  it('sets a clef in the middle of a measure, another in its place, and none', () => {
    const desk = new Desk();
    desk.selection = ['n3'];
    desk.do({ kind: 'clef', clef: 'F4' }).do({ kind: 'clef', clef: 'C3' });
    const clefs = desk.index.piece.parts[0].clefs.filter(({ id }) => id !== null);
    expect(clefs.map(({ clef, onset }) => [clef, onset.valueOf()])).toEqual([['C3', 2]]);
    desk.do({ kind: 'clef', clef: 'C3' });
    expect(desk.index.piece.parts[0].clefs.every(({ id }) => id === null)).toBe(true);
  });

  it('marks measures at their beginning, their end, or all of them', () => {
    const desk = new Desk(3);
    desk.selection = ['n2', 'n6', 'n10'];
    desk.do({ kind: 'repeat-measures', times: 2 });
    desk.do({ kind: 'measure-mark', field: 'segno', value: true });
    desk.do({ kind: 'measure-mark', field: 'jump', value: 'dal_segno' });
    desk.do({ kind: 'measure-mark', field: 'ending', value: '1' });
    const { m1, m2, m3 } = desk.document.measures;
    expect(m1).toMatchObject({ repeat_start: true, segno: true, ending: '1' });
    expect(m2).toEqual({ index: 'a2', ending: '1' });
    expect(m3).toMatchObject({ repeat_end: 2, jump: 'dal_segno', ending: '1' });
    desk
      .do({ kind: 'measure-mark', field: 'ending', value: '1' })
      .do({ kind: 'repeat-measures', times: 2 });
    expect(desk.document.measures.m2).toEqual({ index: 'a2' });
    expect(desk.document.measures.m1).not.toHaveProperty('repeat_start');
  });

  it('sets tempo marks within a measure', () => {
    const desk = new Desk();
    desk.selection = ['n3'];
    desk.do({ kind: 'tempo-mark', fields: { text: 'rit.', gradual: true } });
    const tempo = desk.index.piece.tempi.find(({ id }) => id !== null);
    expect(tempo).toMatchObject({ text: 'rit.', gradual: true, bpm: 120 });
    expect(tempo?.position.valueOf()).toBe(2);
  });
});

describe('words', () => {
  it('sings through syllables, over ties and rests', () => {
    const desk = new Desk();
    delete desk.document.events.n4;
    desk.document.events.n2.tie = true;
    desk.document.events.n3.pitch = desk.document.events.n2.pitch;
    desk.write('lyrics', 'Al-');
    expect(desk.note('n1').lyric1).toBe('Al-');
    expect(wordsAt(desk.index, desk.place('lyrics'))).toBe('Al');
    const second = neighbourOf(desk.index, desk.place('lyrics'), 1)!;
    expect(second.note).toBe('n2');
    const third = neighbourOf(desk.index, second, 1)!;
    expect(third.note).toBe('n5');
    expect(neighbourOf(desk.index, third, -1)?.note).toBe('n2');
    desk.do({ kind: 'words', place: third, text: 'le' });
    expect(desk.note('n5').lyric1).toBe('le');
    expect(desk.write('lyrics', '').note('n1')).not.toHaveProperty('lyric1');
  });

  it('writes verses beside each other', () => {
    const desk = new Desk();
    desk.write('lyrics', 'eins').write('lyrics', 'zwei', 2);
    expect(desk.index.note('n1')?.lyrics).toEqual(['eins', 'zwei']);
  });

  it('reads chord symbols, goes to the next beat, and says what is none', () => {
    const desk = new Desk();
    desk.document.events.n1.duration = '2';
    desk.document.events.k1.duration = '2';
    delete desk.document.events.n2;
    desk.write('harmony', 'bb maj7/d');
    expect(desk.index.piece.parts[0].marks[0]).toMatchObject({ kind: 'harmony', text: 'Bbmaj7/D' });
    const next = neighbourOf(desk.index, desk.place('harmony'), 1)!;
    expect(next.onset.valueOf()).toBe(1);
    desk.do({ kind: 'words', place: next, text: 'F#m7b5' });
    expect(desk.index.piece.parts[0].marks.map(({ text }) => text)).toEqual(['Bbmaj7/D', 'F#m7b5']);
    expect(desk.write('harmony', 'H7').refused).toMatch(/“H7” is no chord symbol/);
    expect(desk.write('harmony', '').index.piece.parts[0].marks).toHaveLength(1);
  });

  it('types dynamics, tempi, figures, frets, rehearsal marks and fingers', () => {
    const desk = new Desk();
    desk.write('dynamic', 'SFZ').write('tempo', 'Allegro q. = 80').write('figures', '6  4');
    desk.write('fret', '5').write('rehearsal', 'B').write('fingering', '1-2');
    expect(desk.index.piece.parts[0].marks.map(({ text }) => text)).toEqual(['sfz', '6 4']);
    expect(desk.index.piece.tempi[0]).toMatchObject({ text: 'Allegro', bpm: 120 });
    expect(desk.index.piece.tempi[0].beat.valueOf()).toBe(1.5);
    expect(wordsAt(desk.index, desk.place('tempo'))).toBe('Allegro q. = 80');
    expect(desk.note('n1')).toMatchObject({ fret: 5, fingering: '1-2' });
    expect(desk.document.measures.m1.rehearsal).toBe('B');
    expect(desk.write('dynamic', 'loud').refused).toMatch(/no dynamic/);
    expect(desk.write('fret', '99').refused).toMatch(/no fret/);
    expect(desk.write('tempo', 'Presto 999').refused).toMatch(/10 to 400/);
  });
});

describe('the palette', () => {
  it('holds every mark of the schema once, each with a name', () => {
    const items = groups().flatMap((group) => group.items);
    const fields = items.flatMap(({ command }) =>
      command?.kind === 'mark' && command.value === true ? [command.field] : [],
    );
    expect(fields).toEqual(expect.arrayContaining([...MARKS, 'cue', 'hidden', 'let_ring']));
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(items.every(({ name }) => name !== '')).toBe(true);
  });

  it('is searched by the beginnings of words', () => {
    const names = (words: string): string[] =>
      search(groups(), words).flatMap(({ items }) => items.map(({ name }) => name));
    expect(names('stacc')).toEqual(['Staccato', 'Staccatissimo']);
    expect(names('treb clef oct low')[0]).toMatch(/Treble clef/);
    expect(names('xyzzy')).toEqual([]);
  });
});
