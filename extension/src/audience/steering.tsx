import * as React from 'react';

import type { AntiphonDoc } from '../document';
import { useKeptFocus } from '../panels/keptfocus';
import { useSession, useSignal } from '../panels/subscribe';
import type { SessionConnection, SessionState, Steerable } from '../session';
import { trans } from '../translation';
import { ActButton } from './act';
import { Adding } from './adding';
import { Exploring } from './exploring';
import { TargetCard } from './targetcard';
import { isMoved, ofPiece } from './targets';

export interface SteeringProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  state: SessionState;
  /** Whether this person steers at all. */
  may: boolean;
}

/** All that can be steered, as the session has it: asked for whenever the line comes up, by whom it is for. */
export function useSteerable(session: SessionConnection): readonly Steerable[] {
  const { may } = useSession(session);
  useSignal(session.audience.steerableTold);
  const asks = may('envelope');
  React.useEffect(() => {
    if (asks) {
      session.audience.askSteerable();
    }
  }, [session, asks]);
  return session.audience.steerable;
}

/** What the audience steers, within what bounds, and the artist's hand on all of it. */
export function Steering(props: SteeringProps): React.JSX.Element {
  const { doc, session, state, may } = props;
  useSignal(doc.changed);
  const steerable = useSteerable(session);
  const { steering } = state;
  const [fresh, setFresh] = React.useState('');
  const heading = React.useRef<HTMLHeadingElement>(null);
  const focus = useKeptFocus(heading);
  const { targets, exploration } = steering;
  const isThere = new Set(targets.map(({ target }) => target));
  const explored = exploration && targets.find(({ target }) => target === exploration.target);
  const disabled = !session.connected;
  return (
    <section aria-labelledby="antiphon-audience-steering" {...focus}>
      <h3 id="antiphon-audience-steering" ref={heading} tabIndex={-1}>
        {trans.__('Steering')}
      </h3>
      {may && (
        <>
          <div className="antiphon-row antiphon-wrap">
            <ActButton
              idle={!steering.undo}
              disabled={disabled}
              onAct={() => session.audience.undoSteering()}
            >
              {trans.__('Undo the last')}
            </ActButton>
            <ActButton
              idle={!targets.some(isMoved)}
              disabled={disabled}
              onAct={() => session.audience.resetSteering()}
            >
              {trans.__('All back to the score')}
            </ActButton>
          </div>
          <p className="antiphon-note">
            {steering.undo && trans.__('Undo takes back: %1', steering.undo)}
          </p>
        </>
      )}
      {exploration && explored && (
        <Exploring {...{ session, exploration, may }} of={ofPiece(explored, steerable)} />
      )}
      {targets.length === 0 && (
        <p className="antiphon-empty">
          {may
            ? trans.__(
                'The audience steers nothing yet. Open something to it below, and say how far it may go.',
              )
            : trans.__('The audience steers nothing yet.')}
        </p>
      )}
      <ul className="antiphon-Targets">
        {targets.map((target) => (
          <TargetCard
            key={target.target}
            {...{ doc, session, target, may }}
            of={ofPiece(target, steerable)}
            frozen={steering.frozen}
            exploring={exploration !== null}
            fresh={fresh === target.target}
          />
        ))}
      </ul>
      {may && (
        <Adding
          steerable={steerable.filter(({ target }) => !isThere.has(target))}
          disabled={disabled}
          onAsk={() => session.audience.askSteerable()}
          onOpen={(target) => {
            setFresh(target);
            session.audience.setEnvelope(target);
          }}
        />
      )}
    </section>
  );
}
