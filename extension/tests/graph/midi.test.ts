import { Signal } from '@lumino/signaling';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { AntiphonDoc } from '../../src/document';
import {
  type Bindings,
  type Controllers,
  MidiLearning,
  readBindings,
  REST,
} from '../../src/graph/midi';
import { KINDS } from '../../src/panels/catalogue';
import { type ControlMessage, type MidiStatus, readControl } from '../../src/score/devices/midi';

/** A controller box in the hands of the test. */
class Box implements Controllers {
  status: MidiStatus = 'off';
  sentence = '';
  readonly changed = new Signal<this, void>(this);
  readonly moved = new Signal<this, ControlMessage>(this);
  turn = (on: boolean): Promise<void> => {
    this.status = on ? 'on' : 'off';
    return Promise.resolve();
  };
  move(controller: number, value: number, channel = 1): void {
    this.moved.emit({ channel, controller, value, at: 0 });
  }
}

const KNOB = 'n1/p_brightness';

let doc: AntiphonDoc;
let box: Box;
let kept: Bindings;
let midi: MidiLearning;
let isFront: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  doc = new AntiphonDoc();
  doc.put('nodes', 'n1', { kind: 'instrument.pluck' });
  doc.clearUndoHistory();
  box = new Box();
  kept = {};
  isFront = true;
  const store = { read: () => kept, write: (bindings: Bindings) => (kept = bindings) };
  midi = new MidiLearning(doc, KINDS, box, store, () => isFront);
});
afterEach(() => {
  midi.dispose();
  doc.dispose();
  vi.useRealTimers();
});

const brightness = (): unknown => doc.document().nodes.n1.p_brightness;
const rest = (): unknown => vi.advanceTimersByTime(REST);

describe('a MIDI controller', () => {
  it('is learnt by the next one that moves, kept, shown, and forgotten', async () => {
    await midi.learn(KNOB);
    expect(box.status).toBe('on');
    expect(midi.driver(KNOB)).toBe('move a MIDI controller');
    box.move(21, 64, 2);
    expect(kept).toEqual({ [KNOB]: { channel: 2, controller: 21 } });
    expect(midi.learning).toBe('');
    expect(midi.driver(KNOB)).toBe('MIDI 2/21');
    midi.forget(KNOB);
    expect(kept).toEqual({});
    box.move(21, 100, 2);
    expect(midi.driver(KNOB)).toBe('');
  });

  it('takes a knob over only when it has come to its value, so that nothing jumps', async () => {
    await midi.learn(KNOB);
    box.move(21, 0);
    box.move(21, 20);
    expect(brightness()).toBeUndefined();
    expect(midi.driver(KNOB)).toBe('MIDI 1/21: turn up');
    box.move(21, 70);
    vi.advanceTimersByTime(40);
    expect(brightness()).toBe(0.551);
    box.move(21, 127);
    rest();
    expect(brightness()).toBe(1);
    expect(midi.driver(KNOB)).toBe('MIDI 1/21');
  });

  it('has to come again when another hand has turned the knob since', async () => {
    await midi.learn(KNOB);
    box.move(21, 64);
    box.move(21, 100);
    rest();
    doc.change('nodes', 'n1', { p_brightness: 0.1 });
    box.move(21, 99);
    rest();
    expect(brightness()).toBe(0.1);
    box.move(21, 13);
    rest();
    expect(brightness()).toBeCloseTo(0.102);
  });

  it('writes at a bearable pace, and one step to undo until it rests', async () => {
    await midi.learn(KNOB);
    let writes = 0;
    doc.changed.connect(() => (writes += 1));
    box.move(21, 64);
    for (let value = 65; value < 127; value++) {
      box.move(21, value);
      vi.advanceTimersByTime(2);
    }
    rest();
    expect(writes).toBeLessThan(10);
    expect(brightness()).toBe(0.992);
    doc.undo();
    expect(brightness()).toBeUndefined();
    expect(doc.canUndo()).toBe(false);
  });

  it('turns nothing in a piece that is not worked on, nor what is gone', async () => {
    await midi.learn(KNOB);
    box.move(21, 64);
    rest();
    isFront = false;
    box.move(21, 100);
    rest();
    expect(brightness()).toBe(0.504);
    isFront = true;
    doc.remove('nodes', ['n1']);
    box.move(21, 90);
    rest();
    expect(doc.document().nodes).toEqual({});
  });

  it('is read from whatever the browser kept', () => {
    expect(readBindings(null)).toEqual({});
    expect(readBindings([1])).toEqual({});
    expect(
      readBindings({
        'n1/p_a': { channel: 1, controller: 2 },
        'n1/kind': { channel: 1, controller: 2 },
        'n2/p_a': { channel: 17, controller: 2 },
        'n3/p_a': { channel: 1, controller: 120 },
        'n4/p_a': null,
      }),
    ).toEqual({ 'n1/p_a': { channel: 1, controller: 2 } });
  });

  it('is told from keys and from messages to all of a device', () => {
    expect(readControl([0xb1, 21, 64])).toEqual({ channel: 2, controller: 21, value: 64 });
    expect(readControl([0x90, 21, 64])).toBeNull();
    expect(readControl([0xb0, 123, 0])).toBeNull();
    expect(readControl([0xb0, 1])).toBeNull();
  });
});
