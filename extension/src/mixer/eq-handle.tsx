import * as React from 'react';

import { format } from '../panels/curve';
import { signed } from '../panels/level';
import { trans } from '../translation';
import { acrossOf, downOf, SPAN } from './curve-view';
import { type Band, bandOf, isBell } from './eqcurve';
import { FIELDS, type StripField } from './fields';
import { HeldBy, useHands } from './hand';
import type { MixerStrip } from './strips';

export interface EqHandleProps {
  strip: MixerStrip;
  band: Band;
  number: number;
  chosen: boolean;
  disabled: boolean;
  onChoose: () => void;
}

/**
 * A band's handle: dragged, it moves frequency and gain together, as one step; arrow keys do, page keys and the wheel
 * change a bell's Q.
 */
export function EqHandle(props: EqHandleProps): React.JSX.Element {
  const { strip, band, number, chosen, disabled, onChoose } = props;
  const [ofGain, ofFreq, ofQ] = fieldsOf(band);
  const told = bandOf(strip.values, band);
  const hand = useHands(
    { root: 'mix', id: strip.id },
    { [ofGain]: told.gain, [ofFreq]: told.freq, ...(isBell(band) && { [ofQ]: told.q }) },
  );
  const [gain, freq, q] = [hand.shown[ofGain], hand.shown[ofFreq], hand.shown[ofQ]];
  const dragging = React.useRef(false);

  function to(next: { gain?: number; freq?: number }): void {
    hand.move({
      ...(next.gain !== undefined && { [ofGain]: bounded(ofGain, next.gain, 0.1) }),
      ...(next.freq !== undefined && { [ofFreq]: bounded(ofFreq, next.freq, 1) }),
    });
  }
  function narrow(by: number): void {
    if (isBell(band)) {
      hand.move({ [ofQ]: bounded(ofQ, q * 1.12 ** by, 0.01) });
    }
  }
  function onKeyDown(event: React.KeyboardEvent): void {
    const fine = event.shiftKey ? 0.2 : 1;
    const moves: Record<string, () => void> = {
      ArrowUp: () => to({ gain: gain + 0.5 * fine }),
      ArrowDown: () => to({ gain: gain - 0.5 * fine }),
      ArrowRight: () => to({ freq: freq * (1 + 0.06 * fine) + 0.5 }),
      ArrowLeft: () => to({ freq: freq / (1 + 0.06 * fine) - 0.5 }),
      PageUp: () => narrow(1),
      PageDown: () => narrow(-1),
      '0': () => to({ gain: FIELDS[ofGain].default, freq: FIELDS[ofFreq].default }),
    };
    if (Object.hasOwn(moves, event.key) && !event.altKey && !disabled) {
      event.preventDefault();
      event.stopPropagation();
      hand.hold();
      moves[event.key]();
    }
  }
  function release(): void {
    dragging.current = false;
    hand.release();
  }
  const words = `${signed(gain)} dB, ${format(freq, 'Hz')}${isBell(band) ? `, Q ${q}` : ''}`;
  return (
    <div
      role="slider"
      tabIndex={disabled ? -1 : 0}
      className={`antiphon-Eq-handle ${chosen ? 'antiphon-mod-chosen' : ''}`}
      data-automated={hand.automated || undefined}
      style={{ left: `${100 * acrossOf(freq)}%`, top: `${100 * downOf(gain)}%` }}
      aria-label={trans.__('%1 of %2', bandName(band), strip.name)}
      aria-valuemin={FIELDS[ofGain].minimum}
      aria-valuemax={FIELDS[ofGain].maximum}
      aria-valuenow={gain}
      aria-valuetext={words}
      aria-disabled={disabled}
      title={trans.__(
        '%1. Arrow keys: gain and frequency; Page Up and Page Down: Q; 0: flat',
        words,
      )}
      onFocus={onChoose}
      onPointerDown={(event) => {
        onChoose();
        if (!disabled) {
          dragging.current = true;
          hand.hold();
          event.currentTarget.setPointerCapture(event.pointerId);
        }
      }}
      onPointerMove={(event) => {
        const box = event.currentTarget.parentElement!.getBoundingClientRect();
        if (dragging.current && box.width > 0) {
          const across = clamp((event.clientX - box.left) / box.width, 0, 1);
          const down = clamp((event.clientY - box.top) / box.height, 0, 1);
          to({ gain: (0.5 - down) * 2 * SPAN, freq: 20 * 1000 ** across });
        }
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={onKeyDown}
      onKeyUp={release}
      onBlur={release}
      onDoubleClick={() => disabled || to({ gain: FIELDS[ofGain].default })}
      onWheel={(event) => !disabled && narrow(-Math.sign(event.deltaY))}
    >
      <span aria-hidden="true">{number}</span>
      <HeldBy holder={hand.holder} />
    </div>
  );
}

export function bandName(band: Band): string {
  return {
    low: trans.__('Low'),
    low_mid: trans.__('Low mid'),
    high_mid: trans.__('High mid'),
    high: trans.__('High'),
  }[band];
}

/** The fields of a band: gain, frequency, and Q where it is a bell. */
function fieldsOf(band: Band): StripField[] {
  return ['gain', 'freq', 'q'].map((part) => `${band}_${part}` as StripField);
}

/** A value of a field within its bounds, on a grain that a hand can mean. */
function bounded(field: StripField, value: number, grain: number): number {
  const { minimum, maximum } = FIELDS[field];
  const within = clamp(value, minimum, maximum);
  return Number((Math.round(within / grain) * grain).toFixed(2));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
