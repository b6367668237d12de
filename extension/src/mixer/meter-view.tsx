import * as React from 'react';

import { LEAST, MOST } from '../panels/ballistics';
import { trans } from '../translation';
import { useDesk } from './desk';
import { MOST_TAKEN, paintLevel, paintTaken } from './paint';
import { levelInWords, number, takenInWords } from './reading';
import { MASTER } from './strips';

/** Pixels that a meter is drawn in; the page stretches them. */
const [WIDTH, HEIGHT] = [10, 240];

export interface StripMeterProps {
  strip: string;
  name: string;
}

/** How loud a strip is. What is written beside it changes a few times a second, past React; a click forgets the peak. */
export function StripMeter({ strip, name }: StripMeterProps): React.JSX.Element {
  const desk = useDesk();
  const canvas = React.useRef<HTMLCanvasElement>(null);
  const taken = React.useRef<HTMLCanvasElement>(null);
  const peak = React.useRef<HTMLButtonElement>(null);
  const loudness = React.useRef<HTMLSpanElement>(null);
  React.useEffect(() => {
    const of = canvas.current!;
    const reduction = taken.current!;
    return desk.meters.show(strip, {
      paint: (shown) => {
        paintLevel(of, shown);
        const both = strip === MASTER ? [shown.reduction ?? 0, shown.limiting] : [shown.reduction];
        const bars = both.filter((dB) => dB !== null);
        reduction.classList.toggle('antiphon-mod-nothing', bars.length === 0);
        paintTaken(reduction, bars);
      },
      read: (level, top) => {
        of.setAttribute('aria-valuenow', `${bounded(level.peak)}`);
        const words = [levelInWords(level), ...takenInWords(level)];
        of.setAttribute('aria-valuetext', words.join(', '));
        write(peak.current, top <= LEAST ? '−∞' : number(top));
        peak.current?.classList.toggle('antiphon-mod-over', top > 0);
        const { momentary } = level;
        write(loudness.current, momentary <= LEAST ? '' : `${number(momentary)} LUFS`);
      },
    });
  }, [desk, strip]);
  return (
    <div className="antiphon-StripMeter">
      <button
        ref={peak}
        type="button"
        className="antiphon-StripMeter-peak"
        aria-label={trans.__('Forget the peak of %1', name)}
        title={trans.__('Highest peak, dBFS; click to forget it')}
        onClick={() => desk.meters.reset(strip)}
      >
        −∞
      </button>
      <div className="antiphon-StripMeter-bars">
        <canvas
          ref={canvas}
          width={WIDTH}
          height={HEIGHT}
          role="meter"
          aria-label={trans.__('Level of %1', name)}
          aria-valuemin={LEAST}
          aria-valuemax={MOST}
          aria-valuenow={LEAST}
          aria-valuetext={trans.__('silent')}
        />
        <canvas
          ref={taken}
          width={strip === MASTER ? 8 : 6}
          height={HEIGHT}
          className="antiphon-StripMeter-taken antiphon-mod-nothing"
          title={trans.__('What is taken away, 0 to %1 dB downwards', MOST_TAKEN)}
          aria-hidden="true"
        />
      </div>
      <span ref={loudness} className="antiphon-StripMeter-loudness" />
    </div>
  );
}

function bounded(level: number): number {
  return Math.round(Math.min(MOST, Math.max(LEAST, level)));
}

function write(element: HTMLElement | null, text: string): void {
  if (element && element.textContent !== text) {
    element.textContent = text;
  }
}
