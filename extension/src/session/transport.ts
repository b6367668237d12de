import { fields, number } from './fields';

/** Where the music is, and how it is played. */

/** A stretch of the score, in quarter lengths from its beginning. */
export interface Stretch {
  start: number;
  end: number;
}

export interface TransportState {
  playing: boolean;
  /** Quarter lengths from the piece's beginning. */
  position: number;
  /** Quarter notes a minute as they sound here, steering included. */
  bpm: number;
  /** What the audience's steering multiplies the tempo by. */
  factor: number;
  /** Quarter lengths a second as they sound. */
  rate: number;
  measure: number;
  /** Length of the piece in quarter lengths. */
  duration: number;
  /** When `position` holds, in seconds of the server's monotonic clock; null where the server does not say. */
  at: number | null;
  /** What is played round and round; null where nothing is. */
  loop: Stretch | null;
  /** What practice multiplies the tempo by, 0.25 to 2. */
  speed: number;
  metronome: Metronome;
  /** Beats still to be counted in before the music goes on; 0 where it is not counting. */
  counting: number;
}

export interface Metronome {
  on: boolean;
  /** Measures that are counted before the music. */
  countIn: number;
}

/** Read a transport; null where there is none to read. */
export function parseTransport(value: unknown): TransportState | null {
  const of = fields(value);
  if (typeof of.position !== 'number' || !Number.isFinite(of.position)) {
    return null;
  }
  const playing = of.playing === true;
  const bpm = number(of.bpm, 120, 1);
  const factor = number(of.factor, 1, 0.01);
  return {
    playing,
    position: Math.max(0, of.position),
    bpm,
    factor,
    rate: number(of.rate, bpm / 60, 0),
    measure: number(of.measure, 0, 0),
    duration: number(of.duration, 0, 0),
    at: typeof of.at === 'number' && Number.isFinite(of.at) ? of.at : null,
    loop: parseStretch(of.loop),
    speed: number(of.speed, 1, 0.01),
    metronome: {
      on: fields(of.metronome).on === true,
      countIn: number(fields(of.metronome).count_in, 0, 0),
    },
    counting: number(of.counting, 0, 0),
  };
}

function parseStretch(value: unknown): Stretch | null {
  const of = fields(value);
  const start = number(of.start, NaN, 0);
  const end = number(of.end, NaN, 0);
  return end > start ? { start, end } : null;
}
