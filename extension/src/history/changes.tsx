import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { AuthorColours } from '../panels/authorcolours';
import type { Shows } from '../proposals/words';
import { trans } from '../translation';
import type { HistoryDesk } from './desk';
import { versionBefore } from './timeline';
import * as words from './words';

/** Most places that are listed. */
const MOST = 200;
const SIGNS = { added: '+', removed: '−', changed: '△' } as const;

export interface ChangesProps {
  desk: HistoryDesk;
  doc: AntiphonDoc;
  colour: AuthorColours;
  /** Show where something is different. */
  onShow?: (place: Shows) => void;
}

/** What was different, in words by place; the score shows the same. */
export function Changes({ desk, doc, colour, onShow }: ChangesProps): React.JSX.Element | null {
  const { timeline, step, compared, difference } = desk;
  const found = React.useMemo(
    () => difference && words.places(difference, doc.document(), doc.piece),
    // The piece may change meanwhile: the words are of when it was compared.
    [difference, doc],
  );
  if (!timeline) {
    return null;
  }
  const before = versionBefore(timeline, step ?? timeline.last);
  const since = String(before?.step ?? 0);
  const name = before ? words.versionName(before) : trans.__('the beginning');
  return (
    <div className="antiphon-Changes" role="group" aria-label={trans.__('What changed')}>
      <h4>{trans.__('What changed')}</h4>
      <div className="antiphon-row antiphon-wrap">
        <Choice
          disabled={desk.arriving}
          on={compared?.a === since && compared.b === String(step ?? 'now')}
          onChoose={() => void desk.compare({ a: since, b: String(step ?? 'now') })}
          onClose={() => desk.uncompare()}
        >
          {trans.__('Since the version before')}
        </Choice>
        {step !== null && (
          <button
            type="button"
            className="antiphon-button"
            onClick={() => void desk.compare({ a: String(step), b: 'now' })}
          >
            {trans.__('From then to now')}
          </button>
        )}
        {compared && (
          <button type="button" className="antiphon-button" onClick={() => desk.uncompare()}>
            {trans.__('Close')}
          </button>
        )}
      </div>
      {!compared && (
        <p className="antiphon-note">
          {trans.__('The version before: %1. Differences are drawn in the score as well.', name)}
        </p>
      )}
      {compared && !difference && !desk.problem && (
        <p className="antiphon-note">{trans.__('Comparing…')}</p>
      )}
      {difference && found && (
        <>
          <p className="antiphon-note" role="status">
            {difference.total > 0
              ? trans._n(
                  'From %2 to %3: %1 difference.',
                  'From %2 to %3: %1 differences.',
                  difference.total,
                  difference.a.step === 0 ? trans.__('the beginning') : words.time(difference.a.at),
                  compared?.b === 'now' ? trans.__('now') : words.time(difference.b.at),
                )
              : trans.__('Nothing is different.')}
          </p>
          {found.slice(0, MOST).map(({ key, title, shows, lines }) => (
            <section key={key} className="antiphon-Changes-place">
              <h5>
                {shows.pane && onShow ? (
                  <button
                    type="button"
                    className="antiphon-Changes-go"
                    onClick={() => onShow(shows)}
                  >
                    {title}
                  </button>
                ) : (
                  title
                )}
              </h5>
              <ul>
                {lines.map((line, order) => (
                  <li key={order} className={`antiphon-mod-${line.change}`}>
                    <span aria-hidden="true">{SIGNS[line.change]}</span> {line.words}
                    {line.who && (
                      <>
                        {' '}
                        <bdi className="antiphon-Changes-who" style={{ color: colour(line.who) }}>
                          {words.who(difference.people, line.who)}
                        </bdi>
                      </>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          ))}
          {(found.length > MOST || difference.alterations.length < difference.total) && (
            <p className="antiphon-note">
              {trans.__('There is more than is told here: compare moments that are closer.')}
            </p>
          )}
        </>
      )}
    </div>
  );
}

function Choice(props: {
  on: boolean;
  disabled: boolean;
  onChoose: () => void;
  onClose: () => void;
  children: React.ReactNode;
}): React.JSX.Element {
  return (
    <button
      type="button"
      className="antiphon-button antiphon-toggle"
      aria-pressed={props.on}
      disabled={props.disabled}
      onClick={props.on ? props.onClose : props.onChoose}
    >
      {props.children}
    </button>
  );
}
