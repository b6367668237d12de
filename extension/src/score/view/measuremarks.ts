import type { Document } from '../../document';
import { drawn, titled } from '../engraving/drawn';
import type { Spot, System } from '../engraving/system';
import { Clefs } from '../music/clef';
import type { SlotIndex } from '../music/slot';
import { asShown, type Head, headAt, SPACE, type WrittenNote } from './heads';

/** Something that is drawn over a measure of the score. */
export interface InMeasure {
  /** The id of the measure that it is drawn in, of the score that is shown. */
  readonly measure: string;
  /** What is said of it. */
  readonly words: string;
}

/** Where marks of one system are drawn. */
export interface Place {
  readonly system: System;
  readonly index: SlotIndex;
  /** Where a written note stands; null where it is not in this system. */
  head(note: WrittenNote): Head | null;
  /** How many marks already stand at a place, by any name; counts one more there. */
  crowd(place: string): number;
}

/** Half the width and height of the outline of a note. */
export const OUTLINE = { x: 190, y: 150 };

/** Marks over measures, each system's drawn once until they, or it, are different. */
export abstract class MeasureMarks<T extends InMeasure> {
  /**
   * @param _name - the class of its marks.
   * @param _redraw - draws the score's marks again.
   */
  constructor(
    private readonly _name: string,
    private readonly _redraw: () => void,
  ) {}

  /**
   * Draw these from now on, instead of those before.
   *
   * @param parts - The parts as the document that is shown has them, for scores in concert pitch.
   */
  show(all: readonly T[], parts: Document['parts'] = {}): void {
    if (all.length === 0 && this._by.size === 0) {
      return;
    }
    this._parts = parts;
    this._by = new Map();
    for (const each of all) {
      this._by.set(each.measure, [...(this._by.get(each.measure) ?? []), each]);
    }
    this._drawn = new WeakSet();
    this._redraw();
  }

  draw(systems: readonly System[], index: SlotIndex): void {
    let clefs: Clefs | null = null;
    for (const system of systems) {
      const { overlay } = system;
      if (!overlay || this._drawn.has(overlay)) {
        continue;
      }
      this._drawn.add(overlay);
      overlay.querySelectorAll(`.${this._name}`).forEach((mark) => mark.remove());
      const taken = new Map<string, number>();
      const place: Place = {
        system,
        index,
        head: (note) =>
          headAt(
            system,
            index,
            (clefs ??= new Clefs(index)),
            asShown(index.piece, this._parts, note),
          ),
        crowd: (name) => {
          const before = taken.get(name) ?? 0;
          taken.set(name, before + 1);
          return before;
        },
      };
      for (const { ids } of system.measures) {
        for (const each of ids.flatMap((id) => this._by.get(id) ?? [])) {
          const shapes = this.shapes(place, each);
          if (shapes.length > 0) {
            const mark = drawn('g', { class: `${this._name} antiphon-mod-${this.kindOf(each)}` });
            Object.assign(mark.dataset, this.data(each));
            mark.append(titled(each.words), ...shapes);
            overlay.append(mark);
          }
        }
      }
    }
  }

  /** How many are in a measure. */
  protected count(measure: string): number {
    return this._by.get(measure)?.length ?? 0;
  }

  /** What a mark is made of; nothing where it has no place in the system. */
  protected abstract shapes(place: Place, each: T): SVGElement[];
  /** Which of its looks a mark has. */
  protected abstract kindOf(each: T): string;
  /** What a mark is found by. */
  protected abstract data(each: T): Readonly<Record<string, string>>;

  private _by = new Map<string, T[]>();
  private _parts: Document['parts'] = {};
  private _drawn = new WeakSet<SVGGElement>();
}

export function group(name: string, shapes: readonly SVGElement[]): SVGElement {
  const made = drawn('g', { class: name });
  made.append(...shapes);
  return made;
}

/** An outline of a note. */
export function outline({ x, y }: Spot): SVGElement {
  return drawn('rect', {
    x: x - OUTLINE.x,
    y: y - OUTLINE.y,
    width: 2 * OUTLINE.x,
    height: 2 * OUTLINE.y,
    rx: 70,
  });
}

/** A line through a head. */
export function cross({ x, y }: Pick<Head, 'x' | 'y'>): SVGElement {
  return drawn('line', { x1: x - 220, y1: y + 130, x2: x + 220, y2: y - 130 });
}

/** A line between two places of a note; nothing where they are the same. */
export function path(from: Pick<Head, 'x' | 'y'>, to: Pick<Head, 'x' | 'y'>): SVGElement[] {
  return Math.hypot(from.x - to.x, from.y - to.y) > SPACE / 4
    ? [drawn('line', { x1: from.x, y1: from.y, x2: to.x, y2: to.y })]
    : [];
}
