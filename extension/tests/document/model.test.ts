import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';

import { decode, DocumentError, encode, normalise } from '../../src/document/codec';
import { mintId } from '../../src/document/id';
import { AntiphonDoc, type AntiphonChange } from '../../src/document/model';
import { pieceToJson, project } from '../../src/document/projection';
import type { Event } from '../../src/generated/schema';
import { Chance, dice } from './random';

const PIECE = readFileSync(
  fileURLToPath(new URL('../../../tests/fixtures/codec/every_root.antiphon', import.meta.url)),
  'utf-8',
);
const NOTE: Event = {
  kind: 'note',
  part: 'p1',
  measure: 'm2',
  onset: '0',
  duration: '1',
  pitch: 'C4',
};

let model: AntiphonDoc;

beforeEach(() => {
  model = AntiphonDoc.create();
  model.setSource(PIECE);
  model.clearUndoHistory();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Another person's model of the same piece. */
function other(): AntiphonDoc {
  const result = AntiphonDoc.create();
  Y.applyUpdate(result.ydoc, Y.encodeStateAsUpdate(model.ydoc));
  return result;
}

function exchange(a: AntiphonDoc, b: AntiphonDoc): void {
  const toB = Y.encodeStateAsUpdate(a.ydoc, Y.encodeStateVector(b.ydoc));
  Y.applyUpdate(a.ydoc, Y.encodeStateAsUpdate(b.ydoc, Y.encodeStateVector(a.ydoc)));
  Y.applyUpdate(b.ydoc, toB);
}

function heard(of: AntiphonDoc): AntiphonChange[] {
  const changes: AntiphonChange[] = [];
  of.changed.connect((_, change) => changes.push(change));
  return changes;
}

test('a new model writes nothing', () => {
  const fresh = AntiphonDoc.create();
  expect(fresh.ydoc.store.clients.size).toBe(0);
  expect(fresh.getSource()).toContain('"antiphon": 3');
  expect(fresh.version).toBe('3');
});

test('what is set is got byte for byte', () => {
  expect(model.getSource()).toBe(PIECE);
});

test('setting the same text again writes nothing', () => {
  const update = vi.fn();
  model.ydoc.on('update', update);
  model.setSource(PIECE);
  expect(update).not.toHaveBeenCalled();
});

test('setting an invalid text leaves the document alone', () => {
  expect(() => model.setSource(PIECE.replace('F#4', 'H4'))).toThrow(/events\.n1\.pitch/);
  expect(model.getSource()).toBe(PIECE);
});

test('an edit made elsewhere survives a new file that does not touch it', () => {
  const there = other();
  there.change('events', 'n1', { pitch: 'A4' });
  model.setSource(PIECE.replace('"bpm": 66.5', '"bpm": 72'));
  exchange(model, there);
  expect(there.getSource()).toBe(model.getSource());
  expect(model.document().events.n1.pitch).toBe('A4');
  expect(model.document().events['t-1'].bpm).toBe(72);
});

test('put makes an entry exactly its fields', () => {
  model.put('events', 'n1', NOTE);
  model.put('events', 'n2', NOTE);
  expect(model.document().events.n1).toEqual(NOTE);
  expect(model.document().events.n2).toEqual(NOTE);
});

test('change writes only its fields, and undefined takes one away', () => {
  const written: string[] = [];
  model.ydoc.getMap('events').observeDeep((events) => {
    events.forEach((event) => written.push(...event.keys.keys()));
  });
  expect(model.change('events', 'n1', { pitch: 'G4', tuplet: undefined })).toBe(true);
  expect(written.sort()).toEqual(['pitch', 'tuplet']);
  expect(model.document().events.n1).not.toHaveProperty('tuplet');
});

test('a change of what another person took away changes nothing', () => {
  expect(model.change('events', 'gone', { pitch: 'C4' })).toBe(false);
  expect(model.change('events', 'constructor', { pitch: 'C4' })).toBe(false);
  expect(model.getSource()).toBe(PIECE);
});

test('change makes a strip where there is none', () => {
  expect(model.change('mix', 'p3', { gain: -3 })).toBe(true);
  expect(model.document().mix.p3).toEqual({ gain: -3 });
});

test('the meta root is one entry', () => {
  model.change('meta', '', { title: 'New', composer: undefined });
  expect(model.document().meta).toMatchObject({ title: 'New' });
  expect(model.document().meta).not.toHaveProperty('composer');
  expect(model.piece.title).toBe('New');
});

test('what the schema refuses is not written', () => {
  expect(() => model.put('events', 'n1', { ...NOTE, pitch: 'H4' })).toThrow(DocumentError);
  expect(() => model.put('events', '1', NOTE)).toThrow('events.1: not a valid id');
  expect(() => model.change('mix', 'p1', { gain: 90 })).toThrow('not between -60 and 12');
  expect(model.getSource()).toBe(PIECE);
});

test('the document and the piece stay the same objects until something changes', () => {
  const { piece } = model;
  const document = model.document();
  model.dirty = true;
  expect(model.piece).toBe(piece);
  expect(model.document()).toBe(document);
  model.put('events', 'n9', NOTE);
  const sounding = model.piece.parts[0].voices.flatMap(({ items }) => items[0].notes);
  expect(sounding.map(({ id }) => id)).toContain('n9');
  expect(model.piece).not.toBe(piece);
});

test('a transaction is announced once, with what it changed', () => {
  const changes = heard(model);
  model.transact(() => {
    model.put('events', 'n9', NOTE);
    model.change('events', 'n1', { staff: 2 });
    model.remove('events', ['t-1']);
    model.change('meta', '', { title: 'x' });
  });
  expect(changes).toEqual([
    {
      local: true,
      roots: new Map([
        ['events', new Set(['n9', 'n1', 't-1'])],
        ['meta', new Set(['title'])],
      ]),
    },
  ]);
});

test("another person's change is announced as theirs", () => {
  const there = other();
  const changes = heard(there);
  model.change('events', 'n1', { pitch: 'B4' });
  exchange(model, there);
  expect(changes).toEqual([{ local: false, roots: new Map([['events', new Set(['n1'])]]) }]);
});

test('undo takes back one own step at a time and nothing of the others', () => {
  const there = other();
  model.put('events', 'n8', NOTE);
  model.put('events', 'n9', { ...NOTE, onset: '1' });
  there.change('events', 'n1', { pitch: 'D4' });
  exchange(model, there);
  expect(model.undo()).toBe(true);
  expect(Object.keys(model.document().events)).toContain('n8');
  expect(Object.keys(model.document().events)).not.toContain('n9');
  model.undo();
  expect(Object.keys(model.document().events)).not.toContain('n8');
  expect(model.document().events.n1.pitch).toBe('D4');
  expect(model.undo()).toBe(false);
  model.redo();
  expect(Object.keys(model.document().events)).toContain('n8');
});

test('undo of a removal brings the entry back, for everybody', () => {
  const there = other();
  model.remove('events', ['n1', 't-1']);
  exchange(model, there);
  model.undo();
  exchange(model, there);
  expect(model.getSource()).toBe(PIECE);
  expect(there.getSource()).toBe(PIECE);
});

test('the moves of one slider are one step, those of the next another', () => {
  model.change('mix', 'p1', { gain: -5 });
  model.change('mix', 'p1', { gain: -4 });
  model.change('mix', 'p1', { gain: -3 });
  model.change('mix', 'p1', { pan: 1 });
  model.undo();
  expect(model.document().mix.p1).toMatchObject({ gain: -3, pan: 0.1 });
  model.undo();
  expect(model.document().mix.p1).toMatchObject({ gain: -6 });
});

test('undo goes back by field, whatever others changed in between', () => {
  const there = other();
  model.change('events', 'n1', { pitch: 'D4', staff: 2 });
  exchange(model, there);
  there.change('events', 'n1', { pitch: 'E4', voice: 2 });
  exchange(model, there);
  const before = decode(PIECE).events.n1;
  expect(model.undo()).toBe(true);
  expect(model.document().events.n1).toEqual({ ...before, pitch: 'E4', voice: 2 });
  expect(model.redo()).toBe(true);
  expect(model.document().events.n1).toEqual({ ...before, pitch: 'E4', voice: 2, staff: 2 });
});

test('undo goes on after a file was set, and takes that back, too', () => {
  model.change('meta', '', { title: 'Mine' });
  const mine = model.getSource();
  model.setSource(PIECE);
  model.undo();
  expect(model.getSource()).toBe(mine);
  model.undo();
  expect(model.getSource()).toBe(PIECE);
});

test('undo is announced as a change made here', () => {
  model.change('events', 'n1', { pitch: 'D4' });
  const changes = heard(model);
  model.undo();
  expect(changes).toEqual([{ local: true, roots: new Map([['events', new Set(['n1'])]]) }]);
});

test('what is not undoable and what others do is no step', () => {
  const there = other();
  there.change('events', 'n1', { pitch: 'D4' });
  exchange(model, there);
  model.transact(() => model.change('events', 'n1', { pitch: 'E4' }), false);
  expect(model.canUndo()).toBe(false);
  expect(model.undo()).toBe(false);
});

test('an edit made while a change is announced is a step of its own', () => {
  model.changed.connect((_, { roots }) => {
    if (roots?.has('events') && model.document().mix.p1.gain !== -1) {
      model.change('mix', 'p1', { gain: -1 });
    }
  });
  model.change('events', 'n1', { pitch: 'D4' });
  model.undo();
  expect(model.document().mix.p1.gain).not.toBe(-1);
  expect(model.document().events.n1.pitch).toBe('D4');
});

test('an undo that may not be written says why, and can be tried again', () => {
  const sentences: string[] = [];
  model.refused.connect((_, sentence) => sentences.push(sentence));
  model.change('mix', 'p1', { gain: -1 });
  const asked = vi.fn().mockReturnValueOnce('The part is locked.').mockReturnValue('');
  model.mayWrite = asked;
  const written = model.getSource();
  expect(model.undo()).toBe(false);
  expect(model.getSource()).toBe(written);
  expect(sentences).toEqual(['The part is locked.']);
  expect(model.undo()).toBe(true);
  const { mix } = decode(PIECE);
  expect(asked).toHaveBeenCalledWith([
    { root: 'mix', id: 'p1', before: { ...mix.p1, gain: -1 }, after: mix.p1 },
  ]);
  expect(model.getSource()).toBe(PIECE);
});

test('steps are handed on to a document that is loaded afresh', () => {
  model.change('mix', 'p1', { gain: -1 });
  const fresh = other();
  fresh.history = model.history;
  expect(fresh.undo()).toBe(true);
  expect(fresh.getSource()).toBe(PIECE);
});

test('a preview of undo undoes nothing', () => {
  const { mix } = decode(PIECE);
  model.change('mix', 'p1', { gain: -1 });
  const undone = [{ root: 'mix', id: 'p1', before: { ...mix.p1, gain: -1 }, after: mix.p1 }];
  expect(model.preview(() => model.undo())).toEqual(undone);
  expect(model.preview(() => model.undo())).toEqual(undone);
  expect(model.document().mix.p1.gain).toBe(-1);
  expect(model.undo()).toBe(true);
  expect(model.getSource()).toBe(PIECE);
});

test('a preview says what would change, and writes nothing', () => {
  const update = vi.fn();
  model.ydoc.on('update', update);
  const { events, meta } = decode(PIECE);
  const changes = model.preview(() => {
    model.put('events', 'n9', NOTE);
    model.change('events', 'n9', { pitch: 'D4' });
    model.change('events', 'n1', { pitch: events.n1.pitch });
    model.transact(() => model.remove('events', ['t-1', 'gone']));
    model.change('meta', '', { title: 'New' });
  });
  expect(changes).toEqual([
    { root: 'events', id: 'n9', before: null, after: { ...NOTE, pitch: 'D4' } },
    { root: 'events', id: 't-1', before: events['t-1'], after: null },
    { root: 'meta', id: '', before: meta, after: { ...meta, title: 'New' } },
  ]);
  expect(model.preview(() => model.setSource(PIECE))).toEqual([]);
  expect(() => model.preview(() => model.put('events', '1', NOTE))).toThrow(DocumentError);
  expect(update).not.toHaveBeenCalled();
  expect(model.canUndo()).toBe(false);
  expect(model.getSource()).toBe(PIECE);
  model.remove('events', ['t-1']);
  expect(update).toHaveBeenCalledOnce();
});

test('whatever is in the roots, the text decodes and the next set holds', () => {
  const events = model.ydoc.getMap<unknown>('events');
  events.set('bare', { ...NOTE });
  events.set('text', 'not an entry');
  events.set('__proto__', new Y.Map([['kind', 'note']]));
  const note = events.get('n1') as Y.Map<unknown>;
  note.set('pitch', new Y.Text('F#4'));
  note.set('lyric2', new Y.Array());
  note.set('lyric3', Number.NaN);
  note.set('lyric4', undefined);
  note.set('staff', 1n);
  model.ydoc.getMap('meta').set('mood', 'x');
  const document = decode(model.getSource());
  expect(document.events.bare).toEqual(NOTE);
  expect(document.events.n1.pitch).toBe('F#4');
  expect(Object.keys(document.events)).not.toContain('text');
  expect(model.piece.problems.map(({ message }) => message)).toContain('meta.mood: unknown');
  model.change('events', 'bare', { pitch: 'E4' });
  expect(model.document().events.bare.pitch).toBe('E4');
  model.setSource(PIECE);
  expect(model.getSource()).toBe(PIECE);
});

test.each([1, 2, 3, 4, 5, 6])(
  'people who edit and undo at random have one piece in the end, seed %i',
  (seed) => {
    const chance = new Chance(dice(seed));
    model.setSource(encode(normalise(chance.document(30))));
    const people = [model, other(), other()];
    for (let step = 0; step < 60; step++) {
      const person = chance.one(...people);
      const root = chance.root();
      const fields = normalise({ [root]: { x: chance.entry(root) } })[root] as Record<
        string,
        never
      >;
      if (chance.rarely(4)) {
        person[chance.one('undo', 'undo', 'redo')]();
      } else if (chance.rarely(5)) {
        person.remove(root, [chance.id(root)]);
      } else if (fields.x) {
        person.put(root, chance.id(root), fields.x);
      }
      if (chance.rarely(4)) {
        exchange(person, chance.one(...people));
      }
      expect(pieceToJson(person.piece)).toEqual(pieceToJson(project(person.document())));
    }
    people.forEach((person) => exchange(model, person));
    people.forEach((person) => exchange(model, person));
    expect(new Set(people.map((person) => person.getSource())).size).toBe(1);
    expect(model.getSource()).toBe(encode(decode(model.getSource())));
  },
);

test('a disposed model lets go of the document', () => {
  const { ydoc } = model;
  const destroyed = vi.fn();
  ydoc.on('destroy', destroyed);
  model.dispose();
  model.dispose();
  expect(model.isDisposed).toBe(true);
  expect(destroyed).toHaveBeenCalledOnce();
});

test('an id starts with its prefix and is unlike the last', () => {
  expect(mintId('n')).toMatch(/^n[0-9A-Za-z]{12}$/);
  expect(new Set(Array.from({ length: 1000 }, () => mintId('n'))).size).toBe(1000);
});
