import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { Ask } from '../panels/ask';
import { useAuthorColours } from '../panels/authorcolours';
import { useSession } from '../panels/subscribe';
import type { SessionConnection } from '../session';
import { trans } from '../translation';
import { Activity } from './activity';
import { Forgetting } from './forgetting';
import { everybody } from './picture';
import { useReport } from './reading';
import { AUDIENCE, type Format, type LedgerLine, type Report } from './report';
import * as words from './words';

export interface ContributionsProps {
  doc: AntiphonDoc;
  session: SessionConnection;
  ask: Ask;
  ledger: LedgerLine;
}

/** Whose the piece is, who wrote what over time, and the record of it as files. */
export function Contributions(props: ContributionsProps): React.JSX.Element {
  const { doc, session, ask, ledger } = props;
  const { report, problem, again } = useReport(ledger, doc);
  const { state, may } = useSession(session);
  const panel = React.useRef<HTMLElement>(null);
  const people = report?.people ?? {};
  const writers = Object.values(people).map(({ person }) => person);
  const authors = useAuthorColours(session, writers, panel);
  const colour = (who: string): string =>
    Object.hasOwn(people, who) ? authors.colour(people[who].person) : colourOfNobody(who);
  return (
    <section
      ref={panel}
      aria-labelledby="antiphon-contributions"
      className="antiphon-Contributions"
    >
      <h3 id="antiphon-contributions">{trans.__('Contributions')}</h3>
      {problem && (
        <p role="alert" className="antiphon-note">
          {trans.__('The record could not be read: %1', problem)}{' '}
          <button type="button" className="antiphon-button" onClick={again}>
            {trans.__('Try again')}
          </button>
        </p>
      )}
      {!report && !problem && <p className="antiphon-empty">{trans.__('Reading the record…')}</p>}
      {report && <Verified {...report.head} />}
      {report && report.head.verified === true && (
        <>
          <Shares report={report} colour={colour} />
          {report.activity.spans.length > 0 && (
            <Activity report={report} order={everybody(report)} colour={colour} />
          )}
          {report.head.count > 0 && <Files ledger={ledger} />}
        </>
      )}
      {report?.head.verified === true && may('people') && (
        <Forgetting
          people={candidates(report, state?.people ?? [], state?.you.id)}
          ask={ask}
          onForget={async (person) => {
            await ledger.forget(person);
            again();
          }}
        />
      )}
    </section>
  );
}

/** The colour of whoever is no person of the piece: the audience, somebody who was forgotten, nobody. */
function colourOfNobody(who: string): string {
  return who === AUDIENCE
    ? 'var(--jp-ui-font-color1)'
    : who
      ? 'var(--jp-ui-font-color3)'
      : 'var(--jp-border-color2)';
}

/** The people whose name the teacher may delete: not one's own, for what one does next would be recorded again. */
function candidates(
  { people }: Report,
  members: readonly { id: string; name: string }[],
  you: string | undefined,
): { person: string; name: string }[] {
  const all = new Map(Object.values(people).map(({ person, name }) => [person, name]));
  members.forEach(({ id, name }) => all.set(id, name));
  all.delete(you ?? '');
  all.delete('');
  return [...all].map(([person, name]) => ({ person, name }));
}

/** Whether the record is as it was written. */
function Verified({ count, verified, behind }: Report['head']): React.JSX.Element {
  if (verified !== true) {
    return (
      <div role="alert" className="antiphon-Contributions-alarm">
        <b>{trans.__('The record was changed.')}</b>
        <p>{verified}</p>
        <p>
          {trans.__(
            'So nobody can say for sure who made what. Tell whoever runs the lab; the piece itself is not touched.',
          )}
        </p>
      </div>
    );
  }
  return (
    <p className="antiphon-note">
      {count === 0
        ? trans.__('Nothing is recorded yet. Write a note, and it shows here in some seconds.')
        : words.verified(count)}
      {behind > 0 && count > 0 && ` ${trans.__('The last edits follow in a moment.')}`}
    </p>
  );
}

interface PaintedProps {
  report: Report;
  colour: (who: string) => string;
}

/** Whose the notes and sounds are that are there now. */
function Shares({ report, colour }: PaintedProps): React.JSX.Element {
  const { shares } = report;
  const besides = words.besides(report.totals);
  const name = (who: string): string => words.called(report, who);
  const others = everybody(report).filter((who) => !shares.some((share) => share.who === who));
  return (
    <>
      <h4 id="antiphon-contributions-shares">{trans.__('Whose the piece is')}</h4>
      {shares.length === 0 ? (
        <p className="antiphon-empty">{trans.__('There are no notes and no sounds yet.')}</p>
      ) : (
        <ul
          className="antiphon-Contributions-shares"
          aria-labelledby="antiphon-contributions-shares"
        >
          {shares.map((share) => (
            <li key={share.who} data-who={share.who}>
              <span className="antiphon-Contributions-name">
                <b dir="auto">{name(share.who)}</b> <span>{words.percent(share)}</span>
              </span>
              <span className="antiphon-Contributions-bar" aria-hidden="true">
                <span
                  style={{
                    inlineSize: `${share.share / 100}%`,
                    backgroundColor: colour(share.who),
                  }}
                />
              </span>
              <small>{words.things(share)}</small>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <p className="antiphon-note">
          {trans.__('Took part, too: %1', others.map(name).join(', '))}
        </p>
      )}
      {besides && <p className="antiphon-note">{besides}</p>}
    </>
  );
}

/** The record as files. */
function Files({ ledger }: { ledger: LedgerLine }): React.JSX.Element {
  const files: readonly (readonly [Format, string])[] = [
    ['split', trans.__('Split sheet')],
    ['csv', trans.__('Table (CSV)')],
    ['json', trans.__('All of it (JSON)')],
  ];
  return (
    <>
      <h4 id="antiphon-contributions-files">{trans.__('Download the record')}</h4>
      <div
        className="antiphon-row antiphon-wrap"
        role="group"
        aria-labelledby="antiphon-contributions-files"
      >
        {files.map(([format, title]) => (
          <a key={format} className="antiphon-button" href={ledger.file(format)} download="">
            {title}
          </a>
        ))}
      </div>
    </>
  );
}
