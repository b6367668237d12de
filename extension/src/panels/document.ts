import type * as Y from 'yjs';

/** A field of a flat entry of the document. */
export type Field = string | number | boolean;

/** The document's roots that hold entries. */
export type Root = 'parts' | 'measures' | 'events' | 'nodes' | 'edges' | 'mix';

/**
 * What the panels need of the shared document; `AntiphonDoc` (src/document) is one.
 */
export interface PanelDocument {
  readonly ydoc: Y.Doc;
  readonly undoManager: Y.UndoManager;
}
