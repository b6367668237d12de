import { describe, expect, it } from 'vitest';

import { parseMessage } from '../../src/session/message';

const POLL = {
  id: 'p1',
  question: 'Tempo?',
  options: [{ id: 'slower', label: 'Slower' }, { id: 'same' }, {}],
  remaining: 12.5,
  counts: { slower: 4, else: 9 },
  total: 4,
};

const STATE = {
  type: 'state',
  you: {
    id: 'a1',
    name: 'Ada',
    role: 'teacher',
    may: ['play', 'people', 'fly'],
    made: { 'nodes/n1': 'b2', 'nodes/n2': 7 },
  },
  assignments: { p1: ['b2', 3], p2: [], p3: 'b2' },
  storage: { status: 'failing', message: 'The disk is full.' },
  engine: { status: 'on', message: '', output: 'null', late_blocks: 3 },
  transport: null,
  people: [
    { id: 'a1', name: 'Ada', role: 'teacher', here: false },
    { id: 'b2', role: 'player' },
  ],
  audience: { status: 'on', link: 'http://a/b', count: 7 },
  polls: [POLL, { id: 'nothing' }],
};

function state(changes: object): ReturnType<typeof parseMessage> {
  return parseMessage(JSON.stringify({ ...STATE, ...changes }));
}

describe('parseMessage', () => {
  it('reads a whole state', () => {
    const message = state({});
    expect(message?.type).toBe('state');
    const read = message?.type === 'state' ? message.state : null;
    expect(read?.you).toEqual({
      id: 'a1',
      name: 'Ada',
      role: 'teacher',
      may: ['play', 'people'],
      made: { 'nodes/n1': 'b2' },
    });
    expect(read?.assignments).toEqual({ p1: ['b2'] });
    expect(read?.storage).toEqual({ failing: true, message: 'The disk is full.' });
    expect(read?.engine.lateBlocks).toBe(3);
    expect(read?.people).toEqual([{ id: 'a1', name: 'Ada', role: 'teacher', here: false }]);
    expect(read?.polls).toHaveLength(1);
    expect(read?.polls[0].options).toEqual([
      { id: 'slower', label: 'Slower' },
      { id: 'same', label: 'same' },
    ]);
    expect(read?.polls[0].counts).toEqual({ slower: 4, same: 0 });
  });

  it('reads a transport with its practice, and makes the best of one without', () => {
    const read = (rest: object): unknown => {
      const message = parseMessage(JSON.stringify({ type: 'transport', position: 4, ...rest }));
      return message?.type === 'transport' ? message.transport : null;
    };
    expect(
      read({
        at: 12.5,
        loop: { start: 0, end: 4 },
        speed: 0.5,
        metronome: { on: true, count_in: 2 },
        counting: 3,
      }),
    ).toMatchObject({
      at: 12.5,
      loop: { start: 0, end: 4 },
      speed: 0.5,
      metronome: { on: true, countIn: 2 },
      counting: 3,
    });
    const none = {
      at: null,
      loop: null,
      speed: 1,
      metronome: { on: false, countIn: 0 },
      counting: 0,
    };
    expect(read({})).toMatchObject(none);
    expect(
      read({ at: '1', loop: { start: 4, end: 4 }, speed: 'x', metronome: 7, counting: -2 }),
    ).toMatchObject(none);
  });

  it('reads levels, silent where nothing is said', () => {
    const flute = {
      part: 'p1',
      bus: null,
      name: 'Flute',
      peak: -3,
      rms: -12,
      muted: true,
      reduction: 6.5,
      share: 0.2,
    };
    const silent = {
      peak: -120,
      rms: -120,
      truePeak: -120,
      momentary: -120,
      shortTerm: -120,
      integrated: -120,
    };
    const message = parseMessage(
      JSON.stringify({
        type: 'levels',
        stems: [{ ...flute, ...{ true_peak: -2.5, short_term: -14, momentary: -13 } }, {}],
        mix: { peak: -1e9, integrated: null, reduction: -1 },
        load: 0.4,
        late: 'many',
      }),
    );
    expect(message).toEqual({
      type: 'levels',
      levels: {
        stems: [
          { ...silent, ...flute, truePeak: -2.5, shortTerm: -14, momentary: -13 },
          { ...silent, part: null, bus: null, name: '', muted: false, reduction: null, share: 0 },
        ],
        mix: { ...silent, reduction: 0, limiting: 0 },
        load: 0.4,
        late: 0,
        workers: 0,
        shed: 0,
      },
    });
  });

  it('takes the time only where all of it is there', () => {
    expect(parseMessage('{"type":"clock","t0":1,"t1":5,"t2":5.1}')).toEqual({
      type: 'clock',
      t0: 1,
      t1: 5,
      t2: 5.1,
    });
    expect(parseMessage('{"type":"clock","t0":1,"t1":5}')).toBeNull();
  });

  it('reads what is muted, and how the recording is', () => {
    const problem = { part: 'p1', stem: 0, name: 'Flute', node: null, reason: 'too loud' };
    const message = state({
      engine: { status: 'on', problems: [{ ...problem, message: 'Too loud.' }, { part: 'p2' }] },
      recording: { status: 'on', folder: 'a/b', seconds: 4 },
    });
    const read = message?.type === 'state' ? message.state : null;
    expect(read?.engine.problems).toEqual([{ ...problem, message: 'Too loud.' }]);
    expect(read?.recording).toEqual({ status: 'on', folder: 'a/b', seconds: 4, message: '' });
  });

  it('makes the best of a state with nothing in it: nobody may do anything', () => {
    const message = parseMessage('{"type":"state"}');
    const read = message?.type === 'state' ? message.state : null;
    expect(read?.you).toEqual({ id: '', name: '', role: 'guest', may: [], made: {} });
    expect(read?.assignments).toEqual({});
    expect(read?.storage.failing).toBe(false);
    expect(read?.engine.status).toBe('off');
    expect(read?.polls).toEqual([]);
    expect(read?.steering).toEqual({ frozen: false, undo: '', exploration: null, targets: [] });
    expect(read?.canvas).toBeNull();
    expect(read?.questions).toEqual([]);
    expect(read?.allowed.questions).toBe(false);
  });

  it('knows counts that are kept back from counts of nothing', () => {
    const counted = (counts: object | null): unknown => {
      const message = state({ polls: [{ ...POLL, counts }] });
      return message?.type === 'state' && message.state.polls[0].counts;
    };
    expect(counted(null)).toBeNull();
    expect(counted({})).toEqual({ slower: 0, same: 0 });
  });

  it('derives the rate of a transport that does not say it', () => {
    const message = parseMessage('{"type":"transport","position":4,"bpm":108,"factor":1.2}');
    expect(message?.type === 'transport' && message.transport.rate).toBeCloseTo(1.8);
  });

  it.each([
    ['not JSON', 'hello'],
    ['an array', '[1]'],
    ['no text', new ArrayBuffer(2)],
    ['an unknown type', '{"type":"dance"}'],
    ['a transport without a position', '{"type":"transport","playing":true}'],
    ['an answer without a description', '{"type":"answer","id":"x"}'],
    ['an error without words', '{"type":"error"}'],
  ])('passes over %s', (_, frame) => {
    expect(parseMessage(frame)).toBeNull();
  });
});
