import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { AntiphonDoc, Document } from '../document';
import type { Entry } from '../document/codec';
import { same } from '../document/undo';
import { type Edit, write } from '../panels/edit';
import type { ScoreConflict } from '../score';
import { trans } from '../translation';
import type { Branch, Branches, Change, Conflict, Side, Union } from './answers';
import { drawnConflicts } from './drawn';
import { type BranchServer, NewConflicts } from './server';

/** Milliseconds after an edit of anybody before what a merge would do is asked again. */
const PAUSE = 1500;
/** How often a merge is asked for anew because somebody wrote the same in the same moment. */
const TRIES = 4;

/** Where conflicts are shown. */
export interface MergeScore {
  showConflicts(conflicts: readonly ScoreConflict[]): void;
}

/** What one person does with a piece's branches: making them, and merging one into the piece. */
export class MergeDesk implements IDisposable {
  constructor(
    private readonly _doc: AntiphonDoc,
    private readonly _server: BranchServer,
    private readonly _score: MergeScore,
  ) {}

  /** Something that is told here is different. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The branches; null before they are known. */
  branches: Branches | null = null;
  /** What is being merged; null: nothing. */
  branch: Branch | null = null;
  /** What merging it would do; null before it is known. */
  union: Union | null = null;
  /** Whether something is on its way. */
  busy = false;
  /** Why something could not be; empty where it could. */
  problem = '';
  /** What was done. */
  said = '';

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this.cancel();
      this._isDisposed = true;
      Signal.clearData(this);
    }
  }

  /** Fetch the branches. */
  async load(): Promise<void> {
    await this._try(async () => {
      this.branches = await this._server.branches();
    });
  }

  /** Make a branch of the piece as it is, or was after a step. */
  async make(title: string, step: number | null): Promise<void> {
    await this._try(async () => {
      const { title: given, path } = await this._server.branch(title, step ?? undefined);
      this.said = trans.__('The branch “%1” is there: %2. Open it to work in it.', given, path);
      this._changed.emit();
      this.branches = await this._server.branches();
    });
  }

  /** Show what merging a branch would do. */
  async look(branch: Branch): Promise<void> {
    this.cancel();
    this.branch = branch;
    this._doc.ydoc.on('update', this._onUpdate);
    await this._preview();
  }

  /** Whose way a conflict goes. */
  choiceOf({ key, choice }: Conflict): Side {
    return this._choices[key] ?? choice;
  }

  /** Have a conflict go somebody's way. */
  async choose({ key }: Conflict, choice: Side): Promise<void> {
    this._choices = { ...this._choices, [key]: choice };
    this._draw();
    await this._preview();
  }

  /** Merge nothing. */
  cancel(): void {
    this._asking?.abort();
    clearTimeout(this._pause);
    this._pause = undefined;
    this._doc.ydoc.off('update', this._onUpdate);
    this.branch = this.union = null;
    this._choices = {};
    this.problem = this.said = '';
    this._score.showConflicts([]);
    this._changed.emit();
  }

  /**
   * Merge, as one step of undo. What others write meanwhile is asked for again: where there are conflicts that were not shown,
   * they are, and nothing is written.
   */
  async merge(): Promise<void> {
    const { branch, union } = this;
    if (!branch || !union) {
      return;
    }
    if (this._doc.isDraft || this._doc.isPast) {
      this.problem = this._doc.isDraft
        ? trans.__('Send or discard your proposal first: a merge goes into the piece itself.')
        : trans.__('Go back to now first: a merge goes into the piece as it is.');
      this._changed.emit();
      return;
    }
    this._asking?.abort();
    await this._try(async () => {
      try {
        const { changes } = await this._asked(branch, union);
        const why = write(this._doc, edits(changes));
        if (why) {
          throw new Error(why);
        }
        this.cancel();
        this.said =
          changes.length === 0
            ? trans.__('There was nothing to merge: the piece has it all.')
            : trans.__(
                'Merged “%1”. Undo takes it back, and how it was before is kept as a version.',
                branch.title,
              );
      } catch (error) {
        if (error instanceof NewConflicts) {
          this.union = error.union;
          this._draw();
        }
        throw error;
      }
      this._changed.emit();
      this.branches = await this._server.branches();
    });
  }

  /** What is to be written, of the piece as it is here. */
  private async _asked({ path }: Branch, { conflicts }: Union): Promise<Union> {
    const seen = conflicts.map(({ key }) => key);
    for (let tries = 0; tries < TRIES; tries++) {
      const union = await this._server.merge({ branch: path, choices: this._choices }, seen);
      const document = this._doc.document();
      if (union.changes.every(([root, id, before]) => same(entryOf(document, root, id), before))) {
        return union;
      }
    }
    throw new Error(
      trans.__('Others write the same just now, so nothing was merged: try again in a moment.'),
    );
  }

  private async _preview(): Promise<void> {
    const { branch } = this;
    this._asking?.abort();
    const asking = (this._asking = new AbortController());
    if (!branch) {
      return;
    }
    await this._try(async () => {
      const wish = { branch: branch.path, choices: this._choices };
      const union = await this._server.preview(wish, asking.signal);
      if (!asking.signal.aborted) {
        this.union = union;
        this._draw();
      }
    }, asking.signal);
  }

  private _draw(): void {
    const { union } = this;
    if (union) {
      this._score.showConflicts(
        drawnConflicts(union, this._doc.document(), (of) => this.choiceOf(of)),
      );
    }
    this._changed.emit();
  }

  /** Do something of the server; why it could not be, is the problem. */
  private async _try(what: () => Promise<void>, signal?: AbortSignal): Promise<void> {
    this._running += 1;
    this.busy = true;
    this.problem = '';
    this._changed.emit();
    try {
      await what();
    } catch (error) {
      if (!signal?.aborted) {
        this.problem = error instanceof Error ? error.message : String(error);
      }
    }
    this._running -= 1;
    this.busy = this._running > 0;
    if (!this._isDisposed) {
      this._changed.emit();
    }
  }

  private readonly _onUpdate = (): void => {
    this._pause ??= setTimeout(() => {
      this._pause = undefined;
      void this._preview();
    }, PAUSE);
  };

  private _choices: Readonly<Record<string, Side>> = {};
  private _asking: AbortController | null = null;
  private _pause: ReturnType<typeof setTimeout> | undefined;
  private _running = 0;
  private _isDisposed = false;
  private readonly _changed = new Signal<this, void>(this);
}

function entryOf(document: Document, root: Change[0], id: string): Entry | null {
  const of = document[root] as unknown as Entry | Record<string, Entry>;
  return root === 'meta' ? (of as Entry) : ((of as Record<string, Entry>)[id] ?? null);
}

/** What is to be written, as edits: fields that are no longer there are taken away. */
function edits(changes: readonly Change[]): Edit[] {
  return changes.map(([root, id, before, after]): Edit => {
    const gone = Object.keys(before ?? {}).map((field) => [field, undefined] as const);
    return { root, id, fields: after && { ...Object.fromEntries(gone), ...after } };
  });
}
