import type { Message } from '@lumino/messaging';
import { type ISignal, Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';

import type { AntiphonChange, AntiphonDoc } from '../../document';
import type { ScoreEditor } from '../editing/editor';
import type { System } from '../engraving/system';
import { Typesetter } from '../engraving/typesetter';
import { MeiWriter } from '../mei/mei';
import { Runs } from '../music/resting';
import { onlyParts, staffNumbers } from '../music/shown';
import { SlotIndex } from '../music/slot';
import { trans } from '../../translation';
import { AuthorColours } from './authors';
import { ClipboardTool } from './clipboard';
import { Company } from './company';
import type { ScoreConflict } from './conflicts';
import type { ScoreDifference } from './differences';
import { Follower } from './follow';
import { ScoreKeyboard } from './keyboard';
import { Masthead } from './masthead';
import { MenuTool } from './menu';
import { Overlays } from './overlays';
import { PlayheadFollower, type Clock } from './playhead';
import { PointerTool } from './pointer';
import { Reader } from './reader';
import { Sheets } from './sheets';
import { bringInSight, isInSight } from './sight';
import { PlayFromClick } from './start';
import { StateLine } from './state';
import { bounded, fitting, USUAL, type Viewing, type ViewingStore } from './viewing';
import { WordField } from './wordfield';

/** Pixels under the head of the first page. */
const MASTHEAD_GAP = 14;
/** How far a wheel is turned, or fingers are pinched, for a step of the zoom. */
const WHEEL = 40;
/** Milliseconds between two looks at what is seen, for others. */
const LOOK = 200;

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
    clock: Clock,
    onPlay: (position?: number) => void,
  ) {
    super();
    this.addClass('antiphon-Score');
    this._doc = editor.doc;
    this._masthead = new Masthead(editor);
    this._state = new StateLine(editor);
    this._list.className = 'antiphon-Systems';
    this._list.tabIndex = 0;
    this._list.setAttribute('role', 'listbox');
    this._list.setAttribute('aria-multiselectable', 'true');
    this._list.setAttribute('aria-label', trans.__('Score'));
    this._list.setAttribute('aria-orientation', 'horizontal');
    const paper = document.createElement('div');
    paper.className = 'antiphon-Paper';
    // Music is read from left to right in every language.
    paper.dir = 'ltr';
    this._typesetter = new Typesetter(this._list, this.node, this._prefix, {
      onEngraved: (system) => {
        this._state.failure = '';
        this._overlays.draw([system]);
      },
      onPages: (count) => this._sheets.lay(count, this.zoom),
      onIdle: () => this._describe(),
      onFailed: (error) => this.fail(cannotEngrave(error)),
    });
    this.reader = new Reader(
      editor,
      (measure) => {
        const { conflicts, differences, ghosts } = this._overlays;
        return [conflicts, differences, ghosts]
          .map((of) => of.inWords(measure))
          .filter(Boolean)
          .join(', ');
      },
      () => this._overlays.caret.words(),
    );
    this.words = new WordField(this, paper);
    this.clipboard = new ClipboardTool(editor, this._list);
    this.company = new Company(this._doc.awareness, () => editor.index);
    this.follower = new Follower(this.company, this);
    this.authors = new AuthorColours(() => this._overlays.draw());
    this._overlays = new Overlays(this, clock, this._prefix, (id) => this._commentAsked.emit(id));
    paper.append(this._sheets.node, this._masthead.node, this._state.node);
    paper.append(this._list, this._overlays.strips.node);
    this.node.append(this.follower.banner, this.authors.legend, paper, this.reader.node);
    this._tools = [
      new PointerTool(this, this._list),
      new PlayFromClick(editor, this._list, (position) => onPlay(position)),
      new ScoreKeyboard(this),
      new MenuTool(this._list, () => this._cursor()),
      new PlayheadFollower(this, clock),
      this._overlays,
      this.clipboard,
      this.words,
      this.follower,
      this.company,
      this._typesetter,
      this._state,
    ];
    this._doc.changed.connect(this._onDocument, this);
    editor.changed.connect(this._onEditor, this);
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

  /** What is said of the cursor. */
  readonly reader: Reader;

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

  /** The key that a note or rest is drawn with. */
  readonly drawn = (key: string): string => this._runs.drawn(this.shown, key);

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
    return this._overlays.ghosts.shown;
  }

  set proposalsShown(shown: boolean) {
    this._overlays.ghosts.shown = shown;
    this._overlays.draw();
    this.reader.speak();
    this.viewingChanged.emit();
  }

  /**
   * Draw in what the score differs from another one, until it is told otherwise.
   *
   * @param differences - None: draw nothing.
   */
  showDifferences(differences: readonly ScoreDifference[]): void {
    this._overlays.differences.show(differences, this._doc.document().parts);
    this.reader.speak();
  }

  /**
   * Draw where the piece and a branch cannot both have their way, until it is told otherwise.
   *
   * @param conflicts - None: draw nothing.
   */
  showConflicts(conflicts: readonly ScoreConflict[]): void {
    this._overlays.conflicts.show(conflicts, this._doc.document().parts);
    this.reader.speak();
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
    this.node.classList.add('antiphon-mod-loading');
    this._state.wait(ready, explain, () => {
      this.node.classList.remove('antiphon-mod-loading');
      this._schedule();
    });
  }

  /** Show a sentence, such as why the piece cannot be shown. */
  fail(message: string): void {
    this._state.failure = message;
    this._describe();
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    clearTimeout(this._timer);
    clearTimeout(this._looking);
    cancelAnimationFrame(this._frame);
    this._tools.forEach((tool) => tool.dispose());
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

  /** What was changed here is engraved at once, before anything else is drawn; what others change, as they let it. */
  private _onDocument(_: unknown, { local }: AntiphonChange): void {
    if (local) {
      this._fresh ??= Promise.resolve().then(() => {
        this._fresh = null;
        this._refresh(false);
      });
    } else {
      this._schedule();
    }
  }

  private _schedule(delay = 0): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this._refresh(), delay);
  }

  /**
   * Break the piece into systems anew and find out which must be engraved again.
   *
   * @param measured - whether it is asked how much room there is, for which the browser lays the page out.
   */
  private _refresh(measured = true): void {
    if (this.isDisposed || !this.isAttached) {
      return;
    }
    const { layout, zoom } = this._viewing;
    if (measured) {
      this._width = Math.floor(this._list.clientWidth);
      this._head = layout === 'page' ? this._masthead.node.offsetHeight + MASTHEAD_GAP : 0;
      this._typesetter.look();
    }
    if (this._width < 50 && layout !== 'continuous') {
      return;
    }
    const { shown } = this;
    const staves = staffNumbers(this.editor.index.piece, shown.piece);
    const [width, head] = [this._width, this._head];
    this.editor.runs = this._runs = this._resting;
    this._typesetter.set(shown, { layout, head, width, zoom, staves, runs: this._runs });
    this._masthead.update();
    this._describe();
    this._overlays.draw();
    this.reader.speak();
  }

  private _setViewing(viewing: Viewing): void {
    const { layout, zoom, concert } = viewing;
    this._viewing = viewing;
    this.editor.concert = concert;
    this.editor.shownParts = viewing.parts;
    this.node.dataset.layout = layout;
    this.node.style.setProperty('--antiphon-zoom', String(zoom));
    this._sheets.clear();
    this.viewingChanged.emit();
    this._schedule();
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
    this._state.update();
    this.node.setAttribute('aria-busy', String(this._typesetter.busy));
  }

  private _onEditor(): void {
    this._masthead.update();
    this._overlays.draw();
    const { selection } = this.editor;
    this.company.select(selection);
    const key = selection[selection.length - 1];
    if (this._runs !== this._resting) {
      this._schedule();
    }
    this.reader.speak();
    this.toggleClass('antiphon-mod-entering', this.editor.entering);
    cancelAnimationFrame(this._frame);
    if (key) {
      this._frame = requestAnimationFrame(() => this._reveal(key));
    }
  }

  private readonly _onScroll = (): void => {
    this._typesetter.pump();
    this._looking ??= setTimeout(() => {
      this._looking = undefined;
      this._look();
    }, LOOK);
  };

  /** Tell the others what is looked at here. */
  private _look(): void {
    const { top } = this.node.getBoundingClientRect();
    const first = this.systemAt(top + 60) ?? this.systems[0];
    this.company.look(first?.measures[0]?.id ?? '');
  }

  /** What is drawn of the selected sign, or of the last selected note or rest; null where nothing is. */
  private _cursor(): Element | null {
    const id = this._list.getAttribute('aria-activedescendant') ?? '';
    return document.getElementById(id);
  }

  private _reveal(key: string): void {
    const { sign } = this.editor;
    if (sign !== null && this._isSeen(sign)) {
      return;
    }
    const slot = this.editor.index.find(key);
    const system = slot && this.systemOf(slot.measure);
    const element = system?.elements(this.drawn(key))[0];
    if (!element) {
      if (this.shown.find(key)) {
        system?.node.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      }
      return;
    }
    bringInSight(this.node, element);
  }

  /** Whether anything of a sign is in view: a clef stands at each system, far from where it was written. */
  private _isSeen(sign: string): boolean {
    return this.systems.some((system) =>
      system.signs(sign).some((element) => isInSight(this.node, element)),
    );
  }

  private readonly _doc: AntiphonDoc;
  private readonly _masthead: Masthead;
  private readonly _typesetter: Typesetter;
  private readonly _overlays: Overlays;
  private readonly _commentAsked = new Signal<this, string>(this);
  private readonly _sheets = new Sheets();
  private readonly _state: StateLine;
  /** What ends with the view. */
  private readonly _tools: readonly { dispose(): void }[];
  private _frame = 0;
  private readonly _list = document.createElement('div');
  private readonly _prefix = `antiphon-${++views}-`;
  /** Fires at once when the view gets a size, also when it is shown again. */
  private readonly _sizes = new ResizeObserver(() => {
    if (Math.floor(this._list.clientWidth) !== this._width || this.systems.length === 0) {
      this._schedule(this.systems.length > 0 ? 120 : 0);
    }
  });
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _looking: ReturnType<typeof setTimeout> | undefined;
  private _fresh: Promise<void> | null = null;
  private _runs = Runs.NONE;
  private _width = 0;
  private _head = 0;
  private _wheel = 0;
  private _viewing: Viewing = USUAL;
  private _store: ViewingStore | null = null;
  private _shown: SlotIndex | null = null;
  private _shownOf: SlotIndex | null = null;
}

function cannotEngrave(error: Error): string {
  return trans.__(
    'The score could not be engraved (%1). Nothing of the piece is lost: change something, or reload the page, to try again.',
    error.message.trim(),
  );
}
