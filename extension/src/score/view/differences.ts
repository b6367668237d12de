import type { Document } from '../../document';
import { trans } from '../../translation';
import { drawn, titled } from '../engraving/drawn';
import type { MeasureBox, Spot, System } from '../engraving/system';
import { Clefs } from '../music/clef';
import type { SlotIndex } from '../music/slot';
import { asShown, headAt, headShapes, SPACE, type WrittenNote } from './heads';
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

/** Half the width and height of the outline of a note. */
const OUTLINE = { x: 190, y: 150 };
/** Half the size of the sign beside it. */
const SIGN = 105;

/**
 * Draws differences over the score: an outline and a plus at what is added, a pale, crossed-out head with a minus where
 * something was removed, the head as it was and a line from there at what is changed. Colours only say the same again.
 */
export class DifferenceMarks {
  /** @param _redraw - draws the score's marks again. */
  constructor(private readonly _redraw: () => void) {}

  /**
   * Draw these from now on, instead of those before.
   *
   * @param parts - The parts as the document that is shown has them, for scores in concert pitch.
   */
  show(differences: readonly ScoreDifference[], parts: Document['parts'] = {}): void {
    if (differences.length === 0 && this._by.size === 0) {
      return;
    }
    this._parts = parts;
    this._by = new Map();
    for (const each of differences) {
      this._by.set(each.measure, [...(this._by.get(each.measure) ?? []), each]);
    }
    this._drawn = new WeakSet();
    this._redraw();
  }

  /** What is different in a measure, in words; empty where nothing is. */
  inWords(measure: string): string {
    const count = this._by.get(measure)?.length ?? 0;
    return count > 0 ? trans._n('%1 difference here', '%1 differences here', count) : '';
  }

  draw(systems: readonly System[], index: SlotIndex): void {
    let clefs: Clefs | null = null;
    for (const system of systems) {
      const { overlay } = system;
      if (!overlay || this._drawn.has(overlay)) {
        continue;
      }
      this._drawn.add(overlay);
      overlay.querySelectorAll('.antiphon-Difference').forEach((mark) => mark.remove());
      const taken = new Map<string, number>();
      for (const { ids } of system.measures) {
        for (const each of ids.flatMap((id) => this._by.get(id) ?? [])) {
          clefs ??= new Clefs(index);
          const shapes = this._shapes(system, index, clefs, each, taken);
          if (shapes.length > 0) {
            const mark = drawn('g', { class: `antiphon-Difference antiphon-mod-${each.kind}` });
            mark.dataset.difference = each.id;
            mark.append(titled(each.words), ...shapes);
            overlay.append(mark);
          }
        }
      }
    }
  }

  /** @param taken - How many signs already stand over a place. */
  private _shapes(
    system: System,
    index: SlotIndex,
    clefs: Clefs,
    { kind, id, measure, part, was }: ScoreDifference,
    taken: Map<string, number>,
  ): SVGElement[] {
    const now = kind === 'removed' ? undefined : system.spots.find(({ key }) => key === id);
    const head = was && headAt(system, index, clefs, asShown(index.piece, this._parts, was));
    const old = head ? [group('antiphon-Difference-was', headShapes(head))] : [];
    if (now) {
      const path =
        head && Math.hypot(now.x - head.x, now.y - head.y) > SPACE / 4
          ? [drawn('line', { x1: head.x, y1: head.y, x2: now.x, y2: now.y })]
          : [];
      const shown = path.length > 0 || kind === 'added' ? old : [];
      return [...shown, ...path, ...outlined(now, kind)];
    }
    if (head && kind === 'removed') {
      const cross = drawn('line', {
        x1: head.x - 220,
        y1: head.y + 130,
        x2: head.x + 220,
        y2: head.y - 130,
      });
      return [...old, cross, sign(kind, head.x + OUTLINE.x + SIGN, head.y - OUTLINE.y)];
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
    const place = `${measure} ${part}`;
    const before = taken.get(place) ?? 0;
    taken.set(place, before + 1);
    const mark = sign(kind, box.left + (before + 1) * 3 * SIGN, staff.top - 2 * SPACE);
    return isWhole ? [frame(box), mark] : [mark];
  }

  private _by = new Map<string, ScoreDifference[]>();
  private _parts: Document['parts'] = {};
  private _drawn = new WeakSet<SVGGElement>();
}

function group(name: string, shapes: readonly SVGElement[]): SVGElement {
  const made = drawn('g', { class: name });
  made.append(...shapes);
  return made;
}

/** An outline of a note, with a sign that says what happened. */
function outlined({ x, y }: Spot, kind: ScoreDifference['kind']): SVGElement[] {
  const outline = drawn('rect', {
    x: x - OUTLINE.x,
    y: y - OUTLINE.y,
    width: 2 * OUTLINE.x,
    height: 2 * OUTLINE.y,
    rx: 70,
  });
  return [outline, sign(kind, x + OUTLINE.x + SIGN, y - OUTLINE.y)];
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
