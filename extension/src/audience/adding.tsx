import * as React from 'react';

import type { Steerable } from '../session';
import { trans } from '../translation';
import { found } from './targets';
import * as words from './words';

/** What is shown of a long list; the rest is found by words. */
const SHOWN = 40;

export interface AddingProps {
  /** What could be opened and is not. */
  steerable: readonly Steerable[];
  disabled: boolean;
  onOpen: (target: string) => void;
  /** The list is wanted: ask for it anew, as the piece may have grown. */
  onAsk: () => void;
}

/** All that the audience could steer, found by words. */
export function Adding(props: AddingProps): React.JSX.Element {
  const { steerable, disabled, onOpen, onAsk } = props;
  const [looked, look] = React.useState('');
  const all = found(steerable, looked);
  const shown = all.slice(0, SHOWN);
  return (
    <details
      className="antiphon-Adding"
      onToggle={(event) => {
        if (event.currentTarget.open) {
          onAsk();
        }
      }}
    >
      <summary>{trans.__('Open something else to the audience')}</summary>
      <input
        type="search"
        className="antiphon-field"
        placeholder={trans.__('Find: a part, loudness, an effect …')}
        aria-label={trans.__('Find what the audience may steer')}
        value={looked}
        onChange={(event) => look(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && looked) {
            event.stopPropagation();
            look('');
          }
        }}
      />
      <p role="status" className="antiphon-note">
        {all.length > shown.length
          ? trans.__('%1 of %2 are shown: type a word to find others.', shown.length, all.length)
          : steerable.length === 0
            ? trans.__('Everything there is to steer is open already.')
            : trans._n('%1 thing', '%1 things', all.length)}
      </p>
      {all.length === 0 && steerable.length > 0 && (
        <p className="antiphon-empty">{trans.__('Nothing is called so. Try a shorter word.')}</p>
      )}
      <ul className="antiphon-Adding-list">
        {shown.map((of) => (
          <li key={of.target}>
            <span>
              {of.name} <small>{words.value(of, of.written)}</small>
            </span>
            <button
              type="button"
              className="antiphon-button"
              disabled={disabled}
              aria-label={trans.__('Open to the audience: %1', of.name)}
              onClick={() => onOpen(of.target)}
            >
              {trans.__('Open')}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
