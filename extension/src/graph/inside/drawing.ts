/** How a probe is drawn: places on a canvas, and words. */
import { decibels } from '../../panels/ballistics';
import { type Probe, SPECTRUM } from '../../session';
import { decimal, trans } from '../../translation';

/** What a spectrum shows, in dB. */
export const SPECTRUM_LEAST = -90;
export const SPECTRUM_MOST = 6;

/** Full height of a wave: the least power of two that it fits in, from a 64th to 4. */
export function heightOf(wave: readonly number[]): number {
  const most = wave.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 0);
  return Math.min(4, Math.max(1 / 64, 2 ** Math.ceil(Math.log2(Math.max(most, 1e-9)))));
}

/** The points of a wave on a canvas, as [x, y] in pixels. */
export function wavePoints(
  wave: readonly number[],
  width: number,
  height: number,
  top: number,
): [number, number][] {
  return wave.map((value, at): [number, number] => [
    (at / Math.max(1, wave.length - 1)) * width,
    (0.5 - 0.46 * Math.min(1, Math.max(-1, value / top))) * height,
  ]);
}

/** How high a band of a spectrum is, 0 to 1. */
export function bandHeight(level: number): number {
  return Math.min(1, Math.max(0, (level - SPECTRUM_LEAST) / (SPECTRUM_MOST - SPECTRUM_LEAST)));
}

/** Where a frequency is on a spectrum, 0 to 1. */
export function placeOfFrequency(frequency: number): number {
  const { lowest, highest } = SPECTRUM;
  return Math.log(frequency / lowest) / Math.log(highest / lowest);
}

/** A frequency as people read it. */
export function hertz(frequency: number): string {
  return frequency < 1000
    ? `${decimal(frequency, 0, frequency < 100 ? 1 : 0)} Hz`
    : `${decimal(frequency / 1000, 0, 2)} kHz`;
}

/** What a probe shows, in words. */
export function inWords(probe: Probe | null): string {
  switch (probe?.signal) {
    case 'audio':
      return probe.pitch === null || probe.peak <= -100
        ? trans.__('silent')
        : trans.__(
            'peak %1, average %2, strongest at %3',
            decibels(probe.peak),
            decibels(probe.rms),
            hertz(probe.pitch),
          );
    case 'control':
      return trans.__(
        'now %1, from %2 to %3',
        decimal(probe.value, 2),
        decimal(probe.least, 2),
        decimal(probe.most, 2),
      );
    case 'note':
      return [
        trans._n('%1 note a second', '%1 notes a second', probe.rate),
        trans._n('%1 sounds', '%1 sound', probe.held),
      ].join(', ');
    default:
      return probe
        ? trans.__('Nothing flows here now: the node is bypassed, muted or not heard.')
        : trans.__('Nothing is heard here yet: play, or turn the sound on.');
  }
}
