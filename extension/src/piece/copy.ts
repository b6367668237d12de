import { PathExt } from '@jupyterlab/coreutils';
import { Dialog, showDialog } from '@jupyterlab/apputils';

import type { AntiphonDoc } from '../document';

/** Download the piece as it is on this page. */
export function saveCopy(doc: AntiphonDoc, path: string): void {
  const address = URL.createObjectURL(new Blob([doc.getSource()], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${PathExt.basename(path, '.antiphon')} (copy).antiphon`;
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
  const load = Dialog.okButton({ label: 'Load afresh' });
  const save = Dialog.createButton({ label: 'Save a copy', actions: ['save'] });
  const about =
    'This page has an edit that the piece does not have, and must load it afresh. ' +
    'Everything else is in the piece.';
  const { button } = await showDialog({
    title: 'An edit was not accepted',
    body: `${sentence} ${about}`,
    buttons: [save, load],
    defaultButton: 1,
    hasClose: false,
  });
  if (button.actions.includes('save')) {
    saveCopy(doc, path);
    await showDialog({
      title: 'A copy was saved',
      body: 'It is among the downloads of your browser, as the piece is on this page.',
      buttons: [load],
      hasClose: false,
    });
  }
  reload();
}
