import type { Note } from '../../document';
import { midi, parsePitch, STEPS } from '../music/pitch';

/** The strings of a guitar, for a tablature without a tuning. */
const GUITAR = ['E2', 'A2', 'D3', 'G3', 'B3', 'E4'];
/** The highest fret that is proposed for a note without one. */
const FRETS = 24;

/** The open strings of a tablature, lowest first. */
export function openStrings(tuning: readonly string[]): readonly string[] {
  return tuning.length > 0 ? tuning : GUITAR;
}

/** The `<tuning>` of a staff. */
export function tuningElement(tuning: readonly string[]): string {
  const courses = [...openStrings(tuning)].reverse().map((open, order) => {
    const { step, alter, octave } = parsePitch(open);
    const accidental = alter === 0 ? '' : ` accid="${alter > 0 ? 's' : 'f'}"`;
    return `<course n="${order + 1}" pname="${STEPS[step].toLowerCase()}" oct="${octave}"${accidental}/>`;
  });
  return `<tuning>${courses.join('')}</tuning>`;
}

/** Where a note is played: its string from 1, the highest, and its fret. */
export interface Position {
  readonly string: number;
  readonly fret: number;
}

/**
 * Where the notes of a chord are played: as they say, else on the free string where the fret is lowest.
 *
 * A note that no free string has is on its nearest string, at fret 0.
 */
export function positions(notes: readonly Note[], tuning: readonly string[]): Position[] {
  const open = [...openStrings(tuning)].reverse().map((pitch) => midi(parsePitch(pitch)));
  const taken = new Set(notes.map(({ string }) => string));
  const found = new Map<Note, Position>();
  for (const note of [...notes].reverse()) {
    const pitch = midi(parsePitch(note.pitch));
    let string = note.string;
    if (string < 1 || string > open.length) {
      const frets = open.map((of, order) =>
        taken.has(order + 1) || pitch < of || pitch - of > FRETS ? Infinity : pitch - of,
      );
      const least = Math.min(...frets);
      string = least < Infinity ? frets.indexOf(least) + 1 : pitch > open[0] ? 1 : open.length;
      taken.add(string);
    }
    found.set(note, { string, fret: note.fret ?? Math.max(0, pitch - open[string - 1]) });
  }
  return notes.map((note) => found.get(note)!);
}
