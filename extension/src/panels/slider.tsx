import * as React from 'react';

import { type Range, format, fromPosition, toPosition } from './curve';
import type { UndoSteps } from './gesture';
import { type Hold, useHold } from './hold';
import { trans } from '../translation';

interface Named extends Range {
  label: string;
  /** The label, and whose it is; the label alone where it is absent. */
  name?: string;
  unit: string;
  /** What a double click, or the key 0, goes back to. */
  default: number;
  help?: string;
  disabled?: boolean;
  /** How the value reads, where its unit alone does not say. */
  words?: (value: number) => string;
}

export interface SliderProps extends Named {
  value: number;
  undo: UndoSteps;
  /** Write a value; called at most every 30 ms while dragging, with one `step` a drag (see `write`). */
  onChange: (value: number, step: string) => void;
}

/** A named slider for one number of the document; one drag is one step to undo. */
export function Slider({ value, undo, onChange, ...named }: SliderProps): React.JSX.Element {
  const hand = useHold<number>(undo, { write: onChange });
  return <SliderFace {...named} hand={hand} shown={hand.held ?? value} />;
}

export interface SliderFaceProps extends Named {
  hand: Pick<Hold<number>, 'hold' | 'move' | 'release'>;
  shown: number;
  /** The field that it moves, where others look for it by that. */
  field?: string;
  /** Whether the label is for screen readers alone. */
  bare?: boolean;
  automated?: boolean;
  /** What is said below it. */
  children?: React.ReactNode;
}

const KEYS = /^(Arrow|Page|Home|End)/;

/** A slider, whoever holds it. */
export function SliderFace(props: SliderFaceProps): React.JSX.Element {
  const { label, name = label, unit, help, disabled, hand, shown, field, bare } = props;
  const id = React.useId();
  const words = props.words?.(shown) ?? format(shown, unit);
  const usual = format(props.default, unit);
  return (
    <div
      className="antiphon-Slider"
      data-field={field}
      data-automated={props.automated || undefined}
      title={help}
    >
      <label htmlFor={id} className={bare ? 'antiphon-hidden' : undefined}>
        {label}
      </label>
      <output htmlFor={id}>{words}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={1}
        step={props.whole ? 1 / (props.maximum - props.minimum) : 0.005}
        value={toPosition(shown, props)}
        disabled={disabled}
        aria-label={name === label ? undefined : name}
        aria-valuetext={words}
        aria-describedby={help ? `${id}-help` : undefined}
        title={help ? undefined : trans.__('Double click, or 0: %1', usual)}
        onChange={(event) => hand.move(fromPosition(Number(event.target.value), props))}
        onPointerDown={hand.hold}
        onPointerUp={hand.release}
        onPointerCancel={hand.release}
        onKeyDown={(event) => {
          if (event.key === '0' && !disabled) {
            hand.move(props.default);
          } else if (KEYS.test(event.key) && !event.altKey) {
            hand.hold();
          }
        }}
        onKeyUp={hand.release}
        onBlur={hand.release}
        onDoubleClick={() => disabled || hand.move(props.default)}
      />
      {help && (
        <span id={`${id}-help`} className="antiphon-hidden">
          {help} {trans.__('Press 0 for the default, %1.', usual)}
        </span>
      )}
      {props.children}
    </div>
  );
}
