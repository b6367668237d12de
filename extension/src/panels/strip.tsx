import * as React from 'react';

import type { AntiphonDoc, Part } from '../document';
import { write } from './edit';
import { levelWords, panWords } from './level';
import { Slider } from './slider';
import { partName } from './words';
import { trans } from '../translation';

export interface MixerStripProps {
  doc: AntiphonDoc;
  part: Part;
  disabled: boolean;
}

/** A part's place in the mix: how loud, where, and whether it is heard. */
export function MixerStrip({ doc, part, disabled }: MixerStripProps): React.JSX.Element {
  const { gain, pan, mute, solo } = part.mix;
  function change(fields: object, step?: string): void {
    write(doc, [{ root: 'mix', id: part.id, fields: { ...fields } }], step);
  }
  return (
    <div
      role="group"
      aria-label={trans.__('Mix of %1', partName(part))}
      className="antiphon-MixerStrip"
    >
      <Slider
        label={trans.__('Level')}
        unit="dB"
        value={gain}
        minimum={-60}
        maximum={12}
        default={0}
        curve="linear"
        disabled={disabled}
        undo={doc.history}
        words={levelWords}
        onChange={(value, step) => change({ gain: value }, step)}
      />
      <Slider
        label={trans.__('Pan')}
        unit=""
        value={pan}
        minimum={-1}
        maximum={1}
        default={0}
        curve="linear"
        disabled={disabled}
        undo={doc.history}
        words={panWords}
        onChange={(value, step) => change({ pan: value }, step)}
      />
      <div className="antiphon-row">
        <Toggle
          label={trans.__('Mute')}
          name={trans.__('Mute %1', partName(part))}
          on={mute}
          disabled={disabled}
          onChange={(on) => change({ mute: on })}
        />
        <Toggle
          label={trans.__('Solo')}
          name={trans.__('Solo %1', partName(part))}
          on={solo}
          disabled={disabled}
          onChange={(on) => change({ solo: on })}
        />
      </div>
    </div>
  );
}

interface ToggleProps {
  label: string;
  /** The label, and whose it is. */
  name: string;
  on: boolean;
  disabled: boolean;
  onChange: (on: boolean) => void;
}

function Toggle({ label, name, on, disabled, onChange }: ToggleProps): React.JSX.Element {
  return (
    <button
      type="button"
      className="antiphon-button antiphon-toggle"
      aria-pressed={on}
      aria-label={name}
      disabled={disabled}
      onClick={() => onChange(!on)}
    >
      {label}
    </button>
  );
}
