export { SessionConnection, type Notice } from './connection';
export { Listener, type ListenState, type Signalling } from './listen';
export type {
  Action,
  Authors,
  Deed,
  EngineState,
  Envelope,
  Invitation,
  Member,
  Person,
  PollState,
  SessionState,
  SteeringState,
  StorageState,
  TransportState,
} from './message';
