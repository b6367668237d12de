import { describe, expect, it } from 'vitest';

import { empty, project, type Document } from '../../src/document';
import type { Entry } from '../../src/document/codec';
import type { Alteration, Difference } from '../../src/history/answers';
import { drawnDifferences } from '../../src/history/drawn';
import { places } from '../../src/history/words';

const NOTE = { kind: 'note', part: 'p', measure: 'm1', onset: '1', duration: '1', pitch: 'C5' };

function piece(): Document {
  const document = empty();
  document.parts.p = { index: 'a', name: 'Flute' };
  document.measures.m1 = { index: 'a' };
  document.measures.m2 = { index: 'b' };
  document.events.n = { ...NOTE, kind: 'note', pitch: 'D5' };
  return document;
}

function altered(change: Alteration['change'], rest: Partial<Alteration>): Alteration {
  const entry = (rest.after ?? rest.before ?? NOTE) as Entry;
  return {
    ...{ change, root: 'events', what: 'note', ids: ['n', 'n'], part: 'p', measure: 'm1' },
    ...{ numbers: [1, 1], before: entry, after: entry, fields: [], who: '' },
    ...rest,
  } as Alteration;
}

function difference(...alterations: Alteration[]): Difference {
  const moment = { step: 1, at: 1, person: '' };
  return {
    ...{ a: moment, b: moment, total: alterations.length, alterations },
    ...{ parts: { p: 'Flute' }, meters: { m1: '6/8' }, people: { b: 'Bo' } },
  };
}

const CHANGED = altered('changed', {
  ...{ before: NOTE, after: { ...NOTE, pitch: 'D5', duration: '2' } },
  ...{ fields: ['duration', 'pitch'], who: 'b' },
});
const REMOVED = altered('removed', { ids: ['gone', null], before: NOTE, after: null });

describe('what is different', () => {
  it('is told of a part without a name, too', () => {
    const [place] = places({ ...difference(CHANGED), parts: { p: '' } }, piece(), project(piece()));
    expect(place.title).toBe('Part without a name, measure 1');
  });

  it('is told by place, in the order of the score, then the rest', () => {
    const document = piece();
    const told = places(
      difference(
        altered('added', {
          ...{ root: 'nodes', what: 'node', ids: [null, 'x'], part: '', measure: '' },
          ...{ numbers: [null, null], before: null, after: { kind: 'osc.sine', name: 'Hum' } },
        }),
        altered('added', {
          ...{ root: 'measures', what: 'measure', ids: [null, 'm2'], part: '', measure: 'm2' },
          ...{ numbers: [null, 2], before: null, after: { index: 'b' } },
        }),
        CHANGED,
        REMOVED,
        altered('changed', {
          ...{ root: 'meta', what: 'piece', ids: ['', ''], part: '', measure: '' },
          ...{ numbers: [null, null], before: {}, after: { title: 'Song' }, fields: ['title'] },
        }),
      ),
      document,
      project(document),
    );
    expect(told.map(({ title, lines }) => [title, lines.map(({ words }) => words)])).toEqual([
      ['Flute, measure 1', ['Removed C 5 (beat 3)', 'C 5 (beat 3): is now D 5, is longer']],
      ['The piece', ['Added measure 2', 'Title, composer or other words about the piece changed']],
      ['Sounds', ['Added Hum']],
    ]);
    expect(told[0].shows).toEqual({ pane: 'score', id: 'n' });
    expect(told[0].lines[1].who).toBe('b');
  });

  it('counts many notes of one place', () => {
    const document = piece();
    const many = Array.from({ length: 7 }, (_, order) =>
      altered('added', { ids: [null, `a${order}`], before: null, who: order ? 'b' : 'a' }),
    );
    const [{ lines }] = places(difference(...many), document, project(document));
    expect(lines).toEqual([{ words: 'Added 7 notes', change: 'added', who: '' }]);
  });

  it('counts the notes of a measure or part that came or went as a whole', () => {
    const document = piece();
    const gone = { ...{ part: '', ids: ['m9', null], measure: 'm9', numbers: [9, null] } } as const;
    const found = difference(
      altered('removed', {
        ...{ ...gone, root: 'measures', what: 'measure', before: { index: 'z' }, after: null },
      }),
      altered('removed', { measure: 'm9', numbers: [9, null], ids: ['a', null] }),
      altered('removed', { measure: 'm9', numbers: [9, null], ids: ['b', null], what: 'rest' }),
      altered('added', {
        ...{ root: 'measures', what: 'measure', ids: [null, 'm2'], part: '', measure: 'm2' },
        ...{ numbers: [null, 2], before: null, after: { index: 'b' } },
      }),
      altered('added', { measure: 'm2', ids: [null, 'c'], before: null }),
    );
    const [{ lines }, ...rest] = places(found, document, project(document));
    expect(lines.map(({ words }) => words)).toEqual([
      'Added measure 2 with 1 note',
      'Removed measure 9 with 1 note',
    ]);
    expect(rest).toEqual([]);
    expect(drawnDifferences(found, document).map(({ kind, id }) => [kind, id])).toEqual([
      ['added', 'm2'],
    ]);
  });

  it('is drawn where the score has a place for it', () => {
    const drawn = drawnDifferences(
      difference(
        CHANGED,
        REMOVED,
        altered('removed', { measure: 'm9' }),
        altered('added', { what: 'rest', before: null }),
        altered('added', { root: 'nodes', what: 'node', before: null }),
      ),
      piece(),
    );
    const was = { part: 'p', measure: 'm1', staff: 1, onset: '1', pitch: 'C5' };
    expect(drawn).toEqual([
      {
        ...{ kind: 'changed', id: 'n', measure: 'm1', part: 'p', was },
        words: 'C 5 (beat 3): is now D 5, is longer (Bo)',
      },
      {
        ...{ kind: 'removed', id: 'gone', measure: 'm1', part: 'p', was },
        words: 'Removed C 5 (beat 3)',
      },
    ]);
  });
});
