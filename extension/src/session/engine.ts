import { fields, list, number, oneOf, text, type Fields } from './fields';

/** How the engine is, what it had to mute, and what it records. */

/** How a process of the server is: the engine, or the audience's page. */
export const PROCESS_STATUSES = ['off', 'starting', 'on', 'failed'] as const;
export type ProcessStatus = (typeof PROCESS_STATUSES)[number];

/** How the recording of the stems is. */
export const RECORDING_STATUSES = ['off', 'on', 'failed'] as const;

/** The file formats that stems are recorded in. */
export const RECORDING_FORMATS = ['flac', 'wav'] as const;
export type RecordingFormat = (typeof RECORDING_FORMATS)[number];

/** A stem that is muted, because what it sounds would harm the others, or ears. */
export interface Problem {
  /** The part whose stem it is; null for the stem that parts share. */
  part: string | null;
  /** The stem's number. */
  stem: number;
  /** Its name, as a person would say it. */
  name: string;
  /** The node that is held responsible. */
  node: string | null;
  /** A word for the cause, such as `too loud`. */
  reason: string;
  /** What happened and what to do, in a sentence. */
  message: string;
}

export interface RecordingState {
  status: (typeof RECORDING_STATUSES)[number];
  /** Where the files are, on the server. */
  folder: string;
  /** How long it has run, when the message was sent. */
  seconds: number;
  /** Why it failed; may be empty. */
  message: string;
}

export interface EngineState {
  status: ProcessStatus;
  /** Why it failed, or what to know; empty where there is nothing to say. */
  message: string;
  /** Where the server itself sounds: `null`, `jack` or `portaudio`. */
  output: string;
  /** Blocks that left the engine too late since it started. */
  lateBlocks: number;
  /** The stems that are muted now. */
  problems: readonly Problem[];
}

function parseProblem(of: Fields): Problem {
  return {
    part: text(of.part) || null,
    stem: number(of.stem, 0, 0),
    name: text(of.name),
    node: text(of.node) || null,
    reason: text(of.reason),
    message: text(of.message),
  };
}

/** Read how the engine is. */
export function parseEngine(value: unknown): EngineState {
  const engine = fields(value);
  return {
    status: oneOf(engine.status, PROCESS_STATUSES, 'off'),
    message: text(engine.message),
    output: text(engine.output),
    lateBlocks: number(engine.late_blocks, 0, 0),
    problems: list(engine.problems)
      .map(parseProblem)
      .filter(({ message }) => message !== ''),
  };
}

/** Read how the recording is. */
export function parseRecording(value: unknown): RecordingState {
  const recording = fields(value);
  return {
    status: oneOf(recording.status, RECORDING_STATUSES, 'off'),
    folder: text(recording.folder),
    seconds: number(recording.seconds, 0, 0),
    message: text(recording.message),
  };
}
