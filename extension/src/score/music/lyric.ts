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
      // Of two underscores, one is the syllable's own.
      const own = text.endsWith('__');
      const held = text.endsWith('_') && !own;
      const begun = open[verse] ?? false;
      open[verse] = goesOn;
      const position = goesOn ? (begun ? 'm' : 'i') : begun ? 't' : 's';
      const syllable = escape(goesOn || held || own ? text.slice(0, -1) : text);
      return (
        `<verse n="${verse + 1}"><syl wordpos="${position}"` +
        `${goesOn ? ' con="d"' : held ? ' con="u"' : ''}>${syllable}</syl></verse>`
      );
    })
    .join('');
}
