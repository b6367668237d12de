import * as React from 'react';

import { trans } from '../translation';
import { Control, Switch } from './control';
import { compressorPath, LEAST } from './curve-view';
import type { SectionProps } from './equaliser';
import { FIELDS, fieldName, type StripField } from './fields';
import { TakenMeter } from './taken-meter';

const SIZE = 120;
const KNOBS: readonly StripField[] = ['threshold', 'ratio', 'attack', 'release', 'makeup'];

/** The compressor of a strip: what goes out for what comes in, and its values. */
export function Compressor({ strip, disabled }: SectionProps): React.JSX.Element {
  const { values } = strip;
  const threshold = (SIZE * (values.threshold - LEAST)) / -LEAST;
  return (
    <section
      data-section="compressor"
      tabIndex={-1}
      className="antiphon-Section"
      aria-label={trans.__('Compressor of %1', strip.name)}
    >
      <div className="antiphon-row">
        <h4>{trans.__('Compressor')}</h4>
        <Switch
          strip={strip.id}
          field="compressor"
          name={trans.__('Compressor of %1 on', strip.name)}
          on={values.compressor}
          disabled={disabled}
        />
      </div>
      <svg
        viewBox={`0 0 ${SIZE} ${SIZE}`}
        className={`antiphon-Compressor ${values.compressor ? '' : 'antiphon-mod-off'}`}
        role="img"
        aria-label={trans.__('What goes out for what comes in, %1 dBFS to 0', LEAST)}
      >
        <path d={`M0 ${SIZE}L${SIZE} 0`} className="antiphon-Curve-grid" />
        <path d={`M${threshold} 0V${SIZE}`} className="antiphon-Curve-grid" />
        <path d={compressorPath(values, SIZE)} className="antiphon-Curve-line" />
      </svg>
      <TakenMeter
        strip={strip.id}
        of="reduction"
        name={trans.__('What the compressor of %1 takes away', strip.name)}
      />
      {KNOBS.map((field) => (
        <Control
          key={field}
          place={{ root: 'mix', id: strip.id, field }}
          label={fieldName(field)}
          field={FIELDS[field]}
          value={values[field] as number}
          disabled={disabled}
        />
      ))}
    </section>
  );
}
