import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

import type { SessionConnection } from '../session';
import { useSession, useSignal } from './subscribe';
import { trans } from '../translation';

/** What the banner needs of the line to the room that the document is shared in. */
export interface Line {
  readonly connected: boolean;
  readonly connectedChanged: ISignal<unknown, boolean>;
}

export interface BannerProps {
  session: SessionConnection;
  room: Line;
}

/** What stands between the edits made here and the server's disk; nothing while all is well. It stays until it is. */
export function Banner({ session, room }: BannerProps): React.JSX.Element {
  const { state } = useSession(session);
  useSignal(room.connectedChanged);
  const storage = state?.storage;
  const sentences = [
    ...(room.connected
      ? []
      : [
          trans.__(
            'The connection is lost: your edits stay on this page, and are sent when it is back. Keep the page open.',
          ),
        ]),
    ...(storage?.failing
      ? [
          trans.__(
            'Edits are not being saved: %1 They are kept in memory, and tried again each second.',
            withStop(storage.message || trans.__('the server cannot write to its disk')),
          ),
        ]
      : []),
  ];
  return (
    <div role="alert" className="antiphon-Banner">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

function withStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
