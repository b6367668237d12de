import { DocumentWidget, type DocumentRegistry } from '@jupyterlab/docregistry';
import type { ServerConnection } from '@jupyterlab/services';
import { ReactWidget } from '@jupyterlab/ui-components';
import { BoxLayout, SplitPanel, Widget } from '@lumino/widgets';
import * as React from 'react';

import { SidePanel, TransportBar } from '../panels';
import { SessionConnection } from '../session';
import type { PieceModel } from './model';

type Context = DocumentRegistry.IContext<PieceModel>;

/** A piece: the transport above, the score, and beside it its sounds and people. */
export class PieceView extends Widget {
  constructor(context: Context, settings: ServerConnection.ISettings) {
    super();
    this.addClass('antiphon-Piece');
    this.context = context;
    const doc = context.model.sharedModel;
    this.session = new SessionConnection(settings, context.localPath);
    const { session } = this;

    const bar = ReactWidget.create(<TransportBar doc={doc} session={session} />);
    const side = ReactWidget.create(
      <SidePanel doc={doc} session={session} awareness={doc.awareness} />,
    );
    const score = new Widget();
    const middle = new SplitPanel({ orientation: 'horizontal' });
    middle.addWidget(score);
    middle.addWidget(side);
    middle.setRelativeSizes([3, 1]);
    const layout = new BoxLayout({ direction: 'top-to-bottom', spacing: 0 });
    this.layout = layout;
    layout.addWidget(bar);
    layout.addWidget(middle);
    BoxLayout.setStretch(bar, 0);
    BoxLayout.setSizeBasis(bar, 48);
    BoxLayout.setStretch(middle, 1);
  }

  readonly context: Context;
  readonly session: SessionConnection;

  override dispose(): void {
    if (!this.isDisposed) {
      this.session.dispose();
      super.dispose();
    }
  }
}

/** The document widget JupyterLab opens a piece in. */
export class PieceWidget extends DocumentWidget<PieceView, PieceModel> {}
