import * as React from 'react';

import type { Ask, PollState } from '../session';
import { decimal, trans } from '../translation';
import { PollForm } from './pollform';
import * as words from './pollwords';
import { useNow } from './subscribe';

export interface PollProps {
  poll: PollState | null;
  /** How the last one ended, until it is taken away. */
  result: PollState | null;
  /** When `poll` arrived, in ms of `performance.now()`. */
  arrival: number;
  /** Whether this person opens and closes polls at all. */
  may: boolean;
  /** Whether they can now. */
  connected: boolean;
  onOpen: (ask: Ask) => void;
  onClose: () => void;
  onReset: () => void;
}

/** The poll that runs, or how to open one, and what came of the last. */
export function Poll(props: PollProps): React.JSX.Element {
  const { poll, result, may, connected, onOpen, onClose, onReset } = props;
  return (
    <section aria-labelledby="antiphon-audience-poll">
      <h3 id="antiphon-audience-poll">{trans.__('Poll')}</h3>
      {poll && (
        <>
          <Running poll={poll} arrival={props.arrival} />
          {may && (
            <div className="antiphon-row antiphon-wrap">
              <Act connected={connected} onAct={onClose}>
                {trans.__('Close the poll now')}
              </Act>
              <Act connected={connected} onAct={onReset}>
                {trans.__('Ask again without these votes')}
              </Act>
            </div>
          )}
        </>
      )}
      {!poll && result && (
        <div className="antiphon-Poll">
          <p>
            <b>{result.question}</b>
          </p>
          <Figures poll={result} />
          <p role="status">{words.outcome(result)}</p>
          {result.groups.map((group) => (
            <p key={group.id}>
              {words.group(group)}:{' '}
              {result.byGroup[group.id] ? words.outcome(result.byGroup[group.id]) : ''}
            </p>
          ))}
          {may && (
            <Act connected={connected} onAct={onReset}>
              {trans.__('Take the result off the phones')}
            </Act>
          )}
        </div>
      )}
      {/* Hidden rather than gone while a poll runs: what was written stays. */}
      {may ? (
        <div hidden={poll !== null}>
          <PollForm connected={connected} onOpen={onOpen} />
        </div>
      ) : (
        !poll &&
        !result && (
          <p className="antiphon-empty">
            {trans.__('No poll is open. When the teacher opens one, it shows here.')}
          </p>
        )
      )}
    </section>
  );
}

interface ActProps {
  connected: boolean;
  onAct: () => void;
}

/** A button for something that the server does. */
function Act({ connected, onAct, children }: React.PropsWithChildren<ActProps>): React.JSX.Element {
  return (
    <button type="button" className="antiphon-button" disabled={!connected} onClick={onAct}>
      {children}
    </button>
  );
}

function Running({ poll, arrival }: { poll: PollState; arrival: number }): React.JSX.Element {
  const now = useNow(true, 250);
  const remaining = Math.max(0, poll.remaining - (now - arrival) / 1000);
  return (
    <div className="antiphon-Poll">
      <p role="status" key={poll.id}>
        <b>{poll.question || trans.__('The audience is asked')}</b>
      </p>
      <p role="timer" aria-live="off">
        {remaining > 0 ? trans.__('%1 s left', Math.ceil(remaining)) : trans.__('Closing…')}
      </p>
      {poll.counts || poll.bars.length > 0 || poll.mean.length > 0 ? (
        <Figures poll={poll} />
      ) : (
        <p>{poll.options.map((option) => option.label).join(' · ')}</p>
      )}
      <p aria-live="polite">{words.standing(poll)}</p>
    </div>
  );
}

/** How a poll stands or ended: a bar for each option or range, and what numbers come to. */
function Figures({ poll }: { poll: PollState }): React.JSX.Element {
  const points = poll.rule === 'borda' && Object.keys(poll.points).length > 0 ? poll.points : null;
  const rows = poll.options.length
    ? poll.options.map(({ id, label }) => ({
        id,
        label,
        count: (points ?? poll.counts ?? {})[id] ?? 0,
      }))
    : poll.bars.map(({ low, high, count }) => ({
        id: `${low}`,
        label: low === high ? number(low) : `${number(low)} – ${number(high)}`,
        count,
      }));
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <>
      {rows.length > 0 && (
        <dl>
          {rows.map(({ id, label, count }) => (
            <div key={id} className="antiphon-Poll-option">
              <dt>{label}</dt>
              <dd>
                <span
                  className="antiphon-Poll-bar"
                  aria-hidden="true"
                  style={{ width: `${(100 * count) / most}%` }}
                />
                <span className="antiphon-Poll-count">{count}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {poll.mean.length > 0 && (
        <p className="antiphon-note">{trans.__('On average: %1', words.answer(poll, poll.mean))}</p>
      )}
    </>
  );
}

function number(value: number): string {
  return decimal(value, Number.isInteger(value) ? 0 : 1);
}
