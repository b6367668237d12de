import { number, type Fields } from './fields';

/** What flows through a cable, as the server tells it twenty times a second. */

/** A node of the graph, and its output. */
export interface ProbedPort {
  readonly node: string;
  readonly output: string;
}

export interface AudioProbe {
  readonly signal: 'audio';
  /** dBFS of the last moment. */
  readonly peak: number;
  readonly rms: number;
  /** The louder channel from where it rises through zero, evenly over `span` seconds. */
  readonly wave: readonly number[];
  readonly span: number;
  /** dB in bands that are equally wide in octaves, from `SPECTRUM.lowest` to `SPECTRUM.highest`. */
  readonly spectrum: readonly number[];
  /** The strongest frequency in Hz; null in silence. */
  readonly pitch: number | null;
}

export interface ControlProbe {
  readonly signal: 'control';
  readonly least: number;
  readonly most: number;
  readonly value: number;
  readonly wave: readonly number[];
  readonly span: number;
}

export interface NoteProbe {
  readonly signal: 'note';
  /** Notes begun in the last second, and those that sound. */
  readonly rate: number;
  readonly held: number;
}

/** Nothing there now: the node is gone, bypassed or not built yet. */
export interface NoProbe {
  readonly signal: null;
}

export type Probe = AudioProbe | ControlProbe | NoteProbe | NoProbe;

/** From where to where a spectrum goes, Hz. */
export const SPECTRUM = { lowest: 20, highest: 20_000 };

function numbers(value: unknown, otherwise: number): number[] {
  return Array.isArray(value) ? value.map((each) => number(each, otherwise)) : [];
}

/** Read what is told of one port. */
export function parseProbe(of: Fields): Probe {
  const wave = { wave: numbers(of.wave, 0), span: number(of.span, 0, 0) };
  switch (of.signal) {
    case 'audio':
      return {
        signal: 'audio',
        peak: number(of.peak, -120),
        rms: number(of.rms, -120),
        ...wave,
        spectrum: numbers(of.spectrum, -120),
        pitch: typeof of.pitch === 'number' && of.pitch > 0 ? of.pitch : null,
      };
    case 'control':
      return {
        signal: 'control',
        least: number(of.least, 0),
        most: number(of.most, 0),
        value: number(of.value, 0),
        ...wave,
      };
    case 'note':
      return {
        signal: 'note',
        rate: number(of.rate, 0, 0),
        held: number(of.held, 0, 0),
      };
    default:
      return { signal: null };
  }
}
