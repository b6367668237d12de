import * as React from 'react';

import { SliderFace } from '../panels/slider';
import { trans } from '../translation';
import type { Place } from './desk';
import { useDesk } from './desk';
import type { Field } from './fields';
import { HeldBy, useHand } from './hand';

export interface ControlProps {
  place: Place;
  label: string;
  /** The label, and whose it is; the label alone where it is absent. */
  name?: string;
  field: Field;
  value: number;
  /** Whether the label is for screen readers alone. */
  bare?: boolean;
  disabled: boolean;
  /** How a value reads, where its unit alone does not say. */
  words?: (value: number) => string;
}

/** A slider for a number of a strip, a send or a node: others see who holds it, automation moves it and is recorded. */
export function Control({ place, field, value, ...shown }: ControlProps): React.JSX.Element {
  const hand = useHand(place, value);
  return (
    <SliderFace
      {...field}
      {...shown}
      field={place.field}
      hand={hand}
      shown={hand.shown}
      automated={hand.automated}
    >
      <HeldBy holder={hand.holder} />
    </SliderFace>
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
