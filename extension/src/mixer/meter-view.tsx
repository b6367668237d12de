import * as React from 'react';

import { LEAST, MOST } from '../panels/ballistics';
import { trans } from '../translation';
import { useDesk } from './desk';
import { levelInWords, number } from './reading';

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
  const peak = React.useRef<HTMLButtonElement>(null);
  const loudness = React.useRef<HTMLSpanElement>(null);
  React.useEffect(() => {
    const of = canvas.current!;
    return desk.meters.show(strip, {
      canvas: of,
      read: (top, level) => {
        of.setAttribute('aria-valuenow', `${bounded(level.peak)}`);
        of.setAttribute('aria-valuetext', levelInWords(level));
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
