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
export type {
  Action,
  Authors,
  Deed,
  EngineState,
  Invitation,
  Level,
  Levels,
  Member,
  Metronome,
  NodeLoad,
  Person,
  Problem,
  RecordingFormat,
  RecordingState,
  SessionState,
  StorageState,
  StemLevel,
  Stretch,
  TransportState,
  Writers,
} from './message';
export { RECORDING_FORMATS, SILENCE } from './message';
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
