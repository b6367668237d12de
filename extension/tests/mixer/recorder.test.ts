import { Signal } from '@lumino/signaling';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { AntiphonDoc } from '../../src/document';
import { automatedAt, tracksOf } from '../../src/mixer/automation';
import { MixerDesk, type MixerProps } from '../../src/mixer/desk';
import { NodeWriter } from '../../src/mixer/node-writer';
import { recordSwitch, Touch } from '../../src/mixer/recorder';
import { desk, perform } from './desk';

/** Music that is where a test says. */
class Music {
  playing = true;
  at = 0;
  position = (): number => this.at;
}

/** A session that plays, as far as a desk asks it. */
class Signals {
  transport = { playing: true, counting: 0 };
  at = 0;
  readonly transportChanged = new Signal<this, void>(this);
  positionNow = (): number => this.at;
}

const of = (doc: AntiphonDoc, target: string, field: string, position: number) =>
  automatedAt(doc.document(), tracksOf(doc.document(), doc.piece.measures), position)
    .get(target)
    ?.get(field);

describe('a touch', () => {
  it('records where the hand was, level where it rested, up to where it let go', () => {
    const [doc, music] = [desk(), new Music()];
    music.at = 4;
    const touch = new Touch(music, { target: 'p1', field: 'gain', own: 0 }, -6);
    music.at = 6;
    touch.move(-12);
    music.at = 8;
    touch.write(doc, (edits) => perform(doc, edits));
    const heard = [0, 4, 5.9, 6, 8, 9].map((position) => of(doc, 'p1', 'gain', position)!);
    [0, -6, -6, -12, -12, 0].forEach((value, at) => expect(heard[at]).toBeCloseTo(value, 1));
  });

  it('records each run of a loop on its own, the last one on top', () => {
    const [doc, music] = [desk(), new Music()];
    const touch = new Touch(music, { target: 'p1', field: 'gain', own: 0 }, -6);
    for (const [at, value] of [
      [1, -7],
      [2, -8],
      [3, -9],
      [0.5, -30],
      [1.5, -40],
    ]) {
      music.at = at;
      touch.move(value);
    }
    music.at = 1.5;
    expect(touch.runs).toHaveLength(2);
    touch.write(doc, (edits) => perform(doc, edits));
    expect(of(doc, 'p1', 'gain', 0)).toBeCloseTo(-6, 1);
    expect(of(doc, 'p1', 'gain', 1)).toBeCloseTo(-30, 1);
    expect(of(doc, 'p1', 'gain', 2.5)).toBeCloseTo(-8, 1);
  });
});

describe('a switch', () => {
  it('turns from there on, and is as it was before', () => {
    const doc = desk();
    perform(doc, recordSwitch(doc, { target: 'p1', field: 'mute', own: 0 }, 4, 1));
    perform(doc, recordSwitch(doc, { target: 'p1', field: 'mute', own: 1 }, 8, 0));
    expect([0, 3.9, 4, 7.9, 8].map((at) => of(doc, 'p1', 'mute', at))).toEqual([0, 0, 1, 1, 0]);
  });
});

describe('the knobs of an armed node', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are recorded while the piece plays, and their lane is let go for as long', () => {
    const doc = desk((to) => {
      to.put('nodes', 'n1', { kind: 'effect.reverb', p_mix: 0.5 });
      to.put('lanes', 'l1', { target: 'n1', field: 'p_mix' });
      to.put('points', 'q1', { lane: 'l1', measure: 'm1', onset: '0', value: 0.1 });
    });
    const music = new Music();
    const armed = new Set<string>();
    const writer = new NodeWriter(doc, music, armed, (edits) => perform(doc, edits));
    doc.change('nodes', 'n1', { p_mix: 0.6 });
    expect(Object.keys(doc.document().points)).toHaveLength(1);
    armed.add('n1');
    writer.note();
    music.at = 4;
    doc.change('nodes', 'n1', { p_mix: 0.7 });
    expect(doc.document().lanes.l1.bypass).toBe(true);
    music.at = 6;
    doc.change('nodes', 'n1', { p_mix: 0.9 });
    music.at = 8;
    vi.advanceTimersByTime(600);
    expect(doc.document().lanes.l1.bypass).toBeUndefined();
    const heard = [0, 4, 6, 8, 10].map((position) => of(doc, 'n1', 'p_mix', position)!);
    [0.1, 0.7, 0.9, 0.9, 0.1].forEach((value, at) => expect(heard[at]).toBeCloseTo(value, 3));
    music.playing = false;
    doc.change('nodes', 'n1', { p_mix: 0.2 });
    vi.advanceTimersByTime(600);
    expect(of(doc, 'n1', 'p_mix', 6)).toBeCloseTo(0.9, 3);
    writer.dispose();
  });
});

describe('a hand at the handle of a band', () => {
  /** A desk at which the first part is armed, and music that is where a test says. */
  function armed(adds?: (doc: AntiphonDoc) => void) {
    const doc = desk(adds);
    const session = new Signals();
    const company = { tell: vi.fn() };
    const props = { doc, session, company } as unknown as MixerProps;
    const of = new MixerDesk(props);
    of.arm('p1');
    return { doc, session, of, company };
  }
  const owner = { root: 'mix', id: 'p1' } as const;
  const at = (doc: AntiphonDoc, field: string, position: number) => of(doc, 'p1', field, position);

  it('records what it moves, each into a lane of its own, as one step to undo', () => {
    const { doc, session, of: mixer, company } = armed();
    const own = { low_gain: 0, low_freq: 100, low_q: 1 };
    session.at = 2;
    const grip = mixer.hold(owner, own, own);
    expect(company.tell).toHaveBeenLastCalledWith({ holding: 'p1/low_gain' });
    session.at = 4;
    mixer.turn(owner, { low_gain: -12, low_freq: 200 }, 'drag', grip);
    expect(doc.document().mix.p1).toMatchObject({ low_gain: -12, low_freq: 200 });
    session.at = 6;
    mixer.release(owner, 'drag', grip);
    const fields = Object.values(doc.document().lanes).map(({ field }) => field);
    expect(fields.sort()).toEqual(['low_freq', 'low_gain']);
    expect(at(doc, 'low_gain', 3)).toBeCloseTo(0, 1);
    expect(at(doc, 'low_gain', 5)).toBeCloseTo(-12, 1);
    expect(at(doc, 'low_freq', 5)).toBeCloseTo(200, 0);
    // Its own values are what they were: the lanes move them.
    expect(doc.document().mix.p1).toMatchObject({ low_gain: 0, low_freq: 100 });
    doc.undo();
    expect(doc.document().lanes).toEqual({});
    expect(doc.document().points).toEqual({});
  });

  it('lets the lanes go that it moves, and those alone, for as long as it holds', () => {
    const {
      doc,
      session,
      of: mixer,
    } = armed((to) => {
      to.put('lanes', 'l1', { target: 'p1', field: 'low_gain' });
      to.put('lanes', 'l2', { target: 'p1', field: 'low_freq' });
      to.put('points', 'q1', { lane: 'l1', measure: 'm1', onset: '0', value: 6 });
    });
    const lets = () => Object.values(doc.document().lanes).map(({ bypass = false }) => bypass);
    const own = { low_gain: 0, low_freq: 100 };
    const grip = mixer.hold(owner, own, { low_gain: 6, low_freq: 100 });
    session.at = 1;
    mixer.turn(owner, { low_gain: 3 }, 'drag', grip);
    expect(lets()).toEqual([true, false]);
    session.at = 2;
    mixer.release(owner, 'drag', grip);
    expect(lets()).toEqual([false, false]);
    expect(at(doc, 'low_gain', 0.5)).toBeCloseTo(6, 1);
    expect(at(doc, 'low_gain', 1.5)).toBeCloseTo(3, 1);
    expect(at(doc, 'low_gain', 3)).toBeCloseTo(6, 1);
  });

  it('writes nothing where it only held, or nothing is armed, or nothing plays', () => {
    for (const stops of ['moving', 'armed', 'playing']) {
      const { doc, session, of: mixer } = armed();
      const own = { low_gain: 0 };
      if (stops === 'armed') {
        mixer.arm('p1', false);
      } else if (stops === 'playing') {
        session.transport = { playing: false, counting: 0 };
      }
      const grip = mixer.hold(owner, own, own);
      if (stops !== 'moving') {
        mixer.turn(owner, { low_gain: 3 }, 'drag', grip);
      }
      mixer.release(owner, 'drag', grip);
      expect(doc.document().lanes).toEqual({});
      expect(doc.document().mix.p1?.low_gain).toBe(stops === 'moving' ? undefined : 3);
    }
  });
});
