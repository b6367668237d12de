import {
  ConnectionLost,
  IConnectionLost,
  JupyterFrontEnd,
  type JupyterFrontEndPlugin,
} from '@jupyterlab/application';
import { Dialog, showDialog } from '@jupyterlab/apputils';
import { ITranslator } from '@jupyterlab/translation';

import { PieceWidget } from './widget';

/** JupyterHub's command that starts the person's server again. */
const RESTART = 'hub:restart';

/**
 * What JupyterLab does when the server cannot be reached, in place of its own dialog (`disabledExtensions` in
 * package.json). A piece says it in its banner and goes on by itself: a dialog would take the keyboard from whoever is
 * writing. Elsewhere it is as before; at a hub, where the server may have been stopped, one is asked to start it again.
 */
export const connectionLost: JupyterFrontEndPlugin<IConnectionLost> = {
  id: 'antiphon:connection-lost',
  description:
    'Says that the server cannot be reached, without interrupting who writes in a piece.',
  autoStart: true,
  provides: IConnectionLost,
  requires: [JupyterFrontEnd.IPaths, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    paths: JupyterFrontEnd.IPaths,
    translator: ITranslator,
  ): IConnectionLost => {
    const trans = translator.load('antiphon');
    let asking = false;
    const askForRestart = async (): Promise<void> => {
      if (asking) {
        return;
      }
      asking = true;
      const { button } = await showDialog({
        title: trans.__('Your server is not running'),
        body: trans.__('Start it again? What you wrote stays on this page until it is back.'),
        buttons: [
          Dialog.cancelButton({ label: trans.__('Not now') }),
          Dialog.okButton({ label: trans.__('Start') }),
        ],
      });
      asking = false;
      if (button.accept) {
        await app.commands.execute(RESTART);
      }
    };
    return async (manager, error) => {
      if (paths.urls.hubPrefix) {
        await askForRestart();
      } else if (!(app.shell.currentWidget instanceof PieceWidget)) {
        await ConnectionLost(manager, error, translator);
      }
    };
  },
};
