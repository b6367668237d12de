import * as React from 'react';

import { useSignal } from '../panels/subscribe';
import { trans } from '../translation';
import type { HistoryDesk } from './desk';
import * as words from './words';

export interface PastBannerProps {
  desk: HistoryDesk;
  /** This person went back to now, and works on. */
  onBack: () => void;
}

/** While the past is shown: of when it is, and the way back. Nothing else. */
export function PastBanner({ desk, onBack }: PastBannerProps): React.JSX.Element {
  useSignal(desk.changed);
  const { moment } = desk;
  return (
    <div className={`antiphon-PastBanner${moment ? '' : ' antiphon-mod-empty'}`}>
      <p role="status">
        {moment && (
          <>
            <b>
              {moment.step === 0
                ? trans.__('This is the piece at the beginning.')
                : trans.__('This is the piece as it was: %1.', words.time(moment.at))}
            </b>{' '}
            {trans.__(
              'Only you see it, and it cannot be changed. The others write on, and Play plays the piece as it is now.',
            )}
          </>
        )}
      </p>
      {moment && (
        <button
          type="button"
          className="antiphon-button"
          onClick={() => {
            desk.back();
            // The button is gone now.
            onBack();
          }}
        >
          {trans.__('Back to now')}
        </button>
      )}
    </div>
  );
}
