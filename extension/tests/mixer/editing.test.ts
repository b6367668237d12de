import { describe, expect, it } from 'vitest';

import type { AntiphonDoc } from '../../src/document';
import {
  addBus,
  addSend,
  clearSolo,
  copyStrip,
  moveBus,
  moveInsert,
  putInsert,
  removeBus,
  removeInsert,
  renameBus,
  resetStrip,
  routeTo,
  whyNotTo,
} from '../../src/mixer/editing';
import { busesOf } from '../../src/mixer/strips';
import { desk, numbers, perform, stripOf, stripsOf } from './desk';

const busNames = (doc: AntiphonDoc) =>
  stripsOf(doc)
    .filter(({ kind }) => kind === 'bus')
    .map(({ name }) => name);

function newBus(doc: AntiphonDoc, name: string): string {
  const { id, edits } = addBus(doc.document(), doc.piece.parts, name);
  perform(doc, edits);
  return id;
}

describe('buses', () => {
  it('are added behind the others, renamed and moved', () => {
    const doc = desk();
    const ids = ['Winds', 'Strings', 'Hall'].map((name) => newBus(doc, name));
    expect(busNames(doc)).toEqual(['Winds', 'Strings', 'Hall']);
    perform(doc, moveBus(doc.document(), doc.piece.parts, ids[2], 0));
    perform(doc, renameBus(ids[0], '  Woods '));
    expect(renameBus(ids[0], '  ')).toEqual([]);
    expect(busNames(doc)).toEqual(['Hall', 'Woods', 'Strings']);
  });

  it('are called by their number where nobody names them', () => {
    const doc = desk();
    perform(doc, addBus(doc.document(), doc.piece.parts).edits);
    expect(busNames(doc)).toEqual(['Bus 1']);
  });

  it('can be moved where two have one place, or none', () => {
    const doc = desk((of) => {
      ['b1', 'b2', 'b3'].forEach((id) => of.put('mix', id, { name: id, index: 'a0' }));
      of.put('mix', 'b0', { name: 'b0' });
    });
    perform(doc, moveBus(doc.document(), doc.piece.parts, 'b3', 0));
    expect(busNames(doc)).toEqual(['b3', 'b0', 'b1', 'b2']);
  });

  it('take all that is theirs along when they go; what went to them goes on to where they went', () => {
    const doc = desk((of) => {
      of.put('mix', 'all', { name: 'All', index: 'a0' });
      of.put('mix', 'hall', { name: 'Hall', index: 'a1', bus: 'all' });
      of.put('mix', 'p1', { bus: 'hall', gain: -3 });
      of.put('sends', 's1', { source: 'p2', target: 'hall' });
      of.put('sends', 's2', { source: 'hall', target: 'all' });
      of.put('nodes', 'verb', { kind: 'effect.reverb' });
      of.put('inserts', 'i1', { strip: 'hall', index: 'a0', node: 'verb' });
      of.put('snapshots', 'v1', { name: 'One', index: 'a0' });
      of.put('settings', 'w1', { snapshot: 'v1', strip: 'hall' });
      of.put('settings', 'w2', { snapshot: 'v1', strip: 'p1' });
      of.put('lanes', 'l1', { target: 'hall', field: 'gain' });
      of.put('points', 'q1', { lane: 'l1', measure: 'm1', onset: '0', value: 0 });
    });
    const before = doc.getSource();
    perform(doc, removeBus(doc.document(), 'hall'));
    const now = doc.document();
    expect(now.mix).toEqual({ all: { name: 'All', index: 'a0' }, p1: { bus: 'all', gain: -3 } });
    expect(
      Object.keys({ ...now.sends, ...now.nodes, ...now.inserts, ...now.lanes, ...now.points }),
    ).toEqual([]);
    expect(Object.keys(now.settings)).toEqual(['w2']);
    doc.undo();
    expect(doc.getSource()).toBe(before);
  });
});

describe('where a strip goes', () => {
  it('is a bus or the master, and never in a circle', () => {
    const doc = desk();
    const [a, b, c] = ['A', 'B', 'C'].map((name) => newBus(doc, name));
    const why = (source: string, target: string) =>
      whyNotTo(doc.document(), doc.piece.parts, source, target);
    perform(doc, [...routeTo('p1', a), ...routeTo(a, b)]);
    perform(doc, addSend(doc.document(), b, c));
    expect(stripOf(doc, 'p1').output).toBe(a);
    expect(why('p2', c)).toBe('');
    expect(why(c, 'master')).toBe('');
    expect(why(a, c)).toBe('');
    expect(why(c, a)).toBe('A already goes to C: the sound would run in a circle.');
    expect(why(b, b)).toBe('A strip cannot go to itself.');
    expect(why('master', a)).toMatch(/goes nowhere/);
    expect(why('p1', 'p2')).toMatch(/no such bus/);
    perform(doc, routeTo('p1', 'master'));
    expect(doc.document().mix.p1).toEqual({});
  });

  it('stays without a circle whatever is tried', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = numbers(seed);
      const doc = desk();
      const buses = Array.from({ length: 6 }, (_, at) => newBus(doc, `${at}`));
      const any = () => buses[Math.floor(random() * buses.length)];
      for (let turn = 0; turn < 40; turn += 1) {
        const [source, target] = [any(), any()];
        if (!whyNotTo(doc.document(), doc.piece.parts, source, target)) {
          perform(
            doc,
            random() < 0.5 ? routeTo(source, target) : addSend(doc.document(), source, target),
          );
        }
      }
      const { mix, sends } = doc.document();
      const next = (id: string) =>
        [
          mix[id].bus,
          ...Object.values(sends)
            .filter(({ source }) => source === id)
            .map(({ target }) => target),
        ].filter((to) => to !== undefined);
      const open = new Set(busesOf(doc.document(), doc.piece.parts));
      for (let size = -1; size !== open.size;) {
        size = open.size;
        [...open]
          .filter((id) => next(id).every((to) => !open.has(to)))
          .forEach((id) => open.delete(id));
      }
      expect([...open]).toEqual([]);
    }
  });
});

describe('sends and inserts', () => {
  it('are there once each, and go with what nobody else uses', () => {
    const doc = desk();
    const bus = newBus(doc, 'Hall');
    perform(doc, addSend(doc.document(), 'p1', bus));
    expect(addSend(doc.document(), 'p1', bus)).toEqual([]);
    const first = putInsert(doc.document(), 'p1', { kind: 'effect.delay' });
    perform(doc, first.edits);
    const second = putInsert(doc.document(), 'p1', { kind: 'effect.reverb' });
    perform(doc, second.edits);
    expect(stripOf(doc, 'p1').inserts.map(({ id }) => id)).toEqual([first.id, second.id]);
    perform(doc, moveInsert(doc.document(), second.id, 0));
    expect(stripOf(doc, 'p1').inserts.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(moveInsert(doc.document(), second.id, 0)).toEqual([]);
    perform(doc, removeInsert(doc.document(), second.id));
    expect(Object.keys(doc.document().nodes)).toHaveLength(1);
    const { node } = doc.document().inserts[first.id];
    doc.put('edges', 'e1', { source: 'p', target: node });
    perform(doc, removeInsert(doc.document(), first.id));
    expect(Object.keys(doc.document().nodes)).toEqual([node]);
    expect(removeInsert(doc.document(), 'gone')).toEqual([]);
  });

  it('take in a node that is there', () => {
    const doc = desk((of) => of.put('nodes', 'verb', { kind: 'effect.reverb', p_size: 0.3 }));
    perform(doc, putInsert(doc.document(), 'master', { node: 'verb' }).edits);
    expect(stripOf(doc, 'master').inserts.map(({ node }) => node)).toEqual(['verb']);
    expect(doc.document().nodes.verb).toEqual({ kind: 'effect.reverb', p_size: 0.3 });
  });
});

describe('settings', () => {
  it('are reset, copied and un-soloed, each as one step', () => {
    const doc = desk((of) => {
      of.put('mix', 'p1', {
        gain: -9,
        pan: 0.5,
        eq: true,
        low_gain: 6,
        solo: true,
        mute: true,
        bus: 'b',
      });
      of.put('mix', 'p2', { gain: 3, ratio: 8, mute: true });
      of.put('mix', 'b', { name: 'B', solo: true });
    });
    perform(doc, copyStrip(doc.document(), 'p1', 'p2'));
    expect(doc.document().mix.p2).toEqual({
      gain: -9,
      pan: 0.5,
      eq: true,
      low_gain: 6,
      mute: true,
    });
    perform(doc, clearSolo(doc.document()));
    expect(stripsOf(doc).some(({ values }) => values.solo)).toBe(false);
    perform(doc, resetStrip('p1'));
    expect(doc.document().mix.p1).toEqual({ bus: 'b' });
    [0, 1, 2].forEach(() => doc.undo());
    expect(doc.document().mix.p2).toEqual({ gain: 3, ratio: 8, mute: true });
  });
});
