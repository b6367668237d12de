import * as React from 'react';

import type { AntiphonDoc } from '../document';
import { once } from '../panels/once';
import type { SessionConnection, Steerable, Target } from '../session';
import { trans } from '../translation';
import { ActButton } from './act';
import { Countdown, useLeft } from './countdown';
import { EnvelopeEditor } from './envelope';
import { ExploreForm } from './exploring';
import { Hand } from './hand';
import { RangePicture } from './rangepicture';
import { isMoved, isSwitch } from './targets';
import * as words from './words';

export interface TargetCardProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  target: Target;
  of: Steerable;
  /** Whether this person steers at all. */
  may: boolean;
  /** Whether everything is frozen. */
  frozen: boolean;
  exploring: boolean;
  /** Whether its envelope is seen at first, with the keyboard there. */
  fresh: boolean;
}

/** One thing that is steered: where it is, where it is about to go, the artist's own hand, and how far votes reach. */
export function TargetCard(props: TargetCardProps): React.JSX.Element {
  const { doc, session, target, of, may, frozen, exploring, fresh } = props;
  const id = React.useId();
  const { audience } = session;
  const key = target.target;
  const disabled = !session.connected;
  const isNumber = of.kind === 'number' && !isSwitch(key);
  const moved = isMoved(target);
  const cooling = Math.ceil(useLeft(session, target.cooling));
  const summary = React.useRef<HTMLElement>(null);
  React.useEffect(() => {
    if (fresh) {
      summary.current?.focus();
    }
  }, [fresh]);
  return (
    <li className="antiphon-card antiphon-Target" aria-labelledby={id} data-target={key}>
      <div className="antiphon-row antiphon-Target-head">
        <h4 id={id}>{target.name}</h4>
        <output>{words.value(of, target.value)}</output>
      </div>
      {isNumber && <RangePicture {...{ of, target, envelope: target.envelope }} />}
      <p className="antiphon-note">
        {moved && trans.__('Written: %1.', words.value(of, target.written))}{' '}
        {cooling > 0 && trans.__('Votes can move it again in %1 s.', cooling)}{' '}
        {target.reason && trans.__('Last decision: %1', target.reason)}
      </p>
      {target.pending && (
        <div className="antiphon-row antiphon-wrap">
          <Countdown {...{ doc, session, target }} announce={false} />
          {may && (
            <button
              type="button"
              className="antiphon-button"
              disabled={disabled}
              aria-label={trans.__('Take back: %1', target.name)}
              onClick={once(() => audience.veto(key))}
            >
              {trans.__('Take back')}
            </button>
          )}
        </div>
      )}
      {may && (
        <>
          <Hand {...{ session, target, of, disabled }} />
          <div className="antiphon-row antiphon-wrap">
            {target.envelope && (
              <ActButton
                label={trans.__('Freeze: %1', target.name)}
                pressed={target.frozen}
                title={frozen ? trans.__('Everything is frozen.') : undefined}
                idle={frozen}
                disabled={disabled}
                onAct={() => audience.freeze(!target.frozen, key)}
              >
                {trans.__('Freeze')}
              </ActButton>
            )}
            <ActButton
              label={trans.__('Back to the score: %1', target.name)}
              idle={!moved}
              disabled={disabled}
              onAct={() => audience.resetSteering(key)}
            >
              {trans.__('Back to the score')}
            </ActButton>
          </div>
          {target.envelope ? (
            <details open={fresh || undefined}>
              <summary ref={summary}>{trans.__('How far votes reach')}</summary>
              <EnvelopeEditor
                of={of}
                envelope={target.envelope}
                disabled={disabled}
                onChange={(envelope) => audience.setEnvelope(key, envelope)}
              />
              {!exploring && key !== 'form' && (
                <ExploreForm {...{ session, target: key, disabled }} />
              )}
              <button
                type="button"
                className="antiphon-button"
                disabled={disabled}
                aria-label={trans.__('Take it from the audience: %1', target.name)}
                onClick={once(() => audience.withdraw(key))}
              >
                {trans.__('Take it from the audience')}
              </button>
            </details>
          ) : (
            <div className="antiphon-row antiphon-wrap">
              <span>{trans.__('Votes do not reach it.')}</span>
              <button
                type="button"
                className="antiphon-button"
                disabled={disabled}
                aria-label={trans.__('Open to the audience: %1', target.name)}
                onClick={() => audience.setEnvelope(key)}
              >
                {trans.__('Open to the audience')}
              </button>
            </div>
          )}
        </>
      )}
      {!may && target.envelope && (
        <p className="antiphon-note">{words.envelope(of, target.envelope)}</p>
      )}
    </li>
  );
}
