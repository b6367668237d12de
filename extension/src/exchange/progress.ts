import { Dialog } from '@jupyterlab/apputils';
import { Widget } from '@lumino/widgets';

/** Work that is quicker than this (ms) shows nothing. */
const PATIENCE = 400;

/** Work that a person waits for. */
export interface Work<T> {
  /** What is being done, such as “Importing song.mid”. */
  title: string;
  /**
   * Does it.
   *
   * @param signal - aborted when the person cancels.
   * @param tell - shows how far it is, from 0 to 1; null where nobody can say.
   */
  run: (signal: AbortSignal, tell: (progress: number | null) => void) => Promise<T>;
}

/**
 * Do something that may take long, with its progress in a dialog whose button cancels it.
 *
 * @returns What it made; null where the person cancelled.
 * @throws What it throws, unless it was cancelled.
 */
export async function withProgress<T>({ title, run }: Work<T>): Promise<T | null> {
  const abort = new AbortController();
  const bar = document.createElement('progress');
  bar.className = 'antiphon-Progress';
  bar.setAttribute('aria-label', title);
  const body = new Widget();
  body.node.append(bar);
  const dialog = new Dialog({ title, body, buttons: [Dialog.cancelButton()], hasClose: false });
  let ended = false;
  const timer = setTimeout(() => {
    void dialog.launch().then(
      () => ended || abort.abort(),
      () => undefined,
    );
  }, PATIENCE);
  try {
    return await run(abort.signal, (progress) => {
      if (progress === null) {
        bar.removeAttribute('value');
      } else {
        bar.value = progress;
      }
    });
  } catch (error) {
    if (abort.signal.aborted) {
      return null;
    }
    throw error;
  } finally {
    ended = true;
    clearTimeout(timer);
    dialog.dispose();
  }
}
