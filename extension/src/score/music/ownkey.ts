import type { Part, Piece } from '../../document';
import { trans } from '../../translation';
import { keyName, KEYS } from './notename';
import { writtenKey } from './pitch';

/** A key signature that a part can have of its own. */
export interface OwnKey {
  /** Sharps (negative: flats) beyond the piece's, as the part keeps it. */
  readonly fifths: number;
  readonly label: string;
}

/**
 * The key signatures that a part can have: the piece's, and those with more sharps or flats, as far as signatures go at
 * the piece's beginning; named by what the part reads there.
 *
 * @param part - As it is written; what it has is among them in any case.
 */
export function ownKeys(
  { measures }: Piece,
  { diatonic, chromatic, fifths: own }: Pick<Part, 'diatonic' | 'chromatic' | 'fifths'>,
): OwnKey[] {
  const first = measures.at(0);
  const key = first?.key ?? 0;
  const mode = first?.mode === 'minor' ? 'minor' : 'major';
  const shift = writtenKey(0, diatonic, chromatic);
  const offered = new Set([0, own, ...KEYS.map((written) => written - shift - key)]);
  return [...offered]
    .filter((fifths) => Math.abs(fifths) <= FURTHEST)
    .sort((a, b) => a - b)
    .map((fifths) => {
      const name = keyName(writtenKey(key + fifths, diatonic, chromatic), mode);
      return { fifths, label: trans.__('%1: %2', beyond(fifths), name) };
    });
}

/** As the schema has it. */
const FURTHEST = 14;

function beyond(fifths: number): string {
  const count = Math.abs(fifths);
  if (fifths === 0) {
    return trans.__('As in the piece');
  }
  return fifths > 0
    ? trans._n('%1 sharp more', '%1 sharps more', count)
    : trans._n('%1 flat more', '%1 flats more', count);
}
