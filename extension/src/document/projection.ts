/**
 * The projection: from a document, in whatever state its editors left it, to a piece. Pure and total; the rules,
 * in their order, are in `docs/architecture.md`. `antiphon.document.projection` is the same in Python, and
 * `tests/fixtures/projection` holds the two together.
 */
import Fraction from 'fraction.js';

import type { Piece } from './piece';
import { Projector } from './projector';

export type * from './piece';
export { Projector } from './projector';
export { rational } from './rational';

/**
 * Read a document as a piece.
 *
 * @param document A document, or anything shaped like one: what the schema refuses is left out, and named.
 */
export function project(document: object): Piece {
  return new Projector(document).piece;
}

/** The piece as plain JSON, rationals as texts such as `3/2`. */
export function pieceToJson(piece: Piece): unknown {
  return JSON.parse(
    JSON.stringify(piece, function (this: Record<string, unknown>, key: string, value: unknown) {
      const original = this[key];
      return original instanceof Fraction ? original.toFraction() : value;
    }),
  );
}
