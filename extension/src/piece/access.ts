import { Dialog } from '@jupyterlab/apputils';
import type { Widget } from '@lumino/widgets';

import { direction, language } from '../translation';

/**
 * Make the dialogs that open over a piece fit for everybody: read in the direction of their language, and a list to choose
 * from named by its label, which JupyterLab's own dialog leaves without.
 *
 * @param isOurs - whether a piece is in front.
 */
export function mendDialogs(isOurs: () => boolean): void {
  Dialog.tracker.widgetAdded.connect((_, dialog: Widget) => {
    if (isOurs()) {
      dialog.node.dir = direction();
      dialog.node.lang = language;
      nameSelects(dialog.node);
    }
  });
}

/** Give a select the id that a label beside it names in vain. */
export function nameSelects(node: HTMLElement): void {
  node.querySelectorAll('label').forEach((label) => {
    const select = label.parentElement?.querySelector('select');
    if (label.htmlFor && select && !select.id && !node.querySelector(`#${label.htmlFor}`)) {
      select.id = label.htmlFor;
    }
  });
}

/** What takes the keyboard, of what is shown. */
const FOCUSABLE =
  'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])';

/**
 * Give the keyboard to the next of some regions, round and round: to what had it there last, or to the first thing there
 * that takes it. A region that is hidden, or takes no keyboard, is passed over.
 *
 * @param by - 1 for the next, -1 for the one before.
 */
export function moveRegion(
  regions: readonly HTMLElement[],
  last: WeakMap<HTMLElement, HTMLElement>,
  by: 1 | -1,
): void {
  const now = document.activeElement as HTMLElement | null;
  const at = regions.findIndex((region) => region.contains(now));
  if (at >= 0 && now) {
    last.set(regions[at], now);
  }
  const start = at < 0 ? (by > 0 ? -1 : 0) : at;
  for (let step = 1; step <= regions.length; step++) {
    const region = regions[(start + by * step + regions.length * 2) % regions.length];
    const before = last.get(region);
    const candidates = [
      ...(before && region.contains(before) ? [before] : []),
      ...(region.matches(FOCUSABLE) ? [region] : []),
      ...region.querySelectorAll<HTMLElement>(FOCUSABLE),
    ];
    for (const candidate of candidates) {
      if (candidate.tabIndex >= 0 && candidate.offsetParent !== null) {
        candidate.focus();
        if (document.activeElement === candidate) {
          return;
        }
      }
    }
  }
}
