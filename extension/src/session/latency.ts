/** How long sound is on its way from the engine to the ear, by what the browser counts of a stream. */

/** Sums that a browser keeps of a stream, in seconds and samples since its beginning; see `RTCStatsReport`. */
export interface Counts {
  /** Seconds that samples lay in the jitter buffer, added up over the samples that left it. */
  buffered: number;
  emitted: number;
  /** Seconds from there to the ear, added up over the samples that were played. */
  playing: number;
  played: number;
  /** The round trip to the server, in seconds. */
  roundTrip: number;
}

/** Seconds that a packet is filled for (10 ms), and that Opus looks ahead (6.5 ms; RFC 6716, section 2.1.4.1). */
const CODING = 0.0165;

/** Read what a browser tells; a browser that leaves something out adds nothing for it. */
export function countsOf(report: Iterable<readonly [string, unknown]>): Counts {
  const counts: Counts = { buffered: 0, emitted: 0, playing: 0, played: 0, roundTrip: 0 };
  for (const [, entry] of report) {
    const stats = entry as Record<string, unknown>;
    const value = (name: string): number => {
      const found = stats[name];
      return typeof found === 'number' && Number.isFinite(found) ? found : 0;
    };
    if (stats.type === 'inbound-rtp') {
      counts.buffered += value('jitterBufferDelay');
      counts.emitted += value('jitterBufferEmittedCount');
    } else if (stats.type === 'media-playout') {
      counts.playing += value('totalPlayoutDelay');
      counts.played += value('totalSamplesCount');
    } else if (stats.type === 'candidate-pair' && stats.nominated === true) {
      counts.roundTrip = value('currentRoundTripTime');
    }
  }
  return counts;
}

/** Seconds from the engine to the ear, as they were between two counts; null where nothing was played meanwhile. */
export function latencyBetween(before: Counts, after: Counts): number | null {
  const emitted = after.emitted - before.emitted;
  const played = after.played - before.played;
  if (emitted <= 0) {
    return null;
  }
  const buffer = (after.buffered - before.buffered) / emitted;
  const output = played > 0 ? (after.playing - before.playing) / played : 0;
  return Math.max(0, CODING + after.roundTrip / 2 + buffer + output);
}
