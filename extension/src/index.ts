import { ICollaborativeContentProvider } from '@jupyter/collaborative-drive';
import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin,
} from '@jupyterlab/application';
import { ICommandPalette, WidgetTracker } from '@jupyterlab/apputils';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { ILauncher } from '@jupyterlab/launcher';
import { IMainMenu } from '@jupyterlab/mainmenu';
import { ITranslator } from '@jupyterlab/translation';

import { AntiphonDoc } from './document';
import { files } from './exchange/plugin';
import { whenIdle } from './idle';
import { mendDialogs } from './piece/access';
import { addCommands, addScoreCommands } from './piece/commands';
import { createPiece } from './piece/creation';
import { PieceWidgetFactory } from './piece/factory';
import { pieceIcon } from './piece/icon';
import { connectionLost } from './piece/lost';
import { FILE_TYPE, MODEL, PieceModelFactory } from './piece/model';
import { makeRoom } from './piece/narrow';
import type { PieceWidget } from './piece/widget';
import { engraver } from './score/engraving/engraver';
import { speak, trans } from './translation';

const FACTORY = 'Antiphon';
const NEW = 'antiphon:new-piece';

/** Pieces in JupyterLab: the file type, its shared model, and the widget that opens it. */
const pieces: JupyterFrontEndPlugin<void> = {
  id: 'antiphon:pieces',
  description: 'Opens pieces (.antiphon): one shared score and synthesis graph.',
  autoStart: true,
  requires: [ICollaborativeContentProvider],
  optional: [
    ILayoutRestorer,
    ILauncher,
    IMainMenu,
    ICommandPalette,
    IDefaultFileBrowser,
    ITranslator,
  ],
  activate: (
    app: JupyterFrontEnd,
    rtc: ICollaborativeContentProvider,
    restorer: ILayoutRestorer | null,
    launcher: ILauncher | null,
    menu: IMainMenu | null,
    palette: ICommandPalette | null,
    browser: IDefaultFileBrowser | null,
    translator: ITranslator | null,
  ) => {
    speak(translator);
    const { commands, docRegistry, serviceManager } = app;

    const fileType = {
      displayName: trans.__('Antiphon piece'),
      extensions: ['.antiphon'],
      mimeTypes: ['application/json'],
      fileFormat: 'text' as const,
      icon: pieceIcon,
    };
    docRegistry.addFileType({ ...fileType, name: FILE_TYPE, contentType: FILE_TYPE });
    // The file browser knows every file of a folder as of content type `file`: this one is for its icon.
    docRegistry.addFileType({ ...fileType, name: `${FILE_TYPE}-file`, contentType: 'file' });
    rtc.sharedModelFactory.registerDocumentFactory(FILE_TYPE, () => AntiphonDoc.create());
    docRegistry.addModelFactory(new PieceModelFactory());
    const factory = new PieceWidgetFactory(
      {
        name: FACTORY,
        label: trans.__('Antiphon'),
        modelName: MODEL,
        fileTypes: [FILE_TYPE],
        defaultFor: [FILE_TYPE],
      },
      serviceManager.serverSettings,
      serviceManager.contents,
      rtc.providers,
    );
    docRegistry.addWidgetFactory(factory);

    const tracker = new WidgetTracker<PieceWidget>({ namespace: 'antiphon' });
    factory.widgetCreated.connect((_, widget) => {
      widget.title.icon = pieceIcon;
      widget.context.pathChanged.connect(() => void tracker.save(widget));
      void tracker.add(widget);
      makeRoom(app);
    });
    void restorer?.restore(tracker, {
      command: 'docmanager:open',
      args: (widget) => ({ path: widget.context.path, factory: FACTORY }),
      name: (widget) => widget.context.path,
    });

    commands.addCommand(NEW, {
      label: (args) =>
        args.isPalette || args.isMenu ? trans.__('New Antiphon Piece') : trans.__('Antiphon Piece'),
      caption: trans.__('Begin a piece: a score and its sounds, written together'),
      icon: (args) => (args.isPalette ? undefined : pieceIcon),
      execute: async (args) => {
        const folder = (args.cwd as string | undefined) ?? browser?.model.path ?? '';
        const file = await createPiece(serviceManager.contents, folder);
        return commands.execute('docmanager:open', { path: file.path, factory: FACTORY });
      },
    });
    launcher?.add({ command: NEW, category: trans.__('Other'), rank: 0 });
    menu?.fileMenu.newMenu.addGroup([{ command: NEW }], 30);
    palette?.addItem({ command: NEW, category: trans.__('Antiphon'), args: { isPalette: true } });
    mendDialogs(
      () => tracker.currentWidget !== null && tracker.currentWidget === app.shell.currentWidget,
    );
    // Verovio takes half a second to start: while nobody waits for it.
    void app.restored.then(() => whenIdle(() => engraver.prepare()));
    for (const item of addScoreCommands(app, tracker)) {
      palette?.addItem({ ...item, category: trans.__('Antiphon') });
    }
    for (const command of addCommands(app, tracker)) {
      palette?.addItem({ command, category: trans.__('Antiphon') });
    }
  },
};

export default [pieces, files, connectionLost];
