import type { Document, Root } from '../generated/schema';
import type { Entry } from './codec';
import { Contents } from './contents';
import type { Piece } from './piece';
import { Projector } from './projector';
import { ROOTS } from './schema';
import { same } from './undo';

/** A document that is only looked at, and may be another one in the next moment: what stays the same is the same object. */
export class PastContents {
  /** @param document - It is not kept. */
  constructor(document: Document) {
    this._contents = new Contents(document as unknown as Record<string, unknown>);
  }

  document(): Document {
    return (this._document ??= this._contents.document());
  }

  piece(): Piece {
    this._projector ??= new Projector(this._contents);
    return this._projector.piece;
  }

  /** What is in an entry's place; undefined where nothing is. */
  raw(root: Root, id: string): Entry | undefined {
    return this._contents.entry(root, id) ?? undefined;
  }

  /**
   * Be another document.
   *
   * @returns For each root that is different, the ids of the entries that are.
   */
  become(document: Document): ReadonlyMap<Root, ReadonlySet<string>> {
    const roots = new Map<Root, ReadonlySet<string>>();
    for (const root of ROOTS) {
      const after = entriesOf(document, root);
      const before = this._contents.of(root) as ReadonlyMap<string, Entry>;
      const ids = new Set(
        [...new Set([...before.keys(), ...Object.keys(after)])].filter(
          (id) => !same(before.get(id) ?? null, after[id] ?? null),
        ),
      );
      if (ids.size > 0) {
        roots.set(root, ids);
      }
    }
    this._contents.change(roots, (root, id) => entriesOf(document, root)[id]);
    this._projector?.update(roots);
    this._document = null;
    return roots;
  }

  private readonly _contents: Contents;
  private _projector: Projector | null = null;
  private _document: Document | null = null;
}

function entriesOf(document: Document, root: Root): Record<string, Entry> {
  const content = document[root] as unknown as Record<string, Entry>;
  return root === 'meta' ? { '': content as unknown as Entry } : content;
}
