/** Grace notes: they take no time, and belong to what sounds in their voice. */
import { ascending, marks, type Sound } from './notes';
import type { Grace, Item } from './piece';
import { byText } from './order';
import { byTime } from './rational';

/**
 * Give the items of a voice its grace notes: to each those before it, then those after it, both by onset, then index.
 * Those before a note (or those after one) of one onset and one index are a chord, which has its kind and its duration
 * from the smallest id. Each belongs to the last item that starts at its onset or before.
 *
 * @param items All of a voice in a measure, without a gap.
 * @param sounds The voice's grace notes, by id.
 */
export function adorn(items: readonly Item[], sounds: readonly Sound[]): Item[] {
  const chords: Sound[][] = [];
  for (const sound of sounds) {
    const chord = chords.find(([one]) => !order(one, sound));
    if (chord) {
      chord.push(sound);
    } else {
      chords.push([sound]);
    }
  }
  const graces: Grace[][] = items.map(() => []);
  for (const chord of chords.sort(([a], [b]) => order(a, b))) {
    const [{ onset, duration, event }] = chord;
    const owner = items.filter((item) => byTime(item.onset, onset) <= 0).length - 1;
    const grace = {
      kind: event.grace!,
      duration,
      notes: ascending(chord),
      marks: marks(chord),
    };
    graces[owner].push(grace);
  }
  return items.map((item, place) =>
    graces[place].length ? { ...item, graces: graces[place] } : item,
  );
}

function order(a: Sound, b: Sound): number {
  const after = ({ event }: Sound) => Number(event.grace === 'after');
  return (
    after(a) - after(b) ||
    byTime(a.onset, b.onset) ||
    byText(a.event.index ?? '', b.event.index ?? '')
  );
}
