import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { Action, Authors, SessionConnection, SessionState } from '../session';

/** Draw again at each emission of a signal. */
export function useSignal(signal: ISignal<unknown, unknown>): void {
  const [, draw] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => {
    signal.connect(draw);
    // What was said between drawing and connecting.
    draw();
    return () => {
      signal.disconnect(draw);
    };
  }, [signal]);
}

/**
 * Draw again when what is looked at of a document is no longer the same: most panels show nothing of the notes, and need
 * not be drawn at each one that is entered.
 *
 * @param look - What is looked at, as objects that are the same until they change; itself the same function at each drawing.
 */
export function useDocument(
  doc: AntiphonDoc,
  look: (doc: AntiphonDoc) => readonly unknown[],
): void {
  const [, draw] = React.useReducer((count: number) => count + 1, 0);
  const seen = React.useRef<readonly unknown[]>([]);
  seen.current = look(doc);
  React.useEffect(() => {
    const hear = (): void => {
      const now = look(doc);
      if (now.some((of, order) => of !== seen.current[order])) {
        draw();
      }
    };
    doc.changed.connect(hear);
    // What was changed between drawing and connecting.
    hear();
    return () => {
      doc.changed.disconnect(hear);
    };
  }, [doc, look]);
}

/** What a component knows of the session, drawn again when it changes. */
export interface SessionView {
  state: SessionState | null;
  connected: boolean;
  /** Whether to offer an action: allowed, and the line is up. */
  may: (action: Action) => boolean;
}

export function useSession(session: SessionConnection): SessionView {
  useSignal(session.stateChanged);
  useSignal(session.connectedChanged);
  return {
    state: session.state,
    connected: session.connected,
    may: (action) => session.connected && session.may(action),
  };
}

/** The time in ms of `performance.now()`, drawn again every `interval` ms while `running`. */
export function useNow(running: boolean, interval = 100): number {
  const [now, setNow] = React.useState(() => performance.now());
  React.useEffect(() => {
    if (!running) {
      return;
    }
    setNow(performance.now());
    const timer = setInterval(() => setNow(performance.now()), interval);
    return () => clearInterval(timer);
  }, [running, interval]);
  return running ? Math.max(now, performance.now()) : now;
}

/** Who wrote an annotation or a proposal, and when, as the server has it; null until it is known. */
export function useAuthors(
  session: SessionConnection,
  root: 'annotations' | 'proposals',
  id: string,
): Authors | null {
  const [authors, setAuthors] = React.useState<Authors | null>(null);
  const { connected, state } = useSession(session);
  const known = state?.you.made[`${root}/${id}`] !== undefined;
  React.useEffect(() => {
    const hear = (_: unknown, told: Authors): void => {
      if (told.root === root && told.id === id) {
        setAuthors(told);
      }
    };
    session.authorsTold.connect(hear);
    session.who(root, id);
    return () => {
      session.authorsTold.disconnect(hear);
    };
  }, [session, root, id, connected, known]);
  return authors;
}
