/**
 * What was played, as it is written: onsets and ends moved to a grid, chords from what begins together, triplets where they
 * fit better than the grid, ties over bar lines. Pure.
 */
import Fraction from 'fraction.js';

import { compoundBeat } from './duration';

/** A key that was played; times are in quarter lengths from the piece's beginning. */
export interface Performed {
  readonly key: number;
  readonly onset: number;
  readonly end: number;
}

export interface Grid {
  /** The shortest value, in quarter lengths: 1, 1/2, 1/4 or 1/8. */
  readonly step: number;
  /** Whether a beat may be divided by three where that fits better. */
  readonly triplets: boolean;
  /** Whether an off-beat that comes late, as in swing, is written as an eighth all the same. */
  readonly swing: boolean;
}

/** As much of a measure as is needed. */
export interface Bar {
  readonly start: Fraction;
  readonly duration: Fraction;
  readonly meter: string;
}

/** A chord or rest (no keys) as it is written. */
export interface Written {
  /** Position of its measure. */
  readonly measure: number;
  /** From the start of the measure, in quarter lengths. */
  readonly onset: Fraction;
  /** What sounds, in quarter lengths. */
  readonly duration: Fraction;
  readonly tuplet: '3:2' | null;
  /** MIDI keys, ascending. */
  readonly keys: readonly number[];
  /** Whether it is tied to the one that follows. */
  readonly tie: boolean;
}

/** Keys that begin within so many quarter lengths of the first are a chord. */
const TOGETHER = 0.09;
/** Where a swung off-beat may come, as shares of a beat. */
const SWUNG = [0.55, 0.72] as const;
/** A beat is divided by three only where its squared errors are so much less. */
const BIAS = 0.6;
/** Notes that follow each other within so many quarter lengths have no rest between them. */
const CLOSE = 0.5;

interface Beat {
  readonly measure: number;
  readonly start: Fraction;
  readonly end: Fraction;
  readonly from: number;
  readonly to: number;
  /** The grid's step in this beat. */
  readonly step: Fraction;
  /** Whether it may be, and is, divided by three. */
  readonly divisible: boolean;
  triplet: boolean;
  /** Whether it swings. */
  swung: boolean;
}

interface Chord {
  readonly keys: Set<number>;
  readonly onset: number;
  end: number;
}

interface Stretch {
  readonly from: Fraction;
  readonly to: Fraction;
  readonly keys: readonly number[];
}

/**
 * Write down a performance in one voice: chords and rests without gap from the first onset to the last end, but whole where
 * a beat is divided by three. What overlaps is cut where the next begins.
 *
 * @param bars - The measures of the piece, in order, without gaps; what is played behind the last one is left out.
 */
export function quantise(
  performed: readonly Performed[],
  bars: readonly Bar[],
  grid: Grid,
): Written[] {
  const beats = bars.flatMap((bar, measure) => beatsOf(bar, measure, grid));
  const last = beats[beats.length - 1];
  if (!last) {
    return [];
  }
  const played = performed.filter(({ onset }) => onset < last.to && onset > -1);
  const chords = together(played);
  divide(beats, chords, grid);
  const stretches = lay(beats, chords);
  return cut(beats, withRests(beats, stretches));
}

function beatsOf({ start, duration, meter }: Bar, measure: number, grid: Grid): Beat[] {
  const compound = compoundBeat(meter);
  const unit = Number(meter.split('/')[1]);
  const length = compound ?? (unit > 4 ? new Fraction(4, unit) : new Fraction(1));
  const longest = compound ? new Fraction(4, unit) : length;
  const wanted = new Fraction(grid.step);
  const step = wanted.lt(longest) ? wanted : longest;
  const beats: Beat[] = [];
  for (let onset = new Fraction(0); onset.lt(duration); onset = onset.add(length)) {
    const left = duration.sub(onset);
    const from = start.add(onset);
    const to = from.add(left.lt(length) ? left : length);
    const divisible = grid.triplets && !compound && to.sub(from).equals(1);
    beats.push({
      ...{ measure, start: from, end: to, from: from.valueOf(), to: to.valueOf() },
      ...{ step, divisible, triplet: false, swung: false },
    });
  }
  return beats;
}

/** Chords of what begins together, in order. */
function together(performed: readonly Performed[]): Chord[] {
  const chords: Chord[] = [];
  for (const { key, onset, end } of [...performed].sort((a, b) => a.onset - b.onset)) {
    const chord = chords[chords.length - 1];
    if (chord && onset - chord.onset <= TOGETHER) {
      chord.keys.add(key);
      chord.end = Math.max(chord.end, end);
    } else {
      chords.push({ keys: new Set([key]), onset: Math.max(0, onset), end });
    }
  }
  return chords;
}

/** Find the beats that are better divided by three, and those that swing. */
function divide(beats: readonly Beat[], chords: readonly Chord[], grid: Grid): void {
  for (const beat of beats) {
    const length = beat.to - beat.from;
    const places = chords
      .map(({ onset }) => (onset - beat.from) / length)
      .filter((place) => place >= 0 && place < 1);
    const inner = places.filter((place) => place > 1 / 6 && place < 5 / 6);
    if (grid.swing && length === 1 && inner.length > 0) {
      beat.swung = inner.every((place) => place > SWUNG[0] && place < SWUNG[1]);
    }
    if (beat.divisible && !beat.swung && inner.length > 0) {
      const step = beat.step.valueOf();
      const error = (of: number): number =>
        places.reduce((sum, place) => sum + (place - of * Math.round(place / of)) ** 2, 0);
      beat.triplet = error(1 / 3) < BIAS * error(step);
    }
  }
}

/** The place of the grid nearest to a time. */
function snap(beats: readonly Beat[], time: number): Fraction {
  const beat = beatAt(beats, time);
  const length = beat.to - beat.from;
  const place = time - beat.from;
  if (beat.swung && place > SWUNG[0] && place < SWUNG[1]) {
    const half = new Fraction(1, 2);
    return beat.start.add(
      half.lt(beat.step) ? beat.step.mul(Math.round(place / beat.step.valueOf())) : half,
    );
  }
  const step = beat.triplet ? new Fraction(1, 3) : beat.step;
  const to = beat.start.add(step.mul(Math.round(Math.min(place, length) / step.valueOf())));
  return to.gt(beat.end) ? beat.end : to;
}

function beatAt(beats: readonly Beat[], time: number): Beat {
  let low = 0;
  let high = beats.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (beats[middle].from <= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return beats[Math.max(0, low - 1)];
}

/** One step of the grid from a place on. */
function stepFrom(beats: readonly Beat[], from: Fraction): Fraction {
  const beat = beatAt(beats, from.valueOf());
  const to = from.add(beat.triplet ? new Fraction(1, 3) : beat.step);
  return to.gt(beat.end) ? beat.end : to;
}

/** Where each chord begins and ends on the grid. */
function lay(beats: readonly Beat[], chords: readonly Chord[]): Stretch[] {
  const end = beats[beats.length - 1].end;
  const laid: { from: Fraction; keys: Set<number>; chord: Chord }[] = [];
  for (const chord of chords) {
    const from = snap(beats, chord.onset);
    const before = laid[laid.length - 1];
    if (before && from.lte(before.from)) {
      chord.keys.forEach((key) => before.keys.add(key));
      before.chord.end = Math.max(before.chord.end, chord.end);
    } else if (from.lt(end)) {
      laid.push({ from, keys: new Set(chord.keys), chord });
    }
  }
  return laid.map(({ from, keys, chord }, order) => {
    const next = laid[order + 1];
    let to = snap(beats, Math.min(chord.end, end.valueOf()));
    const shortest = stepFrom(beats, from);
    to = to.lt(shortest) ? shortest : to;
    if (next) {
      const way = next.chord.onset - chord.onset;
      const joins = chord.end - chord.onset >= way / 2 || next.from.sub(from).lte(CLOSE);
      to = to.gt(next.from) || joins ? next.from : to;
    }
    return { from, to, keys: [...keys].sort((a, b) => a - b) };
  });
}

/** Put rests between, and where a beat that is divided by three is not full. */
function withRests(beats: readonly Beat[], stretches: readonly Stretch[]): Stretch[] {
  const [first, last] = [stretches[0], stretches[stretches.length - 1]];
  if (!first) {
    return [];
  }
  settle(beats, stretches);
  const opening = beatAt(beats, first.from.valueOf());
  let at = opening.triplet ? opening.start : first.from;
  const filled: Stretch[] = [];
  for (const stretch of stretches) {
    if (stretch.from.gt(at)) {
      filled.push({ from: at, to: stretch.from, keys: [] });
    }
    filled.push(stretch);
    at = stretch.to;
  }
  const closing = beatAt(beats, last.to.valueOf());
  if (closing.triplet && last.to.gt(closing.start) && last.to.lt(closing.end)) {
    filled.push({ from: last.to, to: closing.end, keys: [] });
  }
  return filled;
}

/** A beat in which nothing begins or ends at a third is not divided by three after all. */
function settle(beats: readonly Beat[], stretches: readonly Stretch[]): void {
  const edges = new Set(stretches.flatMap(({ from, to }) => [from.toFraction(), to.toFraction()]));
  for (const beat of beats) {
    beat.triplet &&= [1, 2].some((third) =>
      edges.has(beat.start.add(new Fraction(third, 3)).toFraction()),
    );
  }
}

/** Cut at bar lines, and at the edges of beats that are divided by three. */
function cut(beats: readonly Beat[], stretches: readonly Stretch[]): Written[] {
  const written: Written[] = [];
  const starts = new Map<number, Fraction>();
  beats.forEach(({ measure, start }) => starts.has(measure) || starts.set(measure, start));
  for (const { from, to, keys } of stretches) {
    let at = from;
    while (at.lt(to)) {
      const first = beatAt(beats, at.valueOf());
      let end = first.end;
      let place = beats.indexOf(first) + 1;
      while (
        !first.triplet &&
        beats[place] &&
        beats[place].measure === first.measure &&
        !beats[place].triplet
      ) {
        end = beats[place++].end;
      }
      end = end.lt(to) ? end : to;
      const whole = at.equals(first.start) && end.equals(first.end);
      written.push({
        measure: first.measure,
        onset: at.sub(starts.get(first.measure)!),
        duration: end.sub(at),
        tuplet: first.triplet && !whole ? '3:2' : null,
        keys,
        tie: keys.length > 0 && end.lt(to),
      });
      at = end;
    }
  }
  return written;
}
