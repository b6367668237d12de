import { Signal } from '@lumino/signaling';
import { describe, expect, it, vi } from 'vitest';

import { act, type MixerAction, actionOf, ACTIONS, keyRows } from '../../src/mixer/actions';
import { MixerDesk, type MixerProps, type Telling } from '../../src/mixer/desk';
import { Permissions } from '../../src/rights';
import type { SessionConnection } from '../../src/session';
import { desk } from './desk';

/** A session that rests, as far as a desk asks it. */
class Resting {
  transport = null;
  readonly state;
  readonly stateChanged = new Signal<this, void>(this);
  readonly transportChanged = new Signal<this, void>(this);
  readonly resetMeters = vi.fn(() => true);
  may = (): boolean => true;

  constructor(role: string) {
    this.state = { you: { role, id: 'x', made: {} }, assignments: {} };
  }

  positionNow = (): number => 0;
}

function made(role = 'teacher') {
  const doc = desk((to) => to.put('mix', 'b1', { name: 'Hall', index: 'a1' }));
  doc.put('mix', 'b2', { name: 'Room', index: 'a2' });
  doc.clearUndoHistory();
  const session = new Resting(role);
  const permissions = new Permissions(doc, session as unknown as SessionConnection);
  const ask = { text: vi.fn(() => Promise.resolve('Loud')), keys: vi.fn(() => Promise.resolve()) };
  const company = { tell: vi.fn() };
  const mixer = new MixerDesk({ doc, permissions, ask, session, company } as unknown as MixerProps);
  const said: Telling[] = [];
  mixer.told.connect((_, of) => void said.push(of));
  return { doc, mixer, said, ask, session };
}

const named = (id: string): MixerAction => ACTIONS.find((action) => action.id === id)!;

describe('what can be done with the mixer', () => {
  it('has a name and a key of its own each', () => {
    const ids = ACTIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const keys = ACTIONS.flatMap((action) => action.keys ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    const labels = ACTIONS.map(({ label }) => label());
    expect(new Set(labels).size).toBe(labels.length);
    for (const key of keys) {
      expect(keyRows().some(([written]) => written.split(', ').includes(key))).toBe(true);
    }
  });

  it('is found by its key', () => {
    const press = (key: string, held: object = {}) =>
      actionOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })
        ?.id;
    expect(press('m')).toBe('mute');
    expect(press('S', { shiftKey: true })).toBe('clear-solo');
    expect(press('+', { shiftKey: true })).toBe('level-up');
    expect(press('3', { altKey: true })).toBe('recall-3');
    expect(press('m', { ctrlKey: true })).toBeUndefined();
  });

  it('works on the selected strip, as one step to undo, and says what is on', () => {
    const { doc, mixer, said } = made();
    mixer.sight.choose('p2');
    act(mixer, named('mute'));
    act(mixer, named('level-down'));
    expect(doc.document().mix.p2).toMatchObject({ mute: true, gain: -1 });
    expect(said[0]).toEqual({ sentence: 'Mute the Strip: on', seen: false });
    doc.undo();
    expect(doc.document().mix.p2.gain).toBeUndefined();
    expect(doc.document().mix.p2.mute).toBe(true);
    act(mixer, named('reset'));
    expect(doc.document().mix.p2?.mute).toBeUndefined();
  });

  it('says why it cannot be done, and does nothing', () => {
    const { doc, mixer, said } = made();
    const before = JSON.stringify(doc.document());
    mixer.sight.choose('master');
    for (const id of ['solo', 'remove-bus', 'rename-bus', 'clear-solo', 'recall-1']) {
      act(mixer, named(id));
    }
    expect(said.map(({ sentence }) => sentence)).toEqual([
      'The master is the last strip: this is for the others.',
      'Select a bus first: this is for buses.',
      'Select a bus first: this is for buses.',
      'Nothing is soloed.',
      'There is no snapshot 1.',
    ]);
    expect(JSON.stringify(doc.document())).toBe(before);
  });

  it('is closed, with the reason, to those who only listen', () => {
    const { mixer } = made('audience');
    for (const { id, why } of ACTIONS.filter((action) =>
      ['mute', 'level-up', 'write', 'reset', 'add-bus', 'take-snapshot'].includes(action.id),
    )) {
      expect(why!(mixer), id).not.toBe('');
    }
  });

  it('moves and removes buses, and takes and recalls snapshots', async () => {
    const { doc, mixer } = made();
    mixer.sight.choose('b1');
    expect(named('bus-earlier').why!(mixer)).not.toBe('');
    act(mixer, named('bus-later'));
    expect(mixer.strips.map(({ id }) => id).slice(2)).toEqual(['b2', 'b1', 'master']);
    await act(mixer, named('take-snapshot'));
    act(mixer, named('mute'));
    act(mixer, named('recall-1'));
    expect(doc.document().mix.b1.mute).toBeUndefined();
    expect(named('overwrite-snapshot').why!(mixer)).toBe('The mix is as the snapshot is.');
    act(mixer, named('remove-bus'));
    expect(doc.document().mix.b1).toBeUndefined();
    expect(mixer.current.id).toBe('p1');
  });
});
