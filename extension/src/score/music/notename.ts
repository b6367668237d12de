import { trans } from '../../translation';
import type { Mode } from '../editing/command';

/** Names of notes by their letter and accidentals; some languages have words of their own for some, as German for B flat. */
const NAMES: Readonly<Record<string, () => string>> = {
  Cbb: () => trans._p('note name', 'C double flat'),
  Cb: () => trans._p('note name', 'C flat'),
  C: () => trans._p('note name', 'C'),
  'C#': () => trans._p('note name', 'C sharp'),
  'C##': () => trans._p('note name', 'C double sharp'),
  Dbb: () => trans._p('note name', 'D double flat'),
  Db: () => trans._p('note name', 'D flat'),
  D: () => trans._p('note name', 'D'),
  'D#': () => trans._p('note name', 'D sharp'),
  'D##': () => trans._p('note name', 'D double sharp'),
  Ebb: () => trans._p('note name', 'E double flat'),
  Eb: () => trans._p('note name', 'E flat'),
  E: () => trans._p('note name', 'E'),
  'E#': () => trans._p('note name', 'E sharp'),
  'E##': () => trans._p('note name', 'E double sharp'),
  Fbb: () => trans._p('note name', 'F double flat'),
  Fb: () => trans._p('note name', 'F flat'),
  F: () => trans._p('note name', 'F'),
  'F#': () => trans._p('note name', 'F sharp'),
  'F##': () => trans._p('note name', 'F double sharp'),
  Gbb: () => trans._p('note name', 'G double flat'),
  Gb: () => trans._p('note name', 'G flat'),
  G: () => trans._p('note name', 'G'),
  'G#': () => trans._p('note name', 'G sharp'),
  'G##': () => trans._p('note name', 'G double sharp'),
  Abb: () => trans._p('note name', 'A double flat'),
  Ab: () => trans._p('note name', 'A flat'),
  A: () => trans._p('note name', 'A'),
  'A#': () => trans._p('note name', 'A sharp'),
  'A##': () => trans._p('note name', 'A double sharp'),
  Bbb: () => trans._p('note name', 'B double flat'),
  Bb: () => trans._p('note name', 'B flat'),
  B: () => trans._p('note name', 'B'),
  'B#': () => trans._p('note name', 'B sharp'),
  'B##': () => trans._p('note name', 'B double sharp'),
};

const FIFTHS = 'FCGDAEB';

/** A note's name without its octave, in the language of the person: "B flat" of `Bb`. */
export function noteName(note: string): string {
  return NAMES[note]();
}

/** A note's name for where there is little room: "C♯", and where the name is one word, that, as "Cis" in German. */
export function noteLabel(note: string): string {
  const name = noteName(note);
  if (!name.includes(' ')) {
    return name;
  }
  return noteName(note[0]) + note.slice(1).replace(/b/g, '♭').replace('##', '𝄪').replace('#', '♯');
}

/** Sharps (negative: flats) of the keys that are offered, from C flat to C sharp major. */
export const KEYS: readonly number[] = Array.from({ length: 15 }, (_, place) => place - 7);

/** The tonic of a key of so many sharps (negative: flats), as `Bb`. */
function tonic(fifths: number, mode: Mode): string {
  // Along the fifths, F is 0; a minor key's tonic is that of its parallel's submediant, three fifths on.
  const place = fifths + 1 + (mode === 'minor' ? 3 : 0);
  const accidentals = Math.floor(place / FIFTHS.length);
  const letter = FIFTHS[place - accidentals * FIFTHS.length];
  return letter + (accidentals < 0 ? 'b' : '#').repeat(Math.abs(accidentals));
}

/** A key of so many sharps (negative: flats): "B flat major". */
export function keyName(fifths: number, mode: Mode): string {
  const name = noteName(tonic(fifths, mode));
  return mode === 'major' ? trans.__('%1 major', name) : trans.__('%1 minor', name);
}
