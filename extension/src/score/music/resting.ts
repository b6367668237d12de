import type { Measure } from '../../document';
import { AT_BEGINNING, AT_END } from './signs';
import { isGap, type Slot, type SlotIndex } from './slot';

/** Measures that are drawn as one rest: positions in `piece.measures`, `end` not included. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/**
 * The multi-measure rests of what one player reads: two or more measures one after another in which there is nothing, and at
 * whose inner bar lines nothing stands or changes. Pure.
 */
export class Runs {
  /** No multi-measure rests: every measure is drawn. */
  static readonly NONE = new Runs([]);

  /** Those of a piece; found once for each projection. */
  static of(index: SlotIndex): Runs {
    let runs = made.get(index);
    if (!runs) {
      made.set(index, (runs = Runs._find(index)));
    }
    return runs;
  }

  private static _find(index: SlotIndex): Runs {
    const { piece } = index;
    const { empty, begins } = happenings(index);
    const runs: Run[] = [];
    piece.measures.forEach((measure, at) => {
      const last = runs[runs.length - 1];
      if (!empty[at]) {
        return;
      }
      if (last?.end === at && !begins[at] && goesOn(piece.measures[at - 1], measure)) {
        runs[runs.length - 1] = { start: last.start, end: at + 1 };
      } else {
        runs.push({ start: at, end: at + 1 });
      }
    });
    return new Runs(runs.filter(({ start, end }) => end - start > 1));
  }

  private constructor(readonly all: readonly Run[]) {
    for (const run of all) {
      for (let measure = run.start; measure < run.end; measure++) {
        this._at.set(measure, run);
      }
    }
  }

  /** The run that a measure is in. */
  at(measure: number): Run | undefined {
    return this._at.get(measure);
  }

  /** Whether a measure is drawn as part of the one before it. */
  isInside(measure: number): boolean {
    const run = this.at(measure);
    return run !== undefined && measure > run.start;
  }

  /** The key under which a note or rest is drawn: of a rest within a run that of the run's first measure. */
  drawn(index: SlotIndex, key: string): string {
    const slot = this.all.length > 0 ? index.find(key) : undefined;
    const run = slot && this.at(slot.measure);
    return run ? (index.slots({ ...slot, voice: 1 }, run.start)[0]?.key ?? key) : key;
  }

  /** A rest as it is selected: where it is drawn as one with others, all of them; its measure's that is drawn comes last. */
  whole(index: SlotIndex, key: string): string[] {
    const slot = index.find(key);
    const run = slot && this.at(slot.measure);
    if (!run) {
      return [key];
    }
    const others = Array.from({ length: run.end - run.start - 1 }, (_, order) =>
      this._rest(index, slot, run.end - 1 - order),
    );
    return [...others, this._rest(index, slot, run.start)].map((of) => of.key);
  }

  /** The first (by -1) or last of the rests that one is drawn as one with; itself where it stands alone. */
  edge(index: SlotIndex, slot: Slot, by: -1 | 1): Slot {
    const run = this.at(slot.measure);
    return run ? this._rest(index, slot, by < 0 ? run.start : run.end - 1) : slot;
  }

  private _rest(index: SlotIndex, slot: Slot, measure: number): Slot {
    return index.slots({ ...slot, voice: 1 }, measure)[0] ?? slot;
  }

  private readonly _at = new Map<number, Run>();
}

const made = new WeakMap<SlotIndex, Runs>();

/** Which measures have nothing in them, and before which of those something stands that a rest cannot go over. */
function happenings(index: SlotIndex): { empty: boolean[]; begins: boolean[] } {
  const { measures, parts, tempi, sections } = index.piece;
  const empty = measures.map(
    (measure, at) => isFull(measure) && !measure.ending && isSilent(index, at),
  );
  const begins = measures.map((measure) => AT_BEGINNING.some((field) => measure[field]));
  const at = (id: string): number => index.measureIndex(id) ?? -1;
  sections.forEach((section) => (begins[at(section.measure)] = true));
  let measure = 0;
  for (const { id, position } of tempi) {
    while (measures[measure + 1]?.start.lte(position)) {
      measure++;
    }
    if (id !== null && measures[measure]) {
      begins[measure] = true;
      empty[measure] &&= measures[measure].start.equals(position);
    }
  }
  for (const { clefs, spans } of parts) {
    for (const clef of clefs) {
      begins[at(clef.measure)] = true;
      empty[at(clef.measure)] &&= clef.onset.equals(0);
    }
    for (const { start, end } of spans) {
      const [from, to] = [start, end].map(
        (id) => (index.find(id) ?? index.grace(id)?.slot)?.measure ?? -1,
      );
      empty.fill(false, Math.max(0, from), to + 1);
    }
  }
  return { empty, begins };
}

/** Whether nothing sounds or stands in a measure, in any voice of any part. */
function isSilent(index: SlotIndex, measure: number): boolean {
  return index.piece.parts.every(
    (_, part) =>
      index.marksOf(part, measure).length === 0 &&
      index.slotsOf(part, measure).every((slot) => {
        const { notes, item } = slot;
        const { graces, fermata, marks, cue, hidden } = item;
        return (
          notes.length === 0 &&
          graces.length === 0 &&
          (isGap(slot) || !(fermata || cue || hidden || marks.length > 0))
        );
      }),
  );
}

/** Whether a measure is as long as its meter says. */
function isFull({ meter, duration }: Measure): boolean {
  const [counts, unit] = meter.split('/');
  const count = counts.split('+').reduce((sum, of) => sum + Number(of), 0);
  return Math.abs((count * 4) / Number(unit) - duration.valueOf()) < 1e-6;
}

/** Whether the bar line between two measures is a plain one, and nothing changes at it. */
function goesOn(before: Measure, here: Measure): boolean {
  return (
    before.meter === here.meter &&
    before.meter_symbol === here.meter_symbol &&
    before.key === here.key &&
    !AT_END.some((field) => before[field])
  );
}
