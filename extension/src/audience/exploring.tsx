import * as React from 'react';

import { ofSound } from '../panels/catalogue';
import { NumberField } from '../panels/number';
import { percent } from '../panels/words';
import type { Exploration, SessionConnection, Steerable, Value } from '../session';
import { trans } from '../translation';
import * as words from './words';

export interface ExploringProps {
  session: SessionConnection;
  exploration: Exploration;
  of: Steerable;
  may: boolean;
}

/** What is tried out on the audience, and how much it is liked as far as is known. */
export function Exploring(props: ExploringProps): React.JSX.Element {
  const { session, exploration, of, may } = props;
  const { trying, round, expected, heard } = exploration;
  const valueOf = (key: string): Value => (of.kind === 'number' ? Number(key) : key);
  const choices = [...new Set([...Object.keys(expected), ...(trying ? [trying] : [])])];
  return (
    <section className="antiphon-card antiphon-Poll" aria-label={trans.__('Trying out')}>
      <p>
        <b>{trans.__('Trying out: %1', of.name)}</b>
      </p>
      <p role="status">
        {trying
          ? trans.__('Round %1: %2 is heard now.', round, words.value(of, valueOf(trying)))
          : trans.__('Round %1 begins.', round)}
      </p>
      <dl>
        {choices.map((key) => {
          const liked = expected[key] ?? 0.5;
          return (
            <div key={key} className="antiphon-Poll-option" data-now={key === trying || undefined}>
              <dt>{words.value(of, valueOf(key))}</dt>
              <dd>
                <span
                  className="antiphon-Poll-bar"
                  aria-hidden="true"
                  style={{ width: `${100 * liked}%` }}
                />
                <span className="antiphon-Poll-count">
                  {heard[key]
                    ? trans.__('%1 of %2', percent(liked), heard[key])
                    : trans._p('choice', 'not asked yet')}
                </span>
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="antiphon-note">
        {trans.__('How many of those who answered may like it, as far as is known.')}
      </p>
      {may && (
        <button
          type="button"
          className="antiphon-button"
          disabled={!session.connected}
          onClick={() => session.audience.stopExploring()}
        >
          {trans.__('Stop trying out')}
        </button>
      )}
    </section>
  );
}

export interface ExploreFormProps {
  session: SessionConnection;
  target: string;
  disabled: boolean;
}

/** How to have the audience try out what a target can be. */
export function ExploreForm({ session, target, disabled }: ExploreFormProps): React.JSX.Element {
  const [bars, setBars] = React.useState(4);
  const [seconds, setSeconds] = React.useState(15);
  return (
    <details className="antiphon-Explore">
      <summary>{trans.__('Let the audience find out what it likes')}</summary>
      <p className="antiphon-note">
        {trans.__(
          'Antiphon plays one choice, asks whether people liked it, plays another, and learns: what is liked comes more often.',
        )}
      </p>
      <div className="antiphon-row antiphon-wrap">
        <NumberField
          label={trans.__('Measures of each')}
          value={bars}
          minimum={1}
          maximum={64}
          step={1}
          disabled={disabled}
          onChange={setBars}
        />
        <NumberField
          label={trans.__('Time to answer')}
          unit={ofSound('s')}
          value={seconds}
          minimum={5}
          maximum={600}
          step={5}
          disabled={disabled}
          onChange={setSeconds}
        />
        <button
          type="button"
          className="antiphon-button"
          disabled={disabled}
          onClick={() => session.audience.explore(target, seconds, bars)}
        >
          {trans.__('Try it out')}
        </button>
      </div>
    </details>
  );
}
