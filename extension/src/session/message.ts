import { parseCanvas, type CanvasState } from './canvas';
import {
  parseEngine,
  parseRecording,
  PROCESS_STATUSES,
  type EngineState,
  type ProcessStatus,
  type RecordingState,
} from './engine';
import { fields, list, number, oneOf, text, type Fields } from './fields';
import { parseLevels, parseLoad, type Levels, type NodeLoad } from './levels';
import {
  parseAssignments,
  parseAuthors,
  parseMembers,
  parseWriters,
  parseYou,
  type Authors,
  type Member,
  type Writers,
  type You,
} from './people';
import { parsePolls, type PollState } from './poll';
import { parseProbe, type Probe, type ProbedPort } from './probe';
import { learn, told } from './told';
import { parseSteerable, parseSteering, type Steerable, type SteeringState } from './steering';
import { parseTransport, type TransportState } from './transport';
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

/** Whether the server keeps edits on its disk. */
export interface StorageState {
  failing: boolean;
  /** Why not; empty where it does. */
  message: string;
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

function parseStorage(value: unknown): StorageState {
  const storage = fields(value);
  return { failing: storage.status === 'failing', message: text(storage.message) };
}

function parseAudience(value: unknown): AudienceState {
  const audience = fields(value);
  return {
    status: oneOf(audience.status, PROCESS_STATUSES, 'off'),
    message: told(audience.message),
    link: text(audience.link),
    qr: text(audience.qr),
    count: number(audience.count, 0, 0),
  };
}

function parseState(of: Fields): SessionState {
  return {
    you: parseYou(of.you),
    assignments: parseAssignments(of.assignments),
    storage: parseStorage(of.storage),
    engine: parseEngine(of.engine),
    transport: parseTransport(of.transport),
    people: parseMembers(of.people),
    audience: parseAudience(of.audience),
    polls: parsePolls(of.polls),
    results: parsePolls(of.results),
    steering: parseSteering(of.steering),
    allowed: parseAllowed(of.allowed),
    reactions: parseReactions(of.reactions),
    questions: parseQuestions(of.questions),
    canvas: parseCanvas(of.canvas),
    recording: parseRecording(of.recording),
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
  learn(of);
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
      return { type: 'refused', id: text(of.id), message: told(of.message) };
    case 'steerable':
      return { type: 'steerable', targets: parseSteerable(of.targets) };
    case 'who':
      return { type: 'who', authors: parseAuthors(of) };
    case 'authors':
      return { type: 'authors', writers: parseWriters(of) };
    case 'error':
    case 'notice':
      return text(of.message) ? { type: of.type, message: told(of.message) } : null;
    default:
      return null;
  }
}
