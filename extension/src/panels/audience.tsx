import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { SessionConnection, SessionState } from '../session';
import { EnvelopeEditor } from './envelope';
import { Link } from './link';
import { Poll } from './poll';
import { measureAt } from './position';
import { useNow, useSession, useSignal } from './subscribe';
import * as words from './words';
import { trans } from '../translation';

export interface AudienceProps {
  doc: AntiphonDoc;
  session: SessionConnection;
}

/** The audience: how it gets in, what it is asked, and what its votes have done. */
export function Audience({ doc, session }: AudienceProps): React.JSX.Element {
  const { state, may } = useSession(session);
  if (!state) {
    return <p className="antiphon-empty">{trans.__('Waiting for the session…')}</p>;
  }
  return (
    <>
      <Doors session={session} state={state} />
      <Poll
        poll={state.poll}
        result={state.result}
        arrival={session.arrival}
        may={session.may('poll')}
        connected={may('poll')}
        onOpen={(ask) => session.openPoll(ask)}
        onClose={() => session.closePoll()}
        onReset={() => session.resetPoll()}
      />
      <Steering doc={doc} session={session} state={state} mayReset={may('envelope')} />
      <EnvelopeEditor
        envelope={state.envelope}
        editable={may('envelope')}
        onChange={(minimum, maximum, step) => session.setEnvelope(minimum, maximum, step)}
      />
    </>
  );
}

interface DoorsProps {
  session: SessionConnection;
  state: SessionState;
}

/** How the audience gets in, and how many came. */
function Doors({ session, state }: DoorsProps): React.JSX.Element {
  const { link, qr, count, status, message } = state.audience;
  const [fault, setFault] = React.useState('');

  async function open(): Promise<void> {
    setFault('');
    try {
      await session.invite('audience');
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <section aria-labelledby="antiphon-audience-doors">
      <h3 id="antiphon-audience-doors">{trans.__('Audience')}</h3>
      <p aria-live="polite">
        {status === 'off'
          ? trans.__('The audience’s page is closed.')
          : count === 0
            ? trans.__('The audience’s page is open; nobody has come yet.')
            : trans._n(
                '%1 person watches from the audience.',
                '%1 people watch from the audience.',
                count,
              )}
      </p>
      {session.may('invite') &&
        (link ? (
          <Link title={trans.__('the audience')} link={link} qr={qr} open={count === 0} />
        ) : (
          <>
            <p className="antiphon-note">
              {trans.__(
                'On its page people see the score, listen, and vote, each on their own phone.',
              )}
            </p>
            <button
              type="button"
              className="antiphon-button"
              disabled={!session.connected || status === 'starting'}
              onClick={() => void open()}
            >
              {status === 'starting'
                ? trans.__('Opening the page…')
                : trans.__('Open the audience’s page')}
            </button>
          </>
        ))}
      <p role="alert" className="antiphon-fault">
        {fault || message}
      </p>
    </section>
  );
}

interface SteeringProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  state: SessionState;
  mayReset: boolean;
}

function Steering({ doc, session, state, mayReset }: SteeringProps): React.JSX.Element {
  useSignal(doc.changed);
  const { steering } = state;
  const moved = Math.abs(steering.factor - 1) >= 0.005 || steering.pending !== null;
  return (
    <section aria-labelledby="antiphon-audience-steering">
      <h3 id="antiphon-audience-steering">{trans.__('Tempo')}</h3>
      <p aria-live="polite">{words.steering(steering)}</p>
      {steering.reason && (
        <p className="antiphon-note">{trans.__('Last decision: %1', steering.reason)}</p>
      )}
      {steering.pending && <Countdown doc={doc} session={session} announce={false} />}
      {mayReset && (
        <button
          type="button"
          className="antiphon-button"
          disabled={!moved}
          onClick={() => session.resetSteering()}
        >
          {trans.__('Back to the written tempo')}
        </button>
      )}
    </section>
  );
}

export interface CountdownProps extends AudienceProps {
  /** Whether a screen reader says it; once on a page is enough. */
  announce: boolean;
}

/** The change of tempo that is agreed, counted down to its bar line. */
export function Countdown(props: CountdownProps): React.JSX.Element | null {
  const { doc, session, announce } = props;
  const pending = session.state?.steering.pending ?? null;
  const now = useNow(pending !== null);
  if (!pending) {
    return null;
  }
  const seconds = pending.seconds - (now - session.arrival) / 1000;
  const measure = measureAt(doc.piece.measures, pending.position)?.number ?? null;
  return (
    <p className="antiphon-countdown">
      {announce && (
        <span className="antiphon-hidden" role="status">
          {words.pending(pending.factor, measure, Math.round(pending.seconds))}
        </span>
      )}
      <span aria-hidden={announce}>{words.pending(pending.factor, measure, seconds)}</span>
    </p>
  );
}
