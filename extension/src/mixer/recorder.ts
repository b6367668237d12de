/** Automation as it is recorded: a hand's moves against the score's time. */
import type { AntiphonDoc } from '../document';
import type { Edit } from '../panels/edit';
import type { Course } from './course';
import { addPoint, GRID, laneOf, recordInto, type Sample } from './automation';

/** A field of a strip or node, and the value it has of its own, without automation. */
export interface Written {
  target: string;
  field: string;
  own: number;
}

/** How long a hand may rest between two samples, quarter lengths. */
const REST = 1 / 8;

/**
 * One touch of a control while the piece plays: from where it was taken hold of to where it was let go. Where the music
 * jumps meanwhile, as at the end of a loop, each run is recorded on its own.
 */
export class Touch {
  constructor(
    private readonly _course: Course,
    readonly of: Written,
    value: number,
  ) {
    this.move(value);
  }

  /** The hand is at a value now. */
  move(value: number): void {
    const position = this._course.position();
    const run = this._runs[this._runs.length - 1];
    const last = run?.[run.length - 1];
    if (!last || position < last.position - 1e-6) {
      this._runs.push([{ position, value }]);
    } else if (position <= last.position + 1e-6) {
      last.value = value;
    } else {
      // Where the hand rested, the line is level up to here.
      if (position - last.position > REST) {
        run.push({ position: position - 1 / GRID, value: last.value });
      }
      run.push({ position, value });
    }
  }

  /**
   * Put what was done into the lane.
   *
   * @param perform - Does edits; called run by run, as a later one replaces what an earlier one wrote.
   */
  write(doc: AntiphonDoc, perform: (edits: Edit[]) => void): void {
    const last = this._runs[this._runs.length - 1];
    this.move(last[last.length - 1].value);
    const { target, field, own } = this.of;
    for (const run of this._runs) {
      perform(recordInto(doc.document(), doc.piece.measures, target, field, run, own));
    }
  }

  /** What was recorded, run by run. */
  get runs(): readonly (readonly Sample[])[] {
    return this._runs;
  }

  private readonly _runs: Sample[][] = [];
}

/** Numbers of one strip or node in one hand, such as gain and frequency of a band: each that it moves is recorded. */
export class Grip {
  /**
   * @param own - What each has of its own, by field.
   * @param shown - What they stand at.
   */
  constructor(
    course: Course,
    target: string,
    own: Readonly<Record<string, number>>,
    shown: Readonly<Record<string, number>>,
  ) {
    this._touches = new Map(
      Object.keys(own).map((field) => [
        field,
        new Touch(course, { target, field, own: own[field] }, shown[field]),
      ]),
    );
  }

  /** What the numbers that moved were of their own, by field. */
  get before(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      [...this._moved].map((field) => [field, this._touches.get(field)!.of.own]),
    );
  }

  /** The hand is at values now, by field. */
  move(values: Readonly<Record<string, number>>): void {
    for (const field of Object.keys(values)) {
      this._touches.get(field)?.move(values[field]);
      this._moved.add(field);
    }
  }

  /** Put what was moved into its lanes (see `Touch.write`); whether anything was. */
  write(doc: AntiphonDoc, perform: (edits: Edit[]) => void): boolean {
    this._moved.forEach((field) => this._touches.get(field)!.write(doc, perform));
    return this._moved.size > 0;
  }

  private readonly _touches: ReadonlyMap<string, Touch>;
  private readonly _moved = new Set<string>();
}

/** The edits that turn a switch at a position from there on: what was before stays. */
export function recordSwitch(
  doc: AntiphonDoc,
  { target, field, own }: Written,
  position: number,
  value: number,
): Edit[] {
  const { measures } = doc.piece;
  const document = doc.document();
  const point = addPoint(document, measures, target, field, { position, value }, 'hold');
  const lane = point[0];
  if (laneOf(document, target, field) || lane?.root !== 'lanes' || position <= 0) {
    return point;
  }
  const first = addPoint(document, measures, target, field, { position: 0, value: own }, 'hold');
  const [, start] = first;
  return [...point, { ...start, fields: { ...start.fields, lane: lane.id } }];
}
