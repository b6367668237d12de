import * as React from 'react';

import type { AntiphonDoc } from '../document';
import { type Kinds, ofSound, type Parameter } from './catalogue';
import { type Device, set } from './channel';
import { write } from './edit';
import { Slider } from './slider';

export interface DeviceParametersProps {
  doc: AntiphonDoc;
  device: Device;
  kinds: Kinds;
  disabled: boolean;
}

/** A slider for each parameter of a node; a choice, where its values have names. */
export function DeviceParameters(props: DeviceParametersProps): React.JSX.Element {
  const { doc, device, kinds, disabled } = props;
  return (
    <div className="antiphon-DeviceParameters">
      {Object.entries(kinds[device.kind].parameters).map(([name, parameter]) => {
        const shared = {
          label: ofSound(parameter.title),
          value: device.values[name],
          onChange: (value: number, step?: string) =>
            write(doc, [set(device, { [`p_${name}`]: value })], step),
        };
        return parameter.choices ? (
          <Choice key={name} {...{ parameter, disabled, ...shared }} choices={parameter.choices} />
        ) : (
          <Slider
            key={name}
            {...{ ...parameter, disabled, ...shared }}
            help={ofSound(parameter.help ?? '')}
            undo={doc.history}
          />
        );
      })}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  parameter: Parameter;
  choices: readonly string[];
  value: number;
  disabled: boolean;
  onChange: (value: number) => void;
}

/** A parameter whose values have names. */
function Choice(props: ChoiceProps): React.JSX.Element {
  const { label, parameter, choices, value, disabled, onChange } = props;
  const id = React.useId();
  return (
    <div className="antiphon-row" title={ofSound(parameter.help ?? '')}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="antiphon-field"
        value={Math.round(value)}
        disabled={disabled}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(Number(event.target.value))}
      >
        {choices.map((choice, index) => (
          <option key={choice} value={parameter.minimum + index}>
            {ofSound(choice)}
          </option>
        ))}
      </select>
      <span id={`${id}-help`} className="antiphon-hidden">
        {ofSound(parameter.help ?? '')}
      </span>
    </div>
  );
}
