import { type AntiphonDoc, mintId, type Part } from '../document';
import { changeInstrument, countNotes, movePart, removePart } from '../score/editing/parts';
import { type Instrument, instrumentInWords } from '../score/music/instruments';
import { trans } from '../translation';
import { choosing } from '../graph/sound';
import type { Ask } from './ask';
import { defaultKind, KINDS, ofSound } from './catalogue';
import { write } from './edit';
import * as words from './words';

/** What is done to parts of a piece, with the questions that belong to it; each gives the sentence that says why it was not done. */
export interface PartDesk {
  doc: AntiphonDoc;
  ask: Ask;
}

/** Move a part so many places down among the others; up where it is negative. */
export function shiftPart({ doc }: Pick<PartDesk, 'doc'>, part: Part, by: number): string {
  const place = doc.piece.parts.findIndex(({ id }) => id === part.id);
  return place < 0 ? '' : write(doc, movePart(doc.document(), doc.piece, part.id, place + by));
}

/** Give a part a key signature of its own: so many sharps (negative: flats) beyond the piece's; 0: the piece's. */
export function giveKey({ doc }: Pick<PartDesk, 'doc'>, part: Part, fifths: number): string {
  return write(doc, [{ root: 'parts', id: part.id, fields: { fifths: fifths || undefined } }]);
}

/** Give a part another instrument, and its sound too where that is wanted. */
export async function giveInstrument(
  { doc, ask }: PartDesk,
  part: Part,
  instrument: Instrument,
): Promise<string> {
  const name = words.partName(part);
  const document = doc.document();
  const edits = changeInstrument(document, doc.piece, part.id, instrument, mintId);
  if (!edits) {
    return trans.__(
      'Some notes of %1 cannot be written for %2: move them by an octave first.',
      name,
      instrumentInWords(instrument.name),
    );
  }
  const wanted = defaultKind(instrument.name);
  const sounds = Object.entries(document.nodes).filter(
    ([, node]) => node.part === part.id && node.kind.startsWith('instrument.'),
  );
  const [id, node] = sounds[0] ?? [];
  if (id && node && sounds.length === 1 && node.kind !== wanted) {
    const title = (kind: string): string => ofSound(KINDS[kind]?.title ?? kind);
    const fits = await ask.confirm(
      trans.__('Another sound for %1?', name),
      trans.__(
        'It sounds as %1. %2 fits %3.',
        title(node.kind),
        title(wanted),
        instrumentInWords(instrument.name),
      ),
      trans.__('Sound as %1', title(wanted)),
    );
    if (fits) {
      const sound = choosing(document, part, { kind: wanted }, KINDS);
      edits.push(...(typeof sound === 'string' ? [] : sound));
    }
  }
  return write(doc, edits);
}

/** Take a part away, once somebody has said that it is meant. */
export async function takePart({ doc, ask }: PartDesk, part: Part): Promise<string> {
  const notes = countNotes(doc.document(), part.id);
  const isMeant = await ask.confirm(
    trans.__('Remove the part %1?', words.partName(part)),
    trans._n(
      'Its %1 note goes, with its sound and its place in the mixer. Undo brings it back.',
      'Its %1 notes go, with its sound and its place in the mixer. Undo brings them back.',
      notes,
      notes,
    ),
    trans.__('Remove'),
  );
  return isMeant ? write(doc, removePart(doc.document(), part.id)) : '';
}
