import type { Measure, Piece, Tempo } from '../document';
import type { Beat, Stretch } from '../session';

/** The measure that sounds at a position in quarter lengths; the last one at and after the end, null in an empty piece. */
export function measureAt(measures: readonly Measure[], position: number): Measure | null {
  let low = 0;
  let high = measures.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Number(measures[middle].start) <= position + 1e-6) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return measures[Math.max(0, low - 1)] ?? null;
}

/** Where a position is in its measure, beats counted from 1 in the meter's own unit. */
export function beatAt(measure: Measure, position: number): number {
  const unit = 4 / Number(measure.meter.split('/')[1]);
  const within = Math.min(position - Number(measure.start), Number(measure.duration));
  return 1 + Math.max(0, Math.floor(within / unit + 1e-6));
}

/** The beats of a piece, where the engine's metronome clicks (`antiphon.engine.meter.beats`). */
export function beatsOf(measures: readonly Measure[]): Beat[] {
  return measures.flatMap(({ number, meter, start, duration }) => {
    const { bar, places } = beatsOfBar(meter);
    const [begin, length] = [Number(start), Number(duration)];
    // A pick-up has the last beats of its meter; what is longer than its meter goes on beating.
    const missing = number === 0 ? bar - length : 0;
    const turns = Math.floor((length + missing) / bar + 1e-9) + 1;
    return Array.from({ length: turns }, (_, turn) => places.map((place) => turn * bar + place))
      .flat()
      .map((place) => place - missing)
      .filter((onset) => onset > -1e-9 && onset < length - 1e-9)
      .map((onset) => ({ position: begin + onset, strong: number > 0 && Math.abs(onset) < 1e-9 }));
  });
}

/** Length of a full bar and where its beats are, in quarter lengths: compound meters beat dotted, added ones by group. */
function beatsOfBar(meter: string): { bar: number; places: number[] } {
  const [upper, lower] = meter.split('/');
  const groups = upper.split('+').map(Number);
  const unit = 4 / Number(lower);
  const sum = groups.reduce((total, group) => total + group, 0);
  if (groups.length > 1 && unit < 1) {
    const starts = groups.map((_, index) =>
      groups.slice(0, index).reduce((total, group) => total + group, 0),
    );
    return { bar: sum * unit, places: starts.map((start) => start * unit) };
  }
  const each = groups.length === 1 && sum > 3 && sum % 3 === 0 ? 3 : 1;
  const count = Math.floor(sum / each);
  return {
    bar: sum * unit,
    places: Array.from({ length: count }, (_, index) => index * each * unit),
  };
}

/** From the beginning of one measure to the end of another, by their numbers; null where there are no measures. */
export function stretchOf(measures: readonly Measure[], from: number, to: number): Stretch | null {
  const [first, last] = from <= to ? [from, to] : [to, from];
  const begin = measures.find(({ number }) => number >= first) ?? measures.at(-1);
  const end = measures.filter(({ number }) => number <= last).at(-1) ?? measures[0];
  if (!begin || !end || Number(end.start) < Number(begin.start)) {
    return null;
  }
  return { start: Number(begin.start), end: Number(end.start) + Number(end.duration) };
}

/** Length of a piece in quarter lengths. */
export function lengthOf(piece: Piece): number {
  const last = piece.measures.at(-1);
  return last ? Number(last.start) + Number(last.duration) : 0;
}

/** Seconds from the beginning to a position, at the written tempi. */
export function secondsAt(tempi: readonly Tempo[], position: number): number {
  let seconds = 0;
  tempi.forEach((tempo, index) => {
    const start = Number(tempo.position);
    const end = Math.min(
      position,
      index + 1 < tempi.length ? Number(tempi[index + 1].position) : position,
    );
    seconds += Math.max(0, end - start) * (60 / tempo.bpm);
  });
  return seconds;
}

/** The written tempo at a position, in quarter notes a minute. */
export function bpmAt(tempi: readonly Tempo[], position: number): number {
  const past = tempi.filter((tempo) => Number(tempo.position) <= position + 1e-6);
  return past.at(-1)?.bpm ?? 120;
}
