/** How a level and a place in the stereo field read. */
import { decimal, trans } from '../translation';

/** At and below this level (dB) a strip is silent. */
export const OFF = -60;

/** A level as people read it: `−6 dB`, `off`. */
export function levelWords(level: number): string {
  return level <= OFF ? trans._p('level', 'off') : `${signed(level)} dB`;
}

/** A number with its sign: `+3`, `−4.5`, `0`. */
export function signed(value: number): string {
  const rounded = Math.round(value * 10) / 10 || 0;
  const words = decimal(rounded, 0, 1).replace('-', '−');
  return rounded > 0 ? `+${words}` : words;
}

/** A place in the stereo field as people read it. */
export function panWords(value: number): string {
  const percent = Math.round(Math.abs(value) * 100);
  if (percent === 0) {
    return trans._p('pan', 'centre');
  }
  return value < 0 ? trans.__('%1 % left', percent) : trans.__('%1 % right', percent);
}
