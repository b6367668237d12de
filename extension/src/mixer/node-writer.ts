import type { IDisposable } from '@lumino/disposable';

import type { AntiphonChange, AntiphonDoc } from '../document';
import { apply, type Edit } from '../panels/edit';
import { laneOf } from './automation';
import type { Course } from './course';
import { targetField } from './fields';
import { Touch } from './recorder';
import { ownValue } from './values';

/** A knob that is not turned for so many ms has been let go. */
const QUIET = 500;

/** What a node's knob does is seen in the document alone: a touch, what ends it, and whether its lane was let go. */
interface Turn {
  touch: Touch;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Records the knobs of armed nodes, wherever this person turns them, while the piece plays. */
export class NodeWriter implements IDisposable {
  constructor(
    private readonly _doc: AntiphonDoc,
    private readonly _course: Course,
    private readonly _armed: ReadonlySet<string>,
    private readonly _perform: (edits: readonly Edit[], step: string) => void,
  ) {
    _doc.changed.connect(this._onChange, this);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Nodes were armed: what their parameters are now is what they are of their own. */
  note(): void {
    const document = this._doc.document();
    for (const id of this._armed) {
      for (const field of Object.keys(
        Object.hasOwn(document.nodes, id) ? document.nodes[id] : {},
      )) {
        this._known.set(`${id}/${field}`, ownValue(document, id, field));
      }
    }
  }

  dispose(): void {
    this._isDisposed = true;
    this._doc.changed.disconnect(this._onChange, this);
    this._turns.forEach(({ timer }) => clearTimeout(timer));
    this._turns.clear();
  }

  private _onChange(_: AntiphonDoc, { roots, local }: AntiphonChange): void {
    const changed = roots?.get('nodes');
    if (!changed || this._armed.size === 0) {
      return;
    }
    const document = this._doc.document();
    for (const id of changed) {
      if (this._armed.has(id) && Object.hasOwn(document.nodes, id)) {
        Object.keys(document.nodes[id])
          .filter((field) => field.startsWith('p_'))
          .forEach((field) => this._see(id, field, local === true));
      }
    }
  }

  private _see(id: string, field: string, local: boolean): void {
    const document = this._doc.document();
    const key = `${id}/${field}`;
    const value = ownValue(document, id, field);
    const before = this._known.get(key) ?? targetField(document, id, field)?.default ?? null;
    this._known.set(key, value);
    if (value === null || before === null || value === before || !local || !this._course.playing) {
      return;
    }
    let turn = this._turns.get(key);
    if (turn) {
      turn.touch.move(value);
    } else {
      const touch = new Touch(this._course, { target: id, field, own: before }, value);
      turn = { touch, timer: undefined };
      this._turns.set(key, turn);
      this._let(id, field, true);
    }
    clearTimeout(turn.timer);
    turn.timer = setTimeout(() => this._finish(key), QUIET);
  }

  private _finish(key: string): void {
    const turn = this._turns.get(key);
    this._turns.delete(key);
    if (turn && !this._isDisposed) {
      const { target, field } = turn.touch.of;
      turn.touch.write(this._doc, (edits) => this._perform(edits, `write ${key}`));
      this._let(target, field, false);
    }
  }

  /** Let a knob be heard while it is turned, in place of its lane. This is no step to undo. */
  private _let(target: string, field: string, bypass: boolean): void {
    const document = this._doc.document();
    const lane = laneOf(document, target, field);
    if (lane && (document.lanes[lane].bypass ?? false) !== bypass) {
      const edits: Edit[] = [{ root: 'lanes', id: lane, fields: { bypass: bypass || undefined } }];
      this._doc.transact(() => apply(this._doc, edits), false);
    }
  }

  private readonly _known = new Map<string, number | null>();
  private readonly _turns = new Map<string, Turn>();
  private _isDisposed = false;
}
