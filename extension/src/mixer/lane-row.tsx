import * as React from 'react';

import type { Measure } from '../document';
import { fromPosition, toPosition } from '../panels/curve';
import type { Edit } from '../panels/edit';
import { useSignal } from '../panels/subscribe';
import { trans } from '../translation';
import { addPoint, beside, clearLane, type LanePoint, type Track, valueAt } from './automation';
import { useDesk } from './desk';
import { type Field, targetField } from './fields';
import { LaneHandle } from './lane-handle';
import { PointEditor } from './point-editor';
import { ownValue } from './values';

/** How the lanes are drawn. */
export interface Scale {
  /** Of a quarter. */
  pixels: number;
  /** Quarter lengths of the piece. */
  length: number;
  measures: readonly Measure[];
}

/** Height of a lane, and how far its ends are from it, in pixels. */
export const [HEIGHT, EDGE] = [72, 12];

/** Points are put on sixteenths, with Shift wherever the hand is. */
const SNAP = 4;

/** Where a value stands in a lane, from its top, in pixels. */
export function heightOf(value: number, field: Field): number {
  return EDGE + (1 - toPosition(value, field)) * (HEIGHT - 2 * EDGE);
}

/** The position that a point snaps to. */
export function snapped(position: number, length: number, fine: boolean): number {
  const step = fine ? position : Math.round(position * SNAP) / SNAP;
  return Math.min(Math.max(0, step), length);
}

/** The line of a lane, as the `d` of a path. */
export function lanePath(points: readonly LanePoint[], field: Field, scale: Scale): string {
  const y = (value: number): string => heightOf(value, field).toFixed(1);
  const x = (position: number): string => (scale.pixels * position).toFixed(1);
  if (!points.length) {
    return '';
  }
  const line = points.map((point, at) => {
    const before = points[at - 1];
    const holds = before && (before.curve === 'hold' || field.isSwitch);
    return `${holds ? `H${x(point.position)}` : ''}L${x(point.position)} ${y(point.value)}`;
  });
  const [first] = points;
  return `M0 ${y(first.value)}${line.join('')}H${x(scale.length)}`;
}

export interface LaneRowProps {
  track: Track;
  scale: Scale;
  /** Whose field it is, and which. */
  name: string;
}

/** A lane: what it moves, its line and its points. */
export function LaneRow({ track, scale, name }: LaneRowProps): React.JSX.Element {
  const desk = useDesk();
  const { doc, permissions } = desk.props;
  useSignal(desk.armedChanged);
  const { id, target, field: fieldName, points, bypass } = track;
  const field = targetField(doc.document(), target, fieldName);
  const reason = permissions.entry('lanes', id);
  const disabled = reason !== '';
  const [chosen, choose] = React.useState('');
  const current = points.find((point) => point.id === chosen) ?? points[0] ?? null;
  const row = React.useRef<HTMLDivElement>(null);
  // A new point takes the keyboard once it is drawn.
  const focusNext = React.useRef('');
  React.useEffect(() => {
    const added = row.current?.querySelector<HTMLElement>(`[data-point="${focusNext.current}"]`);
    if (added) {
      focusNext.current = '';
      added.focus();
    }
  });
  const focus = (point: string): void => {
    choose(point);
    row.current?.querySelector<HTMLElement>(`[data-point="${point}"]`)?.focus();
  };
  const add = (position: number, value: number): void => {
    const edits = addPoint(doc.document(), scale.measures, target, fieldName, { position, value });
    if (desk.perform(edits) && edits.length > 0) {
      focusNext.current = edits[edits.length - 1].id;
      choose(focusNext.current);
    }
  };
  const addBehind = (point: string): void => {
    const sample = field && beside(points, point, field, scale.length);
    if (sample) {
      add(sample.position, sample.value);
    } else {
      desk.say(trans.__('There is no room for a point behind this one.'));
    }
  };
  const step = (at: number, by: number): void => {
    const next = points[Math.min(points.length - 1, Math.max(0, at + by))];
    focus(next.id);
  };
  const remove = (point: string): void => {
    const at = points.findIndex((each) => each.id === point);
    const next = points[at + 1] ?? points[at - 1];
    desk.perform([{ root: 'points', id: point, fields: null }]);
    if (next) {
      focus(next.id);
    } else {
      row.current?.querySelector<HTMLElement>('button')?.focus();
    }
  };
  const here = (): void => {
    const position = snapped(desk.course.position(), scale.length, true);
    const value =
      field && (valueAt(points, position, field) ?? ownValue(doc.document(), target, fieldName));
    if (value !== null) {
      add(position, value);
    }
  };
  const turn: Edit[] = [{ root: 'lanes', id, fields: { bypass: !bypass || undefined } }];
  return (
    <div
      ref={row}
      className={`antiphon-Lane ${bypass ? 'antiphon-mod-bypassed' : ''}`}
      role="group"
      aria-label={name}
    >
      <div className="antiphon-Lane-head">
        <strong title={name}>{name}</strong>
        {!field && (
          <span className="antiphon-fault">
            {trans.__('There is nothing of that name to move.')}
          </span>
        )}
        {reason && <span className="antiphon-note">{reason}</span>}
        <div className="antiphon-row antiphon-wrap">
          <Button
            {...{ disabled }}
            label={trans.__('Add a point to %1 where the music is', name)}
            onClick={here}
          >
            {trans.__('+ Point')}
          </Button>
          <Button
            {...{ disabled }}
            label={trans.__('Write %1 while the piece plays', name)}
            pressed={desk.armed.has(target)}
            onClick={() => desk.arm(target)}
          >
            {trans._p('mixer', 'W')}
          </Button>
          <Button
            {...{ disabled }}
            label={trans.__('Leave out %1 for now', name)}
            pressed={bypass}
            onClick={() => desk.perform(turn)}
          >
            {trans.__('Bypass')}
          </Button>
          <Button
            {...{ disabled }}
            label={trans.__('Clear %1', name)}
            onClick={() => desk.perform(clearLane(doc.document(), id))}
          >
            ✕
          </Button>
        </div>
        {current && field && (
          <PointEditor
            {...{ field, disabled }}
            fieldName={fieldName}
            point={current}
            measures={scale.measures}
            onRemove={() => remove(current.id)}
          />
        )}
      </div>
      <div
        className="antiphon-Lane-line"
        style={{ width: scale.pixels * scale.length, height: HEIGHT }}
        title={trans.__('Double click: a point')}
        onDoubleClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          if (field && !disabled && !(event.target as HTMLElement).dataset.point) {
            const at = snapped(
              (event.clientX - box.left) / scale.pixels,
              scale.length,
              event.shiftKey,
            );
            const place = 1 - (event.clientY - box.top - EDGE) / (HEIGHT - 2 * EDGE);
            add(at, valueOf(place, field));
          }
        }}
      >
        <svg width={scale.pixels * scale.length} height={HEIGHT} aria-hidden="true">
          {scale.measures.map((measure) => (
            <path
              key={measure.id}
              d={`M${scale.pixels * Number(measure.start)} 0V${HEIGHT}`}
              className="antiphon-Curve-grid"
            />
          ))}
          {field && <path d={lanePath(points, field, scale)} className="antiphon-Curve-line" />}
        </svg>
        {field &&
          points.map((point, at) => (
            <LaneHandle
              key={point.id}
              {...{ point, field, scale, disabled, fieldName }}
              isCurrent={point === current}
              onChoose={() => choose(point.id)}
              onStep={(by) => step(at, by)}
              onAdd={() => addBehind(point.id)}
              onRemove={() => remove(point.id)}
            />
          ))}
      </div>
    </div>
  );
}

/** The value at a place of a lane, from 0 (bottom) to 1 (top). */
export function valueOf(place: number, field: Field): number {
  const value = fromPosition(place, field);
  return field.isSwitch ? Math.round(value) : value;
}

interface ButtonProps {
  label: string;
  pressed?: boolean;
  disabled: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function Button({ label, pressed, disabled, onClick, children }: ButtonProps): React.JSX.Element {
  return (
    <button
      type="button"
      className={`antiphon-button ${pressed === undefined ? '' : 'antiphon-toggle'}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
