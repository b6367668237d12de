/**
 * The shared document: its model, codec and projection. `Part`, `Measure` and `Strip` are the piece's; the document's
 * entries of these names are `entries.Part` and so on.
 */
export { decode, DocumentError, empty, encode, NewerVersionError, normalise } from './codec';
export { mintId } from './id';
export { AntiphonDoc, type AntiphonChange, type Changes } from './model';
export { MARKS } from './notes';
export type * from './piece';
export { pieceToJson, project, rational } from './projection';
export { isId, ROOTS, type Scalar } from './schema';
export type * as entries from '../generated/schema';
export type { Document, Edge, Event, Kinds, Meta, Node, Root } from '../generated/schema';
export type { Change, Step, UndoStack } from './undo';
