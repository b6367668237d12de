import { format } from '../panels/curve';
import { ofSound, type Parameter } from '../panels/catalogue';
import { trans } from '../translation';

/** What is needed of a parameter to read a value for it. */
export type Measured = Pick<Parameter, 'unit' | 'minimum' | 'maximum' | 'whole' | 'choices'>;

/** A value that was typed, in the parameter's unit; or why it is none, in a sentence. */
export type Read = { readonly value: number } | { readonly refusal: string };

/** For each unit, how many of it are one of what may be typed instead; without regard to case. */
const UNITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Hz: { hz: 1, k: 1000, khz: 1000, mhz: 0.001 },
  s: { s: 1, sec: 1, ms: 0.001, m: 0.001, µs: 1e-6, us: 1e-6, min: 60 },
  dB: { db: 1 },
  semitones: { semitones: 1, semitone: 1, st: 1, cents: 0.01, cent: 0.01, ct: 0.01, octaves: 12 },
  cents: { cents: 1, cent: 1, ct: 1, semitones: 100, semitone: 100, st: 100 },
  '°': { '°': 1, deg: 1 },
  octaves: { octaves: 1, octave: 1, oct: 1 },
  '': { '%': 0.01, k: 1000 },
};

/**
 * A decimal number with a point or a comma, a hyphen or a minus sign, then a unit. No number that floats is as long as
 * what is taken; more is no number of a hand's.
 */
const NUMBER =
  /^([+\-−]?(?:\d{1,12}(?:[.,]\d{0,40})?|[.,]\d{1,40})(?:e[+-]?\d{1,2})?)\s*(\S{0,20})$/iu;

/**
 * Read what was typed for a parameter: `1.2k`, `35 ms`, `−6 dB`, `50 %`; the name of a choice; a number alone is in
 * the parameter's own unit.
 */
export function readValue(text: string, parameter: Measured, title: string): Read {
  const { minimum, maximum, whole, choices, unit } = parameter;
  const typed = text.trim();
  const named = choices?.findIndex(
    (choice) => isSame(choice, typed) || isSame(ofSound(choice), typed),
  );
  if (named !== undefined && named >= 0) {
    return { value: minimum + named };
  }
  const [, digits, suffix] = NUMBER.exec(typed) ?? [];
  const factor = digits === undefined ? undefined : factorOf(suffix, unit);
  if (factor === undefined) {
    return { refusal: refusalOf(typed, parameter, title) };
  }
  const value = scaled(Number(digits.replace('−', '-').replace(',', '.')), factor);
  if (value < minimum || value > maximum) {
    const [least, most] = [said(minimum, parameter), said(maximum, parameter)];
    return { refusal: trans.__('%1 goes from %2 to %3.', title, least, most) };
  }
  if (whole && !Number.isInteger(value)) {
    return { refusal: trans.__('%1 goes in whole numbers.', title) };
  }
  return { value };
}

/** A value as it is read out: a choice's name, or the number in its unit. */
export function said(value: number, { unit, minimum, choices }: Measured): string {
  const choice = choices?.[Math.round(value) - minimum];
  return choice === undefined ? format(value, unit) : ofSound(choice);
}

/** A value as it is put into a field to be changed there: to the last digit, so that it reads back as it is. */
export function typed(value: number, parameter: Measured): string {
  const { unit, choices } = parameter;
  return choices || unit === '' ? exact(value) : `${exact(value)} ${ofSound(unit)}`;
}

/** The shortest digits that are this number, without an exponent where a hand would write none. */
function exact(value: number): string {
  const text = String(value);
  const [, sign, digits, zeros] = /^(-?)([\d.]+)e-(\d+)$/.exec(text) ?? [];
  return digits === undefined
    ? text
    : `${sign}0.${'0'.repeat(Number(zeros) - 1)}${digits.replace('.', '')}`;
}

function factorOf(suffix: string, unit: string): number | undefined {
  if (suffix === '') {
    return 1;
  }
  const known = UNITS[unit] ?? {};
  const lower = suffix.toLowerCase().replace('μ', 'µ');
  if (Object.hasOwn(known, lower)) {
    return known[lower];
  }
  return isSame(suffix, unit) || (unit !== '' && isSame(suffix, ofSound(unit))) ? 1 : undefined;
}

/** A product or, by what is a fraction, a quotient: `35 ms` is 0.035, not 0.035000000000000003. */
function scaled(number: number, factor: number): number {
  const value = factor < 1 ? number / Math.round(1 / factor) : number * factor;
  return value === 0 ? 0 : value;
}

function refusalOf(text: string, { unit, choices, minimum }: Measured, title: string): string {
  if (choices) {
    const names = choices.map((choice) => ofSound(choice)).join(', ');
    return trans.__('%1 is one of: %2.', title, names);
  }
  const examples: Record<string, string> = {
    Hz: '440 Hz, 1.2k',
    s: '35 ms, 1.5 s',
    dB: '-6 dB',
  };
  const example = examples[unit] ?? typed(minimum, { unit, minimum, maximum: minimum });
  return text === ''
    ? trans.__('%1 needs a number, such as %2.', title, example)
    : trans.__(
        '“%1” is no value of %2: type a number such as %3.',
        text.slice(0, 40),
        title,
        example,
      );
}

function isSame(a: string, b: string): boolean {
  return a !== '' && a.toLowerCase() === b.toLowerCase();
}
