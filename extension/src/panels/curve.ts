import { decimal } from '../translation';
import { ofSound } from './catalogue';

/** How a parameter runs from its minimum to its maximum along a slider. */
export interface Range {
  minimum: number;
  maximum: number;
  /** `log` where equal steps are heard as equal ratios, as of a frequency. */
  curve: 'linear' | 'log';
  /** Whether only whole numbers mean something. */
  whole?: boolean;
}

/** Where `value` lies on a slider from 0 to 1. */
export function toPosition(value: number, range: Range): number {
  const { minimum, maximum } = range;
  if (!(maximum > minimum)) {
    return 0;
  }
  const clamped = Math.min(maximum, Math.max(minimum, value));
  return logarithmic(range)
    ? Math.log(clamped / minimum) / Math.log(maximum / minimum)
    : (clamped - minimum) / (maximum - minimum);
}

/** The value at a place from 0 to 1, rounded to what a hand can mean: a thousandth of the range, or three significant digits of a logarithm. */
export function fromPosition(position: number, range: Range): number {
  const { minimum, maximum } = range;
  const place = Math.min(1, Math.max(0, position));
  if (!(maximum > minimum) || place === 0) {
    return minimum;
  }
  if (place === 1) {
    return maximum;
  }
  const value = logarithmic(range)
    ? minimum * (maximum / minimum) ** place
    : minimum + (maximum - minimum) * place;
  if (range.whole) {
    return Math.round(value);
  }
  const grain = logarithmic(range) ? value / 100 : (maximum - minimum) / 1000;
  const digits = Math.min(10, Math.max(0, -Math.floor(Math.log10(grain))));
  return Math.min(maximum, Math.max(minimum, Number(value.toFixed(digits))));
}

/** A value in its unit, in as many digits as say something: `1.2 kHz`, `35 ms`, `-6 dB`. */
export function format(value: number, unit: string): string {
  if (unit === 'Hz' && Math.abs(value) >= 1000) {
    return `${digits(value / 1000)} kHz`;
  }
  if (unit === 's' && value !== 0 && Math.abs(value) < 1) {
    return `${digits(value * 1000)} ms`;
  }
  return unit ? `${digits(value)} ${ofSound(unit)}` : digits(value);
}

function digits(value: number): string {
  const size = Math.abs(value);
  const places = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : size >= 0.01 ? 3 : 4;
  const rounded = Number(value.toFixed(places));
  return decimal(rounded === 0 ? 0 : rounded, 0, places).replace('-', '−');
}

function logarithmic(range: Range): boolean {
  return range.curve === 'log' && range.minimum > 0;
}
