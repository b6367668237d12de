import type { Note } from '../../document';
import type { Pitching } from './command';
import type { Draft } from './draft';
import type { Handlers } from './handlers';
import { transposeSymbol } from '../music/harmony';
import * as pitch from '../music/pitch';
import type { Pitch } from '../music/pitch';
import type { Slot } from '../music/slot';
import { Ties } from '../music/tie';

/** The pitch of the selected notes. */
export const PITCHING: Handlers<Pitching> = {
  steps: (draft, { by }) => repitch(draft, (of, fifths) => pitch.moveSteps(of, by, fifths)),
  octaves: (draft, { by }) => repitch(draft, (of) => pitch.moveOctaves(of, by)),
  semitones: (draft, { by }) => repitch(draft, (of, fifths) => pitch.moveSemitones(of, by, fifths)),
  bend: (draft, { by }) => repitch(draft, (of) => pitch.bend(of, by)),
  respell: (draft, { key }) =>
    repitch(
      draft,
      (of, fifths) => (key ? pitch.moveSemitones(of, 0, fifths) : pitch.respell(of)),
      isPitched,
    ),
  transpose,
};

/** Give the selected notes, and those tied to them, other pitches; a chord has each pitch once. */
function repitch(
  draft: Draft,
  move: (of: Pitch, fifths: number) => Pitch | null,
  applies: (note: Note) => boolean = () => true,
): null {
  const chords = new Map<readonly Note[], { slot: Slot; chosen: Note[] }>();
  for (const { slot, chord, note } of withTied(draft)) {
    const together = chords.get(chord) ?? { slot, chosen: [] };
    chords.set(chord, together);
    together.chosen.push(note);
  }
  for (const [chord, { slot, chosen }] of chords) {
    const fifths = draft.desk.index.keyAt(slot.part, slot.measure);
    const moved = chosen
      .filter(applies)
      .map((note) => ({ note, to: move(pitch.parsePitch(note.pitch), fifths) }));
    for (const [id, text] of apart(chord, moved)) {
      draft.change(id, { pitch: text });
    }
  }
  return null;
}

/**
 * The new pitches of a chord's notes, by their ids, no two the same: one that would be like another moves as far as that
 * does (E flat and E, a step up: F and F sharp). Where that is no way either, the chord stays.
 */
function apart(
  chord: readonly Note[],
  moved: readonly { note: Note; to: Pitch | null }[],
): Map<string, string> {
  const changes = new Map<string, string>();
  const staying = chord.filter((note) => !moved.some((of) => of.note === note && of.to));
  const taken = new Map(staying.map((note) => [note.pitch, note]));
  for (const { note, to } of moved) {
    let text = to && pitch.formatPitch(to);
    const other = text && taken.get(text);
    if (text && other && to) {
      const from = pitch.parsePitch(note.pitch);
      const was = pitch.parsePitch(other.pitch);
      const beside = pitch.moveInterval(
        from,
        pitch.height(to) - pitch.height(was),
        pitch.midi(to) - pitch.midi(was),
      );
      text = beside && pitch.formatPitch(beside);
    }
    if (to && (!text || taken.has(text))) {
      return new Map();
    }
    if (text) {
      taken.set(text, note);
      if (text !== note.pitch) {
        changes.set(note.id, text);
      }
    }
  }
  return changes;
}

/** A note that is moved, and all that it sounds with. */
interface Chosen {
  readonly slot: Slot;
  readonly chord: readonly Note[];
  readonly note: Note;
}

/** The selected notes and grace notes, and all that is tied to them. */
function withTied(draft: Draft): Chosen[] {
  const { index } = draft.desk;
  const ties = new Ties(index);
  const found = new Map<string, Chosen>();
  for (const { note: first } of draft.notes()) {
    let id: string | undefined = first.id;
    for (let before = ties.before(id); before; before = ties.before(before)) {
      id = before;
    }
    for (; id && !found.has(id); id = ties.after(id)) {
      const slot = index.find(id)!;
      found.set(id, { slot, chord: slot.notes, note: index.note(id)! });
    }
  }
  const graces = draft
    .graces()
    .map(({ slot, note }) => ({ slot, chord: index.grace(note.id)!.grace.notes, note }));
  return [...found.values(), ...graces];
}

/** A drum's place on the staff is no pitch. */
function isPitched({ drum }: Note): boolean {
  return drum === null;
}

function transpose(
  draft: Draft,
  { steps, semitones, keys }: Extract<Pitching, { kind: 'transpose' }>,
): null {
  repitch(draft, (of) => pitch.moveInterval(of, steps, semitones), isPitched);
  transposeSymbols(draft, steps, semitones);
  if (keys) {
    transposeKeys(draft, steps, semitones);
  }
  return null;
}

/** Move the chord symbols over the selected notes and rests. */
function transposeSymbols(draft: Draft, steps: number, semitones: number): void {
  const { index } = draft.desk;
  const slots = draft.slots();
  const seen = new Set<string>();
  for (const slot of slots) {
    const end = slot.onset.add(slot.duration);
    const part = index.piece.parts[slot.part];
    const { id: measure } = index.piece.measures[slot.measure];
    for (const mark of part.marks) {
      const isHere = mark.measure === measure && mark.onset.gte(slot.onset) && mark.onset.lt(end);
      if (mark.kind === 'harmony' && isHere && !seen.has(mark.id)) {
        seen.add(mark.id);
        draft.change(mark.id, { text: transposeSymbol(mark.text, steps, semitones) });
      }
    }
  }
}

/** Move the key signatures of the selected measures; the key after them stays. */
function transposeKeys(draft: Draft, steps: number, semitones: number): void {
  const { index, document } = draft.desk;
  const { measures } = index.piece;
  const places = draft.slots().map(({ measure }) => measure);
  if (places.length === 0) {
    return;
  }
  const [from, until] = [Math.min(...places), Math.max(...places) + 1];
  const put = (place: number, key: number): void => {
    const fields = { key, mode: measures[place].mode as 'major' };
    draft.operations.push({ kind: 'change', root: 'measures', id: measures[place].id, fields });
  };
  for (let place = from; place < until; place++) {
    if (place === from || document.measures[measures[place].id].key !== undefined) {
      put(place, pitch.writtenKey(measures[place].key, -steps, -semitones));
    }
  }
  if (until < measures.length && document.measures[measures[until].id].key === undefined) {
    put(until, measures[until].key);
  }
}
