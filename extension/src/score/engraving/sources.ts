import type { Piece } from '../../document';

/** What every system of a piece is written from: parts but for their notes, spans, tempi, sections and the last measure. */
export function frameOf({ parts, tempi, sections, measures }: Piece): readonly unknown[] {
  return [
    tempi,
    sections,
    measures.length,
    ...parts.flatMap((part) => [
      part.id,
      part.name,
      part.abbreviation,
      part.staves,
      part.diatonic,
      part.chromatic,
      part.fifths,
      part.clefs,
      part.spans,
      part.group,
      part.bracket,
      part.lines,
      part.tuning,
      part.drums,
    ]),
  ];
}

/** The list before, where this one has the same things in it. */
export function sameList(now: readonly unknown[], before: readonly unknown[]): readonly unknown[] {
  return now.length === before.length && now.every((of, at) => of === before[at]) ? before : now;
}
