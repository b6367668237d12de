import type { Document } from '../../document';
import { trans } from '../../translation';
import { drawn, titled } from '../engraving/drawn';
import type { Spot, System } from '../engraving/system';
import { Clefs } from '../music/clef';
import type { SlotIndex } from '../music/slot';
import { asShown, type Head, headAt, headShapes, SPACE, type WrittenNote } from './heads';
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

/** Half the width and height of the outline of a note. */
const OUTLINE = { x: 190, y: 150 };
/** The radius of a number's circle. */
const RADIUS = 170;

/**
 * Draws conflicts over the score: a solid outline around what the piece has, a dashed head for what the branch has, and the
 * number that the list gives them. The side that is not taken is pale and struck through.
 */
export class ConflictMarks {
  /** @param _redraw - draws the score's marks again. */
  constructor(private readonly _redraw: () => void) {}

  /**
   * Draw these from now on, instead of those before.
   *
   * @param parts - The parts as the document has them, for scores in concert pitch.
   */
  show(conflicts: readonly ScoreConflict[], parts: Document['parts'] = {}): void {
    if (conflicts.length === 0 && this._by.size === 0) {
      return;
    }
    this._parts = parts;
    this._by = new Map();
    for (const each of conflicts) {
      this._by.set(each.measure, [...(this._by.get(each.measure) ?? []), each]);
    }
    this._drawn = new WeakSet();
    this._redraw();
  }

  /** How many conflicts are in a measure, in words; empty where none is. */
  inWords(measure: string): string {
    const count = this._by.get(measure)?.length ?? 0;
    return count > 0 ? trans._n('%1 conflict here', '%1 conflicts here', count, count) : '';
  }

  draw(systems: readonly System[], index: SlotIndex): void {
    let clefs: Clefs | null = null;
    for (const system of systems) {
      const { overlay } = system;
      if (!overlay || this._drawn.has(overlay)) {
        continue;
      }
      this._drawn.add(overlay);
      overlay.querySelectorAll('.antiphon-Conflict').forEach((mark) => mark.remove());
      const taken = new Map<string, number>();
      for (const { ids } of system.measures) {
        for (const each of ids.flatMap((id) => this._by.get(id) ?? [])) {
          clefs ??= new Clefs(index);
          const shapes = this._shapes(system, index, clefs, each, (place) => {
            const before = taken.get(place) ?? 0;
            taken.set(place, before + 1);
            return before;
          });
          if (shapes.length > 0) {
            const mark = drawn('g', { class: `antiphon-Conflict antiphon-mod-${each.choice}` });
            mark.dataset.conflict = String(each.number);
            mark.append(titled(each.words), ...shapes);
            overlay.append(mark);
          }
        }
      }
    }
  }

  /** @param crowd - How many numbers already stand at a place; counts one more there. */
  private _shapes(
    system: System,
    index: SlotIndex,
    clefs: Clefs,
    { number, measure, part, ours, theirs, choice }: ScoreConflict,
    crowd: (place: string) => number,
  ): SVGElement[] {
    const spots = system.spots.filter(({ key }) => ours.includes(key));
    const heads = theirs.flatMap((note) => {
      const head = headAt(system, index, clefs, asShown(index.piece, this._parts, note));
      return head ? [head] : [];
    });
    const shapes: SVGElement[] = [];
    if (spots.length > 0) {
      shapes.push(group('ours', choice === 'ours', spots.map(outline), spots));
    }
    if (heads.length > 0) {
      const [spot, head] = [spots[0], heads[0]];
      const joins =
        spots.length === 1 &&
        heads.length === 1 &&
        Math.hypot(spot.x - head.x, spot.y - head.y) > SPACE / 4;
      const path = joins ? [drawn('line', { x1: spot.x, y1: spot.y, x2: head.x, y2: head.y })] : [];
      shapes.push(
        group('theirs', choice === 'theirs', [...path, ...heads.flatMap(headShapes)], heads),
      );
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

  private _by = new Map<string, ScoreConflict[]>();
  private _parts: Document['parts'] = {};
  private _drawn = new WeakSet<SVGGElement>();
}

/** What one side has; struck through where it is not taken. */
function group(
  side: ScoreConflict['choice'],
  isTaken: boolean,
  shapes: readonly SVGElement[],
  places: readonly (Spot | Head)[],
): SVGElement {
  const made = drawn('g', {
    class: `antiphon-Conflict-${side}${isTaken ? '' : ' antiphon-mod-left'}`,
  });
  made.append(...shapes);
  if (!isTaken) {
    made.append(
      ...places.map(({ x, y }) =>
        drawn('line', { x1: x - 220, y1: y + 130, x2: x + 220, y2: y - 130 }),
      ),
    );
  }
  return made;
}

/** An outline of a note. */
function outline({ x, y }: Spot): SVGElement {
  return drawn('rect', {
    x: x - OUTLINE.x,
    y: y - OUTLINE.y,
    width: 2 * OUTLINE.x,
    height: 2 * OUTLINE.y,
    rx: 70,
  });
}

/** A number in a circle. */
function badge(number: number, x: number, y: number): SVGElement[] {
  const text = drawn('text', { x, y: y + 80, 'text-anchor': 'middle' });
  text.textContent = String(number);
  return [drawn('circle', { cx: x, cy: y, r: RADIUS }), text];
}
