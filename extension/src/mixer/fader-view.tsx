import * as React from 'react';

import { levelWords } from '../panels/level';
import { trans } from '../translation';
import { levelAt, placeOf, stepped, TICKS } from './fader';
import { HeldBy, useHand } from './hand';
import { FIELDS } from './fields';

export interface FaderProps {
  strip: string;
  /** Whose it is. */
  name: string;
  value: number;
  disabled: boolean;
}

/** dB that a page key moves. */
const PAGE = 6;

/** The fader of a strip, with its scale; arrow keys go by whole dB, with Shift by tenths. */
export function Fader({ strip, name, value, disabled }: FaderProps): React.JSX.Element {
  const hand = useHand({ root: 'mix', id: strip, field: 'gain' }, value);
  const words = levelWords(hand.shown);
  function onKeyDown(event: React.KeyboardEvent): void {
    const by = keys(event.key);
    if (event.altKey || event.ctrlKey || event.metaKey || by === null) {
      return;
    }
    event.preventDefault();
    if (!disabled) {
      hand.hold();
      hand.move(event.key === '0' ? FIELDS.gain.default : stepped(hand.shown, by, event.shiftKey));
    }
  }
  return (
    <div className="antiphon-Fader" data-automated={hand.automated || undefined}>
      <div className="antiphon-Fader-way">
        <div className="antiphon-Fader-scale" aria-hidden="true">
          {TICKS.map((tick) => (
            <span key={tick} style={{ bottom: `${100 * placeOf(tick)}%` }}>
              {tick <= FIELDS.gain.minimum ? '∞' : Math.abs(tick)}
            </span>
          ))}
        </div>
        <input
          type="range"
          min={0}
          max={1}
          step={0.001}
          aria-label={trans.__('Level of %1', name)}
          aria-orientation="vertical"
          aria-valuetext={words}
          title={trans.__('Double click, or 0: 0 dB. Shift with an arrow key: finely')}
          data-field="gain"
          value={placeOf(hand.shown)}
          disabled={disabled}
          onChange={(event) => hand.move(levelAt(Number(event.target.value)))}
          onPointerDown={hand.hold}
          onPointerUp={hand.release}
          onPointerCancel={hand.release}
          onKeyDown={onKeyDown}
          onKeyUp={hand.release}
          onBlur={hand.release}
          onDoubleClick={() => disabled || hand.move(FIELDS.gain.default)}
        />
      </div>
      <output className="antiphon-Fader-value">{words}</output>
      <HeldBy holder={hand.holder} />
    </div>
  );
}

/** How many dB a key moves a fader; null where it moves none. */
function keys(key: string): number | null {
  const by: Record<string, number> = {
    ArrowUp: 1,
    ArrowRight: 1,
    ArrowDown: -1,
    ArrowLeft: -1,
    PageUp: PAGE,
    PageDown: -PAGE,
    Home: -Infinity,
    End: Infinity,
    '0': 0,
  };
  return Object.hasOwn(by, key) ? by[key] : null;
}
