import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import { Widget } from '@lumino/widgets';

import { trans } from '../translation';

/** Say why something was not done. */
export async function explain(title: string, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  await showDialog({ title, body: message, buttons: [Dialog.okButton()] });
}

/** List what a conversion could not keep. */
export async function showLosses(title: string, losses: readonly string[]): Promise<void> {
  const body = new Widget();
  body.addClass('antiphon-Losses');
  const list = document.createElement('ul');
  for (const line of losses) {
    list.append(Object.assign(document.createElement('li'), { textContent: line }));
  }
  body.node.append(list);
  await showDialog({ title, body, buttons: [Dialog.okButton({ label: trans.__('Close') })] });
}

/** Say in a corner that something is done, with a way to what it could not keep. */
export function tell(message: string, title: string, losses: readonly string[]): void {
  const actions =
    losses.length > 0
      ? [
          {
            label: trans.__('What was not kept'),
            callback: () => void showLosses(title, losses),
          },
        ]
      : [];
  Notification.success(message, { autoClose: losses.length > 0 ? 15_000 : 5_000, actions });
}
