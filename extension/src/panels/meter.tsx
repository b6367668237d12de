import * as React from 'react';

import type { Level } from '../session';
import { decibels, LEAST, MOST, PeakHold, placeOf } from './ballistics';
import { trans } from '../translation';

/** A meter's moving parts: drawn ten times a second by their transforms alone, past React. */
export class MeterBar {
  private readonly _hold = new PeakHold();
  /** The peak that stands, in dBFS. */
  held = -Infinity;

  constructor(private readonly _node: HTMLElement) {}

  show({ peak, rms }: Pick<Level, 'peak' | 'rms'>, now: number): void {
    this.held = this._hold.take(peak, now);
    const [above, beyond, tick] = this._node.children as unknown as HTMLElement[];
    above.style.transform = `scaleX(${(1 - placeOf(rms)).toFixed(3)})`;
    beyond.style.transform = `scaleX(${(1 - placeOf(peak)).toFixed(3)})`;
    tick.style.transform = `translateX(${(100 * placeOf(this.held)).toFixed(1)}%)`;
    tick.hidden = this.held <= LEAST;
  }
}

export interface MeterProps {
  /** Whose level it is. */
  name: string;
  /** What is said of it, now and then: the level, held and on average. */
  held: number;
  rms: number;
  /** Given the bar when it is there, null when it goes. */
  onBar: (bar: MeterBar | null) => void;
}

/** How loud something is: on average the full bar, its peaks the paler one, the highest of late a line. */
export function Meter({ name, held, rms, onBar }: MeterProps): React.JSX.Element {
  const tell = React.useRef(onBar);
  tell.current = onBar;
  const attach = React.useCallback(
    (node: HTMLDivElement | null) => tell.current(node && new MeterBar(node)),
    [],
  );
  return (
    <div
      ref={attach}
      className="antiphon-Meter"
      role="meter"
      aria-label={trans.__('Level of %1', name)}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={Math.round(Math.min(MOST, Math.max(LEAST, held)))}
      aria-valuetext={
        held < LEAST
          ? trans.__('silent')
          : trans.__('peak %1, average %2', decibels(held), decibels(rms))
      }
    >
      <div className="antiphon-Meter-above" />
      <div className="antiphon-Meter-beyond" />
      <div className="antiphon-Meter-hold" hidden />
    </div>
  );
}
