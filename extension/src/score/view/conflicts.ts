import { trans } from '../../translation';
import { drawn } from '../engraving/drawn';
import type { Spot } from '../engraving/system';
import { type Head, headShapes, SPACE, type WrittenNote } from './heads';
import { cross, group, MeasureMarks, OUTLINE, outline, path, type Place } from './measuremarks';
import { staffBox } from './places';

/** A place where the piece that is shown and a branch cannot both have their way. */
export interface ScoreConflict {
  /** Its number in the list beside the score. */
  readonly number: number;
  /** The id of the measure that it is drawn in, of the score that is shown. */
  readonly measure: string;
  /** The id of its part; empty where it is of the whole measure. */
  readonly part: string;
  /** The ids of the events that are as the piece has them. */
  readonly ours: readonly string[];
  /** The notes as the branch has them. */
  readonly theirs: readonly WrittenNote[];
  /** Whose way it goes. */
  readonly choice: 'ours' | 'theirs';
  /** What is said of it. */
  readonly words: string;
}

/** The radius of a number's circle. */
const RADIUS = 170;

/**
 * Draws conflicts over the score: a solid outline around what the piece has, a dashed head for what the branch has, and the
 * number that the list gives them. The side that is not taken is pale and struck through.
 */
export class ConflictMarks extends MeasureMarks<ScoreConflict> {
  /** @param redraw - draws the score's marks again. */
  constructor(redraw: () => void) {
    super('antiphon-Conflict', redraw);
  }

  /** How many conflicts are in a measure, in words; empty where none is. */
  inWords(measure: string): string {
    const count = this.count(measure);
    return count > 0 ? trans._n('%1 conflict here', '%1 conflicts here', count, count) : '';
  }

  protected override kindOf({ choice }: ScoreConflict): string {
    return choice;
  }

  protected override data({ number }: ScoreConflict): Readonly<Record<string, string>> {
    return { conflict: String(number) };
  }

  protected override shapes(
    { system, index, head, crowd }: Place,
    { number, measure, part, ours, theirs, choice }: ScoreConflict,
  ): SVGElement[] {
    const spots = system.spots.filter(({ key }) => ours.includes(key));
    const heads = theirs.flatMap((note) => head(note) ?? []);
    const shapes: SVGElement[] = [];
    if (spots.length > 0) {
      shapes.push(side('ours', choice, spots.map(outline), spots));
    }
    if (heads.length > 0) {
      const way = spots.length === 1 && heads.length === 1 ? path(spots[0], heads[0]) : [];
      shapes.push(side('theirs', choice, [...way, ...heads.flatMap(headShapes)], heads));
    }
    const first = [...spots, ...heads].sort((a, b) => a.x - b.x)[0];
    if (first) {
      const top = Math.min(...[...spots, ...heads].map(({ y }) => y));
      const above = crowd(`${part} ${Math.round(first.x)}`) * 2.2 * RADIUS;
      return [...shapes, ...badge(number, first.x, top - OUTLINE.y - RADIUS - 40 - above)];
    }
    const box = system.measures.find(({ ids }) => ids.includes(measure));
    const staff = part
      ? staffBox(system, index.piece, { part, staff: 1, measure })
      : (box?.staves[0] ?? null);
    if (!box || !staff) {
      return [];
    }
    const before = crowd(`${measure} ${part}`);
    return badge(number, box.left + (2 * before + 1) * 1.2 * RADIUS, staff.top - 2 * SPACE);
  }
}

/** What one side has; struck through where it is not taken. */
function side(
  of: ScoreConflict['choice'],
  choice: ScoreConflict['choice'],
  shapes: readonly SVGElement[],
  places: readonly (Spot | Head)[],
): SVGElement {
  return of === choice
    ? group(`antiphon-Conflict-${of}`, shapes)
    : group(`antiphon-Conflict-${of} antiphon-mod-left`, [...shapes, ...places.map(cross)]);
}

/** A number in a circle. */
function badge(number: number, x: number, y: number): SVGElement[] {
  const text = drawn('text', { x, y: y + 80, 'text-anchor': 'middle' });
  text.textContent = String(number);
  return [drawn('circle', { cx: x, cy: y, r: RADIUS }), text];
}
