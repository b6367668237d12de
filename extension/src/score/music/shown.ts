import type { Piece } from '../../document';

/** The parts of a piece that are to be shown; all where none of them is there. */
export function onlyParts(piece: Piece, ids: readonly string[]): Piece {
  const parts = piece.parts.filter(({ id }) => ids.includes(id));
  return parts.length === 0 || parts.length === piece.parts.length ? piece : { ...piece, parts };
}

/** For each staff of the parts that are shown, its number from 0 among those of the whole piece. */
export function staffNumbers(piece: Piece, shown: Piece): number[] {
  const there = new Set(shown.parts.map(({ id }) => id));
  let number = 0;
  return piece.parts.flatMap(({ id, staves }) => {
    const first = number;
    number += staves;
    return there.has(id) ? Array.from({ length: staves }, (_, staff) => first + staff) : [];
  });
}
