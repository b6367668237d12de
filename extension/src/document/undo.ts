/**
 * Undo of one's own edits, by field, whatever others did in between. `antiphon.document.undo` is the same in
 * Python, and `tests/fixtures/undo` holds the two together.
 */
import type { Root } from '../generated/schema';
import type { Entry } from './codec';

/** What becomes of an entry: as it was and as it is then, whole; null where there is none. */
export interface Change {
  readonly root: Root;
  /** Empty for `meta`, which is one entry that is always there. */
  readonly id: string;
  readonly before: Entry | null;
  readonly after: Entry | null;
}

/** What one transaction changed: each entry at most once. */
export type Step = readonly Change[];

/** An entry as it is now; null where there is none. */
export type Read = (root: Root, id: string) => Entry | null;

/**
 * What undoing a step changes: only fields, and entries, that nobody else has changed since.
 *
 * @returns The changes in the step's order, without entries that stay as they are. Undoing them is redo.
 */
export function undo(step: Step, current: Read): Step {
  const result: Change[] = [];
  for (const { root, id, before, after } of step) {
    const now = current(root, id);
    const then = undone(before, after, now);
    if (!same(now, then)) {
      result.push({ root, id, before: now, after: then });
    }
  }
  return result;
}

function undone(before: Entry | null, after: Entry | null, now: Entry | null): Entry | null {
  if (!before) {
    return same(after, now) ? null : now;
  }
  if (!after) {
    return now ?? before;
  }
  if (!now) {
    return null;
  }
  const untouched = changed(before, after).filter((field) => now[field] === after[field]);
  return replaced(now, before, untouched);
}

/** Two steps that follow each other as one, undone as the two would be one after the other. */
export function merge(first: Step, second: Step): Step {
  const result = new Map(first.map((change) => [`${change.root} ${change.id}`, change]));
  for (const next of second) {
    const key = `${next.root} ${next.id}`;
    const last = result.get(key);
    const before = last ? undone(last.before, last.after, next.before) : next.before;
    result.set(key, { ...next, before });
  }
  return [...result.values()].filter(({ before, after }) => !same(before, after));
}

/** The fields whose values differ. */
function changed(a: Entry, b: Entry): string[] {
  return Object.keys({ ...a, ...b }).filter((field) => a[field] !== b[field]);
}

/** An entry with some fields as they are, or are not, in another. */
function replaced(entry: Entry, by: Entry, fields: readonly string[]): Entry {
  const result = { ...entry };
  for (const field of fields) {
    if (Object.hasOwn(by, field)) {
      result[field] = by[field];
    } else {
      delete result[field];
    }
  }
  return result;
}

/** Whether two entries have the same fields, or neither is there. */
export function same(a: Entry | null, b: Entry | null): boolean {
  return a === b || (a !== null && b !== null && !changed(a, b).length);
}

/** How many steps can be undone. */
const LIMIT = 200;

/** Which way through the steps. */
export type Direction = 'undo' | 'redo';

/** The steps of one person that can be undone and redone. It writes nothing. */
export class UndoStack {
  /** Steps of one name that follow each other within so many milliseconds are one. */
  captureTimeout = 500;

  /**
   * Take in what a transaction changed; what could be redone no longer can.
   *
   * @param step What it changed; where that is nothing, nothing happens.
   * @param name Names what is being changed, such as one slider; an empty one stands for nothing else.
   * @param now In milliseconds.
   */
  record(step: Step, name = '', now = Date.now()): void {
    if (!step.length) {
      return;
    }
    const last = this.steps.undo.at(-1);
    if (last && name && name === this.name && now - this.time < this.captureTimeout) {
      this.steps.undo.pop();
      step = merge(last, step);
    }
    this.push('undo', step);
    this.steps.redo = [];
    this.name = step.length ? name : '';
    this.time = now;
  }

  /** Whether there are steps that way; others may have left nothing of them to do. */
  can(direction: Direction): boolean {
    return this.steps[direction].length > 0;
  }

  /**
   * What the next undo (or redo) is to write. Steps that others have left nothing of are forgotten on the way.
   *
   * @returns Nothing where there is nothing left to do.
   */
  next(direction: Direction, current: Read): Step {
    const steps = this.steps[direction];
    while (steps.length) {
      const edits = undo(steps.at(-1)!, current);
      if (edits.length) {
        return edits;
      }
      steps.pop();
    }
    return [];
  }

  /** Say that what `next` gave has been written. */
  done(direction: Direction, edits: Step): void {
    this.steps[direction].pop();
    this.push(direction === 'undo' ? 'redo' : 'undo', edits);
    this.name = '';
  }

  /**
   * Begin afresh for a while.
   *
   * @returns What puts back all that could be undone, and forgets what came since.
   */
  setAside(): () => void {
    const { steps } = this;
    this.clear();
    return () => {
      this.steps = steps;
      this.name = '';
    };
  }

  /** Forget every step. */
  clear(): void {
    this.steps = { undo: [], redo: [] };
    this.name = '';
  }

  private push(direction: Direction, step: Step): void {
    if (step.length) {
      this.steps[direction] = [...this.steps[direction], step].slice(-LIMIT);
    }
  }

  private steps: Record<Direction, Step[]> = { undo: [], redo: [] };
  private name = '';
  private time = 0;
}
