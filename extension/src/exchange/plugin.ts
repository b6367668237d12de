import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { IMainMenu } from '@jupyterlab/mainmenu';
import { ITranslator } from '@jupyterlab/translation';
import { MenuSvg } from '@jupyterlab/ui-components';

import { PieceWidget } from '../piece/widget';
import { speak, trans } from '../translation';
import { takeDrops } from './drop';
import { exportPiece } from './exporting';
import { EXPORTED, formatLabel, isExportFormat, isScore } from './formats';
import { chooseFiles, type Importer, importScores } from './importing';
import { Exchange } from './server';

const IMPORT = 'antiphon:import';
const OPEN_AS_PIECE = 'antiphon:open-as-piece';
const EXPORT = 'antiphon:export';

/** Files in and out: the File menu, the palette, the file browser's menu, and files that are dropped. */
export const files: JupyterFrontEndPlugin<void> = {
  id: 'antiphon:files',
  description: 'Imports scores of other programs as pieces, and exports pieces.',
  autoStart: true,
  optional: [IMainMenu, ICommandPalette, IDefaultFileBrowser, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    menu: IMainMenu | null,
    palette: ICommandPalette | null,
    browser: IDefaultFileBrowser | null,
    translator: ITranslator | null,
  ) => {
    speak(translator);
    const { commands, serviceManager, shell } = app;
    const lab: Importer = {
      exchange: new Exchange(serviceManager.serverSettings),
      folder: () => browser?.model.path ?? '',
      open: (path) => commands.execute('docmanager:open', { path }),
    };
    const piece = (): PieceWidget | null =>
      shell.currentWidget instanceof PieceWidget ? shell.currentWidget : null;
    const selected = (): string[] =>
      [...(browser?.selectedItems() ?? [])].map(({ path }) => path).filter(isScore);

    commands.addCommand(IMPORT, {
      label: trans.__('Import a Score as a Piece…'),
      caption: trans.__('Make a piece of a MusicXML, MIDI, MEI, ABC or Humdrum file'),
      describedBy: {
        args: {
          type: 'object',
          properties: { path: { type: 'string', description: trans.__('A file of the lab') } },
        },
      },
      execute: async ({ path }) =>
        importScores(lab, typeof path === 'string' ? [path] : await chooseFiles()),
    });
    commands.addCommand(OPEN_AS_PIECE, {
      label: trans.__('Open as Antiphon Piece'),
      describedBy: { args: { type: 'object', properties: {} } },
      isVisible: () => selected().length > 0,
      execute: () => importScores(lab, selected()),
    });
    commands.addCommand(EXPORT, {
      label: ({ format, isPalette }) =>
        !isExportFormat(format)
          ? trans.__('Export the Piece')
          : isPalette
            ? trans.__('Export the Piece: %1', formatLabel(format))
            : formatLabel(format),
      caption: () =>
        piece()?.content.session.state?.you.role === 'guest'
          ? trans.__('A guest looks and listens; the teacher can make you a player.')
          : trans.__('Download the piece as it is now'),
      describedBy: {
        args: {
          type: 'object',
          properties: {
            format: { type: 'string', enum: [...EXPORTED] },
            part: { type: 'string', description: trans.__('The id of the part, for “part”') },
          },
          required: ['format'],
        },
      },
      isEnabled: () => {
        const state = piece()?.content.session.state;
        return Boolean(state && state.you.role !== 'guest');
      },
      execute: async ({ format, part }) => {
        const current = piece();
        if (current && isExportFormat(format)) {
          const { doc } = current.content.editor;
          const exported = { path: current.context.localPath, parts: doc.piece.parts };
          const only = typeof part === 'string' ? part : undefined;
          await exportPiece(lab.exchange, exported, format, only);
        }
      },
    });

    if (menu) {
      const submenu = new MenuSvg({ commands });
      submenu.id = 'antiphon-export-menu';
      submenu.title.label = trans.__('Export Piece As');
      for (const format of EXPORTED) {
        submenu.addItem({ command: EXPORT, args: { format } });
      }
      menu.fileMenu.addGroup([{ command: IMPORT }, { type: 'submenu', submenu }], 31);
    }
    palette?.addItem({ command: IMPORT, category: trans.__('Antiphon') });
    for (const format of EXPORTED) {
      const args = { format, isPalette: true };
      palette?.addItem({ command: EXPORT, category: trans.__('Antiphon'), args });
    }
    app.contextMenu.addItem({
      command: OPEN_AS_PIECE,
      selector: '.jp-DirListing-item[data-isdir="false"]',
      rank: 1.1,
    });
    takeDrops((scores) => void importScores(lab, scores));
  },
};
