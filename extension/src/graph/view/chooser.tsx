import * as React from 'react';

import { trans } from '../../translation';
import type { Asking } from './desk';

export interface ChooserProps extends Asking {
  onClose: () => void;
}

/** A list to choose from by typing, arrows or mouse. */
export function Chooser({ title, choices, onClose }: ChooserProps): React.JSX.Element {
  const [words, setWords] = React.useState('');
  const [at, setAt] = React.useState(0);
  const list = React.useRef<HTMLUListElement>(null);
  const prefix = React.useId();
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = choices.filter(({ label, note = '' }) => {
    const text = `${label} ${note}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  const current = Math.min(at, found.length - 1);
  React.useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const choose = (order: number): void => {
    const choice = found.at(order);
    if (choice && order >= 0) {
      onClose();
      choice.run();
    }
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by && found.length > 0) {
      setAt(Math.max(0, Math.min(found.length - 1, current + by)));
    } else if (event.key === 'Enter') {
      choose(current);
    } else if (event.key === 'Escape') {
      onClose();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="antiphon-Chooser"
      role="dialog"
      aria-label={title}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget && !currentTarget.contains(relatedTarget)) {
          onClose();
        }
      }}
    >
      <label className="antiphon-Chooser-title">
        {title}
        <input
          className="antiphon-field"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${prefix}-list`}
          aria-activedescendant={found.length > 0 ? `${prefix}-${current}` : undefined}
          autoComplete="off"
          placeholder={trans.__('Search')}
          value={words}
          autoFocus
          onKeyDown={onKeyDown}
          onChange={({ target }) => {
            setWords(target.value);
            setAt(0);
          }}
        />
      </label>
      <ul id={`${prefix}-list`} ref={list} role="listbox" aria-label={title}>
        {found.map(({ id, label, note, colour }, order) => (
          <li
            key={id}
            id={`${prefix}-${order}`}
            role="option"
            aria-selected={order === current}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(order)}
          >
            {colour && <span className="antiphon-Chooser-colour" data-colour={colour} />}
            {label}
            {note && <span className="antiphon-Chooser-note"> {note}</span>}
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p role="status" className="antiphon-note">
          {choices.length > 0
            ? trans.__('Nothing is called so.')
            : trans.__('There is nothing to choose.')}
        </p>
      )}
    </div>
  );
}
