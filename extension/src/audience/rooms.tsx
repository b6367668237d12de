import * as React from 'react';

import { Link } from '../panels/link';
import type { Invitation, SessionConnection } from '../session';
import { trans } from '../translation';

export interface RoomsProps {
  session: SessionConnection;
}

/** The ways to the other pages of a concert: the stage, for a projector, and the artist's desk. */
export function Rooms({ session }: RoomsProps): React.JSX.Element {
  const [stage, setStage] = React.useState<Invitation | null>(null);
  const [fault, setFault] = React.useState('');

  async function invite(): Promise<void> {
    setFault('');
    try {
      setStage(await session.invite('stage'));
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <>
      <div className="antiphon-row antiphon-wrap">
        {stage ? (
          <a className="antiphon-button" href={stage.link} target="_blank" rel="noreferrer">
            {trans.__('Open the stage')}
          </a>
        ) : (
          <button
            type="button"
            className="antiphon-button"
            title={trans.__('What a projector shows: the score, what is asked, and what came out')}
            disabled={!session.connected}
            onClick={() => void invite()}
          >
            {trans.__('Stage…')}
          </button>
        )}
        <a className="antiphon-button" href={session.desk} target="_blank" rel="noreferrer">
          {trans.__('Open the desk')}
        </a>
      </div>
      {stage && <Link title={trans.__('the stage')} link={stage.link} qr="" open={false} />}
      <p role="alert" className="antiphon-fault">
        {fault}
      </p>
    </>
  );
}
