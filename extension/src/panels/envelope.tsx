import * as React from 'react';

import type { Envelope } from '../session';
import { NumberField } from './number';
import * as words from './words';
import { trans } from '../translation';

export interface EnvelopeEditorProps {
  envelope: Envelope;
  editable: boolean;
  onChange: (minimum: number, maximum: number, step: number) => void;
}

/** How far the audience may move the tempo; in words for everybody, to set for the teacher. */
export function EnvelopeEditor(props: EnvelopeEditorProps): React.JSX.Element {
  const { envelope, editable, onChange } = props;
  const { minimum, maximum, step } = envelope;
  const [fault, setFault] = React.useState('');

  function change(changes: Partial<Envelope>): void {
    const next = { ...envelope, ...changes };
    const wrong = words.envelopeFault(next.minimum, next.maximum, next.step);
    setFault(wrong ?? '');
    if (!wrong) {
      onChange(next.minimum, next.maximum, next.step);
    }
  }

  return (
    <section aria-labelledby="antiphon-audience-envelope">
      <h3 id="antiphon-audience-envelope">{trans.__('How far votes reach')}</h3>
      {editable && (
        <div className="antiphon-row antiphon-wrap">
          <NumberField
            label={trans.__('Slowest ×')}
            value={minimum}
            minimum={0.25}
            maximum={4}
            step={0.05}
            onChange={(value) => change({ minimum: value })}
          />
          <NumberField
            label={trans.__('Fastest ×')}
            value={maximum}
            minimum={0.25}
            maximum={4}
            step={0.05}
            onChange={(value) => change({ maximum: value })}
          />
          <NumberField
            label={trans.__('Step')}
            unit="%"
            value={Math.round(step * 1000) / 10}
            minimum={1}
            maximum={100}
            step={1}
            onChange={(value) => change({ step: value / 100 })}
          />
        </div>
      )}
      <p className="antiphon-note">{words.envelope(minimum, maximum, step)}</p>
      <p role="alert" className="antiphon-fault">
        {fault}
      </p>
    </section>
  );
}
