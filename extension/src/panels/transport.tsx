import * as React from 'react';

import type { SessionConnection } from '../session';
import type { PanelDocument } from './document';

export interface TransportBarProps {
  doc: PanelDocument;
  session: SessionConnection;
}

/** Stop where it plays, play where it stands; false where this person may not, or nobody is there to hear it. */
export function togglePlay(session: SessionConnection): boolean {
  if (session.transport?.playing) {
    return session.may('stop') && session.stop();
  }
  return session.may('play') && session.play();
}

/** Play, stop, where the music is, its tempo, and listening. */
export function TransportBar(_: TransportBarProps): React.JSX.Element {
  return <div className="antiphon-TransportBar" role="toolbar" aria-label="Transport" />;
}
