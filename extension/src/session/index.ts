export { SessionConnection, type Notice } from './connection';
export { Listener, type ListenState, type Signalling } from './listen';
export type {
  Action,
  EngineState,
  Envelope,
  Invitation,
  Person,
  PollState,
  SessionState,
  SteeringState,
  TransportState,
} from './message';
