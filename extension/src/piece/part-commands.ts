import { InputDialog } from '@jupyterlab/apputils';

import type { Part } from '../document';
import { giveInstrument, giveKey, shiftPart, takePart } from '../panels';
import { instrumentInWords, INSTRUMENTS, lastPart } from '../score';
import { ownKeys } from '../score/music/ownkey';
import { trans } from '../translation';
import { dialogs as ask } from './ask';
import type { ForView } from './playing';
import type { PieceView } from './widget';

/** The commands on the part that the selection ends in. */
export function partCommands<C>(forView: ForView<C>): Record<string, C> {
  const command = (
    label: string,
    run: (of: PieceView, part: Part) => string | Promise<string>,
    isEnabled: (of: PieceView, part: Part) => boolean,
  ): C =>
    forView(
      label,
      async (of) => {
        const part = lastPart(of.editor);
        const refused = part ? await run(of, part) : '';
        if (refused) {
          of.editor.refuse(refused);
        }
        of.score.activate();
      },
      (of) => {
        const part = lastPart(of.editor);
        return part !== null && isEnabled(of, part);
      },
    );
  const mine = ({ editor }: PieceView, part: Part): boolean => !editor.permissions.part(part.id);
  const moves =
    (by: number) =>
    ({ editor: { index, permissions } }: PieceView, part: Part): boolean =>
      !permissions.frame() &&
      index.piece.parts[placeOf(index.piece.parts, part) + by] !== undefined;
  return {
    'antiphon:move-part-up': command(
      trans.__('Move the Part Up'),
      ({ editor }, part) => shiftPart(editor, part, -1),
      moves(-1),
    ),
    'antiphon:move-part-down': command(
      trans.__('Move the Part Down'),
      ({ editor }, part) => shiftPart(editor, part, 1),
      moves(1),
    ),
    'antiphon:change-instrument': command(
      trans.__('Change the Instrument of the Part…'),
      ({ editor }, part) => changeInstrument(editor, part),
      mine,
    ),
    'antiphon:part-key': command(
      trans.__('Key Signature of the Part Alone…'),
      ({ editor }, part) => changeKey(editor, part),
      mine,
    ),
    'antiphon:remove-part': command(
      trans.__('Remove the Part…'),
      ({ editor: { doc } }, part) => takePart({ doc, ask }, part),
      mine,
    ),
  };
}

function placeOf(parts: readonly Part[], { id }: Part): number {
  return parts.findIndex((of) => of.id === id);
}

/** Ask for an instrument, and give it to a part. */
async function changeInstrument({ doc }: PieceView['editor'], part: Part): Promise<string> {
  const names = INSTRUMENTS.map(({ name }) => instrumentInWords(name));
  const { value } = await InputDialog.getItem({
    title: trans.__('Another instrument for %1', part.name),
    label: trans.__('Instrument'),
    items: names,
    current: Math.max(
      0,
      INSTRUMENTS.findIndex(({ name }) => name === part.instrument),
    ),
    okLabel: trans.__('Change'),
  });
  const instrument = INSTRUMENTS.find(({ name }) => instrumentInWords(name) === value);
  return instrument && instrument.name !== part.instrument
    ? giveInstrument({ doc, ask }, part, instrument)
    : '';
}

/** Ask for the key signature that a part has of its own, and give it that. */
async function changeKey({ doc }: PieceView['editor'], part: Part): Promise<string> {
  const keys = ownKeys(doc.piece, part);
  const { value } = await InputDialog.getItem({
    title: trans.__('A key signature for %1 alone', part.name),
    label: trans.__('It goes along when the key of the piece changes. The notes stay as they are.'),
    items: keys.map(({ label }) => label),
    current: keys.findIndex(({ fifths }) => fifths === part.fifths),
    okLabel: trans.__('Change'),
  });
  const chosen = keys.find(({ label }) => label === value);
  return chosen && chosen.fifths !== part.fifths ? giveKey({ doc }, part, chosen.fifths) : '';
}
