import type { AntiphonDoc, Document, Piece } from '../../document';
import { asSounding, asWritten, soundingDocument, symbolAsWritten } from '../music/concert';
import { SlotIndex } from '../music/slot';
import type { Operation } from './command';

/** A piece as it is read by one person: with the pitches that are written, or with those that sound. */
export class Reading {
  constructor(private readonly _doc: AntiphonDoc) {}

  /** Whether pitches are those that sound, in what is read and in what is entered; written ones otherwise. */
  get concert(): boolean {
    return this._concert;
  }

  set concert(concert: boolean) {
    if (concert !== this._concert) {
      this._concert = concert;
      this._indexed = null;
    }
  }

  /** The piece as it is now, by slots; the same object until the document changes. */
  get index(): SlotIndex {
    const { piece } = this._doc;
    if (this._index === null || this._indexed !== piece) {
      this._index = new SlotIndex(this._concert ? asSounding(piece) : piece, this._index);
      this._indexed = piece;
    }
    return this._index;
  }

  /** The document with the pitches that are read. */
  document(): Document {
    const document = this._doc.document();
    return this._concert ? soundingDocument(document, this._doc.piece) : document;
  }

  /** Do to the document what an operation says, with the pitches that are written where those that sound were entered. */
  apply(operation: Operation): void {
    const written = this._written(operation);
    switch (written.kind) {
      case 'put':
        this._doc.put(written.root, written.id, written.fields);
        break;
      case 'change':
        this._doc.change(written.root, written.id, written.fields);
        break;
      case 'remove':
        this._doc.remove(written.root, [written.id]);
        break;
    }
  }

  private _written(operation: Operation): Operation {
    if (!this._concert || operation.kind === 'remove' || operation.root !== 'events') {
      return operation;
    }
    const { id, fields } = operation;
    const there = this._doc.document().events[id];
    const of = fields.part ?? there?.part;
    const part = this._doc.piece.parts.find((each) => each.id === of);
    if (part && fields.text && (fields.kind ?? there?.kind) === 'harmony') {
      const text = symbolAsWritten(fields.text, part);
      return { ...operation, fields: { ...fields, text } } as Operation;
    }
    return part && fields.pitch
      ? ({
          ...operation,
          fields: { ...fields, pitch: asWritten(fields.pitch, part) },
        } as Operation)
      : operation;
  }

  private _concert = false;
  private _index: SlotIndex | null = null;
  /** What the index was made of. */
  private _indexed: Piece | null = null;
}
