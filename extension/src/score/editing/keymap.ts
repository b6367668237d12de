import type { Command } from './command';
import { STEPS } from '../music/pitch';

/** What a key asks for: a command on the document, or something about the view. */
export type Action =
  | Command
  | { kind: 'go'; by: -1 | 1; extend: boolean }
  | { kind: 'staff'; by: -1 | 1 }
  | { kind: 'edge'; end: boolean }
  | { kind: 'value'; value: number }
  | { kind: 'dot' }
  | { kind: 'toggle-entry' }
  | { kind: 'escape' }
  | { kind: 'play' }
  | { kind: 'undo' }
  | { kind: 'redo' };

/** The part of a keyboard event that the map reads. */
export type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * What a key means in the score; null where it means nothing here.
 *
 * Letters and numbers as in MuseScore: A to G enter, with Shift onto the chord; 1 (64th) to 7 (whole) choose the value.
 */
export function actionOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Key): Action | null {
  const accel = ctrlKey || metaKey;
  if (accel && !altKey) {
    switch (key.toLowerCase()) {
      case 'z':
        return { kind: shiftKey ? 'redo' : 'undo' };
      case 'y':
        return { kind: 'redo' };
      case 'arrowup':
        return { kind: 'octaves', by: 1 };
      case 'arrowdown':
        return { kind: 'octaves', by: -1 };
      case 'home':
        return { kind: 'edge', end: false };
      case 'end':
        return { kind: 'edge', end: true };
      case '3':
        return { kind: 'triplet' };
      default:
        return null;
    }
  }
  if (accel) {
    return null;
  }
  switch (key) {
    case 'ArrowLeft':
      return { kind: 'go', by: -1, extend: shiftKey };
    case 'ArrowRight':
      return { kind: 'go', by: 1, extend: shiftKey };
    case 'ArrowUp':
      return altKey ? { kind: 'semitones', by: 1 } : { kind: 'steps', by: 1 };
    case 'ArrowDown':
      return altKey ? { kind: 'semitones', by: -1 } : { kind: 'steps', by: -1 };
    case 'PageUp':
      return { kind: 'staff', by: -1 };
    case 'PageDown':
      return { kind: 'staff', by: 1 };
    case 'Home':
      return { kind: 'edge', end: false };
    case 'End':
      return { kind: 'edge', end: true };
    case 'Delete':
    case 'Backspace':
      return { kind: 'delete' };
    case 'Escape':
      return { kind: 'escape' };
    case ' ':
      return { kind: 'play' };
    case '#':
    case '+':
      return { kind: 'bend', by: 1 };
    case '-':
      return { kind: 'bend', by: -1 };
    case '.':
      return { kind: 'dot' };
    case '0':
      return { kind: 'rest' };
  }
  return altKey ? null : letter(key, shiftKey);
}

function letter(key: string, shift: boolean): Action | null {
  const upper = key.length === 1 ? key.toUpperCase() : '';
  const step = upper === '' ? -1 : STEPS.indexOf(upper);
  if (step >= 0) {
    return { kind: 'enter', step, chord: shift };
  }
  if (upper >= '1' && upper <= '7') {
    return { kind: 'value', value: Number(upper) };
  }
  switch (upper) {
    case 'N':
      return { kind: 'toggle-entry' };
    case 'R':
      return { kind: 'rest' };
    case 'T':
      return { kind: 'tie' };
    default:
      return null;
  }
}
