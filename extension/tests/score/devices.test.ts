// @vitest-environment jsdom
import { Signal } from '@lumino/signaling';
import { beforeEach, describe, expect, it } from 'vitest';

import { AntiphonDoc } from '../../src/document';
import { ScoreEditor } from '../../src/score/editing/editor';
import { ChordGatherer } from '../../src/score/devices/gather';
import { Hands, type PlayingClock } from '../../src/score/devices/hands';
import { MidiKeyboards, readMidi } from '../../src/score/devices/midi';
import { PreferenceStore, type Preferences } from '../../src/score/devices/preferences';
import { Take } from '../../src/score/devices/take';
import { Tone } from '../../src/score/view/tone';

describe('a MIDI message', () => {
  it('is a key, with its loudness, or the sustain pedal, on any channel', () => {
    expect(readMidi([0x90, 60, 127])).toEqual({ kind: 'press', key: 60, velocity: 1 });
    expect(readMidi([0x9f, 21, 64])).toMatchObject({ kind: 'press', key: 21 });
    expect(readMidi([0x80, 60, 64])).toEqual({ kind: 'release', key: 60 });
    expect(readMidi([0x95, 60, 0])).toEqual({ kind: 'release', key: 60 });
    expect(readMidi([0xb0, 64, 64])).toEqual({ kind: 'pedal', down: true });
    expect(readMidi([0xb0, 64, 63])).toEqual({ kind: 'pedal', down: false });
  });

  it('is nothing where it is something else, or cut short', () => {
    const other = [[0xe0, 0, 64], [0xb0, 7, 100], [0xf8], [0xc0, 5], [0x90, 60], []];
    other.forEach((data) => expect(readMidi(data)).toBeNull());
    expect(readMidi(null)).toBeNull();
  });
});

it('makes chords of keys that are held together, whole when the first is let go', () => {
  const chords: number[][] = [];
  const gatherer = new ChordGatherer((keys) => chords.push(keys.map(({ key }) => key)));
  [64, 60, 67].forEach((key) => gatherer.press({ key }));
  expect(gatherer.holds).toBe(true);
  gatherer.release(60);
  expect(chords).toEqual([[64, 60, 67]]);
  gatherer.press({ key: 72 });
  gatherer.release(64);
  gatherer.release(72);
  expect(chords[1]).toEqual([72]);
  gatherer.press({ key: 50 });
  gatherer.clear();
  gatherer.release(50);
  expect(chords).toHaveLength(2);
});

it('takes what is played from each key down to up, and ends what is held', () => {
  const take = new Take();
  expect(take.empty).toBe(true);
  take.press(60, 0);
  take.press(64, 0.1);
  take.release(60, 1);
  take.press(64, 1.2);
  take.release(70, 2);
  take.release(64, 1.1);
  take.press(67, 2);
  expect(take.empty).toBe(false);
  expect(take.finish(3)).toEqual([
    { key: 60, onset: 0, end: 1 },
    { key: 64, onset: 0.1, end: 1.2 },
    { key: 64, onset: 1.2, end: 1.2 },
    { key: 67, onset: 2, end: 3 },
  ]);
  expect(take.empty).toBe(true);
  expect(take.finish(4)).toEqual([]);
});

/** A piece that stands or plays, at a position that is set. */
class Clock implements PlayingClock {
  transport: PlayingClock['transport'] = null;
  position = 0;
  readonly transportChanged = new Signal<this, void>(this);

  positionNow(): number {
    return this.position;
  }

  go(playing: boolean, position: number): void {
    this.position = position;
    this.transport = { playing, rate: playing ? 2 : 0 };
    this.transportChanged.emit();
  }
}

/** A keyboard that is plugged in. */
class Port extends EventTarget {
  readonly state = 'connected';
  constructor(
    readonly id: string,
    readonly name: string,
  ) {
    super();
  }
  send(...data: number[]): void {
    this.dispatchEvent(Object.assign(new Event('midimessage'), { data: new Uint8Array(data) }));
  }
}

class Access extends EventTarget {
  readonly inputs = new Map<string, Port>();
  plug(id: string): Port {
    const port = new Port(id, `Keys ${id}`);
    this.inputs.set(id, port);
    this.dispatchEvent(new Event('statechange'));
    return port;
  }
}

let doc: AntiphonDoc;
let editor: ScoreEditor;
let clock: Clock;
let access: Access;
let midi: MidiKeyboards;
let preferences: PreferenceStore;
let hands: Hands;

beforeEach(() => {
  doc = AntiphonDoc.create();
  doc.put('parts', 'p', { index: 'a0', name: 'Flute' });
  for (const n of [1, 2, 3]) {
    doc.put('measures', `m${n}`, { index: `a${n}` });
  }
  editor = new ScoreEditor(doc);
  editor.select([editor.index.first()!.key]);
  clock = new Clock();
  access = new Access();
  midi = new MidiKeyboards(() => () => Promise.resolve(access as unknown as MIDIAccess));
  const kept = new Map<string, string>();
  preferences = new PreferenceStore({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  });
  hands = new Hands(editor, midi, preferences, clock, new Tone());
});

/** The notes of the document as `measure onset pitch/duration`. */
function notes(): string[] {
  return Object.values(doc.document().events)
    .filter(({ kind }) => kind === 'note')
    .map((of) => `${of.measure} ${of.onset} ${of.pitch}/${of.duration}${of.tie ? '~' : ''}`)
    .sort();
}

function prefer(some: Partial<Preferences>): void {
  preferences.set(some);
}

describe('hands, step by step', () => {
  it('write chords one after another at the length that is chosen, a rest by the pedal', async () => {
    await midi.turn(true);
    const keys = access.plug('a');
    keys.send(0x90, 60, 90);
    keys.send(0x90, 64, 90);
    expect([...hands.down]).toEqual([60, 64]);
    expect(notes()).toEqual([]);
    keys.send(0x80, 64, 0);
    keys.send(0x80, 60, 0);
    expect([...hands.down]).toEqual([]);
    keys.send(0xb0, 64, 127);
    keys.send(0xb0, 64, 0);
    keys.send(0x90, 67, 90);
    keys.send(0x90, 67, 0);
    expect(notes()).toEqual(['m1 0 C4/1', 'm1 0 E4/1', 'm1 2 G4/1']);
    doc.undo();
    expect(notes()).toEqual(['m1 0 C4/1', 'm1 0 E4/1']);
  });

  it('write what the part reads, spelled in its key', () => {
    doc.change('parts', 'p', { diatonic: -1, chromatic: -2 });
    doc.change('measures', 'm1', { key: -3 });
    hands.strike({ key: 63 });
    expect(notes()).toEqual(['m1 0 F4/1']);
    hands.strike({ key: 68 }, true);
    expect(notes()).toEqual(['m1 0 Bb4/1', 'm1 0 F4/1']);
  });

  it('are only heard where they shall not write', () => {
    prefer({ mode: 'listen' });
    hands.press({ key: 60 });
    hands.release(60);
    hands.strike({ key: 62 });
    hands.rest();
    expect(doc.document().events).toEqual({});
    expect(hands.reason).toBe('');
  });

  it('say what the piece needs first', () => {
    doc.remove('parts', ['p']);
    expect(hands.reason).toContain('needs a part and a measure');
  });

  it('hear the keyboard that is chosen, and no more once they are let go', async () => {
    await midi.turn(true);
    const [a, b] = [access.plug('a'), access.plug('b')];
    midi.chosen = 'b';
    a.send(0x90, 60, 90);
    expect(hands.down.size).toBe(0);
    b.send(0x90, 62, 90);
    expect([...hands.down]).toEqual([62]);
    b.send(0x80, 62, 0);
    await midi.turn(false);
    b.send(0x90, 64, 90);
    expect(hands.down.size).toBe(0);
    expect(midi.devices).toEqual([]);
  });

  it('are told what a browser without MIDI, or a person who says no, comes to', async () => {
    const without = new MidiKeyboards(() => undefined);
    await without.turn(true);
    expect([without.status, without.sentence]).toEqual([
      'missing',
      expect.stringContaining('Web MIDI'),
    ]);
    const refused = new MidiKeyboards(() => () => Promise.reject(new Error('no')));
    await refused.turn(true);
    expect(refused.status).toBe('refused');
  });
});

describe('hands, in time', () => {
  /** Play a key from one position to another. */
  function play(key: number, from: number, to: number): void {
    clock.position = from;
    hands.press({ key });
    clock.position = to;
    hands.release(key);
  }

  it('are written by the quantiser when the music stops, as one step of undo', () => {
    prefer({ mode: 'record', step: 1 / 2 });
    clock.go(true, 0);
    expect(hands.recording).toBe(true);
    play(60, 0.03, 0.95);
    play(62, 1.04, 2.4);
    play(64, 2.52, 2.98);
    expect(notes()).toEqual([]);
    clock.go(false, 4);
    expect(hands.recording).toBe(false);
    expect(notes()).toEqual(['m1 0 C4/1', 'm1 1 D4/3/2', 'm1 5/2 E4/1/2']);
    doc.undo();
    expect(notes()).toEqual([]);
  });

  it('write each pass of a loop over the one before', () => {
    prefer({ mode: 'record', step: 1 });
    clock.go(true, 0);
    play(60, 0, 1);
    clock.position = 3.9;
    clock.go(true, 3.9);
    clock.go(true, 0.05);
    expect(notes()).toEqual(['m1 0 C4/1']);
    play(67, 0.1, 1);
    clock.go(false, 3);
    expect(notes()).toEqual(['m1 0 G4/1']);
  });

  it('tie what is held over a bar line, and end what is still held', () => {
    prefer({ mode: 'record', step: 1 });
    clock.go(true, 3);
    clock.position = 3;
    hands.press({ key: 60 });
    clock.go(false, 5);
    expect(notes()).toEqual(['m1 3 C4/1~', 'm2 0 C4/1']);
  });

  it('begin when recording is chosen while the music plays, and end when it is no more', () => {
    clock.go(true, 0);
    expect(hands.recording).toBe(false);
    prefer({ mode: 'record', step: 1 });
    expect(hands.recording).toBe(true);
    play(60, 1, 2);
    prefer({ mode: 'step' });
    expect(hands.recording).toBe(false);
    expect(notes()).toEqual(['m1 1 C4/1']);
  });

  it('lose a take whose part is gone, and nothing else', () => {
    doc.put('parts', 'q', { index: 'a1', name: 'Cello' });
    prefer({ mode: 'record' });
    clock.go(true, 0);
    play(60, 0, 1);
    doc.remove('parts', ['p']);
    clock.go(false, 2);
    expect(doc.document().events).toEqual({});
  });
});

describe('keys of a percussion part', () => {
  it('are drums of its map, and nothing where it has none there', () => {
    const drum = { part: 'p', name: 'Snare', pitch: 'C5', key: 38 };
    doc.put('percussion', 'd', drum as never);
    editor.perform({ kind: 'keys', keys: [{ key: 38 }] });
    editor.perform({ kind: 'keys', keys: [{ key: 99 }] });
    const events = Object.values(doc.document().events);
    expect(events).toMatchObject([{ pitch: 'C5', drum: 'd' }]);
  });

  it('have string and fret where they were played on a fretboard', () => {
    editor.perform({ kind: 'keys', keys: [{ key: 64, string: 2, fret: 5 }] });
    expect(Object.values(doc.document().events)).toMatchObject([
      { pitch: 'E4', string: 2, fret: 5 },
    ]);
  });
});
