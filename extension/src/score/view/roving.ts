/** What of a toolbar has the keyboard in turn: its buttons, but for those of what opens out of it. */
const STOPS = 'button:not(:disabled)';
const APART = '[role="dialog"], [role="menu"], [role="listbox"], [role="radiogroup"], [popover]';

/**
 * Make a toolbar one stop of the tab key, after the WAI-ARIA pattern: arrows, Home and End move within it, and the tab key
 * comes back to the button that had the keyboard last. Fields in it keep their own stop and their own arrows.
 *
 * @returns What ends it.
 */
export function rove(toolbar: HTMLElement): () => void {
  let current: HTMLElement | null = null;

  function stops(): HTMLElement[] {
    return [...toolbar.querySelectorAll<HTMLElement>(STOPS)].filter(
      (button) => !toolbar.contains(button.closest(APART)),
    );
  }
  function settle(): void {
    const all = stops();
    current = current && all.includes(current) ? current : (all[0] ?? null);
    all.forEach((button) => {
      const tabIndex = button === current ? '0' : '-1';
      if (button.getAttribute('tabindex') !== tabIndex) {
        button.setAttribute('tabindex', tabIndex);
      }
    });
  }
  function onFocus({ target }: FocusEvent): void {
    if (target instanceof HTMLElement && stops().includes(target)) {
      current = target;
      settle();
    }
  }
  function onKey(event: KeyboardEvent): void {
    const all = stops();
    const at = all.indexOf(event.target as HTMLElement);
    if (at < 0 || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) {
      return;
    }
    const forward = getComputedStyle(toolbar).direction === 'rtl' ? -1 : 1;
    const next: Record<string, number> = {
      ArrowRight: (at + forward + all.length) % all.length,
      ArrowLeft: (at - forward + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    if (event.key in next) {
      event.preventDefault();
      event.stopPropagation();
      all[next[event.key]].focus();
    }
  }
  const observer = new MutationObserver(settle);
  observer.observe(toolbar, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled'],
  });
  toolbar.addEventListener('focusin', onFocus);
  toolbar.addEventListener('keydown', onKey);
  settle();
  return () => {
    observer.disconnect();
    toolbar.removeEventListener('focusin', onFocus);
    toolbar.removeEventListener('keydown', onKey);
  };
}
