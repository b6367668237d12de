import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { IWidgetTracker } from '@jupyterlab/apputils';

import type { ScoreEditor } from '../score';
import { addPart, changeKey, changeMeter, changeTempo, showKeys } from './dialogs';
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
  const forEditor = (label: string, run: (of: ScoreEditor) => unknown) => ({
    label,
    describedBy: { args: { type: 'object', properties: {} } },
    isEnabled: () => editor()?.locked === '',
    execute: () => {
      const current = editor();
      return current && run(current);
    },
  });
  const table: Record<string, ReturnType<typeof forEditor>> = {
    'antiphon:add-part': forEditor('Add a Part…', addPart),
    'antiphon:add-measure': forEditor('Add a Measure', (of) =>
      of.perform({ kind: 'measures', count: 1 }),
    ),
    'antiphon:add-measures': forEditor('Add Eight Measures', (of) =>
      of.perform({ kind: 'measures', count: 8 }),
    ),
    'antiphon:meter': forEditor('Change the Meter…', changeMeter),
    'antiphon:key': forEditor('Change the Key…', changeKey),
    'antiphon:tempo': forEditor('Change the Tempo…', changeTempo),
    'antiphon:enter-notes': forEditor('Enter Notes by Clicking', (of) => of.toggleEntering()),
    'antiphon:keys': forEditor('Show the Keys of the Score', showKeys),
  };
  for (const [id, options] of Object.entries(table)) {
    commands.addCommand(id, options);
  }
  return Object.keys(table);
}
