import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ClockFilter, SessionClock } from '../../src/session/clock';

/** Numbers from 0 to 1, the same at each run (a linear congruence; Knuth, TAOCP 2, section 3.3.4). */
function dice(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    return Number(state >> 11n) / 2 ** 53;
  };
}

/** A browser and a server whose clocks differ, and a line between them with a delay each way; all in seconds. */
class Line {
  time = 0;
  readonly filter = new ClockFilter();
  constructor(
    readonly offset: number,
    /** How much faster the server's clock runs. */
    readonly drift: number,
    readonly there: () => number,
    readonly back: () => number,
  ) {}

  /** The browser's clock is the true one. */
  get server(): number {
    return this.offset + this.time * (1 + this.drift);
  }

  exchange(): void {
    const t0 = this.time;
    this.time += this.there();
    const t1 = this.server;
    this.time += 0.0001;
    const t2 = this.server;
    this.time += this.back();
    this.filter.add({ t0, t1, t2, t3: this.time });
  }

  wait(seconds: number): void {
    this.time += seconds;
  }

  /** By how much the page is wrong about the server's clock now. */
  get error(): number {
    return Math.abs(this.time + (this.filter.offset(this.time) ?? NaN) - this.server);
  }
}

describe('ClockFilter', () => {
  it('knows nothing before the first exchange, and nothing when it has forgotten', () => {
    const { filter } = new Line(5, 0, Number, Number);
    expect(filter.offset(0)).toBeNull();
    expect(filter.bound(0)).toBe(Infinity);
    filter.add({ t0: 0, t1: 9, t2: 9, t3: 0.01 });
    expect(filter.offset(0)).toBeCloseTo(8.995, 6);
    filter.forget();
    expect(filter.offset(0)).toBeNull();
  });

  it('is exact where the way there is as long as the way back', () => {
    const line = new Line(
      -1234.5,
      0,
      () => 0.08,
      () => 0.08,
    );
    line.exchange();
    expect(line.error).toBeLessThan(1e-9);
  });

  it('knows more than its quickest exchange where delays are on one way and the other', () => {
    const delays = [0.3, 0.002, 0.002, 0.3, 0.2, 0.004];
    const next = (): number => delays.shift() ?? 0.3;
    const line = new Line(77, 0, next, next);
    for (let turn = 0; turn < 3; turn++) {
      line.exchange();
    }
    expect(line.error).toBeLessThan(0.001);
    expect(line.filter.bound(line.time)).toBeLessThan(0.0021);
  });

  it('forgets what is long ago', () => {
    const delays = [0.001, 0.001];
    const line = new Line(
      77,
      0,
      () => delays.shift() ?? 0.3,
      () => delays.shift() ?? 0.1,
    );
    line.exchange();
    expect(line.error).toBeLessThan(1e-9);
    for (let turn = 0; turn < 16; turn++) {
      line.exchange();
    }
    expect(line.error).toBeCloseTo(0.1, 3);
  });

  it.each([
    { name: 'loopback', least: 0.0001, jitter: 0.0005, drift: 0, error: 0.0004 },
    { name: 'a classroom wireless', least: 0.002, jitter: 0.02, drift: 30e-6, error: 0.004 },
    { name: 'a telephone', least: 0.03, jitter: 0.1, drift: -50e-6, error: 0.015 },
  ])(
    'keeps within its bound on $name, drifting, and 19 times of 20 within $error s',
    ({ least, jitter, drift, error }) => {
      const errors = [];
      for (let seed = 1; seed <= 20; seed++) {
        const random = dice(seed);
        // Now and then a packet is held up for long, in one direction only.
        const delay = (): number =>
          least + jitter * -Math.log(1 - random()) + (random() < 0.05 ? 0.5 : 0);
        const line = new Line(1e5 * random(), drift, delay, delay);
        for (let turn = 0; turn < 8; turn++) {
          line.exchange();
        }
        for (let turn = 0; turn < 60; turn++) {
          line.wait(4);
          expect(line.error).toBeLessThanOrEqual(line.filter.bound(line.time) + 1e-9);
          line.exchange();
          expect(line.error).toBeLessThanOrEqual(line.filter.bound(line.time) + 1e-9);
          errors.push(line.error);
        }
      }
      errors.sort((a, b) => a - b);
      expect(errors[1140]).toBeLessThan(error);
    },
  );

  it('is wrong by half the difference of the ways where one is always longer, and says so', () => {
    const line = new Line(
      3,
      0,
      () => 0.05,
      () => 0.01,
    );
    line.exchange();
    expect(line.error).toBeCloseTo(0.02, 6);
    expect(line.filter.bound(line.time)).toBeGreaterThan(0.02);
  });

  it('starts anew when the clocks were set apart, at once', () => {
    const line = new Line(
      3,
      0,
      () => 0.001,
      () => 0.001,
    );
    line.exchange();
    const slept = new Line(
      500,
      0,
      () => 0.02,
      () => 0.02,
    );
    slept.time = line.time + 1;
    for (let turn = 0; turn < 2; turn++) {
      const { time } = slept;
      slept.exchange();
      line.filter.add({ t0: time, t1: time + 0.02 + 500, t2: time + 0.0201 + 500, t3: slept.time });
    }
    expect(line.filter.offset(slept.time)).toBeCloseTo(500, 3);
  });

  it('does not take what cannot be', () => {
    const filter = new ClockFilter();
    filter.add({ t0: 1, t1: 5, t2: 5, t3: 0.5 });
    filter.add({ t0: 1, t1: 5, t2: 4, t3: 2 });
    filter.add({ t0: 1, t1: 5, t2: 9, t3: 2 });
    filter.add({ t0: NaN, t1: 5, t2: 5, t3: 2 });
    expect(filter.offset(2)).toBeNull();
  });
});

describe('SessionClock', () => {
  let asked: number[];
  let clock: SessionClock;
  let up: boolean;
  const OFFSET = 1000;

  beforeEach(() => {
    vi.useFakeTimers();
    asked = [];
    up = true;
    clock = new SessionClock(
      (message) => {
        if (up) {
          const { t0 } = message as { t0: number };
          asked.push(t0);
          setTimeout(
            () => clock.take({ t0, t1: t0 + OFFSET + 0.005, t2: t0 + OFFSET + 0.005 }),
            10,
          );
        }
        return up;
      },
      { now: () => Date.now() / 1000 },
    );
  });
  afterEach(() => {
    clock.dispose();
    vi.useRealTimers();
  });

  it('asks twelve times in a row, then every four seconds', async () => {
    expect(clock.serverNow()).toBeNull();
    clock.begin();
    await vi.advanceTimersByTimeAsync(700);
    expect(asked).toHaveLength(12);
    expect(clock.serverNow()).toBeCloseTo(Date.now() / 1000 + OFFSET, 5);
    expect(clock.local(OFFSET + 7)).toBeCloseTo(7, 5);
    expect(clock.bound).toBeLessThan(0.0051);
    await vi.advanceTimersByTimeAsync(12_200);
    expect(asked).toHaveLength(15);
  });

  it('rests while the line is down, still knows the time, and asks anew when it is back', async () => {
    clock.begin();
    await vi.advanceTimersByTimeAsync(700);
    up = false;
    clock.pause();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(12);
    expect(clock.serverNow()).toBeCloseTo(Date.now() / 1000 + OFFSET, 5);
    up = true;
    clock.begin();
    await vi.advanceTimersByTimeAsync(700);
    expect(asked).toHaveLength(24);
  });

  it('asks again where no answer comes, and takes none that it did not ask for', async () => {
    const silent: number[] = [];
    const lonely = new SessionClock((message) => silent.push((message as { t0: number }).t0) > 0, {
      now: () => Date.now() / 1000,
    });
    lonely.begin();
    lonely.take({ t0: 5, t1: 7, t2: 7 });
    expect(lonely.serverNow()).toBeNull();
    await vi.advanceTimersByTimeAsync(9100);
    expect(silent).toHaveLength(4);
    lonely.dispose();
    await vi.advanceTimersByTimeAsync(9100);
    expect(silent).toHaveLength(4);
  });
});
