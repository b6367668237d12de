import * as React from 'react';

import type { AntiphonDoc } from '../document';
import type { Kinds } from './catalogue';
import { type Device, set } from './channel';
import { write } from './edit';
import { Slider } from './slider';

export interface DeviceParametersProps {
  doc: AntiphonDoc;
  device: Device;
  kinds: Kinds;
  disabled: boolean;
}

/** A slider for each parameter of a node. */
export function DeviceParameters(props: DeviceParametersProps): React.JSX.Element {
  const { doc, device, kinds, disabled } = props;
  return (
    <div className="antiphon-DeviceParameters">
      {Object.entries(kinds[device.kind].parameters).map(([name, parameter]) => (
        <Slider
          key={name}
          label={parameter.title}
          unit={parameter.unit}
          help={parameter.help}
          minimum={parameter.minimum}
          maximum={parameter.maximum}
          default={parameter.default}
          curve={parameter.curve}
          value={device.values[name]}
          disabled={disabled}
          undo={doc.history}
          onChange={(value, step) => write(doc, [set(device, { [`p_${name}`]: value })], step)}
        />
      ))}
    </div>
  );
}
