import * as React from 'react';

import { type Range, format, fromPosition, toPosition } from './curve';
import { Gesture, type UndoSteps } from './gesture';
import { trans } from '../translation';

export interface SliderProps extends Range {
  label: string;
  unit: string;
  value: number;
  /** What a double click, or the key 0, goes back to. */
  default: number;
  help?: string;
  disabled?: boolean;
  undo: UndoSteps;
  /** Write a value; called at most every 30 ms while dragging, with one `step` a drag (see `write`). */
  onChange: (value: number, step: string) => void;
  /** How the value reads, where its unit alone does not say. */
  words?: (value: number) => string;
}

const KEYS = ['Arrow', 'Page', 'Home', 'End'];

/** A named slider for one number of the document; one drag is one step to undo. */
export function Slider(props: SliderProps): React.JSX.Element {
  const { label, unit, value, help, disabled, undo } = props;
  const id = React.useId();
  const write = React.useRef(props.onChange);
  write.current = props.onChange;
  const gesture = React.useMemo(
    () => new Gesture<number>((next, step) => write.current(next, step), undo),
    [undo],
  );
  React.useEffect(() => () => gesture.end(), [gesture]);
  const held = React.useRef(false);
  // While held, the hand's own value is shown: writes are paced, and the document echoes late.
  const [hand, setHand] = React.useState<number | null>(null);
  const shown = hand ?? value;
  const words = props.words?.(shown) ?? format(shown, unit);

  function hold(): void {
    held.current = true;
    gesture.begin();
  }
  function release(): void {
    held.current = false;
    gesture.end();
    setHand(null);
  }
  function move(next: number): void {
    gesture.move(next);
    if (held.current) {
      setHand(next);
    } else {
      gesture.end();
    }
  }

  return (
    <div className="antiphon-Slider" title={help}>
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id}>{words}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={1}
        step={props.whole ? 1 / (props.maximum - props.minimum) : 0.005}
        value={toPosition(shown, props)}
        disabled={disabled}
        aria-valuetext={words}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => move(fromPosition(Number(event.target.value), props))}
        onPointerDown={hold}
        onPointerUp={release}
        onPointerCancel={release}
        onKeyDown={(event) => {
          if (event.key === '0' && !disabled) {
            move(props.default);
          } else if (KEYS.some((key) => event.key.startsWith(key)) && !held.current) {
            hold();
          }
        }}
        onKeyUp={release}
        onBlur={release}
        onDoubleClick={() => disabled || move(props.default)}
      />
      {help && (
        <span id={`${id}-help`} className="antiphon-hidden">
          {help} {trans.__('Press 0 for the default, %1.', format(props.default, unit))}
        </span>
      )}
    </div>
  );
}
