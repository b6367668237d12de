import * as React from 'react';

export interface NumberFieldProps {
  label: string;
  value: number;
  minimum: number;
  maximum: number;
  step: number;
  disabled?: boolean;
  /** Shown after the field. */
  unit?: string;
  /** Hide the label from the eye, where a symbol beside the field says it. */
  hideLabel?: boolean;
  /** A number within bounds was entered, by Enter, by leaving the field, or by its arrows. */
  onChange: (value: number) => void;
}

/** A number to type; what is no number, or unchanged, is put back. Escape leaves it as it was. */
export function NumberField(props: NumberFieldProps): React.JSX.Element {
  const { label, value, minimum, maximum, step, disabled, unit, hideLabel } = props;
  const id = React.useId();
  const [typed, setTyped] = React.useState<string | null>(null);

  function commit(text: string | null): void {
    setTyped(null);
    const entered = text === null || text.trim() === '' ? NaN : Number(text);
    const bounded = Math.min(maximum, Math.max(minimum, entered));
    if (Number.isFinite(bounded) && bounded !== value) {
      props.onChange(bounded);
    }
  }

  return (
    <span className="antiphon-NumberField">
      <label htmlFor={id} className={hideLabel ? 'antiphon-hidden' : undefined}>
        {label}
      </label>
      <input
        id={id}
        className="antiphon-field"
        type="number"
        min={minimum}
        max={maximum}
        step={step}
        disabled={disabled}
        value={typed ?? String(value)}
        onChange={(event) => {
          // An arrow's step is a choice made; typing is not until Enter, or until the field is left.
          if ((event.nativeEvent as Partial<InputEvent>).inputType === undefined) {
            commit(event.target.value);
          } else {
            setTyped(event.target.value);
          }
        }}
        onBlur={() => commit(typed)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            commit(typed);
          } else if (event.key === 'Escape' && typed !== null) {
            event.stopPropagation();
            setTyped(null);
          }
        }}
      />
      {unit && <span aria-hidden="true">{unit}</span>}
    </span>
  );
}
