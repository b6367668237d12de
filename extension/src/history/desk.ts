import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { AntiphonChange, AntiphonDoc } from '../document';
import { Attention } from '../panels/attention';
import { asked, editsOf, write } from '../panels/edit';
import type { ScoreDifference } from '../score';
import { trans } from '../translation';
import type { Difference, Moment, Timeline, Version } from './answers';
import { drawnDifferences } from './drawn';
import type { PastServer, Wish } from './server';
import { time } from './words';

/** Milliseconds that the slider rests before the piece of that moment is fetched. */
const REST = 80;
/** Milliseconds after an edit of anybody before the timeline (or a comparison with now) is fetched again. */
const PAUSE = 1500;

/** Where the past is shown, beside the document. */
export interface PastScore {
  /** Colour notes by who wrote them then; null: as they are now. */
  showHands(moment: Moment | null): void;
  showDifferences(differences: readonly ScoreDifference[]): void;
}

/** What is compared: each a step, or `now`. */
export interface Compared {
  readonly a: string;
  readonly b: string;
}

/** What one person does with a piece's history: at which moment they look, and what they compare. */
export class HistoryDesk implements IDisposable {
  constructor(
    private readonly _doc: AntiphonDoc,
    private readonly _server: PastServer,
    private readonly _score: PastScore,
  ) {
    _doc.changed.connect(this._onDocument, this);
  }

  /** Something that is told here is different. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** All that was done; null before it is known. */
  timeline: Timeline | null = null;
  /** The step that is looked at, or will be in a moment; null: now. */
  step: number | null = null;
  /** The piece that is shown; null: as it is now. */
  moment: Moment | null = null;
  /** What is compared; null: nothing. */
  compared: Compared | null = null;
  /** What is different; null before it is known. */
  difference: Difference | null = null;
  /** Whether the moment that is looked at is on its way. */
  arriving = false;
  /** Why something could not be; empty where it could. */
  problem = '';
  /** What was done. */
  said = '';

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      // The document may be shown elsewhere on the page.
      this.back();
      this._isDisposed = true;
      this._comparing?.abort();
      clearTimeout(this._pause);
      this._doc.ydoc.off('update', this._onUpdate);
      this._doc.changed.disconnect(this._onDocument, this);
      Signal.clearData(this);
    }
  }

  /**
   * Know the timeline, and follow what is added to it.
   *
   * @returns Ends that.
   */
  watch(): () => void {
    void this.load();
    this._attention.begin();
    if (this._attention.watchers === 1) {
      this._doc.ydoc.on('update', this._onUpdate);
      // Somebody may have written while nobody watched.
      this._compareWithNow();
    }
    return () => {
      this._attention.end();
      if (this._attention.watchers === 0) {
        this._doc.ydoc.off('update', this._onUpdate);
        clearTimeout(this._pause);
        this._pause = undefined;
      }
    };
  }

  /** Whether the panel is closed: what is different is drawn only beside the list of it. */
  set hidden(hidden: boolean) {
    this._attention.hidden = hidden;
  }

  /**
   * Fetch the timeline.
   *
   * @param quietly - Say nothing where that fails: it is as it was, and is fetched again.
   */
  async load(quietly = false): Promise<void> {
    await this._try(
      async () => {
        const reading = (this._reading = {});
        const timeline = await this._server.timeline();
        // One that was asked for later knows more.
        if (reading === this._reading) {
          this.problem = this.timeline ? this.problem : '';
          this.timeline = timeline;
        }
      },
      undefined,
      quietly,
    );
  }

  /** Look at the piece after a step; null: as it is now. What is asked for last counts. */
  look(step: number | null): void {
    if (step === null) {
      return this.back();
    }
    this._stop();
    this.uncompare();
    this.step = step;
    this.arriving = true;
    this.said = '';
    this._rest = setTimeout(() => void this._fetch(step), this.moment ? REST : 0);
    this._changed.emit();
  }

  /** Show the piece as it is now. */
  back(): void {
    this._stop();
    const wasPast = this._doc.isPast;
    this.step = this.moment = null;
    if (this.compared?.b !== 'now') {
      this.uncompare();
    }
    this._doc.endPast();
    if (wasPast) {
      this._score.showHands(null);
    }
    this.problem = '';
    this._changed.emit();
  }

  /**
   * Tell what is different at one moment from what was at another, in words and in the score, which shows the later one.
   *
   * @param b - `now`, or the step that is looked at.
   */
  async compare(compared: Compared): Promise<void> {
    this.compared = compared;
    this.difference = null;
    if (compared.b === 'now') {
      this.back();
    }
    this._changed.emit();
    if (!(await this._compare(compared)) && this.compared === compared) {
      this.compared = null;
      this._changed.emit();
    }
  }

  /** Compare nothing. */
  uncompare(): void {
    if (this.compared) {
      this._comparing?.abort();
      this.compared = this.difference = null;
      this._draw();
      this._changed.emit();
    }
  }

  /** Give the piece as it was after a step, or as it is (null), a name. */
  async name(title: string, step: number | null): Promise<void> {
    await this._do(async () => {
      const { title: given } = await this._server.name(title, step ?? undefined);
      return trans.__('The version “%1” is kept.', given);
    });
  }

  async rename({ id }: Version, title: string): Promise<void> {
    await this._do(async () => {
      const { title: given } = await this._server.rename(id, title);
      return trans.__('It is called “%1” now.', given);
    });
  }

  /** Take a version off the list. */
  async forget({ id }: Version): Promise<void> {
    await this._do(async () => {
      await this._server.forget(id);
      return trans.__('It is no longer in the list.');
    });
  }

  /** Make the piece, or some of it, what it was, as one step of undo. */
  async restore(wish: Wish): Promise<void> {
    await this._do(async () => {
      this._mayRestore();
      const found = await asked(this._doc, () => this._server.restoration(wish));
      if (this._isDisposed) {
        return '';
      }
      this._mayRestore();
      if (!found) {
        throw new Error(
          trans.__(
            'Others write the same just now, so nothing was restored: try again in a moment.',
          ),
        );
      }
      const { version, changes } = found;
      if (!version) {
        return trans.__('Nothing was changed: this is as it was.');
      }
      this.back();
      const why = write(this._doc, editsOf(changes));
      if (why) {
        throw new Error(why);
      }
      return trans.__(
        'Restored. Undo takes it back, and how it was before is kept as a version of %1.',
        time(version.at),
      );
    });
  }

  /** @throws Error Where what is written here is a draft. */
  private _mayRestore(): void {
    if (this._doc.isDraft) {
      throw new Error(trans.__('Send or discard your proposal first, then restore.'));
    }
  }

  private async _fetch(step: number): Promise<void> {
    const asking = (this._asking = new AbortController());
    const isThere = await this._try(async () => {
      const moment = await this._server.moment(step, asking.signal);
      if (!asking.signal.aborted) {
        this.moment = moment;
        this._doc.showPast(moment.document);
        this._score.showHands(moment);
      }
    }, asking.signal);
    if (!asking.signal.aborted) {
      this.arriving = false;
      // What could not be had is not looked at: the slider stands at what is shown.
      this.step = isThere ? step : (this.moment?.step ?? null);
      this._changed.emit();
    }
  }

  private async _compare({ a, b }: Compared, quietly = false): Promise<boolean> {
    this._comparing?.abort();
    const asking = (this._comparing = new AbortController());
    return this._try(
      async () => {
        const difference = await this._server.difference(a, b, asking.signal);
        if (!asking.signal.aborted) {
          this.difference = difference;
          this._draw();
        }
      },
      asking.signal,
      quietly,
    );
  }

  private _compareWithNow(): void {
    if (this.compared?.b === 'now') {
      void this._compare(this.compared, true);
    }
  }

  private _draw(): void {
    const difference = this._attention.isGiven ? this.difference : null;
    if (!this._isDisposed && (difference || this._isDrawn)) {
      this._isDrawn = difference !== null;
      this._score.showDifferences(
        difference ? drawnDifferences(difference, this._doc.document()) : [],
      );
    }
  }

  /** Do something that changes the timeline, and say what was done; where it could not be, others may have changed it. */
  private async _do(what: () => Promise<string>): Promise<void> {
    this.said = '';
    await this._try(async () => {
      this.said = await what();
    });
    if (!this._isDisposed) {
      await this.load(true);
    }
  }

  /**
   * Do something of the server; why it could not be, is the problem.
   *
   * @returns Whether it was done.
   */
  private async _try(
    what: () => Promise<void>,
    signal?: AbortSignal,
    quietly = false,
  ): Promise<boolean> {
    let isDone = false;
    if (!quietly) {
      this.problem = '';
      this._changed.emit();
    }
    try {
      await what();
      isDone = true;
    } catch (error) {
      if (!signal?.aborted && !quietly) {
        this.problem = error instanceof Error ? error.message : String(error);
      }
    }
    if (!this._isDisposed) {
      this._changed.emit();
    }
    return isDone;
  }

  /** Forget a moment that is on its way. */
  private _stop(): void {
    this.arriving = false;
    clearTimeout(this._rest);
    this._asking?.abort();
  }

  /** A draft was begun: it is what is shown. */
  private _onDocument(_: unknown, { swapped }: AntiphonChange): void {
    if (swapped && this.moment && !this._doc.isPast) {
      this.back();
    }
  }

  private readonly _onUpdate = (): void => {
    this._pause ??= setTimeout(() => {
      this._pause = undefined;
      void this.load(true);
      this._compareWithNow();
    }, PAUSE);
  };

  private readonly _attention = new Attention(() => this._draw());
  /** Whether anything is drawn in the score. */
  private _isDrawn = false;
  /** The timeline that was asked for last. */
  private _reading: object | null = null;
  private _rest: ReturnType<typeof setTimeout> | undefined;
  private _pause: ReturnType<typeof setTimeout> | undefined;
  private _asking: AbortController | null = null;
  private _comparing: AbortController | null = null;
  private _isDisposed = false;
  private readonly _changed = new Signal<this, void>(this);
}
