import * as React from 'react';

import { fromPosition, type Range, toPosition } from '../panels/curve';
import { Gesture, type UndoSteps } from '../panels/gesture';
import { trans } from '../translation';
import type { Holder } from './holds';
import { angleOf, arc, dragged, keyed, originOf, stepped } from './turning';
import { readValue, said, typed } from './value';

export interface KnobProps extends Range {
  label: string;
  unit: string;
  value: number;
  /** What a double click, or the key 0, goes back to; a tick marks it. */
  default: number;
  choices?: readonly string[];
  help?: string;
  /** Why it cannot be turned; empty where it can. */
  closed?: string;
  /** Who else has a hand on it. */
  holder?: Holder | null;
  /** What turns it besides hands, such as `CC 21`; empty for nothing. */
  driver?: string;
  undo: UndoSteps;
  /** Write a value; called at most every 30 ms while it turns, with one `step` a drag (see `write`). */
  onChange: (value: number, step: string) => void;
  /** A hand takes hold, or lets go. */
  onHold?: (isHeld: boolean) => void;
  /** Its menu is asked for, at a place of the window. */
  onMenu?: (place: { x: number; y: number }) => void;
  /** How a value reads, where its unit alone does not say. */
  words?: (value: number) => string;
}

/** Drawn in a square of so many units. */
const SIZE = 40;
const RADIUS = 16;

/**
 * A rotary knob for one number of the document. It is dragged up and down (finely with Shift), turned by arrow, page,
 * Home and End keys, by the wheel where it has the keyboard, or typed into by Enter or a click on the value; a double
 * click or 0 goes back to the default. One drag is one step to undo. While it is held it shows the own hand's value:
 * writes are paced, and the document echoes late.
 */
export const Knob = React.memo(function Knob(props: KnobProps): React.JSX.Element {
  const { label, value, help, closed = '', holder, driver, undo } = props;
  const id = React.useId();
  const latest = React.useRef(props);
  latest.current = props;
  const gesture = React.useMemo(
    () => new Gesture<number>((next, step) => latest.current.onChange(next, step), undo),
    [undo],
  );
  React.useEffect(() => () => gesture.end(), [gesture]);
  /** Where the hand is, from 0 to 1, and the height at which it was last; null where it does not drag. */
  const drag = React.useRef<{ position: number; y: number } | null>(null);
  const held = React.useRef(false);
  const [hand, setHand] = React.useState<number | null>(null);
  const [typing, setTyping] = React.useState(false);
  const dial = React.useRef<HTMLDivElement>(null);
  const shown = hand ?? value;
  const shownRef = React.useRef(shown);
  shownRef.current = shown;

  const turn = React.useMemo(() => {
    const hold = (): void => {
      if (!held.current) {
        held.current = true;
        gesture.begin();
        latest.current.onHold?.(true);
      }
    };
    const release = (): void => {
      if (held.current) {
        held.current = false;
        drag.current = null;
        gesture.end();
        latest.current.onHold?.(false);
        setHand(null);
      }
    };
    const move = (next: number): void => {
      if (next !== shownRef.current) {
        shownRef.current = next;
        gesture.move(next);
        if (held.current) {
          setHand(next);
        } else {
          gesture.end();
        }
      }
    };
    return { hold, release, move };
  }, [gesture]);
  React.useEffect(() => {
    if (closed) {
      turn.release();
    }
  }, [closed, turn]);
  React.useEffect(() => turn.release, [turn]);

  React.useEffect(() => {
    const element = dial.current;
    // React listens to the wheel passively: the page would scroll along. Without the keyboard, the wheel is the page's.
    const onWheel = (event: WheelEvent): void => {
      if (document.activeElement !== element || latest.current.closed || event.ctrlKey) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      const by = Math.sign(event.deltaX - event.deltaY || -event.deltaY);
      if (by) {
        turn.move(stepped(shownRef.current, latest.current, by, event.shiftKey));
      }
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [turn]);

  function onPointerDown(event: React.PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0 || closed) {
      return;
    }
    event.stopPropagation();
    event.currentTarget.focus({ preventScroll: true });
    event.currentTarget.setPointerCapture?.(event.pointerId);
    drag.current = { position: toPosition(shown, props), y: event.clientY };
    turn.hold();
  }

  function onPointerMove(event: React.PointerEvent): void {
    const from = drag.current;
    if (from && held.current) {
      from.position = dragged(from.position, from.y - event.clientY, event.shiftKey);
      from.y = event.clientY;
      turn.move(fromPosition(from.position, props));
    }
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      const { left, bottom } = event.currentTarget.getBoundingClientRect();
      event.preventDefault();
      event.stopPropagation();
      props.onMenu?.({ x: left, y: bottom });
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey || closed) {
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      setTyping(true);
      return;
    }
    const next = keyed(shown, props, event.key, event.shiftKey);
    if (next !== null) {
      // The arrows of the canvas move nodes.
      event.preventDefault();
      event.stopPropagation();
      turn.hold();
      turn.move(next);
    }
  }

  const words = wordsOf(props, shown);
  const position = toPosition(shown, props);
  const notes = [
    help,
    trans.__('Press 0 for the default, %1; Enter to type a value.', wordsOf(props, props.default)),
    closed,
    holder && trans.__('Held by %1.', holder.name),
    driver && trans.__('Turned by %1.', driver),
  ].filter((note) => note);
  return (
    <div
      className="antiphon-Knob nodrag nopan"
      title={[help, closed].filter((note) => note).join(' ')}
      style={holder ? ({ '--antiphon-hand': holder.colour } as React.CSSProperties) : undefined}
      data-held={holder ? '' : undefined}
      onContextMenu={(event) => {
        if (props.onMenu) {
          event.preventDefault();
          event.stopPropagation();
          props.onMenu({ x: event.clientX, y: event.clientY });
        }
      }}
    >
      <span id={`${id}-label`} className="antiphon-Knob-label">
        {label}
      </span>
      <div
        ref={dial}
        role="slider"
        tabIndex={0}
        className="antiphon-Knob-dial"
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-notes`}
        aria-valuemin={props.minimum}
        aria-valuemax={props.maximum}
        aria-valuenow={shown}
        aria-valuetext={words}
        aria-disabled={closed !== '' || undefined}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={turn.release}
        onPointerCancel={turn.release}
        onKeyDown={onKeyDown}
        onKeyUp={() => drag.current || turn.release()}
        onBlur={turn.release}
        onDoubleClick={(event) => {
          event.stopPropagation();
          if (!closed) {
            turn.move(props.default);
          }
        }}
      >
        <svg viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
          <path className="antiphon-Knob-track" d={TRACK} />
          <path
            className="antiphon-Knob-arc"
            d={arc(originOf(props), position, RADIUS, SIZE / 2)}
          />
          <line
            className="antiphon-Knob-tick"
            {...TICK}
            transform={turned(toPosition(props.default, props))}
          />
          <circle className="antiphon-Knob-cap" cx={SIZE / 2} cy={SIZE / 2} r={RADIUS - 4.5} />
          <line className="antiphon-Knob-hand" {...HAND} transform={turned(position)} />
        </svg>
      </div>
      {typing ? (
        <ValueField
          {...props}
          value={shown}
          onEnter={(next) => turn.move(next)}
          onLeave={(byKey) => {
            setTyping(false);
            if (byKey) {
              dial.current?.focus();
            }
          }}
        />
      ) : (
        <button
          type="button"
          className="antiphon-Knob-value"
          tabIndex={-1}
          disabled={closed !== ''}
          aria-label={trans.__('Type %1', label)}
          onClick={() => setTyping(true)}
        >
          {words}
        </button>
      )}
      {(holder ?? driver) && (
        <span className="antiphon-Knob-foot" aria-hidden="true">
          {holder ? trans.__('held by %1', holder.name) : driver}
        </span>
      )}
      <span id={`${id}-notes`} className="antiphon-hidden">
        {notes.join(' ')}
      </span>
    </div>
  );
});

const TRACK = arc(0, 1, RADIUS, SIZE / 2);
const TICK = { x1: SIZE / 2, x2: SIZE / 2, y1: 0.5, y2: 3 };
const HAND = { x1: SIZE / 2, x2: SIZE / 2, y1: 8, y2: 15 };

function turned(position: number): string {
  return `rotate(${angleOf(position).toFixed(2)} ${SIZE / 2} ${SIZE / 2})`;
}

function wordsOf(props: KnobProps, value: number): string {
  return props.words?.(value) ?? said(value, props);
}

interface ValueFieldProps extends KnobProps {
  onEnter: (value: number) => void;
  /** It is to be gone. */
  onLeave: (byKey: boolean) => void;
}

/** A field to type a value into, with its unit. What cannot be is said, and stays to be mended. */
function ValueField(props: ValueFieldProps): React.JSX.Element {
  const { label, value, onEnter, onLeave } = props;
  const id = React.useId();
  const [text, setText] = React.useState(() => typed(value, props));
  const [refusal, setRefusal] = React.useState('');

  function enter(byKey: boolean): void {
    const read = readValue(text, props, label);
    if ('value' in read) {
      onEnter(read.value);
      onLeave(byKey);
    } else if (byKey) {
      setRefusal(read.refusal);
    } else {
      onLeave(false);
    }
  }

  return (
    <>
      <input
        className="antiphon-Knob-field"
        autoFocus
        aria-label={label}
        aria-invalid={refusal !== ''}
        aria-describedby={`${id}-refusal`}
        maxLength={40}
        value={text}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => enter(false)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') {
            event.preventDefault();
            enter(true);
          } else if (event.key === 'Escape') {
            onLeave(true);
          }
        }}
      />
      <span id={`${id}-refusal`} role="alert" className="antiphon-Knob-refusal">
        {refusal}
      </span>
    </>
  );
}
