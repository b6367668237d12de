import { parseCanvas, type CanvasState } from './canvas';
import { fields, list, number, oneOf, text, type Fields } from './fields';
import { parsePolls, type PollState } from './poll';
import { parseProbe, type Probe, type ProbedPort } from './probe';
import { parseSteerable, parseSteering, type Steerable, type SteeringState } from './steering';
import {
  parseAllowed,
  parseQuestions,
  parseReactions,
  type Question,
  type Reactions,
  type Voice,
} from './voices';

/**
 * The messages of the session socket (docs/architecture.md, "The session socket"), read defensively: what a
 * field should be and is not becomes its neutral value, and a message of no known type becomes null.
 */

/** What a person may be allowed to do in a session; the server decides. */
export const ACTIONS = [
  'play',
  'stop',
  'seek',
  'listen',
  'poll',
  'envelope',
  'invite',
  'people',
  'panic',
  'record',
] as const;
export type Action = (typeof ACTIONS)[number];

/** How the recording of the stems is. */
export const RECORDING_STATUSES = ['off', 'on', 'failed'] as const;

/** The file formats that stems are recorded in. */
export const RECORDING_FORMATS = ['flac', 'wav'] as const;
export type RecordingFormat = (typeof RECORDING_FORMATS)[number];

/** How a process of the server is: the engine, or the audience's page. */
export const PROCESS_STATUSES = ['off', 'starting', 'on', 'failed'] as const;
export type ProcessStatus = (typeof PROCESS_STATUSES)[number];

export interface Person {
  id: string;
  name: string;
  role: string;
}

/** Somebody of the piece, whether or not they have a page open. */
export interface Member extends Person {
  here: boolean;
}

export interface You extends Person {
  may: readonly Action[];
  /** Who made each node, group, label, preset, lock, annotation and proposal: a person's id by `root/id`. */
  made: Readonly<Record<string, string>>;
}

/** Whether the server keeps edits on its disk. */
export interface StorageState {
  failing: boolean;
  /** Why not; empty where it does. */
  message: string;
}

/** Who did something to an entry, and when (ms since 1970; null where that is not known). */
export interface Deed {
  person: string;
  name: string;
  at: number | null;
}

/** Who made an entry, and who changed it last; null where nobody is known. */
export interface Authors {
  root: string;
  id: string;
  made: Deed | null;
  changed: Deed | null;
}

/** Who wrote entries of a root: those asked for, or all. */
export interface Writers {
  root: string;
  all: boolean;
  people: readonly { person: string; name: string; ids: readonly string[] }[];
}

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

/** A stretch of the score, in quarter lengths from its beginning. */
export interface Stretch {
  start: number;
  end: number;
}

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

export interface AudienceState {
  status: ProcessStatus;
  /** Why its page failed, or what it complained of; may be empty. */
  message: string;
  /** Empty until the audience's page is up. */
  link: string;
  /** An SVG picture of the link; empty where the server sends none. */
  qr: string;
  count: number;
}

/** The whole state of a session, as the server last told it. */
export interface SessionState {
  you: You;
  /** Ids of the people a part is for, by the part's id; a part that is for everybody is not there. */
  assignments: Readonly<Record<string, readonly string[]>>;
  storage: StorageState;
  engine: EngineState;
  transport: TransportState | null;
  /** All who ever joined and were not sent away. */
  people: readonly Member[];
  audience: AudienceState;
  /** Those that are open, the oldest first. */
  polls: readonly PollState[];
  /** How the last ones ended, the newest first, until they are taken away. */
  results: readonly PollState[];
  steering: SteeringState;
  allowed: Readonly<Record<Voice, boolean>>;
  reactions: Reactions;
  questions: readonly Question[];
  canvas: CanvasState | null;
  recording: RecordingState;
}

export type SessionMessage =
  | { type: 'state'; state: SessionState }
  | { type: 'transport'; transport: TransportState }
  | { type: 'levels'; levels: Levels }
  | { type: 'loads'; nodes: readonly NodeLoad[] }
  | { type: 'probes'; ports: readonly (ProbedPort & { probe: Probe })[] }
  | { type: 'clock'; t0: number; t1: number; t2: number }
  | { type: 'answer'; id: string; sdp: string }
  | { type: 'refused'; id: string; message: string }
  | { type: 'steerable'; targets: readonly Steerable[] }
  | { type: 'who'; authors: Authors }
  | { type: 'authors'; writers: Writers }
  | { type: 'error'; message: string }
  | { type: 'notice'; message: string };

/** An invitation as the server makes it; `qr` is SVG text. */
export interface Invitation {
  role: string;
  link: string;
  qr: string;
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

/** The softest level that is told: silence, in dBFS and LUFS. */
export const SILENCE = -120;

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

function parseLevels(of: Fields): Levels {
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

function parseLoad(of: Fields): NodeLoad {
  const voices = typeof of.voices === 'number' ? Math.max(0, of.voices) : null;
  return { id: text(of.id), share: number(of.share, 0, 0), voices };
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

function parseMember(of: Fields): Member {
  return {
    id: text(of.id),
    name: text(of.name),
    role: text(of.role) || 'guest',
    here: of.here !== false,
  };
}

function parseAssignments(value: unknown): Record<string, string[]> {
  const assignments = Object.entries(fields(value)).map(([part, people]) => [
    part,
    Array.isArray(people) ? people.filter((id): id is string => typeof id === 'string') : [],
  ]);
  return Object.fromEntries(assignments.filter(([, people]) => people.length > 0)) as Record<
    string,
    string[]
  >;
}

function parseDeed(value: unknown): Deed | null {
  const of = fields(value);
  const at = typeof of.at === 'string' ? Date.parse(of.at) : number(of.at, NaN) * 1000;
  const known = text(of.person) !== '' || text(of.name) !== '';
  return known
    ? { person: text(of.person), name: text(of.name), at: Number.isFinite(at) ? at : null }
    : null;
}

function parseState(of: Fields): SessionState {
  const you = fields(of.you);
  const engine = fields(of.engine);
  const audience = fields(of.audience);
  const recording = fields(of.recording);
  const may = Array.isArray(you.may) ? you.may : [];
  const storage = fields(of.storage);
  const made = Object.entries(fields(you.made));
  return {
    you: {
      id: text(you.id),
      name: text(you.name),
      role: text(you.role) || 'guest',
      may: ACTIONS.filter((action) => may.includes(action)),
      made: Object.fromEntries(
        made.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      ),
    },
    assignments: parseAssignments(of.assignments),
    storage: { failing: storage.status === 'failing', message: text(storage.message) },
    engine: {
      status: oneOf(engine.status, PROCESS_STATUSES, 'off'),
      message: text(engine.message),
      output: text(engine.output),
      lateBlocks: number(engine.late_blocks, 0, 0),
      problems: list(engine.problems)
        .map(parseProblem)
        .filter(({ message }) => message !== ''),
    },
    transport: parseTransport(of.transport),
    people: list(of.people)
      .map(parseMember)
      .filter((person) => person.name !== ''),
    audience: {
      status: oneOf(audience.status, PROCESS_STATUSES, 'off'),
      message: text(audience.message),
      link: text(audience.link),
      qr: text(audience.qr),
      count: number(audience.count, 0, 0),
    },
    polls: parsePolls(of.polls),
    results: parsePolls(of.results),
    steering: parseSteering(of.steering),
    allowed: parseAllowed(of.allowed),
    reactions: parseReactions(of.reactions),
    questions: parseQuestions(of.questions),
    canvas: parseCanvas(of.canvas),
    recording: {
      status: oneOf(recording.status, RECORDING_STATUSES, 'off'),
      folder: text(recording.folder),
      seconds: number(recording.seconds, 0, 0),
      message: text(recording.message),
    },
  };
}

/** Read one frame of the session socket; null where it is none of ours. */
export function parseMessage(frame: unknown): SessionMessage | null {
  let of: Fields;
  try {
    of = fields(typeof frame === 'string' ? JSON.parse(frame) : null);
  } catch {
    return null;
  }
  switch (of.type) {
    case 'state':
      return { type: 'state', state: parseState(of) };
    case 'transport': {
      const transport = parseTransport(of);
      return transport && { type: 'transport', transport };
    }
    case 'levels':
      return { type: 'levels', levels: parseLevels(of) };
    case 'loads':
      return { type: 'loads', nodes: list(of.nodes).map(parseLoad) };
    case 'probes': {
      const ports = list(of.ports).map((port) => ({
        node: text(port.node),
        output: text(port.output),
        probe: parseProbe(port),
      }));
      return { type: 'probes', ports };
    }
    case 'clock': {
      const [t0, t1, t2] = [of.t0, of.t1, of.t2].map((time) => number(time, NaN));
      return Number.isFinite(t0 + t1 + t2) ? { type: 'clock', t0, t1, t2 } : null;
    }
    case 'answer':
      return text(of.sdp) ? { type: 'answer', id: text(of.id), sdp: text(of.sdp) } : null;
    case 'refused':
      return { type: 'refused', id: text(of.id), message: text(of.message) };
    case 'steerable':
      return { type: 'steerable', targets: parseSteerable(of.targets) };
    case 'who': {
      const { root, id, made, changed } = of;
      const authors = { root: text(root), id: text(id) };
      return {
        type: 'who',
        authors: { ...authors, made: parseDeed(made), changed: parseDeed(changed) },
      };
    }
    case 'authors': {
      const people = list(of.people).map(({ person, name, ids }) => ({
        person: text(person),
        name: text(name),
        ids: Array.isArray(ids) ? ids.map(text) : [],
      }));
      return { type: 'authors', writers: { root: text(of.root), all: of.all === true, people } };
    }
    case 'error':
    case 'notice':
      return text(of.message) ? { type: of.type, message: text(of.message) } : null;
    default:
      return null;
  }
}
