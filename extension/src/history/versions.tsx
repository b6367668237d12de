import * as React from 'react';

import type { Ask } from '../panels/ask';
import { trans } from '../translation';
import type { Version } from './answers';
import type { HistoryDesk } from './desk';
import { days } from './timeline';
import * as words from './words';

export interface VersionsProps {
  desk: HistoryDesk;
  ask: Ask;
  /** The id of this person, and whether they write and lead. */
  person: string;
  writes: boolean;
  leads: boolean;
  /** A version is shown, to be restored. */
  onRestore: (version: Version) => void;
}

/** The versions of a piece, by day: those with a name, and those that are kept by themselves. */
export function Versions(props: VersionsProps): React.JSX.Element {
  const { desk, ask, writes } = props;
  const [isNamed, onlyNamed] = React.useState(false);
  const all = desk.timeline?.versions ?? [];
  const shown = isNamed ? all.filter(({ kind }) => kind === 'named') : all;
  return (
    <div className="antiphon-Versions" role="group" aria-label={trans.__('Versions')}>
      <h4>{trans.__('Versions')}</h4>
      {writes && (
        <button
          type="button"
          className="antiphon-button"
          onClick={() => void nameVersion(desk, ask)}
        >
          {trans.__('Name this version…')}
        </button>
      )}
      {all.length === 0 && (
        <p className="antiphon-empty">
          {trans.__(
            'No versions yet. Name one to find it again; others are kept by themselves while you write.',
          )}
        </p>
      )}
      {all.some(({ kind }) => kind !== 'named') && (
        <label>
          <input
            type="checkbox"
            checked={isNamed}
            onChange={(event) => onlyNamed(event.target.checked)}
          />{' '}
          {trans.__('Only those with a name')}
        </label>
      )}
      {days(shown, new Date()).map(({ title, versions }) => (
        <section key={title}>
          <h5>{title}</h5>
          <ul>
            {versions.map((version) => (
              <Item key={version.id} {...props} version={version} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Item({
  desk,
  ask,
  version,
  person,
  writes,
  leads,
  onRestore,
}: VersionsProps & { version: Version }): React.JSX.Element {
  const name = words.versionName(version);
  const isShown = desk.step === version.step;
  const isOwn = writes && (leads || version.person === person || version.person === '');
  const compared = desk.compared?.a === String(version.step) && desk.compared.b === 'now';
  return (
    <li data-version={version.id} aria-current={isShown || undefined}>
      <p>
        <b dir="auto">{name}</b>{' '}
        <small>
          {words.time(version.at)} {version.name && <bdi>{version.name}</bdi>}
        </small>
      </p>
      <div className="antiphon-row antiphon-wrap" role="group" aria-label={name}>
        <button
          type="button"
          className="antiphon-button antiphon-toggle"
          aria-pressed={isShown}
          onClick={() => desk.look(isShown ? null : version.step)}
        >
          {trans.__('Show')}
        </button>
        <button
          type="button"
          className="antiphon-button antiphon-toggle"
          aria-pressed={compared}
          onClick={() =>
            compared ? desk.uncompare() : void desk.compare({ a: String(version.step), b: 'now' })
          }
        >
          {trans.__('Compare with now')}
        </button>
        {writes && (
          <button type="button" className="antiphon-button" onClick={() => onRestore(version)}>
            {trans.__('Restore…')}
          </button>
        )}
        {isOwn && (
          <>
            <button
              type="button"
              className="antiphon-button"
              onClick={() => void rename(desk, ask, version)}
            >
              {version.title ? trans.__('Rename…') : trans.__('Name…')}
            </button>
            <button
              type="button"
              className="antiphon-button"
              onClick={() => void forget(desk, ask, version)}
            >
              {trans.__('Delete…')}
            </button>
          </>
        )}
      </div>
    </li>
  );
}

/** Ask for a name, and keep the piece as it is shown under it. */
export async function nameVersion(desk: HistoryDesk, ask: Ask): Promise<void> {
  // What is shown may be another moment before the name is there.
  const { step } = desk;
  const title = await ask.text(
    trans.__('Name this version'),
    step === null
      ? trans.__('What is the piece as it is now called?')
      : trans.__('What is the piece as you see it called?'),
    trans.__('Keep'),
  );
  if (title?.trim()) {
    await desk.name(title, step);
  }
}

async function rename(desk: HistoryDesk, ask: Ask, version: Version): Promise<void> {
  const title = await ask.text(
    trans.__('Rename the version'),
    trans.__('What is it called?'),
    trans.__('Rename'),
    version.title,
  );
  if (title?.trim()) {
    await desk.rename(version, title);
  }
}

async function forget(desk: HistoryDesk, ask: Ask, version: Version): Promise<void> {
  const title = trans.__('Take “%1” off the list?', words.versionName(version));
  const body = trans.__('The piece does not change, and the slider still finds this moment.');
  if (await ask.confirm(title, body, trans.__('Delete'))) {
    await desk.forget(version);
  }
}
