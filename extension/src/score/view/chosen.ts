import type { System } from '../engraving/system';

const CHOSEN = 'antiphon-mod-chosen';

/**
 * Show which sign is selected.
 *
 * @param domId - the id that its first element gets, for who reads the screen.
 * @returns Whether it is drawn.
 */
export function showSign(
  systems: readonly System[],
  sign: string | null,
  domId: string,
  words: string,
): boolean {
  let isDrawn = false;
  for (const { node } of systems) {
    for (const element of node.querySelectorAll<SVGGElement>(`.${CHOSEN}`)) {
      element.classList.remove(CHOSEN);
      element.removeAttribute('id');
      element.removeAttribute('role');
      element.removeAttribute('aria-selected');
      element.removeAttribute('aria-label');
    }
    if (sign === null) {
      continue;
    }
    for (const element of node.querySelectorAll<SVGGElement>(
      `[data-sign-id="${CSS.escape(sign)}"]`,
    )) {
      element.classList.add(CHOSEN);
      if (!isDrawn) {
        element.id = domId;
        element.setAttribute('role', 'option');
        element.setAttribute('aria-selected', 'true');
        element.setAttribute('aria-label', words);
        isDrawn = true;
      }
    }
  }
  return isDrawn;
}
