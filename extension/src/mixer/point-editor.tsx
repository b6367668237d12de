import * as React from 'react';

import type { Measure } from '../document';
import { NumberField } from '../panels/number';
import { trans } from '../translation';
import { type LanePoint, movePoint } from './automation';
import { useDesk } from './desk';
import type { Field } from './fields';
import { barAndBeat, positionOf, positionWords } from './values';

export interface PointEditorProps {
  point: LanePoint;
  field: Field;
  fieldName: string;
  measures: readonly Measure[];
  disabled: boolean;
  onRemove: () => void;
}

/** Place, value and curve of the chosen point of a lane, to be typed. */
export function PointEditor(props: PointEditorProps): React.JSX.Element {
  const { point, field, measures, disabled, onRemove } = props;
  const desk = useDesk();
  const { id, value, curve } = point;
  const where = positionWords(measures, point.position);
  const change = (fields: { value?: number; curve?: 'hold' | undefined }): void =>
    void desk.perform([{ root: 'points', id, fields }]);
  const place = barAndBeat(measures, point.position);
  const move = (bar: number, beat: number): void => {
    const position = positionOf(measures, bar, beat);
    if (position !== null) {
      desk.perform(movePoint(measures, id, { position, value }));
    }
  };
  return (
    <div
      className="antiphon-row antiphon-wrap"
      role="group"
      aria-label={trans.__('Point at %1', where)}
    >
      {place && (
        <>
          <NumberField
            label={trans.__('Measure of the point')}
            hideLabel
            value={place.bar}
            minimum={measures[0].number}
            maximum={measures[measures.length - 1].number}
            step={1}
            disabled={disabled}
            onChange={(bar) => move(Math.round(bar), place.beat)}
          />
          <span aria-hidden="true">.</span>
          <NumberField
            label={trans.__('Beat of the point')}
            hideLabel
            value={Math.round(place.beat * 1000) / 1000}
            minimum={1}
            maximum={64}
            step={0.25}
            disabled={disabled}
            onChange={(beat) => move(place.bar, beat)}
          />
        </>
      )}
      {field.isSwitch ? (
        <button
          type="button"
          className="antiphon-button antiphon-toggle"
          aria-pressed={value >= 0.5}
          disabled={disabled}
          onClick={() => change({ value: value >= 0.5 ? 0 : 1 })}
        >
          {value >= 0.5 ? trans.__('on') : trans.__('off')}
        </button>
      ) : (
        <NumberField
          label={trans.__('Value at %1', where)}
          hideLabel
          unit={field.unit}
          value={Math.round(value * 1000) / 1000}
          minimum={field.minimum}
          maximum={field.maximum}
          step={field.maximum - field.minimum > 20 ? 0.5 : 0.01}
          disabled={disabled}
          onChange={(next) => change({ value: next })}
        />
      )}
      {!field.isSwitch && (
        <select
          className="antiphon-field"
          aria-label={trans.__('How it goes on from %1', where)}
          value={curve}
          disabled={disabled}
          onChange={(event) =>
            change({ curve: event.target.value === 'hold' ? 'hold' : undefined })
          }
        >
          <option value="linear">{trans.__('linear')}</option>
          <option value="hold">{trans.__('hold')}</option>
        </select>
      )}
      <button
        type="button"
        className="antiphon-button"
        aria-label={trans.__('Delete the point at %1', where)}
        disabled={disabled}
        onClick={onRemove}
      >
        {trans.__('Delete')}
      </button>
    </div>
  );
}
