import { YDocument, type DocumentChange } from '@jupyter/ydoc';
import type { JSONValue } from '@lumino/coreutils';
import { Signal, type ISignal } from '@lumino/signaling';
import * as Y from 'yjs';

import type { Document, Kinds, Root } from '../generated/schema';
import {
  decode,
  DocumentError,
  encode,
  inspectEntry,
  refusalText,
  type Entry,
  type Refusal,
} from './codec';
import { PastContents } from './past';
import type { Piece } from './piece';
import { ROOTS, VERSION } from './schema';
import { same, UndoStack, type Change, type Direction, type Step } from './undo';
import { YContents } from './ycontents';
import { writeEntry, writeFields } from './ymap';

/** What a transaction changed. */
export interface AntiphonChange extends DocumentChange {
  /** For each root that changed, the ids of the entries that did (for `meta`, its fields). */
  roots?: ReadonlyMap<Root, ReadonlySet<string>>;
  /** Whether it was made here; undo and redo are. */
  local?: boolean;
  /** What is read is another document now, as a draft or the past was begun or left: everything may be different. */
  swapped?: boolean;
}

/** Fields to change; undefined takes a field away. */
export type Changes<R extends Root> = { [F in keyof Kinds[R]]?: Kinds[R][F] | undefined };

/** What is set aside while a draft is worked on. */
interface Aside {
  readonly content: YContents;
  readonly draft: Y.Doc;
  readonly follow: (update: Uint8Array) => void;
  readonly putBack: () => void;
}

/** Where a transaction keeps its step's name. */
const STEP = Symbol('step');

/**
 * The shared model of a piece: every root a Y Map at the top, every entry a flat Y Map. Nothing is written when it
 * is made, so that two people who open a piece at once do not write it twice.
 *
 * Each call of a mutator is one transaction and one step of this user's undo; consecutive changes of the same fields
 * of one entry within half a second, such as a slider's, are one step together. Undo is ours, not Yjs's.
 */
export class AntiphonDoc extends YDocument<AntiphonChange> {
  readonly version = String(VERSION);

  /** What this user can undo and redo; it may be handed on to a document that was loaded afresh. */
  history = new UndoStack();

  /** Asked before an undo or redo is written: says in a sentence why these changes may not be made, or nothing. */
  mayWrite: ((changes: Step) => string) | null = null;

  private content: YContents;
  private _aside: Aside | null = null;
  private _past: PastContents | null = null;
  private draft: Map<string, Change> | null = null;
  private readonly _refused = new Signal<this, string>(this);

  constructor(options?: YDocument.IOptions) {
    super(options);
    this.content = this._follow(this.ydoc);
  }

  /** For the registry of shared models. */
  static create(): AntiphonDoc {
    return new AntiphonDoc();
  }

  /** Why `mayWrite` refused an undo or redo, which can be tried again; or why nothing is written into the past. */
  get refused(): ISignal<this, string> {
    return this._refused;
  }

  /** Whether what is read and written here is a private draft, which nobody else sees. */
  get isDraft(): boolean {
    return this._aside !== null;
  }

  /** The document that is shared, whether or not a draft is worked on. */
  get shared(): Document {
    return (this._aside?.content ?? this.content).document();
  }

  /**
   * Work on a private draft: a copy that all reads and writes go to, into which what others write into the shared document
   * comes as well. What could be undone is set aside meanwhile.
   */
  beginDraft(): void {
    this.endPast();
    if (this._aside) {
      return;
    }
    const draft = new Y.Doc();
    Y.applyUpdate(draft, Y.encodeStateAsUpdate(this.ydoc));
    const follow = (update: Uint8Array): void => Y.applyUpdate(draft, update);
    this.ydoc.on('update', follow);
    const { content } = this;
    this._aside = { content, draft, follow, putBack: this.history.setAside() };
    content.changed = null;
    this.content = this._follow(draft);
    this._changed.emit({ swapped: true });
  }

  /** Leave the draft, and all that was written into it; the shared document is read and written again. */
  endDraft(): void {
    this.endPast();
    const aside = this._aside;
    if (!aside) {
      return;
    }
    this._aside = null;
    this.ydoc.off('update', aside.follow);
    this.content.dispose();
    aside.draft.destroy();
    this.content = this._follow(this.ydoc, aside.content);
    aside.putBack();
    this._changed.emit({ swapped: true });
  }

  /** Whether what is read here is the piece as it was: nothing can be written then. */
  get isPast(): boolean {
    return this._past !== null;
  }

  /**
   * Show the piece as it was, until `endPast`: all reads are of that document, and nothing can be written. What is shared
   * (or the draft) goes on meanwhile, and is not told of. Where the past is shown already, it is another one from now on.
   *
   * @param document The piece at some moment; it is not kept.
   */
  showPast(document: Document): void {
    if (!this._past) {
      this._past = new PastContents(document);
      this._changed.emit({ swapped: true });
      return;
    }
    const roots = this._past.become(document);
    if (roots.size) {
      this._changed.emit({ roots, local: false });
    }
  }

  /** Show the piece as it is again. */
  endPast(): void {
    if (this._past) {
      this._past = null;
      this._changed.emit({ swapped: true });
    }
  }

  /** The document that is written into here, a draft or what is shared, whether or not the past is shown. */
  get present(): Document {
    return this.content.document();
  }

  /** The document, without what the schema refuses; the same object until it changes. */
  document(): Document {
    return (this._past ?? this.content).document();
  }

  /** The projection of the document; the same object until it changes. */
  get piece(): Piece {
    return (this._past ?? this.content).piece();
  }

  /** The canonical text of the file, of what is shared. */
  getSource(): string {
    return encode(this.shared);
  }

  /**
   * Make this the document of a text, by writing only the fields that differ.
   *
   * @throws DocumentError Where the text is not a valid document; nothing was changed.
   */
  setSource(value: JSONValue): void {
    const document = decode(typeof value === 'string' ? value : JSON.stringify(value));
    this.transact(() => {
      for (const root of ROOTS) {
        if (root === 'meta') {
          this.write(root, '', document.meta as Entry);
          continue;
        }
        const entries = document[root] as Record<string, Entry>;
        const there = [...this.content.map(root).keys()].sort();
        this.remove(
          root,
          there.filter((id) => !entries[id]),
        );
        for (const id of Object.keys(entries)) {
          this.write(root, id, entries[id]);
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
    const old = this.entry(root, id) ?? (root === 'mix' ? {} : null);
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
    this.transact(() => ids.forEach((id) => this.write(root, id, null)));
  }

  /**
   * Bundle changes into one transaction and, where they are undoable, one step of undo.
   *
   * @param f Makes the changes.
   * @param undoable Whether this user's undo takes them back.
   * @param origin The transaction's origin where it is not undoable.
   * @param step Names what is being changed: consecutive steps of one name are one, while they follow each other
   *   within half a second.
   *
   * While the past is shown, nothing is done: `refused` says so.
   */
  override transact(f: () => void, undoable = true, origin: unknown = null, step = ''): void {
    if (this.draft) {
      return f();
    }
    if (this._past) {
      this._refused.emit(this.mayWrite?.([]) ?? '');
      return;
    }
    (this._aside?.draft ?? this.ydoc).transact(
      ({ meta }) => {
        if (!meta.has(STEP)) {
          meta.set(STEP, step);
          this.content.read();
        }
        f();
      },
      undoable ? this : origin,
    );
  }

  /**
   * What calls of the mutators would change, without changing anything: to ask first whether it may be.
   *
   * @param f Calls `put`, `change`, `remove`, `setSource` or `transact`; or `undo` or `redo`, once.
   * @returns Each entry that would be different.
   */
  preview(f: () => void): Step {
    const draft = new Map<string, Change>();
    this.draft = draft;
    try {
      f();
    } finally {
      this.draft = null;
    }
    return [...draft.values()].filter(({ before, after }) => !same(before, after));
  }

  override canUndo(): boolean {
    return !this._past && this.history.can('undo');
  }

  override canRedo(): boolean {
    return !this._past && this.history.can('redo');
  }

  override clearUndoHistory(): void {
    this.history.clear();
  }

  /**
   * Undo the last own step that others have left something of.
   *
   * @returns Whether something was undone; `refused` says why not, where `mayWrite` objected.
   */
  override undo(): boolean {
    return this.go('undo');
  }

  /** Undo the last undo; see `undo`. */
  override redo(): boolean {
    return this.go('redo');
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this.endDraft();
    this.content.dispose();
    super.dispose();
  }

  /** Tell what is changed in a document. */
  private _follow(ydoc: Y.Doc, content = new YContents(ydoc, this)): YContents {
    content.changed = ({ roots, step, local, meta }) => {
      this.history.record(step, meta.get(STEP) as string | undefined);
      if (!this._past) {
        this._changed.emit({ roots, local });
      }
    };
    return content;
  }

  private go(direction: Direction): boolean {
    if (this._past) {
      return false;
    }
    const contents = this.content.read();
    const edits = this.history.next(direction, (root, id) => contents.entry(root, id));
    if (!edits.length) {
      return false;
    }
    const write = () => edits.forEach(({ root, id, after }) => this.write(root, id, after));
    if (this.draft) {
      write();
      return true;
    }
    const why = this.mayWrite?.(edits);
    if (why) {
      this._refused.emit(why);
      return false;
    }
    this.history.done(direction, edits);
    this.transact(write, false);
    return true;
  }

  /** An entry without what the schema refuses, as it is within a transaction. */
  private entry(root: Root, id: string): Entry | null {
    const drafted = this.draft?.get(`${root} ${id}`);
    return drafted
      ? drafted.after
      : (inspectEntry(root, id, (this._past ?? this.content).raw(root, id), []) ?? null);
  }

  /** Make an entry exactly these fields, or take it away. */
  private write(root: Root, id: string, entry: Entry | null): void {
    const place = root === 'meta' ? '' : id;
    const key = `${root} ${place}`;
    if (this.draft) {
      const drafted = this.draft.get(key);
      const before = drafted ? drafted.before : this.entry(root, place);
      this.draft.set(key, { root, id: place, before, after: entry });
    } else if (root === 'meta') {
      writeFields(this.content.map(root), entry ?? {});
    } else if (entry) {
      writeEntry(this.content.map(root), id, entry);
    } else {
      this.content.map(root).delete(id);
    }
  }
}

function checked<R extends Root>(root: R, id: string, fields: Changes<R>): Entry {
  const given = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
  const refusals: Refusal[] = [];
  const entry = inspectEntry(root, root === 'meta' ? '' : id, given, refusals);
  if (refusals.length) {
    throw new DocumentError(`${refusalText(refusals[0])}.`);
  }
  return entry!;
}
