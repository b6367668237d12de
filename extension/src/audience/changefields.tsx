import * as React from 'react';

import { ofSound } from '../panels/catalogue';
import { NumberField } from '../panels/number';
import type { Moves, PollKind, Value } from '../session';
import { trans } from '../translation';
import {
  type Change,
  changeFault,
  firstValue,
  isGradual,
  MANY,
  optionName,
  type Reached,
  stepOf,
  suits,
  valueOf,
} from './change';
import { choicesOf } from './targets';
import * as words from './words';

export interface ChangeFieldsProps {
  kind: PollKind;
  /** The options in words. */
  options: readonly string[];
  change: Change;
  all: readonly Reached[];
  onChange: (change: Change) => void;
}

/** What a poll changes of the music, from its options or its numbers. */
export function ChangeFields(props: ChangeFieldsProps): React.JSX.Element {
  const { kind, options, change, all, onChange } = props;
  const fit = all.filter((each) => suits(kind, each));
  const hasOptions = kind === 'single' || kind === 'multiple' || kind === 'ranked';
  const to = fit.find(({ of }) => of.target === change.target);
  if (fit.length === 0) {
    return (
      <p className="antiphon-note">
        {trans.__(
          'It changes nothing of the music. To let it, open something to the audience under Steering.',
        )}
      </p>
    );
  }
  if (kind === 'pad') {
    return (
      <>
        <Choice
          label={trans.__('From left to right it changes')}
          value={change.across}
          all={fit}
          onChange={(across) => onChange({ ...change, across })}
        />
        <Choice
          label={trans.__('From bottom to top it changes')}
          value={change.up}
          all={fit}
          onChange={(up) => onChange({ ...change, up })}
        />
        <p className="antiphon-note">{changeFault(change, kind)}</p>
      </>
    );
  }
  return (
    <>
      <Choice
        label={trans.__('What it changes')}
        value={change.target}
        all={fit}
        many={hasOptions}
        onChange={(target) => onChange({ ...change, target, values: [] })}
      />
      {hasOptions && to && isGradual(to) && (
        <label className="antiphon-PollForm-line">
          {trans.__('Each option')}
          <select
            className="antiphon-field"
            value={change.how}
            onChange={(event) =>
              onChange({ ...change, how: event.target.value === 'values' ? 'values' : 'steps' })
            }
          >
            <option value="steps">{trans.__('moves it by steps')}</option>
            <option value="values">{trans.__('sets it to a value')}</option>
          </select>
        </label>
      )}
      {hasOptions && options.length === 0 && change.target !== '' && (
        <p className="antiphon-note">
          {trans.__('Write the options first: then say here what each of them does.')}
        </p>
      )}
      {hasOptions && to && options.length > 0 && <Places {...props} to={to} />}
      {hasOptions && change.target === MANY && options.length > 0 && <Sets {...props} />}
      {kind === 'scale' && to && (
        <p className="antiphon-note">
          {trans.__('The middle of all answers is the value: the numbers above are in its unit.')}
        </p>
      )}
    </>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  all: readonly Reached[];
  many?: boolean;
  onChange: (target: string) => void;
}

function Choice({ label, value, all, many, onChange }: ChoiceProps): React.JSX.Element {
  const isThere = (many && value === MANY) || all.some(({ of }) => of.target === value);
  return (
    <label className="antiphon-PollForm-line">
      {label}
      <select
        className="antiphon-field"
        value={isThere ? value : ''}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{trans.__('Nothing')}</option>
        {all.map(({ of }) => (
          <option key={of.target} value={of.target}>
            {of.name}
          </option>
        ))}
        {many && <option value={MANY}>{trans.__('Several things at once')}</option>}
      </select>
    </label>
  );
}

/** What each option does to one target. */
function Places(props: ChangeFieldsProps & { to: Reached }): React.JSX.Element {
  const { options, change, to, onChange } = props;
  const bySteps = isGradual(to) && change.how === 'steps';
  return (
    <ul className="antiphon-Change-options">
      {options.map((option, place) => (
        <li key={place}>
          {bySteps ? (
            <NumberField
              label={option}
              unit={trans.__('steps')}
              value={stepOf(change, place, options.length)}
              minimum={-20}
              maximum={20}
              step={1}
              onChange={(steps) =>
                onChange({ ...change, steps: put(change.steps, place, Math.round(steps)) })
              }
            />
          ) : (
            <ValueField
              label={option}
              to={to}
              value={valueOf(change, place, options.length, to)}
              onChange={(value) =>
                onChange({ ...change, values: put(change.values, place, value) })
              }
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** What each option does to several targets. */
function Sets({ options, change, all, onChange }: ChangeFieldsProps): React.JSX.Element {
  const set = (place: number, moves: Moves): void =>
    onChange({ ...change, sets: put(change.sets, place, moves) });
  return (
    <>
      {options.map((_, place) => {
        const moves = change.sets[place] ?? {};
        const isChosen = ({ of }: Reached): boolean => Object.hasOwn(moves, of.target);
        const chosen = all.filter(isChosen);
        const rest = all.filter((each) => !isChosen(each));
        const name = optionName(options, place);
        return (
          <fieldset key={place} className="antiphon-Change-set">
            <legend>{name}</legend>
            {chosen.map((to) => (
              <div key={to.of.target} className="antiphon-row">
                <ValueField
                  label={to.of.name}
                  to={to}
                  value={moves[to.of.target]}
                  onChange={(value) => set(place, { ...moves, [to.of.target]: value })}
                />
                <button
                  type="button"
                  className="antiphon-button"
                  aria-label={trans.__('Leave out %1 of “%2”', to.of.name, name)}
                  onClick={() => set(place, without(moves, to.of.target))}
                >
                  ×
                </button>
              </div>
            ))}
            {rest.length > 0 && (
              <select
                className="antiphon-field"
                aria-label={trans.__('Add something that “%1” changes', name)}
                value=""
                onChange={(event) => {
                  const to = rest.find(({ of }) => of.target === event.target.value);
                  if (to) {
                    set(place, { ...moves, [to.of.target]: firstValue(to) });
                  }
                }}
              >
                <option value="">{trans.__('Add …')}</option>
                {rest.map(({ of }) => (
                  <option key={of.target} value={of.target}>
                    {of.name}
                  </option>
                ))}
              </select>
            )}
          </fieldset>
        );
      })}
    </>
  );
}

interface ValueFieldProps {
  label: string;
  to: Reached;
  value: Value | null;
  onChange: (value: Value) => void;
}

/** One value of a target, of those that votes reach. */
function ValueField({ label, to, value, onChange }: ValueFieldProps): React.JSX.Element {
  const { of, envelope } = to;
  const choices = choicesOf(of, envelope);
  if (choices.length === 0) {
    return (
      <NumberField
        label={label}
        unit={ofSound(of.unit)}
        value={typeof value === 'number' ? value : Number(of.written)}
        minimum={envelope.minimum}
        maximum={envelope.maximum}
        step={envelope.step || 0.1}
        onChange={onChange}
      />
    );
  }
  return (
    <label className="antiphon-Change-value">
      {label}
      <select
        className="antiphon-field"
        value={String(choices.findIndex((each) => each === value))}
        onChange={(event) => onChange(choices[Number(event.target.value)])}
      >
        {choices.map((each, place) => (
          <option key={place} value={place}>
            {words.value(of, each)}
          </option>
        ))}
      </select>
    </label>
  );
}

function put<T>(all: readonly (T | undefined)[], place: number, value: T): (T | undefined)[] {
  const next = [...all];
  next[place] = value;
  return next;
}

function without(moves: Moves, target: string): Moves {
  return Object.fromEntries(Object.entries(moves).filter(([key]) => key !== target));
}
