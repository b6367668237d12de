import { Dialog, InputDialog, showDialog } from '@jupyterlab/apputils';

import type { Ask } from '../panels';
import { trans } from '../translation';
import { showKeyTable } from './keys';

/** Questions in JupyterLab's dialogs. */
export const dialogs: Ask = {
  async text(title, label, okLabel, text) {
    const { value } = await InputDialog.getText({ title, label, okLabel, text });
    return value;
  },
  async confirm(title, body, label) {
    const buttons = [Dialog.cancelButton(), Dialog.warnButton({ label })];
    const { button } = await showDialog({ title, body, buttons, defaultButton: 0 });
    return button.accept;
  },
  keys: showKeyTable,
  async explain(body) {
    await showDialog({
      title: trans.__('Nothing was changed'),
      body,
      buttons: [Dialog.okButton()],
    });
  },
};
