import { expect, it } from 'vitest';

import { empty, project, type Piece } from '../../src/document';
import { ownKeys } from '../../src/score/music/ownkey';
import { SlotIndex } from '../../src/score/music/slot';

/** A piece of one part in G major. */
function piece(part: object): Piece {
  const made = empty();
  made.parts.a = { index: 'a0', name: 'Horn', ...part };
  made.measures.m = { index: 'a0', key: 1, mode: 'major' };
  return project(made);
}

const label = (of: Piece, fifths: number): string | undefined =>
  ownKeys(of, of.parts[0]).find((each) => each.fifths === fifths)?.label;

it('names the signatures that a part can have, as it reads them', () => {
  const plain = piece({});
  expect(label(plain, 0)).toBe('As in the piece: G major');
  expect(label(plain, -1)).toBe('1 flat more: C major');
  expect(label(plain, 2)).toBe('2 sharps more: A major');
  expect(ownKeys(plain, plain.parts[0])).toHaveLength(15);
});

it('names those of a transposing part as they are written: a horn without a signature', () => {
  const horn = piece({ diatonic: -4, chromatic: -7, fifths: -2 });
  expect(label(horn, -2)).toBe('2 flats more: C major');
  expect(new SlotIndex(horn).keyAt(0, 0)).toBe(0);
});

it('keeps what a part has among them, however far it is', () => {
  expect(label(piece({ fifths: 14 }), 14)).toContain('14 sharps more');
});
