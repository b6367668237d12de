import { ServerConnection } from '@jupyterlab/services';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { type Audible, Auditions, nameOf } from '../../src/graph/audition';

const SAW: Audible = { kind: 'osc.saw', values: { freq: 110, gain: -20 } };
const HARP: Audible = { preset: 'pluck-harp' };

/** As much of Web Audio as is used, which no Node has; the real one is heard in `tests/browser/test_auditions.py`. */
class Source {
  static all: Source[] = [];
  onended: (() => void) | null = null;
  start = vi.fn();
  stop = vi.fn();
  constructor() {
    Source.all.push(this);
  }
  connect(next: unknown): unknown {
    return next;
  }
}

class Gain {
  gain = { setTargetAtTime: vi.fn() };
  connect = vi.fn();
  disconnect = vi.fn();
}

const context = {
  state: 'running',
  currentTime: 0,
  destination: {},
  close: vi.fn(),
  decodeAudioData: (data: ArrayBuffer) => Promise.resolve({ length: data.byteLength }),
} as unknown as AudioContext;

describe('Auditions', () => {
  let answers: ((response: Response) => void)[];
  let asked: Request[];
  let auditions: Auditions;

  const answer = async (response = new Response('fLaC')): Promise<void> => {
    await vi.waitFor(() => expect(answers).not.toHaveLength(0));
    answers.shift()?.(response);
  };

  beforeEach(() => {
    vi.stubGlobal('AudioBufferSourceNode', Source);
    vi.stubGlobal('GainNode', Gain);
    Source.all = [];
    answers = [];
    asked = [];
    const fetch = (request: Request): Promise<Response> =>
      new Promise((resolve, reject) => {
        asked.push(request);
        answers.push(resolve);
        request.signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      });
    const settings = ServerConnection.makeSettings({
      baseUrl: 'http://lab/',
      fetch: fetch as unknown as typeof globalThis.fetch,
      Request,
    });
    auditions = new Auditions(settings, () => context);
  });

  it('asks the server, says that it waits, sounds, and is quiet at the end', async () => {
    const heard = vi.fn();
    auditions.changed.connect(heard);
    const played = auditions.play(SAW);
    expect(auditions.playing).toBe(nameOf(SAW));
    expect(auditions.waiting).toBe(true);
    await answer();
    await played;
    expect(asked[0].url).toMatch(/^http:..lab.antiphon.auditions/);
    expect(auditions.waiting).toBe(false);
    expect(Source.all[0].start).toHaveBeenCalled();
    Source.all[0].onended?.();
    expect(auditions.playing).toBeNull();
    expect(heard).toHaveBeenCalledTimes(3);
  });

  it('stops at a second press, whether it sounds or is on its way', async () => {
    const waiting = auditions.play(SAW);
    await auditions.play(SAW);
    expect(auditions.playing).toBeNull();
    await waiting;
    answers = [];
    const played = auditions.play(SAW);
    await answer();
    await played;
    await auditions.play(SAW);
    expect(auditions.playing).toBeNull();
    expect(Source.all).toHaveLength(1);
    expect(Source.all[0].stop).toHaveBeenCalled();
  });

  it('hears one thing at a time, the last one', async () => {
    const first = auditions.play(SAW);
    const second = auditions.play(HARP);
    await first;
    answers.shift();
    await answer();
    await second;
    expect(auditions.playing).toBe(nameOf(HARP));
    expect(Source.all).toHaveLength(1);
  });

  it('asks once for what it remembers', async () => {
    const played = auditions.play(SAW);
    await answer();
    await played;
    auditions.stop();
    await auditions.play({ values: { gain: -20, freq: 110 }, kind: 'osc.saw' });
    expect(asked).toHaveLength(1);
    expect(Source.all).toHaveLength(2);
  });

  it('asks each time for what a proposal would sound like, as others edit the piece', async () => {
    const what = { piece: 'a b.antiphon', proposal: 'v1', operations: [0, 2], now: true };
    for (const time of [1, 2]) {
      const played = auditions.play(what);
      await answer();
      await played;
      expect(asked).toHaveLength(time);
      expect(asked[0].url).toMatch(/antiphon.proposal-auditions\?path=a%20b\.antiphon/);
      expect(await asked[0].clone().json()).toEqual(what);
      expect(auditions.playing).toBe(nameOf(what));
      auditions.stop();
    }
  });

  it('passes on the sentence of the server, and is quiet', async () => {
    const played = auditions.play(SAW);
    const sentence = expect(played).rejects.toThrow('Frequency is from 20 to 12000 Hz, not 1.');
    await answer(
      new Response(JSON.stringify({ message: 'Frequency is from 20 to 12000 Hz, not 1.' }), {
        status: 422,
      }),
    );
    await sentence;
    expect(auditions.playing).toBeNull();
  });

  it('says what to do where the server does not answer', async () => {
    const settings = ServerConnection.makeSettings({
      baseUrl: 'http://lab/',
      fetch: () => Promise.reject(new TypeError('fetch failed')),
    });
    const alone = new Auditions(settings, () => context);
    await expect(alone.play(SAW)).rejects.toThrow('try again');
    expect(alone.playing).toBeNull();
  });

  it('is quiet once it is disposed of', async () => {
    const played = auditions.play(SAW);
    await answer();
    await played;
    auditions.dispose();
    expect(Source.all[0].stop).toHaveBeenCalled();
    await auditions.play(HARP);
    expect(auditions.playing).toBeNull();
  });
});
