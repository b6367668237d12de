import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { SessionConnection } from '../session';
import { Audience } from './audience';
import type { Awareness } from './awareness';
import { KINDS } from './catalogue';
import { People } from './people';
import { Sounds } from './sounds';
import { useSession } from './subscribe';
import { Tabs } from './tabs';
import { writes } from './writes';

export interface SidePanelProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  awareness: Awareness;
}

/** Sounds, people and audience of a piece, in tabs. */
export function SidePanel({ doc, session, awareness }: SidePanelProps): React.JSX.Element {
  const { state } = useSession(session);
  const number = (count: number | undefined): string => (count ? String(count) : '');
  return (
    <div className="antiphon-SidePanel">
      <Tabs
        label="The piece"
        tabs={[
          {
            id: 'sounds',
            title: 'Sounds',
            content: <Sounds doc={doc} kinds={KINDS} editable={writes(state)} />,
          },
          {
            id: 'people',
            title: 'People',
            badge: number(state?.people.length),
            content: <People session={session} awareness={awareness} />,
          },
          {
            id: 'audience',
            title: 'Audience',
            badge: state?.poll ? 'poll' : number(state?.audience.count),
            content: <Audience doc={doc} session={session} />,
          },
        ]}
      />
    </div>
  );
}
