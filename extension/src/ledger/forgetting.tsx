import * as React from 'react';

import type { Ask } from '../panels/ask';
import { trans } from '../translation';

export interface ForgettingProps {
  /** Whom one may forget. */
  people: readonly { person: string; name: string }[];
  ask: Ask;
  onForget: (person: string) => Promise<void>;
}

/** The teacher's way to delete somebody's name. */
export function Forgetting({ people, ask, onForget }: ForgettingProps): React.JSX.Element {
  const [chosen, choose] = React.useState('');
  const [said, say] = React.useState('');
  const summary = React.useRef<HTMLElement>(null);
  const person = people.find((each) => each.person === chosen);
  const nameOf = ({ name }: { name: string }): string => name || trans.__('Somebody');

  async function forget(): Promise<void> {
    if (!person) {
      return;
    }
    const name = nameOf(person);
    const isMeant = await ask.confirm(
      trans.__('Forget the name of %1?', name),
      trans.__(
        'The name %1 is deleted from the history and from the record, for good, and %1 is sent away. What %1 wrote stays in the piece, as a deleted person’s. This cannot be undone.',
        name,
      ),
      trans.__('Forget the name'),
    );
    if (!isMeant) {
      return;
    }
    try {
      await onForget(person.person);
      choose('');
      // The button has nobody any more, and the list may be gone.
      summary.current?.focus();
      say(trans.__('%1 is forgotten. The record stays whole.', name));
    } catch (error) {
      say(
        trans.__('Nothing was deleted: %1', error instanceof Error ? error.message : String(error)),
      );
    }
  }

  return (
    <details className="antiphon-Contributions-forgetting">
      <summary ref={summary}>{trans.__('Forget a person…')}</summary>
      <p className="antiphon-note">
        {trans.__(
          'Where somebody asks that their name be deleted. Their notes stay; nobody can tell any more that they are theirs.',
        )}
      </p>
      {people.length === 0 ? (
        <p className="antiphon-empty">{trans.__('There is nobody else in the record.')}</p>
      ) : (
        <div className="antiphon-row antiphon-wrap">
          <select
            className="antiphon-field"
            aria-label={trans.__('Whose name')}
            value={person ? chosen : ''}
            onChange={(event) => choose(event.target.value)}
          >
            <option value="">{trans.__('Choose a person')}</option>
            {people.map((each) => (
              <option key={each.person} value={each.person}>
                {nameOf(each)}
              </option>
            ))}
          </select>
          <button
            type="button"
            className="antiphon-button"
            disabled={!person}
            onClick={() => void forget()}
          >
            {trans.__('Forget this name…')}
          </button>
        </div>
      )}
      <p role="status" className="antiphon-note">
        {said}
      </p>
    </details>
  );
}
