/** Drafts of proposals that were not sent: kept in this browser, by piece and person, until they are sent or discarded. */
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import { type AntiphonDoc, mintId } from '../document';
import { type Applied, applying, type Proposed } from '../document/applying';
import {
  decodeOperations,
  difference,
  encodeOperations,
  type ProposedOperation,
} from '../document/proposal';
import { isObject, type Json } from '../document/json';
import { isId } from '../document/schema';
import { write } from '../panels/edit';
import type { SessionConnection } from '../session';
import { written } from './answer';

/** Milliseconds after a change until it is kept. */
const PAUSE = 400;

/** The last moment that a `Date` can be, in milliseconds since the epoch. */
const LATEST = 8.64e15;

/** A draft that was left behind: its piece was closed, or the browser went down, before it was sent. */
export interface Kept {
  readonly id: string;
  readonly title: string;
  /** When it was kept last, in milliseconds since the epoch. */
  readonly at: number;
  /** What it changes, with what it saw; none where it cannot be read. */
  readonly operations: readonly ProposedOperation[];
  /** Why it cannot be read; empty where it can. */
  readonly problem: string;
}

/**
 * What going on with a draft would do now.
 *
 * @param mine - Whether it wins where others have changed the same since.
 */
export function resumed(document: Proposed, { operations }: Kept, mine: boolean): Applied {
  const insisted = new Set(mine ? operations.keys() : []);
  return applying(document, operations, operations.keys(), insisted);
}

/** The drafts of a piece in the browser's storage, an entry each, so that two pages never write over each other's. */
export class UnsentStore {
  /** @param path - of the piece. */
  constructor(path: string) {
    this.name = `antiphon:unsent:${path}`;
    this._prefix = `${this.name}:`;
  }

  /** The same for all pages of this browser that have the piece open. */
  readonly name: string;

  /** Those of a person, the latest first. What is no draft, whoever wrote it there, is passed over. */
  read(person: string): Kept[] {
    const kept = this._ids().flatMap((id) => {
      const raw = parsed(this._text(id));
      if (raw?.person !== person || typeof raw.patch !== 'string') {
        return [];
      }
      const { operations = [], problem = '' } = decodeOperations(raw.patch, Infinity);
      const title = typeof raw.title === 'string' ? raw.title : '';
      const at = typeof raw.at === 'number' && Math.abs(raw.at) <= LATEST ? raw.at : 0;
      return [{ id, title, at, operations, problem }];
    });
    return kept.sort((a, b) => b.at - a.at);
  }

  /** @returns Whether it is kept. */
  write(id: string, person: string, title: string, patch: string): boolean {
    try {
      const text = JSON.stringify({ person, title, at: Date.now(), patch });
      localStorage.setItem(this._prefix + id, text);
      return true;
    } catch {
      return false;
    }
  }

  remove(id: string): void {
    try {
      localStorage.removeItem(this._prefix + id);
    } catch {
      // There is none, then.
    }
  }

  private _ids(): string[] {
    try {
      const own = Object.keys(localStorage).filter((key) => key.startsWith(this._prefix));
      return own.map((key) => key.slice(this._prefix.length)).filter(isId);
    } catch {
      // A browser that keeps nothing has nothing.
      return [];
    }
  }

  private _text(id: string): string {
    return localStorage.getItem(this._prefix + id) ?? '';
  }

  private readonly _prefix: string;
}

/** A text as JSON; null where it is none, or no object. */
function parsed(text: string): Json | null {
  try {
    const raw: unknown = JSON.parse(text);
    return isObject(raw) ? raw : null;
  } catch {
    return null;
  }
}

/**
 * What pages of one browser tell each other: a draft is one's own, being worked on, sent or discarded; nobody's any more; or
 * null, which asks whose what is. What is stored comes to another page a moment later than this.
 */
type Word = { readonly own: string | null } | { readonly free: string };

/**
 * Keeps what is drafted in a document, and goes on with what was left behind: by no page that is still open, which would
 * have two of them write one draft, and one of them lose what the other writes.
 */
export class Unsent implements IDisposable {
  constructor(
    private readonly _doc: AntiphonDoc,
    private readonly _session: Pick<SessionConnection, 'state' | 'stateChanged'>,
    private readonly _store: UnsentStore,
  ) {
    this._pages = new BroadcastChannel(_store.name);
    _doc.changed.connect(this._onChange, this);
    window.addEventListener('pagehide', this._onHide);
    this._pages.onmessage = ({ data }: MessageEvent<Word>) => this._hear(data);
    this._say({ own: null });
    window.addEventListener('storage', this._onStored);
  }

  /** What was left behind, or whether it can be kept, is another. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Drafts that were left behind, the latest first. */
  get left(): readonly Kept[] {
    return this._left;
  }

  /** Whether the browser refuses to keep what is drafted now. */
  get fails(): boolean {
    return this._fails;
  }

  /** What the proposal that is drafted is about. */
  get title(): string {
    return this._title;
  }

  set title(title: string) {
    this._title = title;
    this._onChange();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Look for what was left behind; the piece has to be there. */
  look(): void {
    const person = this._session.state?.you.id;
    if (!person) {
      this._session.stateChanged.connect(this._lookAgain, this);
      return;
    }
    this._isLooking = true;
    const isFree = ({ id }: Kept): boolean => id !== this._id && !this._elsewhere.has(id);
    this._left = this._store.read(person).filter(isFree);
    this._changed.emit();
  }

  /**
   * Go on with a draft, where no other page has sent or discarded it.
   *
   * @returns Why that cannot be; empty where it can.
   */
  goOn(kept: Kept, mine: boolean): string {
    this.look();
    if (!this._left.some(({ id }) => id === kept.id)) {
      return '';
    }
    const { edits } = resumed(this._doc.present, kept, mine);
    this._id = kept.id;
    this._title = kept.title;
    this._doc.beginDraft();
    const why = write(this._doc, edits.map(written));
    if (why) {
      this._id = null;
      this._title = '';
      this._doc.endDraft();
      return why;
    }
    this._say({ own: kept.id });
    this._left = this._left.filter(({ id }) => id !== kept.id);
    this._changed.emit();
    return '';
  }

  /** Throw away what was left behind. */
  discard({ id }: Kept): void {
    this._store.remove(id);
    this._say({ own: id });
    this._left = this._left.filter((each) => each.id !== id);
    this._changed.emit();
  }

  /** What was drafted was sent, or is not wanted. */
  done(): void {
    this._stop();
    if (this._id !== null) {
      this._store.remove(this._id);
      this._say({ own: this._id });
    }
    this._id = null;
    this._title = '';
    this._fails = false;
    this._changed.emit();
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._onHide();
      this._isDisposed = true;
      window.removeEventListener('pagehide', this._onHide);
      window.removeEventListener('storage', this._onStored);
      this._pages.close();
      Signal.clearData(this);
    }
  }

  private _say(word: Word): void {
    this._pages.postMessage(word);
  }

  private _hear(word: Word): void {
    if ('free' in word) {
      this._elsewhere.delete(word.free);
      this._onStored();
    } else if (word.own !== null) {
      this._elsewhere.add(word.own);
      this._onStored();
    } else if (this._id !== null) {
      this._say({ own: this._id });
    }
  }

  private readonly _onStored = (): void => {
    if (this._isLooking) {
      this.look();
    }
  };

  /** The page, or the piece, is closed: another page may go on with what is drafted here. */
  private readonly _onHide = (): void => {
    this._flush();
    if (this._id !== null) {
      this._say({ free: this._id });
    }
  };

  private _lookAgain(): void {
    this._session.stateChanged.disconnect(this._lookAgain, this);
    this.look();
  }

  private _onChange(): void {
    if (this._doc.isDraft && this._timer === null) {
      this._timer = setTimeout(this._flush, PAUSE);
    }
  }

  private readonly _flush = (): void => {
    const isDue = this._timer !== null;
    this._stop();
    const person = this._session.state?.you.id;
    if (!isDue || !person || !this._doc.isDraft) {
      return;
    }
    const operations = difference(this._doc.shared, this._doc.present);
    if (operations.length === 0 && this._id === null) {
      return;
    }
    if (this._id === null) {
      this._id = mintId('d');
      this._say({ own: this._id });
    }
    const patch = encodeOperations(operations);
    const fails = operations.length > 0 && !this._store.write(this._id, person, this._title, patch);
    if (operations.length === 0) {
      this._store.remove(this._id);
    }
    if (fails !== this._fails) {
      this._fails = fails;
      this._changed.emit();
    }
  };

  private _stop(): void {
    if (this._timer !== null) {
      clearTimeout(this._timer);
      this._timer = null;
    }
  }

  private _id: string | null = null;
  private _title = '';
  private _left: readonly Kept[] = [];
  private _fails = false;
  private _timer: ReturnType<typeof setTimeout> | null = null;
  private _isLooking = false;
  private readonly _pages: BroadcastChannel;
  /** The drafts that are other pages’ own. */
  private readonly _elsewhere = new Set<string>();
  private _isDisposed = false;
  private readonly _changed = new Signal<this, void>(this);
}
