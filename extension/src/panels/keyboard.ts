import * as React from 'react';

const CONTROLS = 'button:not(:disabled), input:not(:disabled), select:not(:disabled)';

/** Keep the keyboard in a panel: where what had it is gone after a drawing, the nearest that is left has it. */
export function useKeyboard(panel: React.RefObject<HTMLElement>): void {
  const around = surrounding(panel.current, document.activeElement);
  React.useLayoutEffect(() => {
    if (around.length > 0 && document.activeElement === document.body) {
      const left = around.find((of) => of.isConnected && of.querySelector(CONTROLS));
      left?.querySelector<HTMLElement>(CONTROLS)?.focus();
    }
  });
}

/** The elements within a panel that an element is in, the innermost first, and the panel; none where it is not in there. */
function surrounding(panel: Element | null, inner: Element | null): Element[] {
  const found: Element[] = [];
  for (let each = inner; panel?.contains(each); each = each!.parentElement) {
    found.push(each!);
  }
  return found;
}

/** Calls back where the keyboard or the pointer comes into a panel from elsewhere: what others did meanwhile is to be seen. */
export function onEntering(enter: () => void): React.FocusEventHandler {
  return ({ currentTarget, relatedTarget }) => {
    if (!currentTarget.contains(relatedTarget)) {
      enter();
    }
  };
}
