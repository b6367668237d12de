import { DocumentWidget, type DocumentRegistry } from '@jupyterlab/docregistry';
import type { Contents, ServerConnection } from '@jupyterlab/services';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { Panel } from '@lumino/widgets';
import * as React from 'react';

import { SidePanel, togglePlay, TransportBar } from '../panels';
import { EditBar, ScoreEditor, ScoreView, Tone } from '../score';
import { SessionConnection } from '../session';
import { diagnose } from './diagnosis';
import { addPart, showKeys } from './dialogs';
import type { PieceModel } from './model';

type Context = DocumentRegistry.IContext<PieceModel>;

/** Narrower than this (CSS pixels), the side panel begins closed. */
const ROOMY = 760;

/** A piece as it is worked on: transport, tools, the score, and at its right the sounds and people. */
export class PieceView extends Panel {
  constructor(context: Context, settings: ServerConnection.ISettings, contents: Contents.IManager) {
    super();
    this.addClass('antiphon-Piece');
    const doc = context.model.sharedModel;
    this.session = new SessionConnection(settings, context.localPath);
    this.editor = new ScoreEditor(doc);
    this.score = new ScoreView(this.editor, this.session, () => togglePlay(this.session));
    this.editor.sounded.connect(this._sound, this);
    this.session.stateChanged.connect(this._obey, this);
    const transport = ReactWidget.create(<TransportBar doc={doc} session={this.session} />);
    this._side = ReactWidget.create(
      <SidePanel doc={doc} session={this.session} awareness={doc.awareness} />,
    );
    this._side.addClass('antiphon-Piece-side');
    const desk = new Panel();
    desk.addClass('antiphon-Piece-desk');
    desk.addWidget(this.score);
    desk.addWidget(this._side);
    this._tools = new Tools(this);
    this.score.wait(context.ready, () => diagnose(contents, context.localPath));
    this.addWidget(transport);
    this.addWidget(this._tools);
    this.addWidget(desk);
  }

  readonly editor: ScoreEditor;
  readonly score: ScoreView;
  readonly session: SessionConnection;

  get sideOpen(): boolean {
    return !this._side.isHidden;
  }

  toggleSide(): void {
    this._side.setHidden(this.sideOpen);
    this._tools.update();
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._tone.dispose();
    super.dispose();
    this.session.dispose();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    const { clientWidth } = this.node;
    if (clientWidth > 0 && clientWidth < ROOMY && this.sideOpen) {
      this.toggleSide();
    }
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    this.score.activate();
  }

  /** Let what was just entered be heard here, unless the piece itself is playing. */
  private _sound(_: ScoreEditor, keys: readonly string[]): void {
    if (!this.session.transport?.playing) {
      const { index } = this.editor;
      keys.slice(0, 6).forEach((key) => {
        const slot = index.find(key);
        const note = index.note(key);
        if (slot && note) {
          this._tone.play(note.pitch, index.piece.parts[slot.part].chromatic);
        }
      });
    }
  }

  /** Close what the server would refuse. */
  private _obey(): void {
    const role = this.session.state?.you.role;
    const may = role === undefined || role === 'teacher' || role === 'player';
    this.editor.locked = may ? '' : 'You are a guest here: you can look and listen, not change.';
  }

  private readonly _side: ReactWidget;
  private readonly _tools: Tools;
  private readonly _tone = new Tone();
}

/** The document widget JupyterLab opens a piece in. */
export class PieceWidget extends DocumentWidget<PieceView, PieceModel> {
  constructor(options: DocumentWidget.IOptions<PieceView, PieceModel>) {
    super(options);
    this.toolbar.hide();
  }
}

/** The edit bar of a piece, drawn anew when the side panel opens or closes. */
class Tools extends ReactWidget {
  constructor(private readonly _view: PieceView) {
    super();
    this.addClass('antiphon-Piece-tools');
  }

  protected override render(): React.JSX.Element {
    const { editor, score, sideOpen } = this._view;
    return (
      <EditBar
        editor={editor}
        onDone={() => score.activate()}
        onAddPart={() => void addPart(editor).then(() => score.activate())}
        onHelp={() => void showKeys()}
        onZoom={(factor) => (score.zoom += factor)}
        side={{ open: sideOpen, toggle: () => this._view.toggleSide() }}
      />
    );
  }
}
