import * as React from 'react';

import { trans } from '../translation';
import { useDesk } from './desk';
import { MOST_TAKEN, paintTaken } from './paint';
import { number } from './reading';

/** Pixels that it is drawn in; the page stretches them. */
const [WIDTH, HEIGHT] = [240, 8];

export interface TakenMeterProps {
  strip: string;
  /** By the compressor of the strip, or by the master's limiter. */
  of: 'reduction' | 'limiting';
  /** What takes it away, and whose it is. */
  name: string;
}

/** How much a compressor or limiter takes away now: past React, as the levels. */
export function TakenMeter({ strip, of, name }: TakenMeterProps): React.JSX.Element {
  const desk = useDesk();
  const canvas = React.useRef<HTMLCanvasElement>(null);
  const digits = React.useRef<HTMLSpanElement>(null);
  React.useEffect(() => {
    const meter = canvas.current!;
    return desk.meters.show(strip, {
      paint: (shown) => paintTaken(meter, [shown[of] ?? 0]),
      read: ({ [of]: taken }) => {
        const words = taken === null ? '–' : `${taken > 0 ? '−' : ''}${number(taken)} dB`;
        meter.setAttribute('aria-valuenow', `${Math.min(MOST_TAKEN, taken ?? 0)}`);
        meter.setAttribute('aria-valuetext', words);
        if (digits.current!.textContent !== words) {
          digits.current!.textContent = words;
        }
      },
    });
  }, [desk, strip, of]);
  return (
    <div className="antiphon-TakenMeter">
      <span>{trans.__('Gain reduction')}</span>
      <canvas
        ref={canvas}
        width={WIDTH}
        height={HEIGHT}
        role="meter"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={MOST_TAKEN}
        aria-valuenow={0}
      />
      <span ref={digits} aria-hidden="true">
        –
      </span>
    </div>
  );
}
