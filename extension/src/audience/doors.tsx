import * as React from 'react';

import { Link } from '../panels/link';
import type { SessionConnection, SessionState } from '../session';
import { trans } from '../translation';
import { Rooms } from './rooms';

export interface DoorsProps {
  session: SessionConnection;
  state: SessionState;
}

/** How the audience gets in, and how many came. */
export function Doors({ session, state }: DoorsProps): React.JSX.Element {
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
          <>
            <Link title={trans.__('the audience')} link={link} qr={qr} open={count === 0} />
            <Rooms session={session} />
          </>
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
