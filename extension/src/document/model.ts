import { YDocument, type DocumentChange } from '@jupyter/ydoc';
import type { JSONValue } from '@lumino/coreutils';
import * as Y from 'yjs';

import type { Document, Kinds, Root } from '../generated/schema';
import {
  decode,
  DocumentError,
  encode,
  inspect,
  normalise,
  refusalText,
  type Entry,
} from './codec';
import { project, type Piece } from './projection';
import { ROOTS, VERSION, type Scalar } from './schema';

/** What a transaction changed. */
export interface AntiphonChange extends DocumentChange {
  /** For each root that changed, the ids of the entries that did (for `meta`, its fields). */
  roots?: ReadonlyMap<Root, ReadonlySet<string>>;
  /** Whether it was made here; undo and redo are. */
  local?: boolean;
}

/** Fields to change; undefined takes a field away. */
export type Changes<R extends Root> = { [F in keyof Kinds[R]]?: Kinds[R][F] | undefined };

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * A new id that no other editor mints: a prefix, then 71 random bits.
 *
 * @param prefix Starts with a letter; says the kind to whoever reads the file, such as `n` for a note.
 */
export function mintId(prefix: string): string {
  let id = prefix;
  while (id.length < prefix.length + 12) {
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
      if (byte < 248 && id.length < prefix.length + 12) {
        id += ALPHABET[byte % 62];
      }
    }
  }
  return id;
}

/**
 * The shared model of a piece: every root a Y Map at the top, every entry a flat Y Map. Nothing is written when it
 * is made, so that two people who open a piece at once do not write it twice.
 *
 * Each call of a mutator is one transaction and one step of this user's undo; consecutive changes of the same fields
 * of one entry within half a second, such as a slider's, are one step together.
 */
export class AntiphonDoc extends YDocument<AntiphonChange> {
  readonly version = String(VERSION);

  private readonly roots: ReadonlyMap<Root, Y.Map<unknown>>;
  /** The roots as plain JSON, kept up to date entry by entry once read. */
  private readonly content = new Map<Root, Record<string, unknown>>();
  private pending = new Map<Root, Set<string>>();
  private current: { document?: Document; piece?: Piece } = {};
  private depth = 0;
  private step = '';

  constructor(options?: YDocument.IOptions) {
    super(options);
    this.roots = new Map(ROOTS.map((root) => [root, this.ydoc.getMap(root)]));
    for (const root of this.roots.values()) {
      this.undoManager.addToScope(root);
      root.observeDeep(this.collect);
    }
    this.ydoc.on('afterTransaction', this.announce);
  }

  /** For the registry of shared models. */
  static create(): AntiphonDoc {
    return new AntiphonDoc();
  }

  /** The document, without what the schema refuses; the same object until it changes. */
  document(): Document {
    return (this.current.document ??= normalise(this.raw()));
  }

  /** The projection of the document; the same object until it changes. */
  get piece(): Piece {
    return (this.current.piece ??= project(this.raw()));
  }

  /** The canonical text of the file. */
  getSource(): string {
    return encode(this.document());
  }

  /**
   * Make this the document of a text, by writing only the fields that differ.
   *
   * @throws DocumentError Where the text is not a valid document; nothing was changed.
   */
  setSource(value: JSONValue): void {
    const document = decode(typeof value === 'string' ? value : JSON.stringify(value));
    this.transact(() => {
      for (const [name, root] of this.roots) {
        const entries = document[name] as Record<string, Entry>;
        if (name === 'meta') {
          writeFields(root, document.meta as Entry);
          continue;
        }
        for (const id of [...root.keys()].sort()) {
          if (!entries[id]) {
            root.delete(id);
          }
        }
        for (const id of Object.keys(entries)) {
          writeEntry(root, id, entries[id]);
        }
      }
    });
  }

  /**
   * Make an entry exactly these fields, whether or not it is there.
   *
   * @param root The root's name.
   * @param id The entry's id; for `meta`, which is one entry, any.
   * @throws DocumentError Where the schema refuses the entry; nothing was changed.
   */
  put<R extends Root>(root: R, id: string, fields: Kinds[R]): void {
    const entry = checked(root, id, fields as Changes<R>);
    this.transact(() => this.write(root, id, entry));
  }

  /**
   * Change some fields of an entry. A strip of `mix`, which needs no field, is made where there is none.
   *
   * @param root The root's name.
   * @param id The entry's id; for `meta`, which is one entry, any.
   * @param fields The new values; undefined takes a field away.
   * @returns Whether there is such an entry: another person may just have taken it away.
   * @throws DocumentError Where the schema refuses the entry that would result; nothing was changed.
   */
  change<R extends Root>(root: R, id: string, fields: Changes<R>): boolean {
    const old = this.entry(root, id) ?? (root === 'mix' ? {} : undefined);
    if (!old) {
      return false;
    }
    const entry = checked(root, id, { ...old, ...fields } as Changes<R>);
    const step = [root, id, ...Object.keys(fields).sort()].join(' ');
    this.transact(() => this.write(root, id, entry), true, null, step);
    return true;
  }

  /** Take entries away; one that is not there is no error. */
  remove(root: Root, ids: readonly string[]): void {
    this.transact(() => ids.forEach((id) => this.map(root).delete(id)));
  }

  /**
   * Bundle changes into one transaction and, where they are undoable, one step of undo.
   *
   * @param f Makes the changes.
   * @param undoable Whether this user's undo takes them back.
   * @param origin The transaction's origin where it is not undoable.
   * @param step Names what is being changed: consecutive steps of one name are one, while they follow each other
   *   within half a second.
   */
  override transact(f: () => void, undoable = true, origin: unknown = null, step = ''): void {
    if (undoable && !this.depth && !(step && step === this.step)) {
      this.undoManager.stopCapturing();
    }
    this.step = undoable && !this.depth ? step : this.step;
    this.depth += 1;
    try {
      super.transact(f, undoable, origin);
    } finally {
      this.depth -= 1;
    }
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this.ydoc.off('afterTransaction', this.announce);
    this.roots.forEach((root) => root.unobserveDeep(this.collect));
    super.dispose();
  }

  private map(root: Root): Y.Map<unknown> {
    return this.roots.get(root)!;
  }

  /** An entry without what the schema refuses, read on its own: a slider asks at every move. */
  private entry(root: Root, id: string): Entry | undefined {
    const map = this.map(root);
    const raw = plain(root === 'meta' ? map : map.get(id));
    const content = normalise({ [root]: root === 'meta' ? raw : { [id]: raw } })[root];
    return root === 'meta' ? (content as Entry) : (content as Record<string, Entry>)[id];
  }

  private write(root: Root, id: string, entry: Entry): void {
    if (root === 'meta') {
      writeFields(this.map(root), entry);
    } else {
      writeEntry(this.map(root), id, entry);
    }
  }

  private raw(): Record<string, unknown> {
    for (const [root, map] of this.roots) {
      if (!this.content.has(root)) {
        // Without a prototype, as a key may be `__proto__`.
        this.content.set(root, Object.assign(Object.create(null), plain(map)));
      }
    }
    return Object.fromEntries(this.content);
  }

  private refresh(root: Root, id: string): void {
    const content = this.content.get(root);
    const map = this.map(root);
    if (content && map.has(id)) {
      content[id] = plain(map.get(id));
    } else if (content) {
      delete content[id];
    }
  }

  private readonly collect = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    this.current = {};
    for (const event of events) {
      const path = event.path;
      const map = path.length ? event.currentTarget : event.target;
      const root = ROOTS.find((each) => this.map(each) === map)!;
      const ids = this.pending.get(root) ?? new Set<string>();
      this.pending.set(root, ids);
      const changed = path.length ? [String(path[0])] : [...event.keys.keys()];
      for (const id of changed) {
        ids.add(id);
        this.refresh(root, id);
      }
    }
  };

  private readonly announce = (transaction: Y.Transaction): void => {
    if (this.pending.size) {
      const roots = this.pending;
      this.pending = new Map();
      this._changed.emit({ roots, local: transaction.local });
    }
  };
}

/** A Y Map's content as plain JSON; `fromEntries`, as a key may be `__proto__`. */
function plain(value: unknown): unknown {
  if (value instanceof Y.Map) {
    return Object.fromEntries([...value.entries()].map(([key, each]) => [key, plain(each)]));
  }
  if (typeof value === 'bigint') {
    return Number(value);
  }
  return value instanceof Y.AbstractType ? (value.toJSON() as unknown) : value;
}

function checked<R extends Root>(root: R, id: string, fields: Changes<R>): Entry {
  const given = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
  const { document, refusals } = inspect({ [root]: root === 'meta' ? given : { [id]: given } });
  if (refusals.length) {
    throw new DocumentError(`${refusalText(refusals[0])}.`);
  }
  const content = document[root] as Record<string, unknown>;
  return (root === 'meta' ? content : content[id]) as Entry;
}

function writeEntry(root: Y.Map<unknown>, id: string, entry: Entry): void {
  const old = root.get(id);
  if (old instanceof Y.Map) {
    writeFields(old, entry);
  } else {
    root.set(id, new Y.Map(Object.entries(entry)));
  }
}

function writeFields(map: Y.Map<unknown>, fields: Record<string, Scalar>): void {
  for (const field of [...map.keys()].sort()) {
    if (!Object.hasOwn(fields, field)) {
      map.delete(field);
    }
  }
  for (const field of Object.keys(fields).sort()) {
    if (map.get(field) !== fields[field]) {
      map.set(field, fields[field]);
    }
  }
}
