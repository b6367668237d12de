import * as React from 'react';

import { trans } from '../translation';
import { Control, Switch } from './control';
import { acrossOf, downOf, eqPath, SPAN } from './curve-view';
import { bandName, EqHandle } from './eq-handle';
import { type Band, BANDS, isBell } from './eqcurve';
import { FIELDS, fieldName, STRIP_FIELDS, type StripField, type Values } from './fields';
import { useAutomation } from './hand';
import type { MixerStrip } from './strips';

const [WIDTH, HEIGHT] = [320, 160];

/** What the curve is drawn of. */
const DRAWN = STRIP_FIELDS.filter((field) => BANDS.some((band) => field.startsWith(`${band}_`)));

export interface SectionProps {
  strip: MixerStrip;
  disabled: boolean;
}

/** The equaliser of a strip: a curve with a handle for each band, and every value as a slider. */
export function Equaliser({ strip, disabled }: SectionProps): React.JSX.Element {
  const values: Values = { ...strip.values, ...useAutomation(strip.id, DRAWN) };
  const [band, setBand] = React.useState<Band>('low_mid');
  const fields = ['gain', 'freq', ...(isBell(band) ? ['q'] : [])].map(
    (part) => `${band}_${part}` as StripField,
  );
  return (
    <section
      data-section="eq"
      tabIndex={-1}
      className="antiphon-Section"
      aria-label={trans.__('Equaliser of %1', strip.name)}
    >
      <div className="antiphon-row">
        <h4>{trans.__('Equaliser')}</h4>
        <Switch
          strip={strip.id}
          field="eq"
          name={trans.__('Equaliser of %1 on', strip.name)}
          on={values.eq}
          disabled={disabled}
        />
      </div>
      <div className={`antiphon-Eq ${values.eq ? '' : 'antiphon-mod-off'}`}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          {[100, 1000, 10000].map((hertz) => (
            <path
              key={hertz}
              d={`M${WIDTH * acrossOf(hertz)} 0V${HEIGHT}`}
              className="antiphon-Curve-grid"
            />
          ))}
          {[-12, 0, 12].map((dB) => (
            <path
              key={dB}
              d={`M0 ${HEIGHT * downOf(dB)}H${WIDTH}`}
              className="antiphon-Curve-grid"
            />
          ))}
          <path d={eqPath(values, WIDTH, HEIGHT)} className="antiphon-Curve-line" />
        </svg>
        {BANDS.map((of, at) => (
          <EqHandle
            key={of}
            strip={strip}
            band={of}
            number={at + 1}
            chosen={of === band}
            disabled={disabled}
            onChoose={() => setBand(of)}
          />
        ))}
      </div>
      <div className="antiphon-Eq-hertz" aria-hidden="true">
        <span>20 Hz</span>
        <span>±{SPAN} dB</span>
        <span>20 kHz</span>
      </div>
      <div className="antiphon-row" role="group" aria-label={trans.__('Bands')}>
        {BANDS.map((of) => (
          <button
            key={of}
            type="button"
            className="antiphon-button antiphon-toggle"
            aria-pressed={of === band}
            onClick={() => setBand(of)}
          >
            {bandName(of)}
          </button>
        ))}
      </div>
      {fields.map((field) => (
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
