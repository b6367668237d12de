import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { Ask } from '../panels/ask';
import { useBegun } from '../panels/begun';
import { useDocument, useSession } from '../panels/subscribe';
import { type Tab, Tabs } from '../panels/tabs';
import type { SessionConnection } from '../session';
import { trans } from '../translation';
import { Bridge } from './bridge';
import { Canvas, type Selected } from './canvas';
import { Doors } from './doors';
import { Polls } from './polls';
import { Steering } from './steering';
import { waitingTargets } from './targets';
import { Voices } from './voices';

export interface AudienceProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  ask: Ask;
  /** What is selected in the score and the graph, for a canvas over it. */
  selected?: Selected;
}

const formOf = ({ piece }: AntiphonDoc): readonly unknown[] => [piece.sections];

/** The audience: how it gets in, what it is asked, what it steers and edits, and what it says. */
export function Audience(props: AudienceProps): React.JSX.Element {
  const { doc, session } = props;
  const { state } = useSession(session);
  useDocument(doc, formOf);
  const [open, setOpen] = useBegun('audience', 'polls');
  if (!state) {
    return <p className="antiphon-empty">{trans.__('Waiting for the session…')}</p>;
  }
  const leads = session.may('poll');
  const steers = session.may('envelope');
  const number = (count: number): string => (count > 0 ? String(count) : '');
  const tabs: Tab[] = [
    {
      id: 'polls',
      title: trans.__('Polls'),
      badge: number(state.polls.length),
      content: <Polls {...{ session, state }} sections={doc.piece.sections.length} may={leads} />,
    },
    {
      id: 'steering',
      title: trans.__('Steering'),
      badge: number(waitingTargets(state.steering).length),
      content: <Steering {...{ doc, session, state }} may={steers} />,
    },
    {
      id: 'canvas',
      title: trans.__('Canvas'),
      badge: state.canvas ? trans.__('open') : '',
      content: <Canvas {...props} canvas={state.canvas} may={leads} />,
    },
    {
      id: 'voices',
      title: trans._p('audience', 'Voices'),
      badge: number(state.questions.length),
      content: <Voices {...props} state={state} may={leads} />,
    },
  ];
  return (
    <div className="antiphon-Audience">
      <Doors session={session} state={state} />
      <Bridge session={session} state={state} may={steers} />
      <Tabs label={trans.__('What the audience does')} tabs={tabs} open={open} onOpen={setOpen} />
    </div>
  );
}
