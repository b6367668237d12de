import * as React from 'react';

import { format, fromPosition, toPosition } from '../panels/curve';
import { trans } from '../translation';
import type { Place } from './desk';
import { useDesk } from './desk';
import type { Field } from './fields';
import { HeldBy, useHand } from './hand';

export interface ControlProps {
  place: Place;
  label: string;
  /** The label, and whose it is; the label alone where it is empty. */
  name?: string;
  field: Field;
  value: number;
  /** Whether the label is for screen readers alone. */
  bare?: boolean;
  disabled: boolean;
  /** How a value reads, where its unit alone does not say. */
  words?: (value: number) => string;
}

const KEYS = /^(Arrow|Page|Home|End)/;

/** A slider for a number of a strip, a send or a node, with its name and value. */
export function Control(props: ControlProps): React.JSX.Element {
  const { place, label, name, field, value, bare, disabled } = props;
  const id = React.useId();
  const hand = useHand(place, value);
  const words = props.words?.(hand.shown) ?? format(hand.shown, field.unit);
  return (
    <div
      className="antiphon-Control"
      data-field={place.field}
      data-automated={hand.automated || undefined}
    >
      <label htmlFor={id} className={bare ? 'antiphon-hidden' : undefined}>
        {name ?? label}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={1}
        step={0.005}
        value={toPosition(hand.shown, field)}
        disabled={disabled}
        aria-valuetext={words}
        title={trans.__('Double click, or 0: %1', format(field.default, field.unit))}
        onChange={(event) => hand.move(fromPosition(Number(event.target.value), field))}
        onPointerDown={hand.hold}
        onPointerUp={hand.release}
        onPointerCancel={hand.release}
        onKeyDown={(event) => {
          if (event.key === '0' && !disabled) {
            hand.move(field.default);
          } else if (KEYS.test(event.key) && !event.altKey) {
            hand.hold();
          }
        }}
        onKeyUp={hand.release}
        onBlur={hand.release}
        onDoubleClick={() => disabled || hand.move(field.default)}
      />
      <output htmlFor={id}>{words}</output>
      <HeldBy holder={hand.holder} />
    </div>
  );
}

export interface SwitchProps {
  strip: string;
  field: string;
  /** What it says; on or off where it is absent. */
  label?: string;
  /** What it is, and whose. */
  name: string;
  on: boolean;
  disabled: boolean;
  className?: string;
}

/** A switch of a strip. */
export function Switch(props: SwitchProps): React.JSX.Element {
  const { strip, field, label, name, on, disabled, className = '' } = props;
  const desk = useDesk();
  return (
    <button
      type="button"
      className={`antiphon-button antiphon-toggle ${className}`}
      data-field={field}
      aria-pressed={on}
      aria-label={name}
      title={name}
      disabled={disabled}
      onClick={() => desk.flip(strip, field, !on)}
    >
      {label ?? (on ? trans._p('switch', 'On') : trans._p('switch', 'Off'))}
    </button>
  );
}
