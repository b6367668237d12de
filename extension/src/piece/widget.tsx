import type { IDocumentProvider } from '@jupyter/collaborative-drive';
import { DocumentWidget, type DocumentRegistry } from '@jupyterlab/docregistry';
import type { Contents, ServerConnection } from '@jupyterlab/services';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import { Panel, type Widget } from '@lumino/widgets';
import * as React from 'react';

import {
  Banner,
  beatsOf,
  Drafting,
  propose,
  SidePanel,
  TransportBar,
  UnsentOffer,
  togglePlay,
  type Wanted,
} from '../panels';
import { KINDS } from '../panels/catalogue';
import { MixerPane } from '../mixer';
import { HistoryDesk, nameVersion, PastBanner, PastServer } from '../history';
import { BranchServer, MergeDesk } from '../merging';
import { Permissions } from '../rights';
import {
  MarksPalette,
  type PaletteItem,
  playFrom,
  ScoreEditor,
  ScoreView,
  ViewingStore,
} from '../score';
import { LocalClick, SessionConnection } from '../session';
import { direction, language, trans } from '../translation';
import { moveRegion } from './access';
import {
  CodeView,
  PaneSelection,
  Auditions,
  BindingStore,
  GraphCompany,
  GraphPane,
  type GraphTools,
  GraphToolsContext,
  MidiLearning,
  ownPresets,
} from '../graph';
import { LedgerLine } from '../ledger';
import { dialogs } from './ask';
import { loadAfresh } from './copy';
import { diagnose } from './diagnosis';
import { backByEscape, historyTab } from './history';
import { Instruments } from './instruments';
import { chooseMark } from './mark-commands';
import { FILE_TYPE, type PieceModel } from './model';
import { pastIn } from './past';
import { Writers } from './writers';
import { Remarks } from './remarks';
import { Unsent, UnsentStore } from '../proposals/unsent';
import type { Shows } from '../proposals/words';
import { shownIn } from './proposals';
import { RoomLine } from './room';
import { Tools } from './tools';
import { Workbench } from './workbench';

type Context = DocumentRegistry.IContext<PieceModel>;

/** Narrower than this (CSS pixels), the side panel begins closed, and closes where the page becomes as narrow. */
const ROOMY = 760;

/** A piece as it is worked on: transport, tools, the score, and at its right the sounds and people. */
export class PieceView extends Panel {
  /**
   * @param context - The piece's document.
   * @param settings - Where the server is, and how to be known there.
   * @param contents - The server's files.
   * @param providers - The lines of shared documents to their rooms, by `<format>:<content type>:<path>`.
   */
  constructor(
    context: Context,
    settings: ServerConnection.ISettings,
    contents: Contents.IManager,
    providers: ReadonlyMap<string, IDocumentProvider>,
  ) {
    super();
    this.addClass('antiphon-Piece');
    this.node.dir = direction();
    this.node.lang = language;
    const doc = context.model.sharedModel;
    this.session = new SessionConnection(settings, context.localPath);
    this._permissions = new Permissions(doc, this.session);
    const permissions = this._permissions;
    this._room = new RoomLine(providers.get(`text:${FILE_TYPE}:${context.localPath}`));
    this._room.turnedAway.connect((_, why) => void loadAfresh(why, doc, context.path));
    this.editor = new ScoreEditor(doc, permissions);
    this.score = new ScoreView(this.editor, this.session, (position) =>
      position === undefined ? togglePlay(this.session) : playFrom(this.session, position),
    );
    this.score.remember(new ViewingStore(context.localPath));
    this.writers = new Writers(doc, this.session, this.score.authors);
    this.history = new HistoryDesk(
      doc,
      new PastServer(settings, context.localPath),
      pastIn(this.score, this.writers),
    );
    this.merging = new MergeDesk(doc, new BranchServer(settings, context.localPath), this.score);
    this.instruments = new Instruments(
      this.editor,
      this.session,
      () => this.score.activate(),
      () => togglePlay(this.session),
      () => this._tools.update(),
    );
    this.node.addEventListener('focusin', () => this.instruments.toFront());
    this.editor.sounded.connect(this._sound, this);
    const shared = { doc, session: this.session, permissions };
    let beats = { measures: doc.piece.measures, all: beatsOf(doc.piece.measures) };
    this.click = new LocalClick(() => {
      const heard = this.session.heard();
      const { measures } = doc.piece;
      beats = measures === beats.measures ? beats : { measures, all: beatsOf(measures) };
      return heard && { beats: beats.all, ...heard };
    });
    this.session.transportChanged.connect(() => this.click.moved());
    const transport = ReactWidget.create(
      <TransportBar {...shared} click={this.click} selection={() => this.editor.stretch} />,
    );
    this.unsent = new Unsent(doc, this.session, new UnsentStore(context.localPath));
    void context.ready.then(() => this.unsent.look());
    const onDone = (): void => this._toWork();
    const banner = ReactWidget.create(
      <>
        <Banner session={this.session} room={this._room} />
        <UnsentOffer {...{ doc, permissions, onDone }} unsent={this.unsent} />
        <Drafting {...{ doc, onDone }} ask={dialogs} unsent={this.unsent} />
        <PastBanner desk={this.history} onBack={onDone} />
      </>,
    );
    this.graphCompany = new GraphCompany(doc.awareness);
    this.auditions = new Auditions(settings);
    this.midiLearning = new MidiLearning(
      doc,
      KINDS,
      this.instruments.midi,
      new BindingStore(context.localPath),
      () => this.instruments.isFront,
    );
    const comments = {
      begin: () => this.comment(),
      open: (thread: string) => this._showComment(thread),
    };
    this.graphTools = {
      ...shared,
      kinds: KINDS,
      ask: dialogs,
      holds: this.graphCompany,
      midi: this.midiLearning,
      auditions: this.auditions,
      own: ownPresets(KINDS),
      show: (id) => this.showInGraph(id),
      proposals: shownIn(this.score, (id) => this.showProposal(id)),
      comments,
    };
    this.workbench = new Workbench(this.score);
    const selection = new PaneSelection(
      () => this.workbench.pane('graph') as GraphPane | null,
      this.workbench.changed,
    );
    this.remarks = new Remarks(
      this.score,
      {
        ids: selection.ids,
        changed: selection.changed,
        show: (id) => this.showInGraph(id),
      },
      () => this.workbench.present('score'),
    );
    this._side = ReactWidget.create(
      <GraphToolsContext.Provider value={this.graphTools}>
        <SidePanel
          {...shared}
          awareness={doc.awareness}
          ask={dialogs}
          company={this.score.company}
          follower={this.score.follower}
          tabs={[
            { id: 'marks', title: trans.__('Marks'), content: this._marks() },
            historyTab(this),
          ]}
          places={this.remarks}
          selected={this.remarks}
          onShowProposed={(place) => this.showProposed(place)}
          ledger={new LedgerLine(settings, context.localPath)}
          wanted={this._wanted}
        />
      </GraphToolsContext.Provider>,
    );
    this._side.addClass('antiphon-Piece-side');
    this.workbench.offer('graph', () => {
      this.auditions.warm();
      return new GraphPane({
        ...shared,
        company: this.graphCompany,
        ask: dialogs,
        midi: this.midiLearning,
        auditions: this.auditions,
        proposals: shownIn(this.score, (id) => this.showProposal(id)),
        comments,
      });
    });
    this.workbench.offer(
      'mixer',
      () => new MixerPane({ ...shared, company: this.graphCompany, ask: dialogs }),
    );
    this.workbench.offer(
      'code',
      () => new CodeView({ doc, permissions, path: context.localPath, selection }),
    );
    const desk = new Panel();
    desk.addClass('antiphon-Piece-desk');
    desk.addWidget(this.workbench);
    desk.addWidget(this._side);
    this._tools = new Tools(this);
    this.workbench.changed.connect(() => this._tools.update());
    this.score.commentAsked.connect((_, thread) => this._showComment(thread));
    this.score.wait(context.ready, () => diagnose(contents, context.localPath));
    this.addWidget(transport);
    this.addWidget(banner);
    this.addWidget(this._tools);
    this.addWidget(desk);
    this._regions = () => [
      this.score.region,
      ...(['graph', 'code', 'mixer'] as const).flatMap((of) => this.workbench.pane(of)?.node ?? []),
      this._side.node,
      transport.node,
      this._tools.node,
      this.instruments.node,
    ];
    this.addWidget(this.instruments);
    backByEscape(this.node, this.history);
  }

  readonly editor: ScoreEditor;
  readonly score: ScoreView;
  readonly session: SessionConnection;
  /** What the others do in the graph and the mixer. */
  readonly graphCompany: GraphCompany;
  /** Lets sounds be heard before they are used. */
  readonly auditions: Auditions;
  /** What panels of sounds work with. */
  readonly graphTools: GraphTools;
  /** What MIDI controllers turn in this piece. */
  readonly midiLearning: MidiLearning;
  /** The score, the graph, its code and the mixer. */
  readonly workbench: Workbench;
  /** What is drafted and not sent. */
  readonly unsent: Unsent;
  /** What comments are on. */
  readonly remarks: Remarks;
  /** What is played on the screen and on MIDI keyboards. */
  readonly instruments: Instruments;
  /** Shows what the keys do. */
  onHelp = (): void => undefined;
  /** Opens another piece. */
  onOpen = (_: string): unknown => undefined;
  /** Gives a mark to what is selected. */
  onMark = (item: PaletteItem): unknown => chooseMark(this, item);
  /** The keys that a mark has, as a person reads them; empty where it has none. */
  keysOf = (_: PaletteItem): string => '';
  /** At which moment of the piece's history this person looks. */
  readonly history: HistoryDesk;
  /** What this person does with the piece's branches. */
  readonly merging: MergeDesk;
  /** Who wrote which note, for the colours of the score. */
  readonly writers: Writers;
  /** The metronome of this browser alone. */
  readonly click: LocalClick;

  get sideOpen(): boolean {
    return !this._side.isHidden;
  }

  /** Open a tab of the side panel, and give what a selector finds there the keyboard. */
  openSide(tab: string, focus: string): void {
    if (!this.sideOpen) {
      this.toggleSide();
    }
    this._wanted.emit({ tab, focus });
  }

  /** Show a node or a group in the graph, selected. */
  showInGraph(id: string): void {
    this.workbench.present('graph');
    const pane = this.workbench.pane('graph');
    if (pane instanceof GraphPane) {
      pane.select([id]);
    }
  }

  /** Choose another sound for a part, in the side panel. */
  chooseSound(part: string): void {
    if (!this.sideOpen) {
      this.toggleSide();
    }
    this._wanted.emit({ tab: 'sounds', focus: '', part });
  }

  /** Begin a proposal: edits go into a private draft until it is sent. Or ask whether to discard it. */
  propose(): void {
    void propose(this.editor.doc, dialogs, this.unsent);
  }

  /** Show where a proposal, or a difference, is. */
  showProposed({ pane, id }: Shows): void {
    if (pane === 'graph') {
      this.showInGraph(id);
    } else if (pane === 'score') {
      this.workbench.present('score');
      this.remarks.show(id);
    }
  }

  /** Show a proposal in the list. */
  showProposal(id: string): void {
    this.openSide('proposals', `[data-proposal="${id}"] button`);
  }

  /** Show who contributed what. */
  showContributions(): void {
    this.openSide('contributions', '[role="tab"][aria-selected="true"]');
  }

  /** Open the history of the piece. */
  showHistory(): void {
    this.openSide('history', '.antiphon-History [data-first]');
  }

  /** Ask for a name, and keep the piece as it is shown under it. */
  nameVersion(): void {
    this.showHistory();
    void nameVersion(this.history, dialogs);
  }

  /** Begin a comment on what is selected. */
  comment(): void {
    this.openSide('comments', '.antiphon-Comments-new textarea');
  }

  private _showComment(thread: string): void {
    this.openSide('comments', `[data-thread="${thread}"] button`);
  }

  toggleSide(): void {
    this._side.setHidden(this.sideOpen);
    this._tools.update();
    this._drawBeside();
  }

  /** What is compared goes with the panel that tells it; but where there is no room for both, one closes it to see the score. */
  private _drawBeside(): void {
    this.history.hidden = this.merging.hidden = !this.sideOpen && !this._narrow;
  }

  /** Give the keyboard to the next region, or the one before: score and other panes, side panel, transport, tools. */
  moveRegion(by: 1 | -1): void {
    moveRegion(this._regions(), this._last, by);
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this.click.dispose();
    this.history.dispose();
    this.merging.dispose();
    this.writers.dispose();
    this.graphCompany.dispose();
    this.midiLearning.dispose();
    this.auditions.dispose();
    this.unsent.dispose();
    super.dispose();
    this._room.dispose();
    this._permissions.dispose();
    this.session.dispose();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._fit();
  }

  protected override onResize(message: Widget.ResizeMessage): void {
    super.onResize(message);
    this._fit();
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    this.instruments.toFront();
    // A page that is still being laid out takes the keyboard from nobody who has begun to work here.
    if (!this.node.contains(document.activeElement)) {
      this._toWork();
    }
  }

  /** Give the keyboard to what is worked on. */
  private _toWork(): void {
    this.workbench.pane(this.workbench.isShown('score') ? 'score' : 'graph')?.activate();
  }

  /** Let what was just entered be heard here, unless that is not wanted, or the piece itself is playing. */
  private _sound(_: ScoreEditor, keys: readonly string[]): void {
    const { preferences, tone } = this.instruments;
    if (!this.session.transport?.playing && preferences.value.audible) {
      const { index } = this.editor;
      keys.slice(0, 6).forEach((key) => {
        const slot = index.find(key);
        const note = index.note(key);
        if (slot && note) {
          const { chromatic, instrument } = index.piece.parts[slot.part];
          tone.play(note.pitch, chromatic, instrument);
        }
      });
    }
  }

  /** Give the score the room of the side panel where there is not enough for both, and back again. */
  private _fit(): void {
    const { clientWidth } = this.node;
    const narrow = clientWidth < ROOMY;
    if (clientWidth === 0 || narrow === this._narrow) {
      return;
    }
    this._narrow = narrow;
    const turn = narrow ? this.sideOpen : this._gaveWay && !this.sideOpen;
    this._gaveWay = narrow && turn;
    if (turn) {
      this.toggleSide();
    }
    this._drawBeside();
  }

  private _marks(): React.JSX.Element {
    return (
      <MarksPalette
        editor={this.editor}
        onChoose={(item) => void this.onMark(item)}
        keysOf={(item) => this.keysOf(item)}
        onDone={() => this.score.activate()}
      />
    );
  }

  private _narrow = false;
  /** Whether the side panel was closed for want of room. */
  private _gaveWay = false;
  private readonly _permissions: Permissions;
  private readonly _room: RoomLine;
  private readonly _side: ReactWidget;
  private readonly _tools: Tools;
  private readonly _wanted = new Signal<this, Wanted>(this);
  private readonly _regions: () => readonly HTMLElement[];
  private readonly _last = new WeakMap<HTMLElement, HTMLElement>();
}

/** The document widget JupyterLab opens a piece in. */
export class PieceWidget extends DocumentWidget<PieceView, PieceModel> {
  constructor(options: DocumentWidget.IOptions<PieceView, PieceModel>) {
    super(options);
    this.toolbar.hide();
  }
}
