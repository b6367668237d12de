import * as React from 'react';

import type { SessionConnection } from '../session';
import { useSession } from './subscribe';
import { trans } from '../translation';

/** Silence everything; false where this person may not, or the line is down. */
export function panic(session: SessionConnection): boolean {
  return session.may('panic') && session.panic();
}

/** One press, and all is silent: also what still rings. Only for those who may. */
export function PanicButton({ session }: { session: SessionConnection }): React.JSX.Element | null {
  const { state, may } = useSession(session);
  return state?.you.may.includes('panic') ? (
    <button
      type="button"
      className="antiphon-button antiphon-Panic"
      title={trans.__('Stop all sound at once, also what still rings (Alt+.)')}
      disabled={!may('panic')}
      onClick={() => panic(session)}
    >
      {trans.__('Panic')}
    </button>
  ) : null;
}
