import type Fraction from 'fraction.js';

import type { SlotIndex } from './slot';

/** A clef of a staff, with its place as a position. */
export interface PlacedClef {
  readonly measure: number;
  readonly onset: Fraction;
  readonly clef: string;
  /** The event's id; null for the default. */
  readonly id: string | null;
}

const PITCHED = /^([GFC])(\d)([+-](?:8|15))?$/;

/** Diatonic height (steps above C0) of a staff's bottom line under a clef. */
export function bottomLine(clef: string): number {
  const found = PITCHED.exec(clef);
  if (!found) {
    return 30;
  }
  const [, shape, line, displacement] = found;
  const sign = shape === 'G' ? 32 : shape === 'F' ? 24 : 28;
  const octaves = { '-15': -14, '-8': -7, '+8': 7, '+15': 14 }[displacement] ?? 0;
  return sign - 2 * (Number(line) - 1) + octaves;
}

/**
 * The MEI attributes of a clef.
 *
 * @param lines - of its staff; a percussion clef stands in the middle of them.
 */
export function clefAttributes(clef: string, lines = 5): string {
  if (clef === 'percussion') {
    return `shape="perc" line="${Math.max(1, Math.ceil(lines / 2))}"`;
  }
  if (clef === 'none') {
    return 'shape="G" line="2" visible="false"';
  }
  if (clef === 'TAB') {
    return 'shape="TAB" line="5"';
  }
  const [, shape, line, displacement] = PITCHED.exec(clef) ?? ['', 'G', '2'];
  const place = displacement?.startsWith('-') ? 'below' : 'above';
  const dis = displacement ? ` dis="${displacement.slice(1)}" dis.place="${place}"` : '';
  return `shape="${shape}" line="${line}"${dis}`;
}

export function clefElement({ clef, id }: PlacedClef, lines: number): string {
  const name = id === null ? '' : `xml:id="${id}" `;
  return `<clef ${name}${clefAttributes(clef, lines)}/>`;
}

/** The clefs of a piece by staff. */
export class Clefs {
  constructor(index: SlotIndex) {
    this._placed = index.piece.parts.map((part) =>
      Array.from({ length: part.staves }, (_, staff) =>
        part.clefs
          .filter((clef) => clef.staff === staff + 1)
          .map(({ id, measure, onset, clef }) => ({
            id,
            measure: index.measureIndex(measure) ?? 0,
            onset,
            clef,
          })),
      ),
    );
  }

  /** The clefs of a staff (from 1), in order. */
  of(part: number, staff: number): readonly PlacedClef[] {
    return this._placed[part][staff - 1];
  }

  /** The clef in force at an onset of a measure. */
  at(part: number, staff: number, measure: number, onset: number): string {
    const before = this.of(part, staff).filter(
      (of) => of.measure < measure || (of.measure === measure && of.onset.lte(onset)),
    );
    return before[before.length - 1]?.clef ?? 'G2';
  }

  /** Whether a staff has a percussion clef at an onset of a measure. */
  isUnpitched(part: number, staff: number, measure: number, onset: Fraction): boolean {
    return (
      this.of(part, staff).some(({ clef }) => clef === 'percussion') &&
      this.at(part, staff, measure, onset.valueOf()) === 'percussion'
    );
  }

  private readonly _placed: PlacedClef[][][];
}
