import type { Piece } from '../../document';
import type { Slot, SlotIndex } from '../music/slot';

/** A staff: a part's position, and which of its staves from 1. */
export interface Staff {
  readonly part: number;
  readonly staff: number;
}

/** The staves of a piece, from the top. */
export function stavesOf({ parts }: Piece): Staff[] {
  return parts.flatMap(({ staves }, part) =>
    Array.from({ length: staves }, (_, staff) => ({ part, staff: staff + 1 })),
  );
}

/** What is selected of a slot when all of it is: its notes, or its key. */
export function keysOf(slot: Slot): string[] {
  return slot.notes.length > 0 ? slot.notes.map(({ id }) => id) : [slot.key];
}

/** Everything in some measures of some staves, every voice; in order of time within each voice. */
export function keysIn(
  index: SlotIndex,
  staves: readonly Staff[],
  from: number,
  until: number,
  takes: (slot: Slot) => boolean = () => true,
): string[] {
  const keys: string[] = [];
  for (const { part, staff } of staves) {
    const voices = new Set<number>();
    for (let measure = from; measure <= until; measure++) {
      index.voices(part, staff, measure).forEach((voice) => voices.add(voice));
    }
    for (const voice of [...voices].sort((a, b) => a - b)) {
      for (let measure = from; measure <= until; measure++) {
        keys.push(...index.slots({ part, staff, voice }, measure).filter(takes).flatMap(keysOf));
      }
    }
  }
  return keys;
}

/**
 * The rectangle between two notes or rests: of every staff from the one's to the other's all that begins from the
 * earlier one's beginning to the later one's end. The second's keys come last. Within one staff and voice: that voice.
 *
 * @param staves - Those that it may reach.
 */
export function rectangle(index: SlotIndex, staves: readonly Staff[], a: Slot, b: Slot): string[] {
  const { measures } = index.piece;
  const start = (slot: Slot) => measures[slot.measure].start.add(slot.onset);
  const end = (slot: Slot) => start(slot).add(slot.duration);
  const from = start(a).lte(start(b)) ? start(a) : start(b);
  const until = end(a).gte(end(b)) ? end(a) : end(b);
  const rank = (slot: Slot) => slot.part * 8 + slot.staff;
  const [top, bottom] = [Math.min(rank(a), rank(b)), Math.max(rank(a), rank(b))];
  const oneVoice = rank(a) === rank(b) && a.voice === b.voice;
  const between = staves.filter(({ part, staff }) => {
    const here = part * 8 + staff;
    return top <= here && here <= bottom;
  });
  const keys = keysIn(
    index,
    between,
    Math.min(a.measure, b.measure),
    Math.max(a.measure, b.measure),
    (slot) =>
      start(slot).gte(from) && start(slot).lt(until) && (!oneVoice || slot.voice === a.voice),
  );
  const last = keysOf(b);
  return [...keys.filter((key) => !last.includes(key)), ...last];
}

/** Find a measure by its number, its rehearsal mark, or a section's name; null where there is none. */
export function findMeasure({ measures, sections }: Piece, words: string): number | null {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') {
    return null;
  }
  const found = [
    () => measures.findIndex(({ rehearsal }) => rehearsal.toLowerCase() === wanted),
    () => (/^\d+$/.test(wanted) ? measures.findIndex(({ number }) => number === +wanted) : -1),
    () => inSections((name) => name === wanted),
    () => inSections((name) => name.startsWith(wanted)),
    () => inSections((name) => name.includes(wanted)),
  ];
  const inSections = (fits: (name: string) => boolean): number => {
    const section = sections.find(({ name }) => fits(name.toLowerCase()));
    return section ? measures.findIndex(({ id }) => id === section.measure) : -1;
  };
  for (const find of found) {
    const place = find();
    if (place >= 0) {
      return place;
    }
  }
  return null;
}
