import { fields, list, number, text, type Fields } from './fields';

/** How loud stems and mix are, and what takes how much of the processor. */

/** The softest level that is told: silence, in dBFS and LUFS. */
export const SILENCE = -120;

/** How loud something is. 0 is full scale, -120 silence. */
export interface Level {
  /** The greatest sample of the last tenth of a second, dBFS. */
  peak: number;
  /** The average of the last tenth of a second, dBFS. */
  rms: number;
  /** The greatest true peak (ITU-R BS.1770) since the piece began to play, or the meters were reset, dBTP. */
  truePeak: number;
  /** Loudness (ITU-R BS.1770, EBU R 128) of the last 0.4 s, of the last 3 s, and since the reset, LUFS. */
  momentary: number;
  shortTerm: number;
  integrated: number;
}

export interface StemLevel extends Level {
  /** Null for the stem of a bus, and for the one that parts share. */
  part: string | null;
  /** The bus whose stem it is. */
  bus: string | null;
  name: string;
  muted: boolean;
  /** What its compressor takes away now, dB, 0 or more; null where it has none. */
  reduction: number | null;
  /** Estimated share of a processor core that it takes, 0 to 1. */
  share: number;
}

export interface MixLevel extends Level {
  /** What the master's compressor takes away now, dB, 0 or more; null where it has none. */
  reduction: number | null;
  /** What the limiter takes away now, dB, 0 or more. */
  limiting: number;
}

/** What a node of the graph takes. */
export interface NodeLoad {
  id: string;
  /** Estimated share of a processor core, 0 to 1. */
  share: number;
  /** Voices that sound; null of what has none, or where it is not known. */
  voices: number | null;
}

/** How loud each stem and the mix are, and how hard the engine works. */
export interface Levels {
  stems: readonly StemLevel[];
  mix: MixLevel;
  /** The part of a block's time that rendering it takes, 0 to 1. */
  load: number;
  /** Blocks that left the engine too late since it started. */
  late: number;
  /** Render workers that sound. */
  workers: number;
  /** Voices that were let go early for want of time. */
  shed: number;
}

function parseLevel(of: Fields): Level {
  const level = (value: unknown): number => number(value, SILENCE, SILENCE);
  return {
    peak: level(of.peak),
    rms: level(of.rms),
    truePeak: level(of.true_peak),
    momentary: level(of.momentary),
    shortTerm: level(of.short_term),
    integrated: level(of.integrated),
  };
}

function parseReduction(value: unknown): number | null {
  return typeof value === 'number' ? Math.max(0, value) : null;
}

/** Read how loud everything is. */
export function parseLevels(of: Fields): Levels {
  return {
    stems: list(of.stems).map((stem) => ({
      ...parseLevel(stem),
      part: text(stem.part) || null,
      bus: text(stem.bus) || null,
      name: text(stem.name),
      muted: stem.muted === true,
      reduction: parseReduction(stem.reduction),
      share: number(stem.share, 0, 0),
    })),
    mix: {
      ...parseLevel(fields(of.mix)),
      reduction: parseReduction(fields(of.mix).reduction),
      limiting: number(fields(of.mix).limiting, 0, 0),
    },
    load: number(of.load, 0, 0),
    late: number(of.late, 0, 0),
    workers: number(of.workers, 0, 0),
    shed: number(of.shed, 0, 0),
  };
}

/** Read what a node takes. */
export function parseLoad(of: Fields): NodeLoad {
  const voices = typeof of.voices === 'number' ? Math.max(0, of.voices) : null;
  return { id: text(of.id), share: number(of.share, 0, 0), voices };
}
