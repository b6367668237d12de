import type { Measure, Piece, Tempo } from '../document';

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
