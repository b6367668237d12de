import * as React from 'react';

/**
 * Gives the keyboard to `home` where what had it goes out of the page, by one's own press or by somebody else's: a keyboard
 * that is nowhere reaches no key of the piece. The handlers are those of an element around it; it is looked at whenever the
 * component that calls this is drawn.
 */
export function useKeptFocus(home: React.RefObject<HTMLElement>): {
  onFocus: React.FocusEventHandler;
  onBlur: React.FocusEventHandler;
} {
  const last = React.useRef<Element | null>(null);
  React.useLayoutEffect(() => {
    if (last.current && !last.current.isConnected) {
      last.current = null;
      if (!document.activeElement || document.activeElement === document.body) {
        home.current?.focus();
      }
    }
  });
  return {
    onFocus: ({ target }) => {
      last.current = target;
    },
    onBlur: ({ target }) => {
      last.current = target.isConnected ? null : last.current;
    },
  };
}
