import { escape } from '../mei/markup';
import type { Slot } from './slot';

/** By verse, whether it stands in the middle of a word. */
export type Open = boolean[];

/** The syllables of a slot by verse; of a chord, the first note's that has one. */
export function lyricsOf(slot: Slot): string[] {
  const texts: string[] = [];
  for (const note of slot.notes) {
    note.lyrics.forEach((text, verse) => {
      texts[verse] ||= text;
    });
  }
  return texts;
}

/**
 * The `<verse>` elements of a slot.
 *
 * @param open - is brought up to date.
 */
export function verses(slot: Slot, open: Open): string {
  return lyricsOf(slot)
    .map((text, verse) => {
      if (!text) {
        return '';
      }
      const goesOn = text.endsWith('-');
      const held = text.endsWith('_');
      const begun = open[verse] ?? false;
      open[verse] = goesOn;
      const position = goesOn ? (begun ? 'm' : 'i') : begun ? 't' : 's';
      // An underscore of the syllable's own is drawn as the line that it stands for.
      const syllable = escape(goesOn ? text.slice(0, -1) : held ? text.replace(/_+$/, '') : text);
      return (
        `<verse n="${verse + 1}"><syl wordpos="${position}"` +
        `${goesOn ? ' con="d"' : held ? ' con="u"' : ''}>${syllable}</syl></verse>`
      );
    })
    .join('');
}
