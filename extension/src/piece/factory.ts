import type { IDocumentProvider } from '@jupyter/collaborative-drive';
import { ABCWidgetFactory, type DocumentRegistry } from '@jupyterlab/docregistry';
import type { Contents, ServerConnection } from '@jupyterlab/services';

import type { PieceModel } from './model';
import { PieceView, PieceWidget } from './widget';

/** Makes the widget of a piece; its content comes from the collaboration room (`rtc`), never from the file. */
export class PieceWidgetFactory extends ABCWidgetFactory<PieceWidget, PieceModel> {
  constructor(
    options: DocumentRegistry.IWidgetFactoryOptions<PieceWidget>,
    private readonly settings: ServerConnection.ISettings,
    private readonly contents: Contents.IManager,
    private readonly providers: ReadonlyMap<string, IDocumentProvider>,
  ) {
    super({ ...options, contentProviderId: 'rtc' });
  }

  protected createNewWidget(context: DocumentRegistry.IContext<PieceModel>): PieceWidget {
    return new PieceWidget({
      context,
      content: new PieceView(context, this.settings, this.contents, this.providers),
    });
  }
}
