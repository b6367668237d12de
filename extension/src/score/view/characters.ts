import type { Action } from '../editing/action';

/** The part of a keyboard event that is read here. */
type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/**
 * What a character means in the score. Every other key is a shortcut of JupyterLab's; these characters are on another key
 * of each keyboard, and with another of Shift and AltGr.
 */
export function characterAction({ key, ctrlKey, metaKey, altKey }: Key): Action | null {
  if (metaKey || (ctrlKey && !altKey)) {
    return null;
  }
  switch (key) {
    case '#':
    case '+':
      return { kind: 'bend', by: 1 };
    case '-':
      return { kind: 'bend', by: -1 };
    case '<':
      return { kind: 'span', shape: { kind: 'crescendo' } };
    case '>':
      return { kind: 'span', shape: { kind: 'diminuendo' } };
    default:
      return null;
  }
}
