import { MessageLoop } from '@lumino/messaging';
import { type SplitLayout, SplitPanel, type Widget } from '@lumino/widgets';

import { trans } from '../translation';

/** How far an arrow key moves a bar, in CSS pixels; with Shift. */
const STEP = { usual: 40, fine: 8 };

/** Makes the bars between panes: separators that can take the keyboard. */
class Renderer extends SplitPanel.Renderer {
  override createHandle(): HTMLDivElement {
    const bar = super.createHandle();
    const values = {
      role: 'separator',
      tabindex: '0',
      'aria-valuemin': '0',
      'aria-valuemax': '100',
    };
    Object.entries({ ...values, 'aria-valuenow': '50' }).forEach(([name, value]) =>
      bar.setAttribute(name, value),
    );
    return bar;
  }
}

export const BARS = new Renderer();

/** Where a bar would be moved by a key, in CSS pixels from the beginning of the panel; null where the key moves none. */
export function keyed(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  at: number,
  length: number,
  orientation: SplitPanel.Orientation,
): number | null {
  const [back, on] =
    orientation === 'horizontal' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  const step = shiftKey ? STEP.fine : STEP.usual;
  switch (key) {
    case back:
      return at - step;
    case on:
      return at + step;
    case 'Home':
      return 0;
    case 'End':
      return length;
    default:
      return null;
  }
}

/**
 * Have the bars of a panel moved by keyboard also, as a window splitter of the ARIA practices: arrows (finely with Shift),
 * Home and End. The panel is made with the renderer `BARS`.
 *
 * @param nameOf - what a pane is called.
 * @param onMoved - called after a key moved a bar.
 * @returns Ends it.
 */
export function moveByKeys(
  panel: SplitPanel,
  nameOf: (pane: Widget) => string,
  onMoved: () => void,
): () => void {
  const isRow = panel.orientation === 'horizontal';
  const placeOf = (bar: HTMLElement): number => (isRow ? bar.offsetLeft : bar.offsetTop);
  const lengthOf = (bar: HTMLElement): number =>
    isRow ? panel.node.clientWidth - bar.offsetWidth : panel.node.clientHeight - bar.offsetHeight;

  /** Say of a bar what it parts, and where it is. */
  const tell = (order: number): void => {
    const bar = panel.handles[order];
    const next = panel.widgets.slice(order + 1).find((pane) => !pane.isHidden);
    const names = [panel.widgets[order], next].map((pane) => (pane ? nameOf(pane) : ''));
    bar.setAttribute('aria-label', trans.__('Bar between %1 and %2', ...names));
    bar.setAttribute('aria-orientation', isRow ? 'vertical' : 'horizontal');
    const share = placeOf(bar) / Math.max(1, lengthOf(bar));
    bar.setAttribute('aria-valuenow', String(Math.round(100 * Math.min(1, Math.max(0, share)))));
  };
  const tellAll = (): void => panel.handles.forEach((_, order) => tell(order));
  const barOf = ({ target }: Event): number => panel.handles.indexOf(target as HTMLDivElement);

  const onKeyDown = (event: KeyboardEvent): void => {
    const order = barOf(event);
    const bar = panel.handles.at(order);
    if (order < 0 || !bar || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const to = keyed(event, placeOf(bar), lengthOf(bar), panel.orientation);
    if (to !== null) {
      event.preventDefault();
      event.stopPropagation();
      (panel.layout as SplitLayout).moveHandle(order, to);
      // The panes are laid out at once, so that what is told and kept is where they are.
      MessageLoop.flush();
      tellAll();
      onMoved();
    }
  };
  const onFocus = (event: Event): void => {
    if (barOf(event) >= 0) {
      tellAll();
    }
  };
  panel.node.addEventListener('keydown', onKeyDown);
  panel.node.addEventListener('focusin', onFocus);
  panel.handleMoved.connect(tellAll);
  return () => {
    panel.node.removeEventListener('keydown', onKeyDown);
    panel.node.removeEventListener('focusin', onFocus);
    panel.handleMoved.disconnect(tellAll);
  };
}
