import type { KeyboardEvent } from 'react';

/** Close details by Escape, and give the keyboard to what opens them. */
export function closeByEscape(event: KeyboardEvent<HTMLDetailsElement>): void {
  const details = event.currentTarget;
  if (event.key === 'Escape' && details.open) {
    event.stopPropagation();
    details.open = false;
    details.querySelector('summary')?.focus();
  }
}
