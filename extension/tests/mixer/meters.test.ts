import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { MeterBank, type Shown } from '../../src/mixer/meters';
import { lengthOf, MOST_TAKEN } from '../../src/mixer/paint';
import { parseMessage } from '../../src/session/message';
import type { Levels } from '../../src/session';

/** Levels as the server tells them. */
function told(stem: object, mix: object = {}): Levels {
  const message = parseMessage(
    JSON.stringify({
      type: 'levels',
      stems: [{ part: 'p1', name: 'Flute', ...stem }],
      mix,
    }),
  );
  return (message as { levels: Levels }).levels;
}

describe('the meters of a mixer', () => {
  let frames: (() => void)[] = [];
  let now = 0;
  let watcher: ((levels: Levels) => void) | null = null;
  const session = {
    watchLevels: (hear: (levels: Levels) => void) => {
      watcher = hear;
      return () => void (watcher = null);
    },
  };
  const frame = (ms: number): void => {
    now += ms;
    frames.splice(0).forEach((draw) => draw());
  };

  beforeEach(() => {
    frames = [];
    now = 1000;
    vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
    vi.stubGlobal('cancelAnimationFrame', () => undefined);
    vi.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('ask for levels while one is seen, and paint no frame where nothing moves', () => {
    const bank = new MeterBank(session);
    const paint = vi.fn();
    const end = bank.show('p1', { paint });
    frame(16);
    expect(watcher).not.toBeNull();
    frame(16);
    expect(frames).toHaveLength(0);
    watcher!(told({ peak: -10, rms: -20 }));
    expect(frames).toHaveLength(1);
    end();
    expect(watcher).toBeNull();
  });

  it('follow what a compressor takes away at once, let it fall slowly, and say it in words when asked', () => {
    const bank = new MeterBank(session);
    let seen: Partial<Shown> = {};
    bank.show('p1', { paint: (shown) => (seen = { ...shown }) });
    frame(16);
    watcher!(told({ peak: -6, rms: -12, reduction: 8 }));
    frame(16);
    expect(seen.reduction).toBe(8);
    expect(bank.inWords({ id: 'p1', name: 'Flute' })).toBe(
      'Flute: peak −6 dB, average −12 dB, the compressor takes 8.0 dB away',
    );
    watcher!(told({ peak: -6, rms: -12, reduction: 0 }));
    frame(100);
    expect(seen.reduction).toBeCloseTo(4, 5);
    frame(200);
    expect(seen.reduction).toBe(0);
    watcher!(told({ peak: -6, rms: -12, reduction: null }));
    frame(16);
    expect(seen.reduction).toBeNull();
    expect(bank.inWords({ id: 'p1', name: 'Flute' })).toBe('Flute: peak −6 dB, average −12 dB');
  });

  it('tell the master what its limiter takes away, a few times a second', () => {
    const bank = new MeterBank(session);
    const read = vi.fn();
    bank.show('master', { read });
    read.mockClear();
    watcher!(told({}, { peak: -1, rms: -9, limiting: 2.5, reduction: 1 }));
    watcher!(told({}, { peak: -1, rms: -9, limiting: 4 }));
    expect(read).toHaveBeenCalledTimes(1);
    expect(read.mock.calls[0][0]).toMatchObject({ limiting: 2.5, reduction: 1 });
    bank.resetAll();
    expect(read.mock.lastCall![1]).toBeLessThan(-100);
  });

  it('have room for twenty dB', () => {
    expect([0, 10, MOST_TAKEN, 90, -3].map((dB) => lengthOf(dB, 100))).toEqual([
      0, 50, 100, 100, 0,
    ]);
  });
});
