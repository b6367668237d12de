/** Heads of notes that are not engraved: of a proposal, or of another time. */
import Fraction from 'fraction.js';

import type { Document, Piece } from '../../document';
import { drawn } from '../engraving/drawn';
import { STEP, type Point, type System } from '../engraving/system';
import { bottomLine, type Clefs } from '../music/clef';
import { isTransposing, transposed } from '../music/concert';
import { formatPitch, height, keyAlteration, parsePitch } from '../music/pitch';
import type { SlotIndex } from '../music/slot';
import { staffBox, xAt } from './places';

/** A staff space, in Verovio's units. */
export const SPACE = 2 * STEP;
const ACCIDENTALS = ['♭♭', '♭', '♮', '♯', '𝄪'];

/** A note by what and where it is, as the document has it. */
export interface WrittenNote {
  readonly part: string;
  readonly measure: string;
  readonly staff: number;
  readonly onset: string;
  readonly pitch: string;
}

/** Where a head is drawn, with what it needs beside it. */
export interface Head extends Point {
  /** The heights of its ledger lines. */
  readonly ledgers: readonly number[];
  /** Empty where the key has it already. */
  readonly accidental: string;
}

/** A note with the pitch of a piece that is shown as it sounds, where it is. */
export function asShown<N extends WrittenNote>(piece: Piece, parts: Document['parts'], note: N): N {
  const { diatonic = 0, chromatic = 0 } = Object.hasOwn(parts, note.part) ? parts[note.part] : {};
  const shown = piece.parts.find(({ id }) => id === note.part);
  return shown?.chromatic === 0 && isTransposing({ diatonic, chromatic })
    ? { ...note, pitch: formatPitch(transposed(parsePitch(note.pitch), { diatonic, chromatic })) }
    : note;
}

/** Where a note would be drawn; null where its staff is not in the system. */
export function headAt(
  system: System,
  index: SlotIndex,
  clefs: Clefs,
  { part, measure, staff, onset, pitch: name }: WrittenNote,
): Head | null {
  const { piece } = index;
  const at = new Fraction(onset);
  const bar = index.measureIndex(measure);
  const box = staffBox(system, piece, { part, staff, measure });
  const x = xAt(system, measure, at.valueOf(), index);
  if (!box || x === null || bar === undefined || at.gte(piece.measures[bar].duration)) {
    return null;
  }
  const order = piece.parts.findIndex(({ id }) => id === part);
  const clef = clefs.at(order, staff, bar, at.valueOf());
  const pitch = parsePitch(name);
  const y = box.bottom - (height(pitch) - bottomLine(clef)) * STEP;
  const ledgers: number[] = [];
  for (let line = box.bottom + SPACE; line <= y; line += SPACE) {
    ledgers.push(line);
  }
  for (let line = box.top - SPACE; line >= y; line -= SPACE) {
    ledgers.push(line);
  }
  const inKey = pitch.alter === keyAlteration(index.keyAt(order, bar), pitch.step);
  return { x, y, ledgers, accidental: inKey ? '' : ACCIDENTALS[pitch.alter + 2] };
}

/** A head with its ledger lines and accidental. */
export function headShapes({ x, y, ledgers, accidental }: Head): SVGElement[] {
  const shapes: SVGElement[] = ledgers.map((at) =>
    drawn('line', { x1: x - 180, x2: x + 180, y1: at, y2: at }),
  );
  shapes.push(
    drawn('ellipse', { rx: 130, ry: 92, transform: `translate(${x}, ${y}) rotate(-20)` }),
  );
  if (accidental) {
    const sign = drawn('text', { x: x - 170, y: y + 90, 'text-anchor': 'end' });
    sign.textContent = accidental;
    shapes.push(sign);
  }
  return shapes;
}
