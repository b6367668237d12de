import Fraction from 'fraction.js';

/** Note values as they are typed: letters, signs, or parts of a whole. */
const VALUES: Readonly<Record<string, string>> = {
  w: '4',
  h: '2',
  q: '1',
  e: '1/2',
  s: '1/4',
  '𝅝': '4',
  '𝅗𝅥': '2',
  '♩': '1',
  '♪': '1/2',
  '1/1': '4',
  '1/2': '2',
  '1/4': '1',
  '1/8': '1/2',
  '1/16': '1/4',
};

const MARK =
  /^(.*?)\s*\(?\s*(?:(1\/(?:1|2|4|8|16)|𝅗𝅥|𝅝|[♩♪]|\b[whqes])(\.)?\s*=)?\s*(\d+(?:[.,]\d+)?)\s*\)?$/u;

/** What a tempo mark says; without a number it keeps the tempo before it. */
export interface TempoWords {
  readonly text?: string;
  /** Quarter notes a minute. */
  readonly bpm?: number;
  /** The note value that it counts, in quarter lengths. */
  readonly beat?: string;
}

/** Read a tempo such as `Allegro`, `Allegro 132`, `q. = 60`, `Andante (♪ = 96)`; null where its number is out of reach. */
export function readTempo(words: string): TempoWords | null {
  const found = MARK.exec(words.trim());
  if (!found) {
    return { text: words.trim() };
  }
  const [, text, value, dot, number] = found;
  const beat = new Fraction(VALUES[value ?? 'q']).mul(dot ? new Fraction(3, 2) : 1);
  const bpm = Number((Number(number.replace(',', '.')) * beat.valueOf()).toFixed(3));
  if (bpm < 10 || bpm > 400) {
    return null;
  }
  return { ...(text ? { text } : {}), bpm, ...(beat.equals(1) ? {} : { beat: beat.toFraction() }) };
}

/** A tempo as it is typed: what `readTempo` reads. */
export function writeTempo(text: string, bpm: number, beat: Fraction): string {
  const name = Object.entries(VALUES).find(
    ([key, value]) => /^[a-z]$/.test(key) && beat.equals(value),
  );
  const dotted = Object.entries(VALUES).find(
    ([key, value]) => /^[a-z]$/.test(key) && beat.equals(new Fraction(value).mul(3).div(2)),
  );
  const unit = name?.[0] ?? (dotted ? `${dotted[0]}.` : 'q');
  const counted = (name ?? dotted) ? beat.valueOf() : 1;
  return `${text} ${unit} = ${Number((bpm / counted).toFixed(2))}`.trim();
}
