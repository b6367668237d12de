import { describe, expect, it } from 'vitest';

import type { TransportState } from '../../src/session';
import { Playhead, backOff } from '../../src/session/playhead';

function transport(
  position: number,
  playing = true,
  rate = 2,
  rest: Partial<TransportState> = {},
): TransportState {
  return {
    playing,
    position,
    bpm: 120,
    factor: 1,
    rate,
    measure: 1,
    duration: 16,
    at: null,
    loop: null,
    speed: 1,
    metronome: { on: false, countIn: 0 },
    counting: 0,
    ...rest,
  };
}

describe('Playhead', () => {
  it('is at the start before any news', () => {
    expect(new Playhead().at(5)).toBe(0);
  });

  it('carries the position on by the rate', () => {
    const head = new Playhead();
    head.update(transport(4), 1000);
    expect(head.at(1000)).toBe(4);
    expect(head.at(1250)).toBe(4.5);
  });

  it('stands still when stopped', () => {
    const head = new Playhead();
    head.update(transport(4, false), 1000);
    expect(head.at(9000)).toBe(4);
  });

  it('stops at the end of the piece', () => {
    const head = new Playhead();
    head.update(transport(15.5), 0);
    expect(head.at(1000)).toBe(16);
  });

  it('does not step back for a message that came late', () => {
    const head = new Playhead();
    head.update(transport(4), 0);
    expect(head.at(100)).toBe(4.2);
    head.update(transport(4.1), 100);
    expect(head.at(100)).toBe(4.2);
    expect(head.at(120)).toBe(4.2);
    expect(head.at(200)).toBeCloseTo(4.3);
  });

  it('follows a seek backwards at once', () => {
    const head = new Playhead();
    head.update(transport(12), 0);
    head.at(100);
    head.update(transport(2), 100);
    expect(head.at(100)).toBe(2);
  });

  it('goes back where stopping says so', () => {
    const head = new Playhead();
    head.update(transport(4), 0);
    head.at(100);
    head.update(transport(4.1, false), 100);
    expect(head.at(100)).toBe(4.1);
  });

  it('is where the position was true, not where the message came', () => {
    const head = new Playhead();
    head.update(transport(4), 1100, 1000);
    expect(head.at(1100)).toBeCloseTo(4.2);
    head.update(transport(4.2), 1180, 1100);
    expect(head.at(1180)).toBeCloseTo(4.36);
  });

  it('is behind by what the sound is late, and does not begin before it is heard', () => {
    const head = new Playhead();
    const late = 200;
    head.update(transport(4), 1000 - late, 1000);
    expect(head.at(1100 - late)).toBe(4);
    head.update(transport(4.2), 1100 - late, 1100);
    expect(head.at(1200 - late)).toBe(4);
    expect(head.at(1400 - late)).toBeCloseTo(4.4);
    head.update(transport(4.8), 1400 - late, 1400);
    expect(head.at(1400 - late)).toBeCloseTo(4.4);
  });

  it('goes round in a loop between messages, and is on time at its end', () => {
    const head = new Playhead();
    const loop = { start: 4, end: 6 };
    head.update(transport(5.6, true, 2, { loop }), 0);
    expect(head.at(100)).toBeCloseTo(5.8);
    expect(head.at(300)).toBeCloseTo(4.2);
    head.update(transport(4.2, true, 2, { loop }), 300);
    expect(head.at(300)).toBeCloseTo(4.2);
    head.update(transport(4.2, true, 2, { loop }), 200, 300);
    expect(head.at(100)).toBeCloseTo(5.8);
  });

  it('waits while beats are counted in', () => {
    const head = new Playhead();
    head.update(transport(4, true, 2, { counting: 3 }), 0);
    expect(head.at(900)).toBe(4);
    head.update(transport(4, true, 2), 1000);
    expect(head.at(1100)).toBeCloseTo(4.2);
  });

  it('waits when there has been no news for two seconds', () => {
    const head = new Playhead();
    head.update(transport(0), 0);
    expect(head.at(60_000)).toBe(4);
  });
});

describe('backOff', () => {
  it('doubles from half a second to fifteen seconds', () => {
    expect([0, 1, 2, 5, 50].map((attempt) => backOff(attempt, 1))).toEqual([
      500, 1000, 2000, 15000, 15000,
    ]);
  });

  it('spreads over the upper half', () => {
    expect(backOff(2, 0)).toBe(1000);
    expect(backOff(2, 0.5)).toBe(1500);
  });
});
