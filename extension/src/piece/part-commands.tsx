import { Dialog, InputDialog, showDialog } from '@jupyterlab/apputils';
import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Part } from '../document';
import { type GraphTools, GraphToolsContext } from '../graph';
import { ListenButton } from '../graph/browser/listen';
import { present } from '../graph/present';
import { giveInstrument, giveKey, shiftPart, takePart } from '../panels';
import { KINDS } from '../panels/catalogue';
import { InstrumentPicker } from '../panels/instruments';
import { lastPart } from '../score';
import type { Instrument } from '../score/music/instruments';
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
  const isThere = ({ editor }: PieceView): boolean => lastPart(editor) !== null;
  return {
    'antiphon:sound': forView(
      trans.__('Sound of the Part…'),
      (of) => of.chooseSound(lastPart(of.editor)!.id),
      isThere,
    ),
    'antiphon:edit-sound': forView(
      trans.__('Edit the Sound of the Part in the Graph'),
      (of) => of.showInGraph(present(of.editor.doc, lastPart(of.editor)!, KINDS, []).id),
      isThere,
    ),
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
      (of, part) => changeInstrument(of, part),
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

/** Ask for an instrument, and give it to a part; the sound that it has is heard and chosen from there, too. */
async function changeInstrument(of: PieceView, part: Part): Promise<string> {
  const { editor, graphTools } = of;
  const body = new InstrumentBody(graphTools, part);
  const other = Dialog.createButton({ label: trans.__('Another sound…') });
  const { button, value } = await showDialog({
    title: trans.__('Another instrument for %1', part.name),
    body,
    buttons: [Dialog.cancelButton(), other, Dialog.okButton({ label: trans.__('Change') })],
    focusNodeSelector: 'select',
  });
  graphTools.auditions?.stop();
  if (button.label === other.label) {
    // The score takes the keyboard when a command of a part is over.
    setTimeout(() => of.chooseSound(part.id));
    return '';
  }
  return value && button.accept && value.name !== part.instrument
    ? giveInstrument({ doc: editor.doc, ask }, part, value)
    : '';
}

/** What is asked of an instrument: which one, beside what it sounds like now. */
class InstrumentBody extends ReactWidget implements Dialog.IBodyWidget<Instrument | null> {
  constructor(
    private readonly _tools: GraphTools,
    private readonly _part: Part,
  ) {
    super();
    this.addClass('antiphon-InstrumentBody');
  }

  getValue(): Instrument | null {
    return this._chosen;
  }

  protected override render(): React.JSX.Element {
    const { title, heard } = present(this._tools.doc, this._part, KINDS, []);
    const name = this._chosen?.name ?? this._part.instrument;
    return (
      <GraphToolsContext.Provider value={this._tools}>
        <InstrumentPicker
          label={trans.__('Instrument')}
          value={name}
          onChoose={(instrument) => {
            this._chosen = instrument;
            this.update();
          }}
        />
        <div className="antiphon-row">
          <span>{trans.__('It sounds as %1.', title)}</span>
          <ListenButton what={heard} title={trans.__('the sound of %1', this._part.name)} />
        </div>
      </GraphToolsContext.Provider>
    );
  }

  private _chosen: Instrument | null = null;
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
