export { type Beat, LocalClick } from './click';
export { SessionClock } from './clock';
export { SessionConnection, type Notice } from './connection';
export { Listener, type ListenState, type Signalling } from './listen';
export type {
  Action,
  Authors,
  Deed,
  EngineState,
  Envelope,
  Invitation,
  Level,
  Levels,
  Member,
  Metronome,
  Person,
  PollState,
  Problem,
  RecordingFormat,
  RecordingState,
  SessionState,
  SteeringState,
  StorageState,
  StemLevel,
  Stretch,
  TransportState,
  Writers,
} from './message';
export { RECORDING_FORMATS, SILENCE } from './message';
