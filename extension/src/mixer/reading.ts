/** What a meter reads, in digits and in words. */
import { decibels, LEAST } from '../panels/ballistics';
import { type Level, SILENCE } from '../session';
import { decimal, trans } from '../translation';

/** A level or loudness with one decimal. */
export function number(level: number): string {
  return level <= SILENCE ? '−∞' : decimal(level, 1, 1).replace('-', '−');
}

/** How loud something is: `peak −6 dB, average −12 dB`. */
export function levelInWords({ peak, rms }: Level): string {
  return peak < LEAST
    ? trans.__('silent')
    : trans.__('peak %1, average %2', decibels(peak), decibels(rms));
}
