/** What a meter reads, in digits and in words. */
import { decibels, LEAST } from '../panels/ballistics';
import { type Level, SILENCE } from '../session';
import { decimal, trans } from '../translation';

/** A level or loudness with one decimal. */
export function number(level: number): string {
  return level <= SILENCE ? '−∞' : decimal(level, 1, 1).replace('-', '−');
}

/** How loud something is: `peak −6 dB, average −12 dB`. */
export function levelInWords({ peak, rms }: Pick<Level, 'peak' | 'rms'>): string {
  return peak < LEAST
    ? trans.__('silent')
    : trans.__('peak %1, average %2', decibels(peak), decibels(rms));
}

/** What is taken away of a strip: nothing where nothing takes. */
export function takenInWords(of: { reduction: number | null; limiting: number }): string[] {
  return [
    ...(of.reduction === null
      ? []
      : [trans.__('the compressor takes %1 dB away', number(of.reduction))]),
    ...(of.limiting > 0 ? [trans.__('the limiter takes %1 dB away', number(of.limiting))] : []),
  ];
}
