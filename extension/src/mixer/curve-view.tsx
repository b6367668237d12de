import * as React from 'react';

import { compressed, eqResponse, frequencies } from './eqcurve';
import type { Values } from './fields';

/** The range that is drawn of an equaliser, dB each way. */
export const SPAN = 20;
const POINTS = frequencies(96);

/** Where a frequency (Hz) stands, from 0 (20 Hz) to 1 (20 kHz), even to the ear. */
export function acrossOf(hertz: number): number {
  return Math.log(hertz / 20) / Math.log(1000);
}

/** Where a gain (dB) stands, from 0 (top) to 1 (bottom). */
export function downOf(dB: number): number {
  return Math.min(1, Math.max(0, 0.5 - dB / (2 * SPAN)));
}

/** The line of an equaliser in a box, as the `d` of a path. */
export function eqPath(values: Values, width: number, height: number): string {
  return eqResponse(values, POINTS)
    .map((dB, at) => {
      const x = width * acrossOf(POINTS[at]);
      return `${at ? 'L' : 'M'}${x.toFixed(1)} ${(height * downOf(dB)).toFixed(1)}`;
    })
    .join('');
}

/** The least level that is drawn of a compressor, dBFS. */
export const LEAST = -60;

/** The line of a compressor in a square box, level in to level out, as the `d` of a path. */
export function compressorPath(values: Values, size: number): string {
  const place = (level: number): number => (size * (Math.min(0, level) - LEAST)) / -LEAST;
  return Array.from({ length: 61 }, (_, step) => LEAST + step)
    .map((level, at) => {
      const y = size - place(compressed(values, level));
      return `${at ? 'L' : 'M'}${place(level).toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

/** The equaliser of a strip, small. */
export const SmallEq = React.memo(function SmallEq({ values }: { values: Values }) {
  return (
    <svg viewBox="0 0 60 24" aria-hidden="true" className="antiphon-SmallCurve">
      <path d="M0 12H60" className="antiphon-Curve-grid" />
      <path d={eqPath(values, 60, 24)} className="antiphon-Curve-line" />
    </svg>
  );
});

/** The compressor of a strip, small. */
export const SmallCompressor = React.memo(function SmallCompressor({ values }: { values: Values }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="antiphon-SmallCurve">
      <path d="M0 24L24 0" className="antiphon-Curve-grid" />
      <path d={compressorPath(values, 24)} className="antiphon-Curve-line" />
    </svg>
  );
});
