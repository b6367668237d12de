import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { IWidgetTracker } from '@jupyterlab/apputils';

import type { ScoreEditor } from '../score';
import { saveCopy } from './copy';
import { addPart, changeKey, changeMeter, changeTempo, showKeys } from './dialogs';
import { lockMeasures, lockPart, lockPiece, locksMeasures, locksPart, locksPiece } from './locks';
import type { PieceWidget } from './widget';

/**
 * Add the commands that work on the piece in front.
 *
 * @returns Their ids, for the palette.
 */
export function addCommands(app: JupyterFrontEnd, tracker: IWidgetTracker<PieceWidget>): string[] {
  const { commands } = app;
  const editor = (): ScoreEditor | null => {
    const widget = tracker.currentWidget;
    return widget && widget === app.shell.currentWidget ? widget.content.editor : null;
  };
  const always = (): boolean => true;
  const forEditor = (
    label: string,
    run: (of: ScoreEditor) => unknown,
    isEnabled: (of: ScoreEditor) => boolean,
  ) => ({
    label,
    describedBy: { args: { type: 'object', properties: {} } },
    isEnabled: () => {
      const current = editor();
      return current !== null && isEnabled(current);
    },
    execute: () => {
      const current = editor();
      return current && run(current);
    },
  });
  const inFrame = ({ permissions }: ScoreEditor): boolean => !permissions.frame();
  const addsMeasures = ({ permissions }: ScoreEditor): boolean => !permissions.newMeasure();
  const table: Record<string, ReturnType<typeof forEditor>> = {
    'antiphon:add-part': forEditor(
      'Add a Part…',
      addPart,
      ({ permissions }) => !permissions.newPart(),
    ),
    'antiphon:add-measure': forEditor(
      'Add a Measure',
      (of) => of.perform({ kind: 'measures', count: 1 }),
      addsMeasures,
    ),
    'antiphon:add-measures': forEditor(
      'Add Eight Measures',
      (of) => of.perform({ kind: 'measures', count: 8 }),
      addsMeasures,
    ),
    'antiphon:meter': forEditor('Change the Meter…', changeMeter, inFrame),
    'antiphon:key': forEditor('Change the Key…', changeKey, inFrame),
    'antiphon:tempo': forEditor('Change the Tempo…', changeTempo, inFrame),
    'antiphon:enter-notes': forEditor(
      'Enter Notes by Clicking',
      (of) => of.toggleEntering(),
      ({ closed }) => !closed,
    ),
    'antiphon:lock-measures': forEditor(
      'Lock or Unlock the Selected Measures…',
      lockMeasures,
      locksMeasures,
    ),
    'antiphon:lock-part': forEditor('Lock or Unlock the Selected Part…', lockPart, locksPart),
    'antiphon:lock-piece': forEditor('Lock or Unlock the Whole Piece…', lockPiece, locksPiece),
    'antiphon:save-copy': forEditor(
      'Save a Copy of the Piece',
      (of) => saveCopy(of.doc, tracker.currentWidget?.context.path ?? ''),
      always,
    ),
    'antiphon:keys': forEditor('Show the Keys of the Score', showKeys, always),
  };
  for (const [id, options] of Object.entries(table)) {
    commands.addCommand(id, options);
  }
  return Object.keys(table);
}
