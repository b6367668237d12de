import type { ILabShell, JupyterFrontEnd } from '@jupyterlab/application';

/** Pixels of the window below which the file browser would leave a piece no room. */
const NARROW = 1000;

/** Close what JupyterLab has open at the sides of a phone or tablet, once a piece is there: it needs the room. */
export function makeRoom(app: JupyterFrontEnd): void {
  const shell = app.shell as JupyterFrontEnd.IShell & Partial<ILabShell>;
  void app.restored.then(() => {
    if (window.innerWidth < NARROW) {
      shell.collapseLeft?.();
      shell.collapseRight?.();
    }
  });
}
