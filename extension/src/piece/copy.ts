import { PathExt } from '@jupyterlab/coreutils';
import { Dialog, showDialog } from '@jupyterlab/apputils';

import type { AntiphonDoc } from '../document';
import { trans } from '../translation';

/** Download the piece as it is on this page. */
export function saveCopy(doc: AntiphonDoc, path: string): void {
  const address = URL.createObjectURL(new Blob([doc.getSource()], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = trans.__('%1 (copy).antiphon', PathExt.basename(path, '.antiphon'));
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Say that the server turned this page away, offer a copy of the piece as it is here, and load the page afresh.
 *
 * @param sentence - why, as the server says it.
 */
export async function loadAfresh(
  sentence: string,
  doc: AntiphonDoc,
  path: string,
  reload = () => window.location.reload(),
): Promise<void> {
  const load = Dialog.cancelButton({ label: trans.__('Load afresh') });
  const save = Dialog.okButton({ label: trans.__('Save a copy'), actions: ['save'] });
  const advice = trans.__(
    'An edit that the piece does not have is on this page alone: save a copy if you want to keep it, then load the piece afresh.',
  );
  const { button } = await showDialog({
    title: trans.__('The server closed this page'),
    body: `${sentence} ${advice}`,
    buttons: [load, save],
    hasClose: false,
  });
  if (button.actions.includes('save')) {
    saveCopy(doc, path);
    await showDialog({
      title: trans.__('A copy was saved'),
      body: trans.__('It is among the downloads of your browser, as the piece is on this page.'),
      buttons: [Dialog.okButton({ label: trans.__('Load afresh') })],
      hasClose: false,
    });
  }
  reload();
}
