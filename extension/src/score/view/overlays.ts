import type { IDisposable } from '@lumino/disposable';

import { proposers } from '../../proposals/proposer';
import type { System } from '../engraving/system';
import { BreakMarks } from './breaks';
import { EntryCaret } from './caret';
import { CommentMarks } from './comments';
import { ConflictMarks } from './conflicts';
import { DifferenceMarks } from './differences';
import { ProposalGhosts } from './ghosts';
import { LoopMark } from './loop';
import { RightsMarks } from './marks';
import { PeopleOverlay } from './people';
import type { Clock } from './playhead';
import { SelectionMarks } from './selection';
import { bringInSight } from './sight';
import { StripButtons } from './strips';
import type { ScoreView } from './view';

/**
 * All that is drawn over the engraved systems. Each kind knows what it has drawn on which system, so that a system engraved
 * anew is drawn over alone.
 */
export class Overlays implements IDisposable {
  /**
   * @param prefix - begins the DOM ids of notes.
   * @param onComment - told the comment whose mark was clicked.
   */
  constructor(
    private readonly _view: ScoreView,
    private readonly _clock: Clock,
    prefix: string,
    onComment: (thread: string) => void,
  ) {
    const { editor, company, node, region } = _view;
    const { permissions } = editor;
    this._selection = new SelectionMarks(editor, region, prefix, _view.drawn);
    this.caret = new EntryCaret(editor);
    this._people = new PeopleOverlay(
      company,
      () => _view.systems,
      () => editor.index,
      _view.drawn,
    );
    this.ghosts = new ProposalGhosts(proposers(editor.doc, permissions));
    this._marks = new RightsMarks(permissions, () => this.draw());
    this._comments = new CommentMarks(onComment);
    this.strips = new StripButtons(editor, node);
    _clock.transportChanged.connect(this._drawLoop);
  }

  /** Where the next note goes. */
  readonly caret: EntryCaret;
  /** What open proposals would do. */
  readonly ghosts: ProposalGhosts;
  /** In what the score differs from another one. */
  readonly differences = new DifferenceMarks(() => this.draw());
  /** Where it and a branch cannot both have their way. */
  readonly conflicts = new ConflictMarks(() => this.draw());
  /** The buttons beside the staves. */
  readonly strips: StripButtons;

  /**
   * Bring what is drawn up to date.
   *
   * @param systems - all, or those that alone can lack something.
   */
  draw(systems: readonly System[] = this._view.systems): void {
    const { editor, shown, authors } = this._view;
    const document = editor.doc.document();
    this._breaks.draw(systems, shown, !editor.closed);
    this._selection.draw(systems, this._view.reader.sign);
    this._wanted = this.caret.draw(this._view.systems) ?? this._wanted;
    this._people.draw(systems);
    this._marks.draw(systems, shown);
    this._comments.draw(systems, document);
    this.ghosts.draw(systems, editor.index, document);
    this.differences.draw(systems, editor.index);
    this.conflicts.draw(systems, editor.index);
    authors.draw(systems);
    this._loop.draw(systems, editor.index, this._clock.transport?.loop ?? null);
    // They ask where things are, which makes the browser lay the page out: once a frame, not at each system.
    this._frame ||= requestAnimationFrame(() => {
      this._frame = 0;
      this._view.words.reposition();
      if (this._wanted) {
        bringInSight(this._view.node, this._wanted);
        this._wanted = null;
      }
      this.strips.draw(this._view.systems);
    });
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    cancelAnimationFrame(this._frame);
    this._clock.transportChanged.disconnect(this._drawLoop);
    this._people.dispose();
    this._marks.dispose();
    this.strips.dispose();
  }

  private readonly _drawLoop = (): void => {
    const loop = this._clock.transport?.loop ?? null;
    this._loop.draw(this._view.systems, this._view.editor.index, loop);
  };

  private readonly _selection: SelectionMarks;
  private readonly _people: PeopleOverlay;
  private readonly _marks: RightsMarks;
  private readonly _comments: CommentMarks;
  private readonly _breaks = new BreakMarks();
  private readonly _loop = new LoopMark();
  /** What is to be brought in sight. */
  private _wanted: Element | null = null;
  private _frame = 0;
  private _isDisposed = false;
}
