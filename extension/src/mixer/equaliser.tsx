import * as React from 'react';

import { format } from '../panels/curve';
import { Gesture } from '../panels/gesture';
import { trans } from '../translation';
import { Control, Switch } from './control';
import { acrossOf, downOf, eqPath, SPAN } from './curve-view';
import { type Place, useDesk } from './desk';
import { type Band, bandOf, BANDS, isBell } from './eqcurve';
import { FIELDS, fieldName, type StripField } from './fields';
import { signed } from './fader';
import type { MixerStrip } from './strips';

const [WIDTH, HEIGHT] = [320, 160];

export interface SectionProps {
  strip: MixerStrip;
  disabled: boolean;
}

/** The equaliser of a strip: a curve with a handle for each band, and every value as a slider. */
export function Equaliser({ strip, disabled }: SectionProps): React.JSX.Element {
  const { values } = strip;
  const [band, setBand] = React.useState<Band>('low_mid');
  const fields = ['gain', 'freq', ...(isBell(band) ? ['q'] : [])].map(
    (part) => `${band}_${part}` as StripField,
  );
  return (
    <section className="antiphon-Section" aria-label={trans.__('Equaliser of %1', strip.name)}>
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
          <Handle
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

function bandName(band: Band): string {
  return {
    low: trans.__('Low'),
    low_mid: trans.__('Low mid'),
    high_mid: trans.__('High mid'),
    high: trans.__('High'),
  }[band];
}

interface HandleProps extends SectionProps {
  band: Band;
  number: number;
  chosen: boolean;
  onChoose: () => void;
}

/**
 * A band's handle: dragged, it moves frequency and gain together, as one step; arrow keys do, page keys and the wheel
 * change a bell's Q.
 */
function Handle(props: HandleProps): React.JSX.Element {
  const { strip, band, number, chosen, disabled, onChoose } = props;
  const desk = useDesk();
  const { doc, company } = desk.props;
  const id = strip.id;
  const gesture = React.useMemo(
    () =>
      new Gesture<Record<string, number>>(
        (fields, step) => void desk.perform([{ root: 'mix', id, fields }], step),
        doc.history,
      ),
    [desk, doc, id],
  );
  React.useEffect(() => () => gesture.end(), [gesture]);
  const [hand, setHand] = React.useState<{ gain: number; freq: number } | null>(null);
  const told = bandOf(strip.values, band);
  const { gain, freq } = hand ?? told;
  const place: Omit<Place, 'root'> = { id, field: `${band}_gain` };
  const [gainOf, freqOf] = [FIELDS[`${band}_gain`], FIELDS[`${band}_freq`]];
  const dragging = React.useRef(false);

  function to(next: { gain: number; freq: number }): void {
    const bounded = {
      gain: Math.round(clamp(next.gain, gainOf.minimum, gainOf.maximum) * 10) / 10,
      freq: Math.round(clamp(next.freq, freqOf.minimum, freqOf.maximum)),
    };
    if (dragging.current) {
      setHand(bounded);
    }
    gesture.move({ [`${band}_gain`]: bounded.gain, [`${band}_freq`]: bounded.freq });
  }
  function narrow(by: number): void {
    if (isBell(band)) {
      const { minimum, maximum } = FIELDS[`${band}_q` as StripField];
      const q = clamp(told.q * 1.12 ** by, minimum, maximum);
      gesture.move({ [`${band}_q`]: Math.round(q * 100) / 100 });
      gesture.end();
    }
  }
  function onKeyDown(event: React.KeyboardEvent): void {
    const fine = event.shiftKey ? 0.2 : 1;
    const moves: Record<string, () => void> = {
      ArrowUp: () => to({ gain: gain + 0.5 * fine, freq }),
      ArrowDown: () => to({ gain: gain - 0.5 * fine, freq }),
      ArrowRight: () => to({ gain, freq: freq * (1 + 0.06 * fine) + 0.5 }),
      ArrowLeft: () => to({ gain, freq: freq / (1 + 0.06 * fine) - 0.5 }),
      PageUp: () => narrow(1),
      PageDown: () => narrow(-1),
      '0': () => to({ gain: 0, freq: freqOf.default }),
    };
    if (Object.hasOwn(moves, event.key) && !event.altKey && !disabled) {
      event.preventDefault();
      event.stopPropagation();
      moves[event.key]();
    }
  }
  function release(): void {
    if (dragging.current) {
      dragging.current = false;
      company.tell({ holding: null });
      setHand(null);
    }
    gesture.end();
  }
  const words = `${signed(gain)} dB, ${format(freq, 'Hz')}${isBell(band) ? `, Q ${told.q}` : ''}`;
  return (
    <div
      role="slider"
      tabIndex={disabled ? -1 : 0}
      className={`antiphon-Eq-handle ${chosen ? 'antiphon-mod-chosen' : ''}`}
      style={{ left: `${100 * acrossOf(freq)}%`, top: `${100 * downOf(gain)}%` }}
      aria-label={trans.__('%1 of %2', bandName(band), strip.name)}
      aria-valuemin={gainOf.minimum}
      aria-valuemax={gainOf.maximum}
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
          gesture.begin();
          company.tell({ holding: `${place.id}/${place.field}` });
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
      onDoubleClick={() => {
        if (!disabled) {
          to({ gain: 0, freq });
          gesture.end();
        }
      }}
      onWheel={(event) => !disabled && narrow(-Math.sign(event.deltaY))}
    >
      <span aria-hidden="true">{number}</span>
    </div>
  );
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
