import * as React from 'react';

import { useKeptFocus } from '../panels/keptfocus';
import { once } from '../panels/once';
import type { SessionConnection, SessionState, Target } from '../session';
import { decimal, trans } from '../translation';
import { useLeft } from './countdown';
import { ofPiece, waitingTargets } from './targets';
import * as words from './words';

export interface BridgeProps {
  session: SessionConnection;
  state: SessionState;
  /** Whether this person steers at all. */
  may: boolean;
}

/** What an artist needs within reach at any moment: to freeze everything, and to veto what the votes are about to do. */
export function Bridge({ session, state, may }: BridgeProps): React.JSX.Element {
  const { frozen } = state.steering;
  const waiting = waitingTargets(state.steering);
  const home = React.useRef<HTMLElement>(null);
  const focus = useKeptFocus(home);
  return (
    <section
      ref={home}
      tabIndex={-1}
      className="antiphon-Bridge"
      aria-label={trans.__('The artist’s last word')}
      {...focus}
    >
      {may && (
        <button
          type="button"
          role="switch"
          aria-checked={frozen}
          className="antiphon-button antiphon-Freeze"
          disabled={!session.connected}
          title={trans.__('Stops votes from changing the music, at any moment.')}
          onClick={() => session.audience.freeze(!frozen)}
        >
          <span className="antiphon-Switch" aria-hidden="true" />
          {trans.__('Freeze everything')}
        </button>
      )}
      <p role="status" className="antiphon-note">
        {frozen && trans.__('Frozen: votes are counted, and change nothing of the music.')}
      </p>
      {waiting.map((target) => (
        <Veto key={target.target} session={session} target={target} may={may} />
      ))}
    </section>
  );
}

interface VetoProps {
  session: SessionConnection;
  target: Target;
  may: boolean;
}

/** What votes ask for, as long as it can be refused. */
function Veto({ session, target, may }: VetoProps): React.JSX.Element | null {
  const { waiting } = target;
  const seconds = useLeft(session, waiting?.seconds ?? 0);
  if (!waiting) {
    return null;
  }
  const to = words.value(ofPiece(target, session.audience.steerable), waiting.value);
  const what = trans.__('The audience asks: %1, %2.', target.name, to);
  return (
    <div className="antiphon-Veto">
      <p>
        <b role="status">{what}</b> {waiting.reason}
      </p>
      {may ? (
        <button
          type="button"
          className="antiphon-button antiphon-Veto-button"
          disabled={!session.connected}
          aria-label={trans.__('Veto: %1', target.name)}
          onClick={once(() => session.audience.veto(target.target))}
        >
          {trans.__('Veto')}
          <span aria-hidden="true">{trans.__('%1 s', decimal(seconds, 0))}</span>
        </button>
      ) : (
        <p className="antiphon-note">{trans.__('The teacher has a veto.')}</p>
      )}
      <span
        className="antiphon-Veto-time"
        aria-hidden="true"
        style={{ animationDuration: `${Math.max(0.1, waiting.seconds)}s` }}
      />
    </div>
  );
}
