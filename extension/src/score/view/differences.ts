import { trans } from '../../translation';
import { drawn } from '../engraving/drawn';
import type { MeasureBox } from '../engraving/system';
import { headShapes, SPACE, type WrittenNote } from './heads';
import { cross, group, MeasureMarks, OUTLINE, outline, path, type Place } from './measuremarks';
import { staffBox } from './places';

/** Something in which the score that is shown differs from another one. */
export interface ScoreDifference {
  /** What happened to it, from the other score to this one. */
  readonly kind: 'added' | 'removed' | 'changed';
  /** The id of the event, span or measure: in the score that is shown, or, where it is removed, in the other one. */
  readonly id: string;
  /** The id of the measure that it is drawn in, of the score that is shown. */
  readonly measure: string;
  /** The id of its part; empty where it is of the whole measure. */
  readonly part: string;
  /** A note as the other score has it; null where it has none there, or it is no note. */
  readonly was: WrittenNote | null;
  /** What is said of it: "Removed F sharp 4". */
  readonly words: string;
}

/** Half the size of the sign beside it. */
const SIGN = 105;

/**
 * Draws differences over the score: an outline and a plus at what is added, a pale, crossed-out head with a minus where
 * something was removed, the head as it was and a line from there at what is changed. Colours only say the same again.
 */
export class DifferenceMarks extends MeasureMarks<ScoreDifference> {
  /** @param redraw - draws the score's marks again. */
  constructor(redraw: () => void) {
    super('antiphon-Difference', redraw);
  }

  /** What is different in a measure, in words; empty where nothing is. */
  inWords(measure: string): string {
    const count = this.count(measure);
    return count > 0 ? trans._n('%1 difference here', '%1 differences here', count) : '';
  }

  protected override kindOf({ kind }: ScoreDifference): string {
    return kind;
  }

  protected override data({ id }: ScoreDifference): Readonly<Record<string, string>> {
    return { difference: id };
  }

  protected override shapes(
    { system, index, head: headOf, crowd }: Place,
    { kind, id, measure, part, was }: ScoreDifference,
  ): SVGElement[] {
    const now = kind === 'removed' ? undefined : system.spots.find(({ key }) => key === id);
    const head = was && headOf(was);
    const old = head ? [group('antiphon-Difference-was', headShapes(head))] : [];
    if (now) {
      const way = head ? path(head, now) : [];
      const shown = way.length > 0 || kind === 'added' ? old : [];
      const mark = sign(kind, now.x + OUTLINE.x + SIGN, now.y - OUTLINE.y);
      return [...shown, ...way, outline(now), mark];
    }
    if (head && kind === 'removed') {
      return [...old, cross(head), sign(kind, head.x + OUTLINE.x + SIGN, head.y - OUTLINE.y)];
    }
    const box = system.measures.find(({ ids }) => ids.includes(measure));
    if (!box || box.staves.length === 0) {
      return [];
    }
    const isWhole = id === measure;
    const staff = part ? staffBox(system, index.piece, { part, staff: 1, measure }) : box.staves[0];
    if (!staff) {
      return [];
    }
    const before = crowd(`${measure} ${part}`);
    const mark = sign(kind, box.left + (before + 1) * 3 * SIGN, staff.top - 2 * SPACE);
    return isWhole ? [frame(box), mark] : [mark];
  }
}

/** An outline of a whole measure. */
function frame({ left, right, staves }: MeasureBox): SVGElement {
  const top = staves[0].top - SPACE;
  const bottom = staves[staves.length - 1].bottom + SPACE;
  return drawn('rect', {
    x: left + 40,
    y: top,
    width: Math.max(0, right - left - 80),
    height: bottom - top,
    rx: 70,
  });
}

/** Plus, minus, or a triangle for a change. */
function sign(kind: ScoreDifference['kind'], x: number, y: number): SVGElement {
  const across = `M ${x - SIGN} ${y} h ${2 * SIGN}`;
  const paths = {
    added: `${across} M ${x} ${y - SIGN} v ${2 * SIGN}`,
    removed: across,
    changed: `M ${x} ${y - SIGN} l ${SIGN} ${2 * SIGN} h ${-2 * SIGN} z`,
  };
  return drawn('path', { class: 'antiphon-Difference-sign', d: paths[kind] });
}
