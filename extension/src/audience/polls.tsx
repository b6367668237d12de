import * as React from 'react';

import { useKeptFocus } from '../panels/keptfocus';
import { once } from '../panels/once';
import type { PollState, SessionConnection, SessionState } from '../session';
import { decimal, trans } from '../translation';
import { reached } from './change';
import { useLeft } from './countdown';
import { PollForm } from './pollform';
import * as words from './pollwords';
import { useSteerable } from './steering';

export interface PollsProps {
  session: SessionConnection;
  state: SessionState;
  /** How many sections the piece has. */
  sections: number;
  /** Whether this person opens and closes polls at all. */
  may: boolean;
}

/** The polls that run, what came of the last ones, and how to open one. */
export function Polls({ session, state, sections, may }: PollsProps): React.JSX.Element {
  const { polls, results } = state;
  const { targets } = state.steering;
  const all = reached(targets, useSteerable(session));
  const heading = React.useRef<HTMLHeadingElement>(null);
  const focus = useKeptFocus(heading);
  return (
    <section aria-labelledby="antiphon-audience-polls" {...focus}>
      <h3 id="antiphon-audience-polls" ref={heading} tabIndex={-1}>
        {trans.__('Polls')}
      </h3>
      {polls.map((poll) => (
        <Running key={poll.id} {...{ session, poll, may }} changes={words.changes(poll, targets)} />
      ))}
      {results.length > 0 && (
        <ul className="antiphon-Results" aria-label={trans.__('How polls ended')}>
          {results.map((result, order) => (
            <Result key={result.id} {...{ session, result, may }} latest={order === 0} />
          ))}
        </ul>
      )}
      {may ? (
        <PollForm
          connected={session.connected}
          beside={polls.length > 0}
          {...{ all, sections }}
          onOpen={(ask) => session.audience.openPoll(ask)}
        />
      ) : (
        polls.length === 0 &&
        results.length === 0 && (
          <p className="antiphon-empty">
            {trans.__('No poll is open. When the teacher opens one, it shows here.')}
          </p>
        )
      )}
    </section>
  );
}

interface ActProps {
  session: SessionConnection;
  /** Of which poll, for who does not see it beside. */
  of: PollState;
  label: string;
  onAct: () => void;
}

/** A button for something that the server does with a poll. */
function Act({ session, of, label, onAct }: ActProps): React.JSX.Element {
  return (
    <button
      type="button"
      className="antiphon-button"
      disabled={!session.connected}
      aria-label={of.question ? `${label}: ${of.question}` : undefined}
      onClick={once(onAct)}
    >
      {label}
    </button>
  );
}

interface RunningProps {
  session: SessionConnection;
  poll: PollState;
  /** What comes of it, in words; may be empty. */
  changes: string;
  may: boolean;
}

function Running({ session, poll, changes, may }: RunningProps): React.JSX.Element {
  const { audience } = session;
  const remaining = useLeft(session, poll.remaining);
  const act = { session, of: poll };
  return (
    <div className="antiphon-card antiphon-Poll">
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
      <p className="antiphon-note">{changes}</p>
      {may && (
        <div className="antiphon-row antiphon-wrap">
          <Act
            {...act}
            label={trans.__('Close the poll now')}
            onAct={() => audience.closePoll(poll.id)}
          />
          <Act
            {...act}
            label={trans.__('Ask again without these votes')}
            onAct={() => audience.resetPoll(poll.id)}
          />
          <Act {...act} label={trans.__('Take it away')} onAct={() => audience.dropPoll(poll.id)} />
        </div>
      )}
    </div>
  );
}

interface ResultProps {
  session: SessionConnection;
  result: PollState;
  /** Whether it is the newest: the others are folded up. */
  latest: boolean;
  may: boolean;
}

/** How a poll ended, and what came of it. */
function Result({ session, result, latest, may }: ResultProps): React.JSX.Element {
  const effect = result.effect && (
    <p className="antiphon-Poll-effect">{trans.__('What came of it: %1', result.effect)}</p>
  );
  const body = (
    <>
      <Figures poll={result} />
      {latest && <p role="status">{words.outcome(result)}</p>}
      {result.groups.map((group) => (
        <p key={group.id}>
          {words.group(group)}:{' '}
          {result.byGroup[group.id] ? words.outcome(result.byGroup[group.id]) : ''}
        </p>
      ))}
      {latest && effect}
      {may && (
        <Act
          session={session}
          of={result}
          label={trans.__('Take the result off the phones')}
          onAct={() => session.audience.dropPoll(result.id)}
        />
      )}
    </>
  );
  return (
    <li className="antiphon-card antiphon-Poll">
      <p>
        <b>{result.question}</b>
      </p>
      {latest ? (
        body
      ) : (
        <>
          {effect}
          <details>
            <summary>{words.outcome(result)}</summary>
            {body}
          </details>
        </>
      )}
    </li>
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
