import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { Permissions } from '../rights';
import type { SessionConnection } from '../session';
import type { Ask } from './ask';
import { Audience } from './audience';
import type { Awareness } from './awareness';
import { KINDS } from './catalogue';
import { People } from './people';
import { Sounds } from './sounds';
import { useSession } from './subscribe';
import { Tabs } from './tabs';

export interface SidePanelProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  permissions: Permissions;
  awareness: Awareness;
  ask: Ask;
}

/** Sounds, people and audience of a piece, in tabs. */
export function SidePanel(props: SidePanelProps): React.JSX.Element {
  const { doc, session } = props;
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
            content: <Sounds {...props} kinds={KINDS} />,
          },
          {
            id: 'people',
            title: 'People',
            badge: number(state?.people.filter(({ here }) => here).length),
            content: <People {...props} />,
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
