/** Two people in one measure, each with a Yjs document of their own; their updates meet after both have edited. */
import Fraction from 'fraction.js';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';

import { AntiphonDoc } from '../../src/document';
import type { Action } from '../../src/score/editing/action';
import { ScoreEditor } from '../../src/score/editing/editor';
import { Chance, dice } from '../document/random';

/** A person at a piece: a flute with two measures. */
class Person {
  readonly doc = AntiphonDoc.create();
  readonly editor = new ScoreEditor(this.doc);

  /** Ids of the notes that are there. */
  get notes(): string[] {
    const { events } = this.doc.document();
    return Object.keys(events).filter((id) => events[id].kind === 'note');
  }

  /** Select what begins in a voice at an onset of the first measure, and do something there. */
  at(onset: Fraction, voice: number, ...actions: readonly Action[]): void {
    const line = { part: 0, staff: 1 };
    const { index } = this.editor;
    const slot =
      index.at({ ...line, voice }, 0, onset) ?? index.at({ ...line, voice: 1 }, 0, onset);
    this.editor.select([slot!.key]);
    actions.forEach((action) => this.editor.act(action));
  }

  learn(from: Person): void {
    Y.applyUpdate(this.doc.ydoc, Y.encodeStateAsUpdate(from.doc.ydoc));
  }
}

function two(): [Person, Person] {
  const [a, b] = [new Person(), new Person()];
  a.doc.put('parts', 'p', { index: 'a0', name: 'Flute' });
  a.doc.put('measures', 'm1', { index: 'a1' });
  a.doc.put('measures', 'm2', { index: 'a2' });
  b.learn(a);
  return [a, b];
}

function meet(a: Person, b: Person): void {
  a.learn(b);
  b.learn(a);
  expect(a.doc.document()).toEqual(b.doc.document());
}

/** Ids of the notes that are shown. */
function shown({ doc }: Person): Set<string> {
  return new Set(
    doc.piece.parts.flatMap(({ voices }) =>
      voices.flatMap(({ items }) => items.flatMap(({ notes }) => notes.map(({ id }) => id))),
    ),
  );
}

/** Every voice fills its measure, without an overlap. */
function expectFull({ doc }: Person): void {
  for (const { measure, voice, items } of doc.piece.parts[0].voices) {
    let at = new Fraction(0);
    for (const { onset, duration } of items) {
      expect(onset.toFraction(), `voice ${voice}`).toBe(at.toFraction());
      at = at.add(duration);
    }
    const { duration } = doc.piece.measures.find(({ id }) => id === measure)!;
    expect(at.toFraction(), `voice ${voice}`).toBe(duration.toFraction());
  }
}

/** A phrase that somebody enters: values and letters from an onset on, now and then a tuplet. */
function phrase(chance: Chance): readonly Action[] {
  return [
    { kind: 'toggle-entry' },
    { kind: 'voice', voice: chance.one(1, 1, 2) },
    { kind: 'value', value: chance.one(4, 5, 6) },
    ...(chance.rarely(4) ? [{ kind: 'tuplet', actual: 3 } as const] : []),
    ...Array.from(
      { length: chance.one(1, 2, 3) },
      () => ({ kind: 'enter', step: chance.one(0, 1, 2, 3, 4, 5, 6) }) as const,
    ),
  ];
}

describe.each(Array.from({ length: 40 }, (_, seed) => seed + 1))('a meeting %i', (seed) => {
  it('keeps the notes of both, shows them, and leaves every voice full', () => {
    const chance = new Chance(dice(seed * 101));
    const [a, b] = two();
    for (const person of [a, b]) {
      const onset = new Fraction(chance.one(0, 1, 2, 3));
      person.at(onset, 1, ...phrase(chance));
    }
    const theirs = [...a.notes, ...b.notes];
    meet(a, b);
    expect(a.notes.sort()).toEqual(theirs.sort());
    expectFull(a);
    const seen = shown(a);
    const doubled = new Set(
      a.doc.piece.problems.filter(({ code }) => code === 'double').map(({ id }) => id),
    );
    // A pitch that both entered at one place is shown once.
    expect(theirs.filter((id) => !seen.has(id) && !doubled.has(id))).toEqual([]);
    const allowed = new Set(['double', 'overlap', 'overfull']);
    expect(a.doc.piece.problems.filter(({ code }) => !allowed.has(code))).toEqual([]);
  });

  it('keeps what one entered while the other changed, moved or took away what was there', () => {
    const chance = new Chance(dice(seed * 211));
    const [a, b] = two();
    a.at(new Fraction(0), 1, { kind: 'toggle-entry' }, ...'CDEF'.split('').map(enter));
    a.editor.act({ kind: 'toggle-entry' });
    b.learn(a);
    const before = new Set(a.notes);
    a.at(new Fraction(chance.one(0, 1, 2, 3)), 1, ...phrase(chance));
    b.at(
      new Fraction(chance.one(0, 1, 2, 3)),
      1,
      chance.one<Action>(
        { kind: 'delete' },
        { kind: 'steps', by: 2 },
        { kind: 'value', value: 6 },
        { kind: 'value', value: 4 },
        { kind: 'voice', voice: 2 },
        { kind: 'tuplet', actual: 3 },
        { kind: 'meter', meter: '3/4' },
      ),
    );
    const entered = a.notes.filter((id) => !before.has(id));
    meet(a, b);
    expect(a.notes).toEqual(expect.arrayContaining(entered));
    expectFull(a);
    const problems = new Set(a.doc.piece.problems.map(({ id }) => id));
    const seen = shown(a);
    expect(entered.filter((id) => !seen.has(id) && !problems.has(id))).toEqual([]);
  });

  it('lets each undo their own, and only that', () => {
    const chance = new Chance(dice(seed * 307));
    const [a, b] = two();
    a.at(new Fraction(chance.one(0, 1, 2)), 1, ...phrase(chance));
    const count = a.notes.length;
    b.at(new Fraction(chance.one(0, 1, 2)), 1, ...phrase(chance));
    const own = b.notes;
    meet(a, b);
    while (a.doc.canUndo() && a.notes.length > own.length) {
      a.doc.undo();
    }
    meet(a, b);
    expect(count).toBeGreaterThan(0);
    expect(b.notes.sort()).toEqual(own.sort());
    expectFull(b);
  });
});

function enter(letter: string): Action {
  return { kind: 'enter', step: 'CDEFGAB'.indexOf(letter) };
}
