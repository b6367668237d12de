import * as React from 'react';

import type { AntiphonDoc } from '../document';
import { MendButtons } from '../graph/inside/mend';
import type { Permissions } from '../rights';
import type { Problem, SessionConnection } from '../session';
import { KINDS } from './catalogue';
import { LevelMeters } from './levels';
import { PanicButton } from './panic';
import { Recording } from './recording';
import { useSession } from './subscribe';
import * as words from './words';
import { trans } from '../translation';

export interface EnginePanelProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  permissions: Permissions;
  /** Go to where a sound is made: to a node, or to what a part is heard through. */
  onShow: (place: Pick<Problem, 'node' | 'part'>) => void;
}

/** How the engine is, what is muted and why, how loud everything is, and what it costs. */
export function EnginePanel(props: EnginePanelProps): React.JSX.Element {
  const { doc, session, permissions, onShow } = props;
  const { state, may } = useSession(session);
  const id = React.useId();
  if (!state) {
    return <p className="antiphon-empty">{trans.__('Connecting to the session…')}</p>;
  }
  const { engine } = state;
  const failed = engine.status === 'failed';
  return (
    <>
      <section aria-labelledby={`${id}-engine`}>
        <div className="antiphon-row">
          <h3 id={`${id}-engine`}>{trans.__('Engine')}</h3>
          <PanicButton session={session} />
        </div>
        <p role="status" className={failed ? 'antiphon-fault' : undefined}>
          {words.engine(engine)}
        </p>
        {!failed && engine.message && <p className="antiphon-note">{engine.message}</p>}
        {!failed && engine.output && <p className="antiphon-note">{words.output(engine.output)}</p>}
        {failed && may('play') && (
          <button type="button" className="antiphon-button" onClick={() => session.play()}>
            {trans.__('Try again')}
          </button>
        )}
      </section>
      {engine.problems.length > 0 && (
        <section aria-labelledby={`${id}-muted`}>
          <h3 id={`${id}-muted`}>{trans.__('Muted')}</h3>
          <ul className="antiphon-Problems">
            {engine.problems.map((problem) => (
              <li key={`${problem.part} ${problem.stem}`} className="antiphon-fault">
                <p>{problem.message}</p>
                <MendButtons {...{ doc, permissions, problem }} kinds={KINDS} />
                {(problem.node ?? problem.part) !== null && (
                  <button
                    type="button"
                    className="antiphon-button"
                    aria-label={trans.__('Show the sound of %1', words.stem(problem.name))}
                    onClick={() => onShow(problem)}
                  >
                    {trans.__('Show the sound')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby={`${id}-levels`}>
        <h3 id={`${id}-levels`}>{trans.__('Levels')}</h3>
        {engine.status === 'on' ? (
          <LevelMeters session={session} />
        ) : (
          <p className="antiphon-empty">
            {failed
              ? trans.__('There is no sound to measure.')
              : trans.__('Levels show when the sound is on.')}
          </p>
        )}
      </section>
      <Recording session={session} />
    </>
  );
}
