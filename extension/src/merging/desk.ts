import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { AntiphonChange, AntiphonDoc } from '../document';
import { Attention } from '../panels/attention';
import { asked, editsOf, write } from '../panels/edit';
import type { ScoreConflict } from '../score';
import { trans } from '../translation';
import type { Branch, Branches, Conflict, Side, Union } from './answers';
import { drawnConflicts } from './drawn';
import { type BranchServer, NewConflicts } from './server';

/** Milliseconds after an edit of anybody before what a merge would do is asked again. */
const PAUSE = 1500;

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

  /**
   * Know the branches, and draw the conflicts of what is being merged beside the list of them.
   *
   * @returns Ends that.
   */
  watch(): () => void {
    void this.load();
    this._attention.begin();
    return () => {
      this._attention.end();
    };
  }

  /** Whether the panel is closed. */
  set hidden(hidden: boolean) {
    this._attention.hidden = hidden;
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
    this._doc.changed.connect(this._onDocument, this);
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
    this._doc.changed.disconnect(this._onDocument, this);
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
    if (!branch || !union || this._isMerging) {
      return;
    }
    this._asking?.abort();
    this._isMerging = true;
    await this._try(async () => {
      try {
        this._mayMerge();
        const wish = { branch: branch.path, choices: this._choices };
        const seen = union.conflicts.map(({ key }) => key);
        const found = await asked(this._doc, () => this._server.merge(wish, seen));
        if (this._isDisposed) {
          return;
        }
        this._mayMerge();
        if (!found) {
          throw new Error(
            trans.__(
              'Others write the same just now, so nothing was merged: try again in a moment.',
            ),
          );
        }
        const { changes } = found;
        const why = write(this._doc, editsOf(changes));
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
    this._isMerging = false;
  }

  /** @throws Error Where what is read and written here is not the piece itself. */
  private _mayMerge(): void {
    if (this._doc.isDraft) {
      throw new Error(
        trans.__('Send or discard your proposal first: a merge goes into the piece itself.'),
      );
    }
    if (this._doc.isPast) {
      throw new Error(trans.__('Go back to now first: a merge goes into the piece as it is.'));
    }
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
      // The piece as it was has none.
      const isDrawn = this._attention.isGiven && !this._doc.isPast;
      this._score.showConflicts(
        isDrawn ? drawnConflicts(union, this._doc.document(), (of) => this.choiceOf(of)) : [],
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

  private _onDocument(_: unknown, { swapped }: AntiphonChange): void {
    if (swapped) {
      this._draw();
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
  private readonly _attention = new Attention(() => this._draw());
  private _isMerging = false;
  private _isDisposed = false;
  private readonly _changed = new Signal<this, void>(this);
}
