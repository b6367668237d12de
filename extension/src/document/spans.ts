/** Spans: what reaches from one note or rest of a part to another. */
import type { Span as Entry } from '../generated/schema';
import type { Place } from './bar';
import { byText } from './order';
import type { Problem, Span } from './piece';
import { byTime } from './rational';

/** Where a note or rest stands in the piece. */
export interface Where extends Place {
  part: string;
  /** The index and the id of its measure. */
  index: string;
  measure: string;
}

/** A span that the piece has, and where it starts. */
export interface Placed {
  where: Where;
  span: Span;
}

/**
 * Find the ends of a span.
 *
 * @param find Finds the notes and rests of the piece.
 * @returns The span; or why it is left out.
 */
export function resolve(
  id: string,
  entry: Entry,
  find: (id: string) => Where | undefined,
): Placed | Problem {
  const [start, end] = [find(entry.start), find(entry.end)];
  if (!start || !end) {
    return orphan(id, `its ${start ? 'end' : 'start'} is gone, left out`);
  }
  if (start.part !== end.part) {
    return orphan(id, 'its start and end are in different parts, left out');
  }
  const turned = byPlace(end, start) < 0;
  const { kind, shift = '', strokes = 0 } = entry;
  const span = {
    id,
    kind,
    start: turned ? entry.end : entry.start,
    end: turned ? entry.start : entry.end,
    shift: kind === 'ottava' ? shift : '',
    strokes: kind === 'tremolo' ? strokes : 0,
    text: entry.text ?? '',
    style: entry.style ?? 'solid',
    placement: entry.placement ?? '',
  };
  return { where: turned ? end : start, span };
}

/** Order of spans of a part: by start, then id. */
export function bySpan(a: Placed, b: Placed): number {
  return byPlace(a.where, b.where) || byText(a.span.id, b.span.id);
}

function byPlace(a: Where, b: Where): number {
  return (
    byText(a.index, b.index) ||
    byText(a.measure, b.measure) ||
    byTime(a.onset, b.onset) ||
    a.rank - b.rank ||
    byText(a.grace, b.grace)
  );
}

function orphan(id: string, message: string): Problem {
  return { code: 'orphan', id, message: `spans.${id}: ${message}` };
}
