import type { Range } from '../mei/mei';
import { Runs } from '../music/resting';
import type { SlotIndex } from '../music/slot';

/** Estimates are in staff spaces; measured from Verovio 6.3 with its default spacing. */
const QUARTER = 3.7;
const CLOSEST = 1.75;
const BAR_LINE = 1.6;
/** An empty measure has room for a note or two. */
const LEAST = 12;
/** A rest of several measures, with its number. */
const LONG_REST = 16;
const LETTER = 1.05;
const CHORD_LETTER = 0.9;
const GRACE = 1.5;

const known = new WeakMap<readonly object[], number>();

/** The estimated natural width of a measure, in staff spaces; worked out once while the measure is the same. */
export function measureWidth(index: SlotIndex, measure: number): number {
  const contents = index.contents(measure);
  let width = known.get(contents);
  if (width === undefined) {
    width = estimate(index, measure);
    known.set(contents, width);
  }
  return width;
}

/**
 * Estimate the natural width of a measure, in staff spaces.
 *
 * Time takes room by the power 0.6, as in Verovio's own spacing; syllables take what their letters need.
 */
function estimate(index: SlotIndex, measure: number): number {
  const room = new Map<number, number>();
  const need = (onset: number, space: number): void => {
    room.set(onset, Math.max(room.get(onset) ?? 0, space));
  };
  index.piece.parts.forEach((part, position) => {
    for (let staff = 1; staff <= part.staves; staff++) {
      for (const voice of index.voices(position, staff, measure)) {
        for (const slot of index.slots({ part: position, staff, voice }, measure)) {
          const letters = Math.max(
            0,
            ...slot.notes.flatMap((note) => note.lyrics.map((text) => text.length)),
          );
          const graces = slot.item.graces.length * GRACE;
          need(
            slot.onset.valueOf(),
            Math.max(letters ? letters * LETTER + 1 : 0, graces ? graces + CLOSEST : 0),
          );
        }
      }
    }
  });
  for (const { kind, onset, text } of index.marks(measure)) {
    if (kind === 'harmony') {
      need(onset.valueOf(), text.length * CHORD_LETTER + 1);
    }
  }
  const onsets = [...room.keys()].sort((a, b) => a - b);
  const end = index.piece.measures[measure].duration.valueOf();
  const natural = onsets.reduce((width, onset, order) => {
    const gap = (onsets[order + 1] ?? end) - onset;
    return width + Math.max(CLOSEST, QUARTER * gap ** 0.6, room.get(onset) ?? 0);
  }, BAR_LINE);
  return Math.max(LEAST, natural);
}

/** Estimate what stands before the music of a system that begins with a measure: names, clefs, key, meter. */
export function prefixWidth(index: SlotIndex, measure: number): number {
  const { measures, parts } = index.piece;
  const letters = parts.map(({ name, abbreviation }) =>
    measure === 0 ? name.length : (abbreviation || name.slice(0, 6)).length,
  );
  const { meter, repeat_start } = measures[measure];
  const shown = measure === 0 || meter !== measures[measure - 1].meter;
  const widest = Math.max(2, meter.indexOf('/') * 1.2);
  return (
    Math.max(0, ...letters) * LETTER +
    5 +
    Math.abs(measures[measure].key) +
    (shown ? widest : 0) +
    (repeat_start ? 2 : 0)
  );
}

/**
 * Break a piece into systems, each filled from its first measure on.
 *
 * A system of `before` is kept while it fits and no more than one measure could join it, so that an edit does not move
 * every later line. One ends where the piece has a break.
 *
 * @param width - in staff spaces.
 * @param runs - multi-measure rests, which stay whole.
 */
export function breakSystems(
  index: SlotIndex,
  width: number,
  before: readonly Range[],
  runs = Runs.NONE,
): Range[] {
  const count = index.piece.measures.length;
  const widths = Array.from({ length: count }, (_, measure) =>
    runs.isInside(measure) ? 0 : runs.at(measure) ? LONG_REST : measureWidth(index, measure),
  );
  const known = new Map(before.map((range) => [range.start, range.end]));
  const systems: Range[] = [];
  for (let start = 0; start < count;) {
    const room = width - prefixWidth(index, start);
    const fill = (slack: number): number => {
      let end = start;
      let sum = 0;
      while (
        end < count &&
        (end === start || runs.isInside(end) || sum + widths[end] <= room * slack)
      ) {
        sum += widths[end++];
        if (index.piece.measures[end - 1].layout_break) {
          break;
        }
      }
      return end;
    };
    const greedy = fill(1);
    const old = known.get(start);
    const keeps =
      old !== undefined &&
      old >= greedy - 1 &&
      old <= fill(1.15) &&
      old <= count &&
      !runs.isInside(old);
    const end = keeps ? old : greedy;
    systems.push({ start, end });
    start = end;
  }
  return systems;
}
