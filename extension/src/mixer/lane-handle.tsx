import * as React from 'react';

import { fromPosition, toPosition } from '../panels/curve';
import { useHold } from '../panels/hold';
import { trans } from '../translation';
import { GRID, type LanePoint, movePoint, type Sample } from './automation';
import { useDesk } from './desk';
import type { Field } from './fields';
import { EDGE, HEIGHT, heightOf, type Scale, snapped, valueOf } from './lane-row';
import { positionWords, valueWords } from './values';

export interface LaneHandleProps {
  point: LanePoint;
  field: Field;
  fieldName: string;
  scale: Scale;
  disabled: boolean;
  /** Whether it is the one of its lane in the tab order. */
  isCurrent: boolean;
  onChoose: () => void;
  /** Go so many points on or back: to the ends at most. */
  onStep: (by: number) => void;
  /** Add a point behind it. */
  onAdd: () => void;
  onRemove: () => void;
}

/**
 * A point of a lane. Dragged, it moves in time (on sixteenths, with Shift freely) and value, as one step; so do arrow
 * keys. Page keys go to the points beside it, Home and End to the first and last; Insert adds one behind it, Delete
 * takes it away, H lets it hold, 0 gives it the usual value.
 */
export function LaneHandle(props: LaneHandleProps): React.JSX.Element {
  const { point, field, fieldName, scale, disabled, isCurrent } = props;
  const desk = useDesk();
  const { doc } = desk.props;
  const { id } = point;
  const hand = useHold<Sample>(doc.history, {
    write: (next, step) => void desk.perform(movePoint(scale.measures, id, next), step),
  });
  const dragging = React.useRef(false);
  const { position, value } = hand.held ?? point;

  function to(next: Sample, fine: boolean): void {
    hand.hold();
    hand.move({ ...next, position: snapped(next.position, scale.length, fine) });
  }
  function release(): void {
    dragging.current = false;
    hand.release();
  }
  function onKeyDown(event: React.KeyboardEvent): void {
    const fine = event.shiftKey;
    const inTime = fine ? 1 / GRID : 1 / 4;
    const inValue = field.isSwitch ? 1 : fine ? 0.005 : 0.02;
    const place = toPosition(value, field);
    const keys = (value: number): void => to({ position, value: fromPosition(value, field) }, true);
    const moves: Record<string, () => void> = {
      ArrowLeft: () => to({ position: position - inTime, value }, fine),
      ArrowRight: () => to({ position: position + inTime, value }, fine),
      ArrowUp: () => keys(place + inValue),
      ArrowDown: () => keys(place - inValue),
      '0': () => keys(toPosition(field.default, field)),
      Insert: props.onAdd,
      Delete: props.onRemove,
      Backspace: props.onRemove,
      h: () =>
        void desk.perform([
          {
            root: 'points',
            id,
            fields: { curve: point.curve === 'hold' ? undefined : 'hold' },
          },
        ]),
    };
    const steps: Record<string, number> = {
      PageDown: 1,
      PageUp: -1,
      End: Infinity,
      Home: -Infinity,
    };
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (Object.hasOwn(steps, event.key)) {
      event.preventDefault();
      props.onStep(steps[event.key]);
    } else if (Object.hasOwn(moves, event.key) && !disabled) {
      event.preventDefault();
      event.stopPropagation();
      moves[event.key]();
    }
  }
  const words = trans.__(
    '%1, %2',
    positionWords(scale.measures, position),
    valueWords(fieldName, field, value),
  );
  return (
    <div
      role="slider"
      tabIndex={isCurrent ? 0 : -1}
      data-point={id}
      className={`antiphon-Lane-point ${isCurrent ? 'antiphon-mod-chosen' : ''}`}
      style={{ left: scale.pixels * position, top: heightOf(value, field) }}
      aria-label={trans.__('Point')}
      aria-valuemin={field.minimum}
      aria-valuemax={field.maximum}
      aria-valuenow={value}
      aria-valuetext={words}
      aria-disabled={disabled}
      title={trans.__(
        '%1. Arrow keys move it, Page Up and Page Down go to the others, Insert adds one, Delete takes it away, H holds',
        words,
      )}
      onFocus={props.onChoose}
      onPointerDown={(event) => {
        props.onChoose();
        if (!disabled) {
          dragging.current = true;
          hand.hold();
          event.currentTarget.setPointerCapture(event.pointerId);
        }
      }}
      onPointerMove={(event) => {
        if (dragging.current) {
          const box = event.currentTarget.parentElement!.getBoundingClientRect();
          const place = 1 - (event.clientY - box.top - EDGE) / (HEIGHT - 2 * EDGE);
          const at = (event.clientX - box.left) / scale.pixels;
          to({ position: at, value: valueOf(place, field) }, event.shiftKey);
        }
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={onKeyDown}
      onKeyUp={release}
      onBlur={release}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}
