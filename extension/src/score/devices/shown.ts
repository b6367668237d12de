import type { ScoreEditor } from '../editing/editor';
import { midi, parsePitch } from '../music/pitch';
import type { SlotIndex } from '../music/slot';

/** MIDI numbers of the selected notes, as they sound. */
export function selectedKeys({ index, selection }: ScoreEditor): Set<number> {
  return new Set(
    selection.flatMap((id) => {
      const slot = index.find(id);
      const note = index.note(id);
      return slot && note
        ? [midi(parsePitch(note.pitch)) + index.piece.parts[slot.part].chromatic]
        : [];
    }),
  );
}

/** MIDI numbers of the notes of a part that sound at a position, in quarter lengths from the piece's beginning. */
export function soundingKeys(index: SlotIndex, part: number, position: number): Set<number> {
  const { measures, parts } = index.piece;
  const measure = measures.findIndex(
    ({ start, duration }) =>
      start.valueOf() <= position && position < start.valueOf() + duration.valueOf(),
  );
  const of = parts[part];
  const keys = new Set<number>();
  if (measure < 0 || !of) {
    return keys;
  }
  const within = position - measures[measure].start.valueOf();
  for (let staff = 1; staff <= of.staves; staff++) {
    for (const voice of index.voices(part, staff, measure)) {
      for (const slot of index.slots({ part, staff, voice }, measure)) {
        const onset = slot.onset.valueOf();
        if (onset <= within && within < onset + slot.duration.valueOf()) {
          slot.notes.forEach(({ pitch }) => keys.add(midi(parsePitch(pitch)) + of.chromatic));
        }
      }
    }
  }
  return keys;
}
