import * as React from 'react';

import { trans } from '../../translation';
import { Button } from '../view/button';
import { Glyph } from '../view/glyph';
import type { Instrument } from './dock';

export interface InstrumentButtonsProps {
  shown: Instrument | null;
  onToggle: (instrument: Instrument) => void;
}

/** Buttons that show an instrument below the score, and put it away. */
export function InstrumentButtons({ shown, onToggle }: InstrumentButtonsProps): React.JSX.Element {
  return (
    <span role="group" aria-label={trans.__('Instruments')}>
      <Button
        label={trans.__('Piano and MIDI keyboard')}
        shortcut="Alt+P"
        pressed={shown === 'piano'}
        onClick={() => onToggle('piano')}
      >
        <Glyph name="piano" />
      </Button>
      <Button
        label={trans.__('Fretboard')}
        pressed={shown === 'fretboard'}
        onClick={() => onToggle('fretboard')}
      >
        <Glyph name="fretboard" />
      </Button>
    </span>
  );
}
