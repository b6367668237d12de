import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

import { type Document, type Piece, type Root, type Scalar } from '../../document';
import type { Instrument, InstrumentClef } from '../music/instruments';
import { transposeSymbol } from '../music/harmony';
import { formatPitch, height, midi, parsePitch, pitchAt, type Pitch } from '../music/pitch';

/** One change to an entry: fields to write (undefined takes one away), or null to take the entry away. */
export interface PartEdit {
  root: Root;
  id: string;
  fields: Readonly<Record<string, Scalar | undefined>> | null;
}

/** Take a part away, with all that is only its own: events, spans, drums, strip, instruments and their cables. */
export function removePart(document: Document, part: string): PartEdit[] {
  const edits: PartEdit[] = [];
  const take = (root: Root, id: string): void => void edits.push({ root, id, fields: null });
  const takeWhere = <T>(
    root: Root,
    entries: Record<string, T>,
    goes: (entry: T, id: string) => boolean,
  ): Set<string> => {
    const gone = Object.keys(entries).filter((id) => goes(entries[id], id));
    gone.forEach((id) => take(root, id));
    return new Set(gone);
  };
  const events = takeWhere('events', document.events, (event) => event.part === part);
  takeWhere('spans', document.spans, ({ start, end }) => events.has(start) || events.has(end));
  takeWhere('percussion', document.percussion, (drum) => drum.part === part);
  const nodes = takeWhere('nodes', document.nodes, (node) => node.part === part);
  takeWhere(
    'edges',
    document.edges,
    ({ source, target }) => nodes.has(source) || nodes.has(target),
  );
  takeWhere('inserts', document.inserts, ({ strip, node }) => strip === part || nodes.has(node));
  takeWhere('sends', document.sends, ({ source }) => source === part);
  takeWhere('mix', document.mix, (_, id) => id === part);
  takeWhere('locks', document.locks, (_, id) => id === part || nodes.has(id));
  take('parts', part);
  return edits;
}

/** How many notes a part has. */
export function countNotes({ events }: Document, part: string): number {
  return Object.values(events).filter((of) => of.part === part && of.kind === 'note').length;
}

/** Move a part to a place among the others, from 0. */
export function movePart(document: Document, piece: Piece, part: string, to: number): PartEdit[] {
  const from = piece.parts.findIndex(({ id }) => id === part);
  const place = Math.max(0, Math.min(piece.parts.length - 1, to));
  if (from < 0 || place === from) {
    return [];
  }
  const others = piece.parts.map(({ id }) => id).filter((id) => id !== part);
  const indexOf = (id: string | undefined): string | null =>
    id === undefined ? null : document.parts[id].index;
  try {
    const index = generateKeyBetween(indexOf(others[place - 1]), indexOf(others[place]));
    return [{ root: 'parts', id: part, fields: { index } }];
  } catch {
    // Two neighbours have one index, or one of another kind: all are numbered anew.
    const order = [...others.slice(0, place), part, ...others.slice(place)];
    const keys = generateNKeysBetween(null, null, order.length);
    return order.map((id, at) => ({ root: 'parts', id, fields: { index: keys[at] } }));
  }
}

/** Move a pitch by steps and semitones together; spelled otherwise where that needs more than a double accidental. */
export function movePitch(pitch: Pitch, steps: number, semitones: number): Pitch | null {
  const target = midi(pitch) + semitones;
  for (const aside of [0, 1, -1]) {
    const natural = pitchAt(height(pitch) + steps + aside, 0);
    const alter = natural ? target - midi(natural) : 9;
    if (natural && Math.abs(alter) <= 2) {
      return { ...natural, alter };
    }
  }
  return null;
}

/**
 * Give a part another instrument: it sounds at the same pitches as before, written as the new one reads them; so do its chord symbols.
 *
 * @param mint - makes an id.
 * @returns The edits; or why it cannot be, where a note would be written outside of what can be.
 */
export function changeInstrument(
  document: Document,
  piece: Piece,
  part: string,
  instrument: Instrument,
  mint: (prefix: string) => string,
): PartEdit[] | null {
  const old = piece.parts.find(({ id }) => id === part);
  if (!old) {
    return [];
  }
  const { name, diatonic = 0, chromatic = 0, clef = 'G2' } = instrument;
  const steps = old.diatonic - diatonic;
  const semitones = old.chromatic - chromatic;
  const edits: PartEdit[] = [];
  let least = 1;
  for (const [id, event] of Object.entries(document.events)) {
    if (event.part !== part) {
      continue;
    }
    least = Math.max(least, event.staff ?? 1);
    if (event.kind === 'note' && event.pitch && !event.drum && (steps || semitones)) {
      const moved = movePitch(parsePitch(event.pitch), steps, semitones);
      if (!moved) {
        return null;
      }
      edits.push({ root: 'events', id, fields: { pitch: formatPitch(moved) } });
    } else if (event.kind === 'harmony' && event.text && (steps || semitones)) {
      const text = transposeSymbol(event.text, steps, semitones);
      edits.push({ root: 'events', id, fields: { text } });
    }
  }
  const staves = Math.max(instrument.staves ?? 1, least);
  edits.push({
    root: 'parts',
    id: part,
    fields: {
      instrument: name,
      staves: staves === 1 ? undefined : staves,
      diatonic: diatonic || undefined,
      chromatic: chromatic || undefined,
      // A part that was called by its instrument is called by the new one.
      ...(old.name === old.instrument ? { name } : {}),
    },
  });
  edits.push(...clefEdits(piece, part, staves, clef, mint));
  return edits;
}

/** The clefs that the staves of a part begin with: of two or more the last one is for the left hand. */
function clefEdits(
  piece: Piece,
  part: string,
  staves: number,
  clef: InstrumentClef,
  mint: (prefix: string) => string,
): PartEdit[] {
  const old = piece.parts.find(({ id }) => id === part);
  const [first] = piece.measures;
  if (!old || !first) {
    return [];
  }
  return Array.from({ length: staves }, (_, at): PartEdit[] => {
    const staff = at + 1;
    const wanted = staves > 1 && staff > 1 ? 'F4' : clef;
    const given = old.clefs.find(
      (of) => of.staff === staff && of.measure === first.id && of.onset.equals(0),
    );
    const standard = staff === 2 && staves === 2 ? 'F4' : 'G2';
    if (given?.id) {
      const fields = wanted === standard ? null : { clef: wanted };
      return given.clef === wanted ? [] : [{ root: 'events', id: given.id, fields }];
    }
    const at0 = { kind: 'clef', part, measure: first.id, onset: '0', clef: wanted };
    const fields = staff === 1 ? at0 : { ...at0, staff };
    return wanted === standard ? [] : [{ root: 'events', id: mint('c'), fields }];
  }).flat();
}
