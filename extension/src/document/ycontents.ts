/** The contents of a Y document, read again entry by entry, and what each transaction changed. */
import type * as Y from 'yjs';

import type { Document, Root } from '../generated/schema';
import { Contents, type Ids } from './contents';
import type { Piece } from './piece';
import { Projector } from './projector';
import { ROOTS } from './schema';
import { same, type Change, type Step } from './undo';
import { plain } from './ymap';

/** What a transaction changed. */
export interface Transacted {
  /** For each root that changed, the ids of the entries that did (for `meta`, its fields). */
  roots: Ids;
  /** Where it was made by the owner: the entries that it changed; otherwise empty. */
  step: Step;
  local: boolean;
  /** What was noted with the transaction. */
  meta: ReadonlyMap<unknown, unknown>;
}

type Changed = Map<Root, Set<string>>;

export class YContents {
  /**
   * @param ydoc The document.
   * @param owner The origin of the transactions whose steps are told; it calls `read` before it writes.
   */
  constructor(
    private readonly ydoc: Y.Doc,
    private readonly owner: unknown,
  ) {
    this.roots = new Map(ROOTS.map((root) => [root, ydoc.getMap(root)]));
    this.roots.forEach((root) => root.observeDeep(this.collect));
    ydoc.on('afterTransaction', this.announce);
  }

  /** Is told of each transaction that changed something, after it. */
  changed: ((transacted: Transacted) => void) | null = null;

  map(root: Root): Y.Map<unknown> {
    return this.roots.get(root)!;
  }

  /** What is in an entry's place as plain JSON, as it is within a transaction; undefined where nothing is. */
  raw(root: Root, id: string): unknown {
    const map = this.map(root);
    return plain(root === 'meta' ? map : map.get(id));
  }

  /** The contents as they are now. */
  read(): Contents {
    if (!this.contents) {
      const roots = [...this.roots].map(([root, map]) => [root, plain(map)]);
      this.contents = new Contents(Object.fromEntries(roots) as Record<string, unknown>);
    } else if (this.unread.size) {
      this.contents.change(this.unread, (root, id) => this.raw(root, id));
    }
    this.unread = new Map();
    return this.contents;
  }

  /** The document; the same object until it changes. */
  document(): Document {
    const contents = this.read();
    return (this.written ??= contents.document());
  }

  /** Its projection; the same object until it changes. */
  piece(): Piece {
    const contents = this.read();
    if (!this.projector) {
      this.projector = new Projector(contents);
    } else if (this.unprojected.size) {
      this.projector.update(this.unprojected);
    }
    this.unprojected = new Map();
    return this.projector.piece;
  }

  dispose(): void {
    this.ydoc.off('afterTransaction', this.announce);
    this.roots.forEach((root) => root.unobserveDeep(this.collect));
  }

  private readonly collect = (
    events: Y.YEvent<Y.AbstractType<unknown>>[],
    { local, origin }: Y.Transaction,
  ): void => {
    this.written = null;
    const own = local && origin === this.owner;
    for (const event of events) {
      const { path } = event;
      const map = path.length ? event.currentTarget : event.target;
      const root = ROOTS.find((each) => this.map(each) === map)!;
      for (const key of path.length ? [String(path[0])] : event.keys.keys()) {
        const id = root === 'meta' ? '' : key;
        const place = `${root} ${id}`;
        if (own && this.contents && !this.replaced.has(place)) {
          this.replaced.set(place, { root, id, before: this.contents.entry(root, id) });
        }
        add(this.pending, root, key);
        add(this.unread, root, id);
        add(this.unprojected, root, id);
      }
    }
  };

  private readonly announce = ({ local, meta }: Y.Transaction): void => {
    if (!this.pending.size) {
      return;
    }
    const [roots, step] = [this.pending, this.step()];
    this.pending = new Map();
    this.replaced = new Map();
    this.changed?.({ roots, step, local, meta });
  };

  private step(): Step {
    return [...this.replaced.values()]
      .map((change) => ({ ...change, after: this.read().entry(change.root, change.id) }))
      .filter(({ before, after }) => !same(before, after));
  }

  private readonly roots: ReadonlyMap<Root, Y.Map<unknown>>;
  /** Kept once it was read. */
  private contents: Contents | null = null;
  private written: Document | null = null;
  private projector: Projector | null = null;
  /** What changed since the contents, and since the piece, were read. */
  private unread: Changed = new Map();
  private unprojected: Changed = new Map();
  /** What the transaction under way changed, and of the owner's: the entries before it. */
  private pending: Changed = new Map();
  private replaced = new Map<string, Omit<Change, 'after'>>();
}

function add(changed: Changed, root: Root, id: string): void {
  const ids = changed.get(root);
  if (ids) {
    ids.add(id);
  } else {
    changed.set(root, new Set([id]));
  }
}
