import type { Pitching } from './command';
import type { Draft } from './draft';
import type { Handlers } from './handlers';
import * as pitch from '../music/pitch';
import type { Pitch } from '../music/pitch';

/** The pitch of the selected notes. */
export const PITCHING: Handlers<Pitching> = {
  steps: (draft, { by }) => repitch(draft, (of, fifths) => pitch.moveSteps(of, by, fifths)),
  octaves: (draft, { by }) => repitch(draft, (of) => pitch.moveOctaves(of, by)),
  semitones: (draft, { by }) => repitch(draft, (of, fifths) => pitch.moveSemitones(of, by, fifths)),
  bend: (draft, { by }) => repitch(draft, (of) => pitch.bend(of, by)),
};

function repitch(draft: Draft, move: (of: Pitch, fifths: number) => Pitch | null): null {
  for (const { slot, note } of draft.notes()) {
    const fifths = draft.desk.index.keyAt(slot.part, slot.measure);
    const moved = move(pitch.parsePitch(note.pitch), fifths);
    if (moved) {
      draft.change(note.id, { pitch: pitch.formatPitch(moved) });
    }
  }
  return null;
}
