import * as React from 'react';

import type { UndoSteps } from '../panels/gesture';
import { useHold } from '../panels/hold';
import { SliderFace } from '../panels/slider';
import type { SessionConnection, Steerable, Target, Value } from '../session';
import { trans } from '../translation';
import { rangeOf } from './rangepicture';
import { isSwitch } from './targets';
import * as words from './words';

export interface HandProps {
  session: SessionConnection;
  target: Target;
  of: Steerable;
  disabled: boolean;
}

/** The artist's own value of a target: it counts at once, and against what votes ask for. */
export function Hand(props: HandProps): React.JSX.Element {
  const { session, target, of, disabled } = props;
  const put = (value: Value | null): boolean => session.audience.hand(target.target, value);
  return (
    <div className="antiphon-Hand">
      {of.kind === 'text' ? (
        <HandChoice {...props} onPut={put} />
      ) : isSwitch(of.target) ? (
        <button
          type="button"
          className="antiphon-button antiphon-toggle"
          aria-pressed={target.value === 1}
          aria-label={trans.__('%1: it plays', target.name)}
          disabled={disabled}
          onClick={() => put(target.value === 1 ? 0 : 1)}
        >
          {trans.__('Plays')}
        </button>
      ) : (
        <HandSlider {...props} onPut={put} />
      )}
      {target.hand !== null && (
        <button
          type="button"
          className="antiphon-button"
          disabled={disabled}
          aria-label={trans.__('Let go of %1', target.name)}
          onClick={() => put(null)}
        >
          {trans.__('Let go')}
        </button>
      )}
    </div>
  );
}

interface Putting extends HandProps {
  onPut: (value: Value | null) => boolean;
}

function HandChoice({ target, of, disabled, onPut }: Putting): React.JSX.Element {
  const choices = [...new Set([String(of.written), ...of.choices.map(({ value }) => value)])];
  return (
    <label className="antiphon-PollForm-line">
      {trans.__('Your own choice')}
      <select
        className="antiphon-field"
        aria-label={trans.__('Your own choice: %1', target.name)}
        disabled={disabled}
        value={target.hand ?? ''}
        onChange={(event) => onPut(event.target.value || null)}
      >
        <option value="">{trans.__('none: as the votes or the score have it')}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {words.value(of, choice)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The session keeps its own steps to undo. */
const NO_STEPS: UndoSteps = { captureTimeout: 0 };

function HandSlider({ session, target, of, disabled, onPut }: Putting): React.JSX.Element {
  // What was put shows until the server has said how it stands.
  const [put, setPut] = React.useState<number | null>(null);
  const { arrival } = session;
  React.useEffect(() => setPut(null), [arrival]);
  const hand = useHold<number>(NO_STEPS, {
    write: (value) => {
      if (onPut(value)) {
        setPut(value);
      }
    },
  });
  const now = target.hand ?? target.value;
  const shown = hand.held ?? put ?? (typeof now === 'number' ? now : 0);
  return (
    <SliderFace
      {...rangeOf(of)}
      label={trans.__('Your hand')}
      name={trans.__('Your hand: %1', target.name)}
      unit={of.unit}
      words={(value) => words.value(of, value)}
      default={typeof of.written === 'number' ? of.written : 0}
      disabled={disabled}
      hand={hand}
      shown={shown}
    />
  );
}
