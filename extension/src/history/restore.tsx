import * as React from 'react';

import type { AntiphonDoc } from '../document';
import { partName } from '../panels/words';
import { trans } from '../translation';
import type { HistoryDesk } from './desk';

/** Measures by their numbers. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

export interface RestoreProps {
  desk: HistoryDesk;
  doc: AntiphonDoc;
  /** The measures that are selected in the score; null where none are. */
  selected: () => Stretch | null;
  onDone: () => void;
}

/** What is to be as it was at the moment that is shown: all, a part, some measures, or a part in some measures. */
export function Restore({ desk, doc, selected, onDone }: RestoreProps): React.JSX.Element {
  const { parts, measures } = doc.piece;
  const numbers = measures.map(({ number }) => number);
  const [least, most] = [numbers[0] ?? 1, numbers[numbers.length - 1] ?? 1];
  const [part, setPart] = React.useState('');
  const [{ first, last, some }, setStretch] = React.useState(() => {
    const stretch = selected();
    return { first: least, last: most, ...stretch, some: stretch !== null };
  });
  const [fault, setFault] = React.useState('');
  const heading = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => heading.current?.focus(), []);
  function submit(event: React.FormEvent): void {
    event.preventDefault();
    const ends = [first, last].map((of) => measures.find(({ number }) => number === of)?.id);
    if (some && (!ends[0] || !ends[1])) {
      setFault(trans.__('There are measures %1 to %2.', least, most));
      return;
    }
    onDone();
    void desk.restore({
      step: desk.step ?? 0,
      ...(part && { part }),
      ...(some && { measures: [ends[0]!, ends[1]!] as const }),
    });
  }
  const end = (name: 'first' | 'last', label: string, value: number): React.JSX.Element => (
    <input
      type="number"
      className="antiphon-field"
      aria-label={label}
      min={least}
      max={most}
      disabled={!some}
      value={Number.isNaN(value) ? '' : value}
      onChange={(event) => setStretch({ first, last, some, [name]: event.target.valueAsNumber })}
    />
  );
  return (
    <form
      className="antiphon-Restore"
      noValidate
      aria-labelledby="antiphon-restore"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onDone();
        }
      }}
    >
      <h4 id="antiphon-restore" ref={heading} tabIndex={-1}>
        {trans.__('Restore what is shown')}
      </h4>
      <label>
        {trans.__('Which part')}{' '}
        <select
          className="antiphon-field"
          value={part}
          onChange={(event) => setPart(event.target.value)}
        >
          <option value="">
            {some ? trans.__('All parts') : trans.__('Everything, sounds too')}
          </option>
          {parts.map((of) => (
            <option key={of.id} value={of.id}>
              {partName(of)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={some}
          onChange={(event) => setStretch({ first, last, some: event.target.checked })}
        />{' '}
        {trans.__('Only some measures')}
      </label>
      <div className="antiphon-row">
        {end('first', trans.__('From measure'), first)}
        <span aria-hidden="true">–</span>
        {end('last', trans.__('To measure'), last)}
      </div>
      <p className="antiphon-fault" role="alert">
        {fault}
      </p>
      <p className="antiphon-note">
        {trans.__('Everybody gets it. Undo takes it back, and how it is now is kept as a version.')}
      </p>
      <div className="antiphon-row">
        <button type="submit" className="antiphon-button antiphon-primary">
          {trans.__('Restore')}
        </button>
        <button type="button" className="antiphon-button" onClick={onDone}>
          {trans.__('Cancel')}
        </button>
      </div>
    </form>
  );
}
