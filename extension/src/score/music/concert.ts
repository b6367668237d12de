import type { Document, Item, Mark, Note, Part, Piece, Voice } from '../../document';
import { transposeSymbol } from './harmony';
import { formatPitch, height, midi, moveSemitones, parsePitch, pitchAt, type Pitch } from './pitch';

/** How far a part sounds from what is written: steps and semitones. */
interface Transposition {
  readonly diatonic: number;
  readonly chromatic: number;
}

/** Move by an interval, steps and semitones; a pitch that would need three accidentals is spelled otherwise. */
export function transposed(pitch: Pitch, { diatonic, chromatic }: Transposition): Pitch {
  const natural = pitchAt(height(pitch) + diatonic, 0);
  const alter = natural ? midi(pitch) + chromatic - midi(natural) : 9;
  if (natural && Math.abs(alter) <= 2) {
    return { ...natural, alter };
  }
  return moveSemitones(pitch, chromatic, 0) ?? pitch;
}

/** Whether a part is written otherwise than it sounds, by more than octaves: those are written as they are in a score in C, too. */
export function isTransposing({ chromatic }: Transposition): boolean {
  return chromatic % 12 !== 0;
}

/** The written pitch of a part where the sounding one is given. */
export function asWritten(pitch: string, part: Transposition): string {
  const back = { diatonic: -part.diatonic, chromatic: -part.chromatic };
  return isTransposing(part) ? formatPitch(transposed(parsePitch(pitch), back)) : pitch;
}

/** The chord symbol as a part has it written, where the sounding one is given. */
export function symbolAsWritten(symbol: string, part: Transposition): string {
  return isTransposing(part) ? transposeSymbol(symbol, -part.diatonic, -part.chromatic) : symbol;
}

/**
 * A piece as it sounds: transposing parts have the pitches that are heard, and no transposition. What is the same is the same
 * object each time.
 */
export function asSounding(piece: Piece): Piece {
  return piece.parts.some(isTransposing)
    ? { ...piece, parts: piece.parts.map((part) => (isTransposing(part) ? sounding(part) : part)) }
    : piece;
}

/** A document whose notes and chord symbols of transposing parts are those that sound. */
export function soundingDocument(document: Document, { parts: all }: Piece): Document {
  const by = new Map(all.filter(isTransposing).map((part) => [part.id, part]));
  if (by.size === 0) {
    return document;
  }
  const events = { ...document.events };
  for (const [id, event] of Object.entries(events)) {
    const part = by.get(event.part ?? '');
    if (part && event.pitch) {
      events[id] = { ...event, pitch: formatPitch(transposed(parsePitch(event.pitch), part)) };
    } else if (part && event.kind === 'harmony' && event.text) {
      const text = transposeSymbol(event.text, part.diatonic, part.chromatic);
      events[id] = { ...event, text };
    }
  }
  return { ...document, events };
}

const parts = new WeakMap<Part, Part>();
const voices = new WeakMap<Voice, { readonly by: string; readonly voice: Voice }>();

function sounding(part: Part): Part {
  let found = parts.get(part);
  if (!found) {
    const by = `${part.diatonic} ${part.chromatic}`;
    found = {
      ...part,
      diatonic: 0,
      chromatic: 0,
      marks: soundingMarks(part),
      voices: part.voices.map((voice) => {
        let known = voices.get(voice);
        if (known?.by !== by) {
          known = { by, voice: { ...voice, items: voice.items.map((item) => moved(item, part)) } };
          voices.set(voice, known);
        }
        return known.voice;
      }),
    };
    parts.set(part, found);
  }
  return found;
}

const symbols = new WeakMap<Mark, { readonly by: string; readonly mark: Mark }>();

/** The marks of a part, its chord symbols as they sound; the same list where it has none. */
function soundingMarks({ marks, diatonic, chromatic }: Part): readonly Mark[] {
  const by = `${diatonic} ${chromatic}`;
  const move = (mark: Mark): Mark => {
    let known = symbols.get(mark);
    if (known?.by !== by) {
      const text = transposeSymbol(mark.text, diatonic, chromatic);
      symbols.set(mark, (known = { by, mark: { ...mark, text } }));
    }
    return known.mark;
  };
  return marks.some(({ kind }) => kind === 'harmony')
    ? marks.map((mark) => (mark.kind === 'harmony' ? move(mark) : mark))
    : marks;
}

function moved(item: Item, by: Transposition): Item {
  const move = (note: Note): Note =>
    note.drum === null
      ? { ...note, pitch: formatPitch(transposed(parsePitch(note.pitch), by)) }
      : note;
  return {
    ...item,
    notes: item.notes.map(move),
    graces: item.graces.map((grace) => ({ ...grace, notes: grace.notes.map(move) })),
  };
}
