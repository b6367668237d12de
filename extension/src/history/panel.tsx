import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { Ask } from '../panels/ask';
import { useAuthorColours } from '../panels/authorcolours';
import { onEntering, useKeyboard } from '../panels/keyboard';
import { useSession, useSignal } from '../panels/subscribe';
import type { Shows } from '../proposals/words';
import type { SessionConnection } from '../session';
import { trans } from '../translation';
import { Changes } from './changes';
import type { HistoryDesk } from './desk';
import { Restore, type Stretch } from './restore';
import { TimeSlider } from './slider';
import { Versions } from './versions';
import * as words from './words';

export interface HistoryPanelProps {
  desk: HistoryDesk;
  doc: AntiphonDoc;
  session: SessionConnection;
  ask: Ask;
  /** The measures that are selected in the score; null where none are. */
  selected: () => Stretch | null;
  /** Show where something is different. */
  onShow?: (place: Shows) => void;
}

/** The history of a piece: how it was at any moment, what changed and who did it, versions, and restoring. */
export function HistoryPanel(props: HistoryPanelProps): React.JSX.Element {
  const { desk, doc, session, ask } = props;
  useSignal(desk.changed);
  React.useEffect(() => desk.watch(), [desk]);
  const { state, connected } = useSession(session);
  const wasLost = React.useRef(false);
  React.useEffect(() => {
    if (connected && wasLost.current) {
      // Others may have written meanwhile, and what could not be reached can be.
      void desk.load();
    }
    wasLost.current = !connected && session.state !== null;
  }, [connected, desk, session]);
  const panel = React.useRef<HTMLElement>(null);
  useKeyboard(panel);
  const [isRestoring, setRestoring] = React.useState(false);
  const { timeline, step, moment } = desk;
  const writers = Object.keys(timeline?.people ?? {});
  const { order, colour } = useAuthorColours(session, writers, panel);
  const isThere = timeline !== null && timeline.last > 0;
  React.useEffect(() => {
    // Who came for the history while it was read has the keyboard on its heading.
    if (isThere && document.activeElement === panel.current?.querySelector('h3')) {
      panel.current?.querySelector<HTMLElement>('[data-first]')?.focus();
    }
  }, [isThere]);
  const you = state?.you;
  const writes = you?.role === 'player' || you?.role === 'teacher';
  React.useEffect(() => {
    if (step === null) {
      setRestoring(false);
    }
  }, [step]);
  return (
    <section
      ref={panel}
      aria-labelledby="antiphon-history"
      className="antiphon-History"
      onFocus={onEntering(() => void desk.load(true))}
    >
      <h3 id="antiphon-history" tabIndex={-1} data-first={isThere ? undefined : true}>
        {trans.__('History')}
      </h3>
      <p role="status" className="antiphon-note">
        {desk.said || (desk.arriving ? trans.__('Fetching that moment…') : '')}
      </p>
      {desk.problem && (
        <p role="alert" className="antiphon-fault">
          {desk.problem}{' '}
          {!timeline && (
            <button type="button" className="antiphon-button" onClick={() => void desk.load()}>
              {trans.__('Try again')}
            </button>
          )}
        </p>
      )}
      {!timeline && !desk.problem && (
        <p className="antiphon-note">{trans.__('Reading the history…')}</p>
      )}
      {timeline?.notice && <p className="antiphon-fault">{timeline.notice}</p>}
      {timeline?.last === 0 && (
        <p className="antiphon-empty">
          {trans.__('Nothing was written yet: every edit from now on can be looked at again here.')}
        </p>
      )}
      {isThere && (
        <>
          <TimeSlider
            timeline={timeline}
            step={step}
            order={order}
            colour={colour}
            onLook={(at) => {
              setRestoring(false);
              desk.look(at);
            }}
          />
          <p className="antiphon-History-moment">
            <b>
              {moment && moment.step === step
                ? words.deed(moment, moment.person, moment.at)
                : words.place(timeline, step)}
            </b>
          </p>
          {step !== null && !isRestoring && (
            <div className="antiphon-row antiphon-wrap">
              <button type="button" className="antiphon-button" onClick={() => desk.back()}>
                {trans.__('Back to now')}
              </button>
              {writes && (
                <button
                  type="button"
                  className="antiphon-button"
                  disabled={!moment || desk.arriving}
                  onClick={() => setRestoring(true)}
                >
                  {trans.__('Restore…')}
                </button>
              )}
            </div>
          )}
          {step !== null && moment && !desk.arriving && isRestoring && (
            <Restore
              desk={desk}
              doc={doc}
              selected={props.selected}
              onDone={() => setRestoring(false)}
            />
          )}
        </>
      )}
      {timeline && (
        <>
          {isThere && <Changes desk={desk} doc={doc} colour={colour} onShow={props.onShow} />}
          <Versions
            desk={desk}
            ask={ask}
            person={you?.id ?? ''}
            writes={writes}
            leads={you?.role === 'teacher'}
            onRestore={(version) => {
              desk.look(version.step);
              setRestoring(true);
            }}
          />
        </>
      )}
    </section>
  );
}
