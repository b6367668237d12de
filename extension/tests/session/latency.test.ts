import { expect, it } from 'vitest';

import { countsOf, latencyBetween } from '../../src/session/latency';

const report = (
  buffered: number,
  emitted: number,
  playing: number,
  played: number,
): Map<string, object> =>
  new Map([
    ['a', { type: 'inbound-rtp', jitterBufferDelay: buffered, jitterBufferEmittedCount: emitted }],
    ['b', { type: 'media-playout', totalPlayoutDelay: playing, totalSamplesCount: played }],
    ['c', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.02 }],
    ['d', { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 }],
  ]);

it('adds up coding, network, jitter buffer and output, as they were lately', () => {
  const before = countsOf(report(9000, 48_000, 4800, 48_000));
  const after = countsOf(report(9000 + 48_000 * 0.06, 96_000, 4800 + 48_000 * 0.03, 96_000));
  expect(latencyBetween(before, after)).toBeCloseTo(0.0165 + 0.01 + 0.06 + 0.03, 6);
});

it('does not know where nothing was played, and adds nothing for what is not told', () => {
  const empty = countsOf(new Map([['a', { type: 'inbound-rtp' }]]));
  expect(latencyBetween(empty, empty)).toBeNull();
  const some = countsOf([['a', { type: 'inbound-rtp', jitterBufferEmittedCount: 480 }]]);
  expect(latencyBetween(empty, some)).toBeCloseTo(0.0165, 6);
});
