import * as React from 'react';

import type { PollState } from '../session';
import { ofSound } from './catalogue';
import { NumberField } from './number';
import { useNow } from './subscribe';
import * as words from './words';
import { trans } from '../translation';

export interface PollProps {
  poll: PollState | null;
  /** When `poll` arrived, in ms of `performance.now()`. */
  arrival: number;
  /** Whether this person opens and closes polls at all. */
  may: boolean;
  /** Whether they can now. */
  connected: boolean;
  onOpen: (seconds: number) => void;
  onClose: () => void;
}

/** The poll that runs, or how to open one. */
export function Poll(props: PollProps): React.JSX.Element {
  const { poll, may, connected, onOpen, onClose } = props;
  const [seconds, setSeconds] = React.useState(20);
  return (
    <section aria-labelledby="antiphon-audience-poll">
      <h3 id="antiphon-audience-poll">{trans.__('Poll')}</h3>
      {poll ? (
        <>
          <Running poll={poll} arrival={props.arrival} />
          {may && (
            <button
              type="button"
              className="antiphon-button"
              disabled={!connected}
              onClick={onClose}
            >
              {trans.__('Close the poll now')}
            </button>
          )}
        </>
      ) : may ? (
        <div className="antiphon-row antiphon-wrap">
          <button
            type="button"
            className="antiphon-button antiphon-primary"
            disabled={!connected}
            onClick={() => onOpen(seconds)}
          >
            {trans.__('Open a tempo poll')}
          </button>
          <NumberField
            label={trans._p('seconds', 'for')}
            unit={ofSound('s')}
            value={seconds}
            minimum={5}
            maximum={600}
            step={5}
            onChange={setSeconds}
          />
        </div>
      ) : (
        <p className="antiphon-empty">
          {trans.__('No poll is open. When the teacher opens one, it shows here.')}
        </p>
      )}
    </section>
  );
}

function Running({ poll, arrival }: { poll: PollState; arrival: number }): React.JSX.Element {
  const now = useNow(true, 250);
  const remaining = Math.max(0, poll.remaining - (now - arrival) / 1000);
  const most = Math.max(1, ...Object.values(poll.counts ?? {}));
  return (
    <div className="antiphon-Poll">
      <p role="status" key={poll.id}>
        <b>{poll.question || trans.__('The audience is asked')}</b>
      </p>
      <p role="timer" aria-live="off">
        {remaining > 0 ? trans.__('%1 s left', Math.ceil(remaining)) : trans.__('Closing…')}
      </p>
      {poll.counts ? (
        <dl>
          {poll.options.map((option) => (
            <div key={option.id} className="antiphon-Poll-option">
              <dt>{option.label}</dt>
              <dd>
                <span
                  className="antiphon-Poll-bar"
                  aria-hidden="true"
                  style={{ width: `${(100 * (poll.counts?.[option.id] ?? 0)) / most}%` }}
                />
                <span className="antiphon-Poll-count">{poll.counts?.[option.id] ?? 0}</span>
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p>{poll.options.map((option) => option.label).join(' · ')}</p>
      )}
      <p aria-live="polite">{words.standing(poll)}</p>
    </div>
  );
}
