import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import {
  type Beat,
  type ClickSource,
  type Course,
  clicksBetween,
  LocalClick,
} from '../../src/session/click';

const BEATS: Beat[] = Array.from({ length: 16 }, (_, position) => ({
  position,
  strong: position % 4 === 0,
}));

function course(changes: Partial<Course> = {}): Course {
  return { playing: true, position: 0, rate: 2, loop: null, duration: 16, ...changes };
}

describe('clicksBetween', () => {
  it('puts a click on every beat, strong where a measure begins', () => {
    expect(clicksBetween(BEATS, course({ position: 2.5 }), 0, 1100)).toEqual([
      { ms: 250, strong: false },
      { ms: 750, strong: true },
    ]);
  });

  it('takes each beat once, in windows that follow each other', () => {
    const all = Array.from({ length: 320 }, (_, turn) =>
      clicksBetween(BEATS, course(), turn * 25, turn * 25 + 25),
    ).flat();
    expect(all.map(({ ms }) => ms)).toEqual(BEATS.map(({ position }) => position * 500));
  });

  it('goes round in a loop', () => {
    const loop = { start: 3, end: 6 };
    const round = clicksBetween(BEATS, course({ position: 5.5, loop }), 0, 3000);
    expect(round.map(({ ms }) => ms)).toEqual([250, 750, 1250, 1750, 2250, 2750]);
    expect(round.map(({ strong }) => strong)).toEqual([false, true, false, false, true, false]);
  });

  it('is silent behind the end, and where nothing moves', () => {
    expect(clicksBetween(BEATS, course({ position: 15.5 }), 0, 5000)).toEqual([]);
    expect(clicksBetween(BEATS, course({ playing: false }), 0, 5000)).toEqual([]);
    expect(clicksBetween(BEATS, course({ rate: 0 }), 0, 5000)).toEqual([]);
  });
});

describe('LocalClick', () => {
  let source: ClickSource | null;
  let sounded: { at: number; strong: boolean }[];
  let click: LocalClick;
  const audio = {
    click: (at: number, strong: boolean) => {
      const each = { at, strong };
      sounded.push(each);
      return () => {
        sounded = sounded.filter((of) => of !== each);
      };
    },
    dispose: () => undefined,
  };

  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    source = { beats: BEATS, course: course(), since: 0 };
    sounded = [];
    click = new LocalClick(
      () => source,
      () => audio,
      () => Date.now(),
    );
  });
  afterEach(() => {
    click.dispose();
    vi.useRealTimers();
  });

  it('sounds each beat once, at its time, whatever the messages jitter by', async () => {
    click.on = true;
    for (let tenth = 1; tenth <= 30; tenth++) {
      await vi.advanceTimersByTimeAsync(100);
      const jitter = tenth % 2 ? 3 : -3;
      source = {
        beats: BEATS,
        course: course({ position: tenth * 0.2 }),
        since: tenth * 100 + jitter,
      };
    }
    const beats = sounded.filter(({ at }) => at < 2900);
    expect(beats).toHaveLength(6);
    beats.forEach(({ at }, beat) => expect(Math.abs(at - beat * 500)).toBeLessThanOrEqual(3));
    expect(beats.map(({ strong }) => strong)).toEqual([true, false, false, false, true, false]);
  });

  it('takes back what was due when the music is moved, and stops with it', async () => {
    click.on = true;
    await vi.advanceTimersByTimeAsync(425);
    expect(sounded.map(({ at }) => at)).toEqual([0, 500]);
    source = { beats: BEATS, course: course({ position: 8.3 }), since: 425 };
    await vi.advanceTimersByTimeAsync(25);
    expect(sounded.map(({ at }) => at)).toEqual([0]);
    await vi.advanceTimersByTimeAsync(300);
    expect(sounded[1]?.at).toBeCloseTo(775);
    expect(sounded).toHaveLength(2);
    source = { beats: BEATS, course: course({ playing: false }), since: 750 };
    click.moved();
    await vi.advanceTimersByTimeAsync(1000);
    expect(sounded).toHaveLength(1);
  });

  it('is silent when off, before and after', async () => {
    await vi.advanceTimersByTimeAsync(600);
    expect(sounded).toEqual([]);
    click.on = true;
    await vi.advanceTimersByTimeAsync(350);
    expect(sounded.map(({ at }) => at)).toEqual([1000]);
    click.on = false;
    expect(sounded).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(sounded).toEqual([]);
  });
});
