import type { MarkCommand } from './markings';
import type { WordsKind } from './words';

/** The part of a keyboard event that is read here. */
export type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What a key asks for: a mark for what is selected, or words to be typed there. */
export type MarkAction = { readonly mark: MarkCommand } | { readonly write: WordsKind };

const SHIFTED: Readonly<Record<string, 'staccato' | 'accent' | 'tenuto' | 'strong_accent'>> = {
  S: 'staccato',
  V: 'accent',
  N: 'tenuto',
  O: 'strong_accent',
};

const WRITTEN: Readonly<Record<string, WordsKind>> = {
  l: 'lyrics',
  k: 'harmony',
  e: 'expression',
  d: 'dynamic',
  g: 'figures',
  m: 'rehearsal',
};

/** What a key marks or writes, as in MuseScore; null where it does neither. */
export function markActionOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Key): MarkAction | null {
  const letter = key.length === 1 ? key.toUpperCase() : '';
  if (ctrlKey || metaKey) {
    const kind = !altKey && !shiftKey && WRITTEN[letter.toLowerCase()];
    return kind ? { write: kind } : null;
  }
  if (altKey) {
    return shiftKey && letter === 'T' ? { write: 'tempo' } : null;
  }
  if (key === '<' || key === '>') {
    return { mark: { kind: 'span', shape: { kind: key === '<' ? 'crescendo' : 'diminuendo' } } };
  }
  if (shiftKey && letter in SHIFTED) {
    return { mark: { kind: 'mark', field: SHIFTED[letter], value: true } };
  }
  return letter === 'S' && !shiftKey ? { mark: { kind: 'span', shape: { kind: 'slur' } } } : null;
}
