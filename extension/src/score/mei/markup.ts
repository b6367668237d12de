import type Fraction from 'fraction.js';

import type { Measure } from '../../document';

/** Text as it stands in MEI. */
export function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** An onset in MEI's beats: 1 at the measure's start, counted in the meter's unit. */
export function stamp(measure: Measure, onset: Fraction): string {
  const unit = Number(measure.meter.split('/')[1]);
  return String(Number((1 + (onset.valueOf() * unit) / 4).toFixed(6)));
}

/** The MEI attribute of a placement, or nothing where it is the engraver's choice. */
export function place(placement: string): string {
  return placement ? ` place="${placement}"` : '';
}

/** Signs of the music font within text. */
export function smufl(...codes: readonly number[]): string {
  return `<rend fontfam="smufl" fontstyle="normal">${codes.map((code) => `&#${code};`).join('')}</rend>`;
}

/** A chord symbol or figure with its accidentals as signs: `b`, `#`, and `n` before a digit. */
export function withAccidentals(text: string): string {
  return escape(
    text
      .replace(/(?<=^|[A-G\d])b|b(?=\d)/g, '♭')
      .replace(/n(?=\d)/g, '♮')
      .replace(/#/g, '♯'),
  );
}
