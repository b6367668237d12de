import * as React from 'react';

import type { AntiphonDoc } from '../document';
import { conflictInWords, operationInWords } from '../proposals/words';
import { type Kept, resumed, type Unsent } from '../proposals/unsent';
import type { Permissions } from '../rights';
import { trans } from '../translation';
import { once } from './once';
import { useSignal } from './subscribe';
import * as words from './words';

export interface UnsentOfferProps {
  doc: AntiphonDoc;
  unsent: Unsent;
  permissions: Permissions;
  /** It is gone on with or discarded: what has the keyboard goes. */
  onDone?: () => void;
}

/** Offers to go on with a proposal that was not sent when its page went away; one after the other. */
export function UnsentOffer(props: UnsentOfferProps): React.JSX.Element | null {
  const { doc, unsent } = props;
  useSignal(unsent.changed);
  useSignal(doc.changed);
  const [kept] = unsent.left;
  return doc.isDraft || !kept ? null : <Offer key={kept.id} {...props} kept={kept} />;
}

function Offer({ doc, unsent, permissions, onDone, kept }: UnsentOfferProps & { kept: Kept }) {
  useSignal(permissions.changed);
  const [refused, setRefused] = React.useState('');
  const document = doc.document();
  const { conflicts } = React.useMemo(() => resumed(document, kept, false), [document, kept]);
  const why = kept.problem
    ? trans.__('It cannot be read (%1).', kept.problem)
    : permissions.newProposal();
  const goOn = (mine: boolean) => () => {
    const refusal = unsent.goOn(kept, mine);
    setRefused(refusal);
    if (!refusal) {
      onDone?.();
    }
  };
  const count = kept.operations.length;
  const said = trans._n('%1 change', '%1 changes', count);
  const title = kept.title.trim();
  return (
    <section className="antiphon-Drafting" aria-label={trans.__('A proposal that was not sent')}>
      <p>
        <b>{trans.__('You have not sent a proposal.')}</b>{' '}
        {title
          ? trans.__('“%1”, %2, %3.', title, said, words.moment(new Date(kept.at), new Date()))
          : trans.__('%1, %2.', said, words.moment(new Date(kept.at), new Date()))}{' '}
        {conflicts.length > 0 &&
          trans._n(
            '%1 of them meets what others have changed since:',
            '%1 of them meet what others have changed since:',
            conflicts.length,
          )}
      </p>
      {conflicts.length > 0 && (
        <ul>
          {conflicts.slice(0, 5).map((conflict) => (
            <li key={conflict.operation}>
              {operationInWords(document, kept.operations[conflict.operation])}:{' '}
              {conflictInWords(conflict)}
            </li>
          ))}
          {conflicts.length > 5 && <li>{trans.__('and %1 more', conflicts.length - 5)}</li>}
        </ul>
      )}
      <button
        type="button"
        className="antiphon-button"
        disabled={Boolean(why)}
        onClick={goOn(false)}
      >
        {conflicts.length > 0 ? trans.__('Go on, keep theirs') : trans.__('Go on')}
      </button>
      {conflicts.length > 0 && (
        <button
          type="button"
          className="antiphon-button"
          disabled={Boolean(why)}
          onClick={goOn(true)}
        >
          {trans.__('Go on with mine')}
        </button>
      )}
      <button
        type="button"
        className="antiphon-button"
        onClick={once(() => {
          unsent.discard(kept);
          onDone?.();
        })}
      >
        {trans.__('Discard')}
      </button>
      <p role="status">{refused || why}</p>
    </section>
  );
}
