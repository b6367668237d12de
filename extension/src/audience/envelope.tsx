import * as React from 'react';

import { ofSound } from '../panels/catalogue';
import { NumberField } from '../panels/number';
import { MOMENTS, type Envelope, type Moment, type Steerable } from '../session';
import { trans } from '../translation';
import { isSwitch } from './targets';
import * as words from './words';

/** Choices that votes have at most: a poll has no more options. Of so many no search is needed. */
const MOST = 12;

export interface EnvelopeEditorProps {
  of: Steerable;
  envelope: Envelope;
  disabled: boolean;
  onChange: (envelope: Envelope) => void;
}

/** How far the audience may move a target, how fast, and when that is heard. */
export function EnvelopeEditor(props: EnvelopeEditorProps): React.JSX.Element {
  const { of, envelope, disabled, onChange } = props;
  const [fault, setFault] = React.useState('');
  const isNumber = of.kind === 'number' && !isSwitch(of.target);
  const isFactor = of.unit === '×';
  const unit = isFactor ? of.unit : ofSound(of.unit);

  function change(changes: Partial<Envelope>): void {
    const next = { ...envelope, ...changes };
    const wrong = words.envelopeFault(of, next);
    setFault(wrong ?? '');
    if (!wrong) {
      onChange(next);
    }
  }

  const grain = isFactor
    ? 0.05
    : of.step || Number(((of.maximum - of.minimum) / 100).toPrecision(1));
  const number = (
    key: 'minimum' | 'maximum' | 'step' | 'slew' | 'cooldown' | 'veto' | 'weight',
    label: string,
    rest: { unit?: string; minimum?: number; maximum: number; step: number; scale?: number },
  ): React.JSX.Element => {
    const { scale = 1 } = rest;
    return (
      <NumberField
        label={label}
        unit={rest.unit}
        value={Number((envelope[key] * scale).toPrecision(6))}
        minimum={rest.minimum ?? 0}
        maximum={rest.maximum}
        step={rest.step}
        disabled={disabled}
        onChange={(value) => change({ [key]: Number((value / scale).toPrecision(9)) })}
      />
    );
  };
  const bounds = { unit, minimum: of.minimum, maximum: of.maximum, step: grain };
  const size = of.maximum - of.minimum;
  return (
    <div className="antiphon-Envelope">
      {isNumber && (
        <>
          {number('minimum', trans.__('Lowest'), bounds)}
          {number('maximum', trans.__('Highest'), bounds)}
          {isFactor
            ? number('step', trans.__('Step'), { unit: '%', maximum: 100, step: 1, scale: 100 })
            : number('step', trans.__('Step'), { unit, maximum: size, step: grain })}
          {number('slew', trans.__('Most in a second (0: at once)'), {
            unit,
            maximum: size,
            step: grain,
          })}
        </>
      )}
      {of.kind === 'text' && (
        <Choices of={of} envelope={envelope} disabled={disabled} onChange={change} />
      )}
      <label className="antiphon-PollForm-line">
        {trans.__('A change is heard')}
        <select
          className="antiphon-field"
          disabled={disabled || of.target === 'form'}
          value={envelope.quantise}
          onChange={(event) => change({ quantise: event.target.value as Moment })}
        >
          {MOMENTS.map((each) => (
            <option key={each} value={each}>
              {words.moment(each)}
            </option>
          ))}
        </select>
      </label>
      {number('cooldown', trans.__('Pause between changes'), {
        unit: ofSound('s'),
        maximum: 600,
        step: 1,
      })}
      {number('veto', trans.__('Time for your veto'), {
        unit: ofSound('s'),
        maximum: 60,
        step: 1,
      })}
      {isNumber &&
        number('weight', trans.__('Weight of votes against your hand'), {
          unit: '%',
          maximum: 100,
          step: 5,
          scale: 100,
        })}
      <p className="antiphon-note">{words.envelope(of, envelope)}</p>
      <p role="alert" className="antiphon-fault">
        {fault}
      </p>
    </div>
  );
}

interface ChoicesProps {
  of: Steerable;
  envelope: Envelope;
  disabled: boolean;
  onChange: (changes: Partial<Envelope>) => void;
}

/** What can be voted for, of all there is. */
function Choices({ of, envelope, disabled, onChange }: ChoicesProps): React.JSX.Element {
  const [looked, look] = React.useState('');
  const chosen = new Set(envelope.choices);
  const text = looked.trim().toLocaleLowerCase();
  const shown = of.choices
    .filter(({ name }) => name.toLocaleLowerCase().includes(text))
    .sort((a, b) => Number(chosen.has(b.value)) - Number(chosen.has(a.value)))
    .slice(0, 60);
  return (
    <fieldset className="antiphon-Choices">
      <legend>{trans.__('Votes choose between (%1 at most)', MOST)}</legend>
      {of.choices.length > MOST && (
        <input
          type="search"
          className="antiphon-field"
          placeholder={trans.__('Find')}
          aria-label={trans.__('Find something to choose')}
          value={looked}
          onChange={(event) => look(event.target.value)}
        />
      )}
      <div className="antiphon-Choices-list">
        {shown.map(({ value, name }) => (
          <label key={value} className="antiphon-row">
            <input
              type="checkbox"
              checked={chosen.has(value)}
              disabled={disabled || (chosen.size >= MOST && !chosen.has(value))}
              onChange={(event) =>
                onChange({
                  choices: event.target.checked
                    ? [...envelope.choices, value]
                    : envelope.choices.filter((each) => each !== value),
                })
              }
            />
            {name}
          </label>
        ))}
        {shown.length === 0 && (
          <p className="antiphon-empty">{trans.__('Nothing is called so.')}</p>
        )}
      </div>
    </fieldset>
  );
}
