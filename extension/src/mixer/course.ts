import type { SessionConnection } from '../session';

/** Where the music is. */
export interface Course {
  readonly playing: boolean;
  /** In quarter lengths from the beginning, as it is heard here. */
  position(): number;
}

/** The course of a session's music. */
export function courseOf(session: Pick<SessionConnection, 'transport' | 'positionNow'>): Course {
  return {
    get playing() {
      const { transport } = session;
      return transport !== null && transport.playing && transport.counting === 0;
    },
    position: () => session.positionNow(),
  };
}
