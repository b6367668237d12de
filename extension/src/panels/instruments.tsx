import * as React from 'react';

import {
  FAMILIES,
  findInstruments,
  instrumentInWords,
  type Family,
  type Instrument,
} from '../score/music/instruments';
import { trans } from '../translation';

export interface InstrumentPickerProps {
  label: string;
  /** The name of the present one. */
  value: string;
  onChoose: (instrument: Instrument) => void;
}

/** A searchable list of instruments by family. */
export function InstrumentPicker(props: InstrumentPickerProps): React.JSX.Element {
  const { label, value, onChoose } = props;
  const [text, setText] = React.useState('');
  const found = findInstruments(text, familyName);
  const isListed = found.some(({ name }) => name === value);
  return (
    <div className="antiphon-row antiphon-wrap">
      <input
        type="search"
        className="antiphon-field"
        aria-label={trans.__('Search instruments')}
        placeholder={trans.__('Search instruments')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <select
        className="antiphon-field"
        aria-label={label}
        value={value}
        onChange={(event) => {
          const chosen = found.find(({ name }) => name === event.target.value);
          if (chosen) {
            onChoose(chosen);
          }
        }}
      >
        {!isListed && <option value={value}>{instrumentInWords(value) || trans.__('none')}</option>}
        {FAMILIES.map((family) => {
          const own = found.filter((each) => each.family === family);
          return (
            own.length > 0 && (
              <optgroup key={family} label={familyName(family)}>
                {own.map(({ name }) => (
                  <option key={name} value={name}>
                    {instrumentInWords(name)}
                  </option>
                ))}
              </optgroup>
            )
          );
        })}
      </select>
    </div>
  );
}

function familyName(family: Family): string {
  return {
    woodwinds: trans.__('Woodwinds'),
    brass: trans.__('Brass'),
    percussion: trans.__('Percussion'),
    mallets: trans.__('Mallets and bells'),
    plucked: trans.__('Plucked strings'),
    keyboards: trans.__('Keyboards'),
    voices: trans.__('Voices'),
    strings: trans.__('Bowed strings'),
    electronic: trans.__('Electronic'),
  }[family];
}
