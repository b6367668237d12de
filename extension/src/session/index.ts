export type { AudienceLine } from './audience';
export {
  CANVAS_MODES,
  type CanvasKind,
  type CanvasKnob,
  type CanvasMode,
  type CanvasOpening,
  type CanvasState,
} from './canvas';
export { type Beat, LocalClick } from './click';
export { SessionClock } from './clock';
export { SessionConnection, type Notice } from './connection';
export { Listener, type ListenState, type Signalling } from './listen';
export {
  RECORDING_FORMATS,
  type EngineState,
  type Problem,
  type RecordingFormat,
  type RecordingState,
} from './engine';
export { SILENCE, type Level, type Levels, type NodeLoad, type StemLevel } from './levels';
export type { SessionState, StorageState } from './message';
export type { Action, Authors, Deed, Invitation, Member, Person, Writers } from './people';
export type { Metronome, Stretch, TransportState } from './transport';
export { MOST_PROBES } from './looking';
export { type AudioProbe, type ControlProbe, type Probe, type ProbedPort, SPECTRUM } from './probe';
export { POLL_KINDS } from './poll';
export type { Ask, PollBar, PollKind, PollOption, PollState } from './poll';
export { MOMENTS } from './steering';
export type {
  Envelope,
  Exploration,
  Moment,
  Moves,
  Pending,
  Steerable,
  SteeringState,
  Steers,
  Target,
  Value,
  Waiting,
} from './steering';
export {
  REACTIONS,
  VOICES,
  type Question,
  type Reaction,
  type Reactions,
  type Voice,
} from './voices';
