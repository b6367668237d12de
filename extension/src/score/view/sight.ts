/** Pixels between what is brought into sight and the window's edge. */
const EDGE = 30;

/** Whether anything of an element is seen in a window. */
export function isInSight(window: HTMLElement, element: Element): boolean {
  const view = window.getBoundingClientRect();
  const { top, bottom, left, right } = element.getBoundingClientRect();
  return top < view.bottom && bottom > view.top && left < view.right && right > view.left;
}

/** Scroll a window so that an element in it is seen. */
export function bringInSight(window: HTMLElement, element: Element): void {
  const view = window.getBoundingClientRect();
  const { top, bottom, left, right } = element.getBoundingClientRect();
  if (left < view.left + EDGE || right > view.right - EDGE) {
    window.scrollLeft += (left + right - view.left - view.right) / 2;
  }
  if (top < view.top + EDGE) {
    window.scrollTop -= view.top + 2 * EDGE - top;
  } else if (bottom > view.bottom - EDGE) {
    window.scrollTop += bottom - view.bottom + 2 * EDGE;
  }
}
