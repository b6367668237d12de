import type { Message } from '@lumino/messaging';
import { type ISignal, Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';

import type { AntiphonDoc } from '../../document';
import { type ScoreEditor } from '../editing/editor';
import { placeOfSign } from '../editing/signing';
import { markActionOf } from '../editing/markkeys';
import { EntryCaret } from './caret';
import { characterAction } from './characters';
import { ClipboardTool } from './clipboard';
import { LoopMark } from './loop';
import { AuthorColours } from './authors';
import { RightsMarks } from './marks';
import { BreakMarks } from './breaks';
import { CommentMarks } from './comments';
import { Company } from './company';
import { Follower } from './follow';
import { ProposalGhosts } from './ghosts';
import { PeopleOverlay } from './people';
import { PlayheadFollower, type Clock } from './playhead';
import { PointerTool } from './pointer';
import { PlayFromClick } from './start';
import { StripButtons } from './strips';
import { bounded, fitting, USUAL, type Viewing, type ViewingStore } from './viewing';
import { Masthead } from './masthead';
import { WordField } from './wordfield';
import type { System } from '../engraving/system';
import { Typesetter } from '../engraving/typesetter';
import { PAGE } from '../engraving/placement';
import { MeiWriter } from '../mei/mei';
import { Runs } from '../music/resting';
import { onlyParts, staffNumbers } from '../music/shown';
import { SlotIndex } from '../music/slot';
import { trans } from '../../translation';
import { Signs } from '../music/signs';
import { inWords, signInWords } from '../music/words';
import { showSign } from './chosen';

/** Milliseconds after which a piece that has not come yet is spoken of. */
const LATE = 4000;

/** Pixels under the head of the first page. */
const MASTHEAD_GAP = 14;
/** How far a wheel is turned, or fingers are pinched, for a step of the zoom. */
const WHEEL = 40;

let views = 0;

/**
 * The engraved score: systems on paper, engraved where they are stale, first those that are seen; selection and editing by
 * mouse and keyboard; other people's selections; the playhead.
 */
export class ScoreView extends Widget {
  /**
   * @param editor - what is selected and how it is changed.
   * @param clock - where the music is.
   * @param onPlay - asked for, with a position (in quarter lengths), by a click that starts there.
   */
  constructor(
    readonly editor: ScoreEditor,
    private readonly _clock: Clock,
    private readonly _onPlay: (position?: number) => void,
  ) {
    super();
    this.addClass('antiphon-Score');
    this._doc = editor.doc;
    this._masthead = new Masthead(editor);
    this._list.className = 'antiphon-Systems';
    this._list.tabIndex = 0;
    this._list.setAttribute('role', 'listbox');
    this._list.setAttribute('aria-multiselectable', 'true');
    this._list.setAttribute('aria-label', trans.__('Score'));
    this._list.setAttribute('aria-orientation', 'horizontal');
    this._spoken.className = 'antiphon-hidden';
    this._spoken.setAttribute('aria-live', 'polite');
    const paper = document.createElement('div');
    paper.className = 'antiphon-Paper';
    // Music is read from left to right in every language.
    paper.dir = 'ltr';
    this._state.dir = 'auto';
    this._strips = new StripButtons(editor, this.node);
    this._caret = new EntryCaret(editor);
    this._pages.className = 'antiphon-Pages';
    this._pages.setAttribute('aria-hidden', 'true');
    paper.append(this._pages, this._masthead.node, this._state, this._list, this._strips.node);
    this._state.className = 'antiphon-State';
    this._state.setAttribute('role', 'status');
    this.node.append(paper, this._spoken);
    this._typesetter = new Typesetter(this._list, this.node, this._prefix, {
      onEngraved: () => {
        this._failure = '';
        this._decorate();
      },
      onPages: (count) => this._drawPages(count),
      onIdle: () => this._describe(),
      onFailed: (error) => this.fail(cannotEngrave(error)),
    });
    this.words = new WordField(this, paper);
    this.clipboard = new ClipboardTool(editor, this._list);
    this._pointer = new PointerTool(this, this._list);
    this.company = new Company(this._doc.awareness, () => editor.index);
    this._people = new PeopleOverlay(
      this.company,
      () => this.systems,
      () => editor.index,
      (key) => this._drawn(key),
    );
    this.follower = new Follower(this.company, this);
    this.authors = new AuthorColours(() => this._decorate());
    this.node.prepend(this.follower.banner, this.authors.legend);
    this._start = new PlayFromClick(editor, this._list, (position) => this._onPlay(position));
    this._ghosts = new ProposalGhosts((id) => editor.permissions.maker('proposals', id));
    this._marks = new RightsMarks(editor.permissions, () => this._decorate());
    this._playhead = new PlayheadFollower(this, _clock);
    _clock.transportChanged.connect(this._onTransport);
    this._doc.changed.connect(this._onDocument, this);
    editor.changed.connect(this._onEditor, this);
    this._list.addEventListener('keydown', this._onKey);
    this._list.addEventListener('dblclick', this._onDouble);
    this.node.addEventListener('scroll', this._typesetter.pump, { passive: true });
    this.node.addEventListener('wheel', this._onWheel, { passive: false });
    this.node.addEventListener('scroll', this._onScroll, { passive: true });
  }

  /** Who else is there, and where. */
  readonly company: Company;
  /** Follows another person about the score. */
  readonly follower: Follower;

  /** Colours the notes by who wrote them. */
  readonly authors: AuthorColours;

  /** The mark of a comment was clicked: its id. */
  get commentAsked(): ISignal<this, string> {
    return this._commentAsked;
  }

  get index(): SlotIndex {
    return this.editor.index;
  }

  /** The piece is looked at otherwise. */
  readonly viewingChanged = new Signal<this, void>(this);

  /** Words typed in the score. */
  readonly words: WordField;

  /** What takes the keyboard of the score: the list of what can be selected. */
  get region(): HTMLElement {
    return this._list;
  }

  /** What is copied from the score, and pasted. */
  readonly clipboard: ClipboardTool;

  get systems(): readonly System[] {
    return this._typesetter.systems;
  }

  /** The whole piece as MEI. */
  mei(): string {
    const { index } = this.editor;
    return new MeiWriter(index).write({ start: 0, end: index.piece.measures.length });
  }

  /** How the piece is looked at. */
  get viewing(): Viewing {
    return this._viewing;
  }

  /** Look at the piece otherwise, and remember that. */
  look(changes: Partial<Viewing>): void {
    const zoom = bounded(changes.zoom ?? this._viewing.zoom);
    this._setViewing({ ...this._viewing, ...changes, zoom });
    this._store?.write(this._viewing);
  }

  /** Look at the piece as this person did last, and remember how from now on. */
  remember(store: ViewingStore): void {
    this._store = store;
    this._setViewing(store.read());
  }

  /** The piece as it is shown: all of it, or some parts. */
  get shown(): SlotIndex {
    const { index } = this.editor;
    const piece = onlyParts(index.piece, this._viewing.parts);
    if (piece === index.piece) {
      return index;
    }
    if (this._shownOf !== index || !this._shown) {
      this._shown = new SlotIndex(piece, this._shown);
      this._shownOf = index;
    }
    return this._shown;
  }

  /** The rests that are drawn as one, where a part is looked at alone; while notes are entered, every measure is drawn. */
  private get _resting(): Runs {
    const { editor, shown } = this;
    const alone = shown.piece.parts.length === 1 && editor.index.piece.parts.length > 1;
    return alone && this._viewing.rests && !editor.entering ? Runs.of(shown) : Runs.NONE;
  }

  /** Make the music so large that the paper fills the window. */
  fitWidth(): void {
    this.look({ zoom: fitting(this._viewing.layout, this.node.clientWidth - 32) });
  }

  get zoom(): number {
    return this._viewing.zoom;
  }

  /** Set the size of the music: 1 is the usual, from 0.5 to 2. */
  set zoom(zoom: number) {
    this.look({ zoom });
  }

  /** Whether what open proposals would do to the notes is drawn. */
  get proposalsShown(): boolean {
    return this._ghosts.shown;
  }

  set proposalsShown(shown: boolean) {
    this._ghosts.shown = shown;
    this._decorate();
    this._speak();
    this.viewingChanged.emit();
  }

  /** The system that has a measure. */
  systemOf(measure: number): System | undefined {
    return this.systems.find(({ range }) => range.start <= measure && measure < range.end);
  }

  /** The system under a point of the window. */
  systemAt(clientY: number, clientX?: number): System | undefined {
    const beside = this._viewing.layout === 'continuous' && clientX !== undefined;
    return this.systems.find(({ node }) => {
      const { top, bottom, left, right } = node.getBoundingClientRect();
      return beside ? left <= clientX && clientX < right : top <= clientY && clientY < bottom;
    });
  }

  /**
   * Say that the piece is coming, until it is here; and why, where it does not come.
   *
   * @param explain - finds out in words why it does not come.
   */
  wait(ready: Promise<unknown>, explain: () => Promise<string>): void {
    this._ready = false;
    this.node.classList.add('antiphon-mod-loading');
    const arrived = (failure: string): void => {
      clearTimeout(late);
      this._ready = true;
      this.node.classList.remove('antiphon-mod-loading');
      this._failure = failure;
      this._schedule();
    };
    const late = setTimeout(() => {
      void explain().then((reason) => {
        if (!this._ready) {
          this.fail(reason);
        }
      });
    }, LATE);
    ready.then(
      () => arrived(''),
      (error: unknown) => arrived(trans.__('The piece could not be opened: %1', String(error))),
    );
  }

  /** Show a sentence, such as why the piece cannot be shown. */
  fail(message: string): void {
    this._failure = message;
    this._describe();
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    clearTimeout(this._timer);
    this._ready = true;
    this._typesetter.dispose();
    this.follower.dispose();
    this._people.dispose();
    this.company.dispose();
    this.node.removeEventListener('scroll', this._onScroll);
    this.words.dispose();
    this._marks.dispose();
    this._clock.transportChanged.disconnect(this._onTransport);
    this._playhead.dispose();
    this._pointer.dispose();
    this._start.dispose();
    cancelAnimationFrame(this._frame);
    this._strips.dispose();
    this.clipboard.dispose();
    super.dispose();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._sizes.observe(this.node);
  }

  protected override onBeforeDetach(message: Message): void {
    this._sizes.disconnect();
    super.onBeforeDetach(message);
  }

  protected override onActivateRequest(_: Message): void {
    this._list.focus({ preventScroll: true });
  }

  private _onDocument(): void {
    this._schedule();
  }

  private _schedule(delay = 0): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this._refresh(), delay);
  }

  /** Break the piece into systems anew and find out which must be engraved again. */
  private _refresh(): void {
    if (this.isDisposed || !this.isAttached) {
      return;
    }
    const { layout, zoom } = this._viewing;
    const width = Math.floor(this._list.clientWidth);
    if (width < 50 && layout !== 'continuous') {
      return;
    }
    this._width = width;
    const { shown } = this;
    const head = layout === 'page' ? this._masthead.node.offsetHeight + MASTHEAD_GAP : 0;
    const staves = staffNumbers(this.editor.index.piece, shown.piece);
    this._runs = this._resting;
    this._typesetter.set(shown, { layout, head, width, zoom, staves, runs: this._runs });
    this._masthead.update();
    this._describe();
    this._decorate();
    this._speak();
  }

  private _setViewing(viewing: Viewing): void {
    const { layout, zoom, concert } = viewing;
    this._viewing = viewing;
    this.editor.concert = concert;
    this.editor.shownParts = viewing.parts;
    this.node.dataset.layout = layout;
    this.node.style.setProperty('--antiphon-zoom', String(zoom));
    this._pages.replaceChildren();
    this.viewingChanged.emit();
    this._schedule();
  }

  /** Lay so many sheets of paper under the systems. */
  private _drawPages(count: number): void {
    const { children } = this._pages;
    while (children.length > count) {
      this._pages.lastElementChild!.remove();
    }
    while (children.length < count) {
      const page = document.createElement('div');
      page.className = 'antiphon-Page';
      page.textContent = String(children.length + 1);
      page.style.insetBlockStart = `${children.length * (PAGE.height * this.zoom + PAGE.between)}px`;
      this._pages.append(page);
    }
  }

  private readonly _onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) {
      return;
    }
    event.preventDefault();
    this._wheel += event.deltaY;
    if (Math.abs(this._wheel) >= WHEEL) {
      this.zoom += this._wheel > 0 ? -0.1 : 0.1;
      this._wheel = 0;
    }
  };

  private _describe(): void {
    const { parts, measures } = this.editor.index.piece;
    const empty = !this._ready
      ? trans.__('Opening the piece…')
      : parts.length === 0
        ? trans.__('This piece has no parts yet. Add one with “Part” in the toolbar.')
        : measures.length === 0
          ? trans.__('This piece has no measures yet. Add some with “Measure” in the toolbar.')
          : '';
    this._state.textContent = this._failure || empty;
    this._state.classList.toggle('antiphon-mod-error', this._failure !== '');
    this.node.setAttribute('aria-busy', String(this._typesetter.busy));
  }

  private _onEditor(): void {
    this._masthead.update();
    this._decorate();
    const { selection } = this.editor;
    this.company.select(selection);
    const key = selection[selection.length - 1];
    if (this._runs !== this._resting) {
      this._schedule();
    }
    this._speak();
    this.toggleClass('antiphon-mod-entering', this.editor.entering);
    if (key) {
      this._reveal(key);
    }
  }

  /** Tell the reader of the screen what the cursor is on. */
  private _speak(): void {
    const { index, selection } = this.editor;
    const cursor = selection[selection.length - 1];
    const slot = cursor ? index.find(cursor) : undefined;
    const proposed = slot ? this._ghosts.inWords(index.measure(slot).id) : '';
    const read = cursor ? [inWords(index, cursor), proposed].filter(Boolean).join(', ') : '';
    const words = this._signWords() || this._caret.words() || read;
    if (this._spoken.textContent !== words) {
      this._spoken.textContent = words;
    }
  }

  /** Mark what is selected, and tell the reader of the screen where the cursor is. */
  private _decorate(): void {
    const { selection } = this.editor;
    const { sign } = this.editor;
    const selected = new Set(sign === null ? selection.map(this._drawn) : []);
    for (const system of this.systems) {
      for (const { key, element } of system.spots) {
        const on = selected.has(key);
        if (on !== element.classList.contains('antiphon-mod-selected')) {
          element.classList.toggle('antiphon-mod-selected', on);
          if (element.hasAttribute('role')) {
            element.setAttribute('aria-selected', String(on));
          }
        }
      }
    }
    this._breaks.draw(this.systems, this.shown, !this.editor.closed);
    const cursor = selection[selection.length - 1];
    const signId = `${this._prefix}sign`;
    if (showSign(this.systems, sign, signId, this._signWords())) {
      this._list.setAttribute('aria-activedescendant', signId);
    } else if (cursor && document.getElementById(`${this._prefix}${this._drawn(cursor)}`)) {
      this._list.setAttribute('aria-activedescendant', `${this._prefix}${this._drawn(cursor)}`);
    } else {
      this._list.removeAttribute('aria-activedescendant');
    }
    const caret = this._caret.draw(this.systems);
    if (caret) {
      this._bringInSight(caret);
    }
    this.words.reposition();
    this._people.draw();
    this._marks.draw(this.systems, this.shown);
    this._comments.draw(this.systems, this._doc.document());
    this._ghosts.draw(this.systems, this.editor.index, this._doc.document());
    this.authors.draw(this.systems);
    this._onTransport();
    // They ask where things are, which makes the browser lay the page out: once a frame, not at each system.
    this._frame ||= requestAnimationFrame(() => {
      this._frame = 0;
      this._strips.draw(this.systems);
    });
  }

  /** Tell the others what is looked at here. */
  private readonly _onScroll = (): void => {
    const { top } = this.node.getBoundingClientRect();
    const first = this.systemAt(top + 60) ?? this.systems[0];
    this.company.look(first?.measures[0]?.id ?? '');
  };

  private readonly _onTransport = (): void =>
    this._loop.draw(this.systems, this.editor.index, this._clock.transport?.loop ?? null);

  private _reveal(key: string): void {
    const slot = this.editor.index.find(key);
    const system = slot && this.systemOf(slot.measure);
    const element = system?.elements(this._drawn(key))[0];
    if (!element) {
      if (this.shown.find(key)) {
        system?.node.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      }
      return;
    }
    this._bringInSight(element);
  }

  private _bringInSight(element: Element): void {
    const view = this.node.getBoundingClientRect();
    const { top, bottom, left, right } = element.getBoundingClientRect();
    if (left < view.left + 30 || right > view.right - 30) {
      this.node.scrollLeft += (left + right - view.left - view.right) / 2;
    }
    if (top < view.top + 30) {
      this.node.scrollTop -= view.top + 60 - top;
    } else if (bottom > view.bottom - 30) {
      this.node.scrollTop += bottom - view.bottom + 60;
    }
  }

  /** The selected sign in words; empty where none is. */
  private _signWords(): string {
    const { index, sign } = this.editor;
    const found = sign === null ? undefined : Signs.of(index).find(sign);
    return found ? signInWords(index, found) : '';
  }

  /** Alt with the arrows walks through notes and signs; Enter types the words of the selected one. */
  private _actOnSign(event: KeyboardEvent): boolean {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (ctrlKey || metaKey || shiftKey) {
      return false;
    }
    if (altKey && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      this.editor.walk(key === 'ArrowRight' ? 1 : -1);
      return true;
    }
    return !altKey && key === 'Enter' && this._editSign();
  }

  /** Type the words of the selected sign; false where it has none. */
  private _editSign(): boolean {
    const { index, sign, closed, reason } = this.editor;
    const place = sign === null ? null : placeOfSign(index, sign);
    if (place && !closed && !reason) {
      this.words.open(place);
    }
    return place !== null;
  }

  private readonly _onDouble = (): void => void this._editSign();

  private readonly _onKey = (event: KeyboardEvent): void => {
    const marked = markActionOf(event);
    if (this._actOnSign(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (marked) {
      event.preventDefault();
      event.stopPropagation();
      if ('mark' in marked) {
        this.editor.perform(marked.mark);
      } else {
        this.words.write(marked.write);
      }
      return;
    }
    const action = event.target === this._list ? characterAction(event) : null;
    if (action) {
      event.preventDefault();
      event.stopPropagation();
      this.editor.act(action);
    }
  };

  private readonly _doc: AntiphonDoc;
  private readonly _masthead: Masthead;
  private readonly _typesetter: Typesetter;
  private readonly _caret: EntryCaret;
  private readonly _people: PeopleOverlay;
  private readonly _ghosts: ProposalGhosts;
  private readonly _marks: RightsMarks;
  private readonly _commentAsked = new Signal<this, string>(this);
  private readonly _comments = new CommentMarks((thread) => this._commentAsked.emit(thread));
  private readonly _breaks = new BreakMarks();
  private readonly _loop = new LoopMark();
  private readonly _playhead: PlayheadFollower;
  private readonly _pointer: PointerTool;
  private readonly _start: PlayFromClick;
  private readonly _strips: StripButtons;
  private _frame = 0;
  private readonly _list = document.createElement('div');
  private readonly _state = document.createElement('div');
  private readonly _spoken = document.createElement('div');
  private readonly _prefix = `antiphon-${++views}-`;
  /** Fires at once when the view gets a size, also when it is shown again. */
  private readonly _sizes = new ResizeObserver(() => {
    if (Math.floor(this._list.clientWidth) !== this._width || this.systems.length === 0) {
      this._schedule(this.systems.length > 0 ? 120 : 0);
    }
  });
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _failure = '';
  private _ready = true;
  private _width = 0;
  private _runs = Runs.NONE;
  /** The key that a note or rest is drawn with. */
  private readonly _drawn = (key: string): string => this._runs.drawn(this.shown, key);
  private _wheel = 0;
  private _viewing: Viewing = USUAL;
  private _store: ViewingStore | null = null;
  private _shown: SlotIndex | null = null;
  private _shownOf: SlotIndex | null = null;
  private readonly _pages = document.createElement('div');
}

function cannotEngrave(error: Error): string {
  return trans.__(
    'The score could not be engraved (%1). Nothing of the piece is lost: change something, or reload the page, to try again.',
    error.message.trim(),
  );
}
