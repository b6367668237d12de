import * as React from 'react';

import { LEAST } from '../panels/ballistics';
import { useSession } from '../panels/subscribe';
import type { Level } from '../session';
import { trans } from '../translation';
import { Control, Switch } from './control';
import { useDesk } from './desk';
import type { SectionProps } from './equaliser';
import { FIELDS, fieldName } from './fields';
import { number } from './reading';
import { MASTER } from './strips';
import { TakenMeter } from './taken-meter';

/** The limiter at the end of the mix. */
export function LimiterSection({ strip, disabled }: SectionProps): React.JSX.Element {
  const { values } = strip;
  return (
    <section
      data-section="limiter"
      tabIndex={-1}
      className="antiphon-Section"
      aria-label={trans.__('Limiter')}
    >
      <div className="antiphon-row">
        <h4>{trans.__('Limiter')}</h4>
        <Switch
          strip={strip.id}
          field="limiter"
          name={trans.__('Limiter on')}
          on={values.limiter}
          disabled={disabled}
        />
      </div>
      <TakenMeter strip={strip.id} of="limiting" name={trans.__('What the limiter takes away')} />
      <Control
        place={{ root: 'mix', id: strip.id, field: 'ceiling' }}
        label={fieldName('ceiling')}
        field={FIELDS.ceiling}
        value={values.ceiling}
        disabled={disabled}
      />
    </section>
  );
}

/** How loud the mix is, after ITU-R BS.1770: as far as the engine tells it. */
export function LoudnessSection(): React.JSX.Element {
  const desk = useDesk();
  const { may } = useSession(desk.props.session);
  const [level, setLevel] = React.useState<Level | null>(null);
  React.useEffect(() => desk.meters.show(MASTER, { read: setLevel }), [desk]);
  const rows: [string, number | undefined, string][] = [
    [trans.__('Momentary'), level?.momentary, 'LUFS'],
    [trans.__('Short-term'), level?.shortTerm, 'LUFS'],
    [trans.__('Integrated'), level?.integrated, 'LUFS'],
    [trans.__('True peak'), level?.truePeak, 'dBTP'],
  ];
  return (
    <section className="antiphon-Section" aria-label={trans.__('Loudness')}>
      <div className="antiphon-row">
        <h4>{trans.__('Loudness')}</h4>
        <button
          type="button"
          className="antiphon-button"
          title={trans.__('Measure anew, for everybody')}
          disabled={!may('play')}
          onClick={() => desk.props.session.resetMeters()}
        >
          {trans.__('Measure anew')}
        </button>
      </div>
      <dl className="antiphon-Loudness">
        {rows.map(([name, value, unit]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === undefined || value <= LEAST ? '–' : `${number(value)} ${unit}`}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
