import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { AntiphonChange, AntiphonDoc, Change, entries, Root } from '../document';
import type { Entry } from '../document/codec';
import type { SessionState } from '../session';
import { isProposable } from '../document/proposal';
import { refusal, type Before, type Rights } from './rights';
import { trans } from '../translation';

/** What is needed of the session: who this person is, and who plays what. */
export interface Session {
  readonly state: SessionState | null;
  readonly stateChanged: ISignal<unknown, SessionState>;
}

/** Somebody a part is assigned to. */
export interface Player {
  readonly id: string;
  readonly name: string;
}

/** An id that no entry has: ids begin with a letter. */
const NEW = '';

/** What can be locked. */
export type LockKind = entries.Lock['kind'];

/**
 * What this person may change of a piece now, as the server would answer. Every question is answered with the sentence
 * that says why not; an empty one says yes. Until the server has said who this person is, nothing stands in the way.
 */
export class Permissions implements IDisposable {
  constructor(
    private readonly _doc: AntiphonDoc,
    private readonly _session: Session | null = null,
  ) {
    _session?.stateChanged.connect(this._onState);
    _doc.changed.connect(this._onDocument);
    _doc.mayWrite = (changes) => this.refusal(changes);
  }

  /** The answers may be others: people, parts or locks changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Who this person is; null until the server says it. */
  get rights(): Rights | null {
    const state = this._session?.state ?? null;
    return (
      state && {
        role: state.you.role,
        person: state.you.id,
        assignments: state.assignments,
        makers: state.you.made,
      }
    );
  }

  /** Why changes made together are refused. Into a draft may be written all that can be proposed, into the past nothing. */
  refusal(changes: readonly Change[]): string {
    if (this._doc.isPast) {
      return trans.__(
        'This is the piece as it was, which nobody can change: go back to now, or restore it.',
      );
    }
    if (this._doc.isDraft) {
      return unproposable(changes);
    }
    return this.rights ? refusal(this.rights, this._before, changes) : '';
  }

  /** Why what calls of the document's mutators would change is refused. */
  refusalOf(write: () => void): string {
    return this.rights || this._doc.isPast ? this.refusal(this._doc.preview(write)) : '';
  }

  /** Why nothing of the piece can be changed: a role that reads, or a lock on the whole. */
  piece(): string {
    return this._isFree ? '' : this.comment();
  }

  /** Why nothing can be commented on. */
  comment(): string {
    const after = { target: 'p', text: '' };
    return this.refusal([{ root: 'annotations', id: NEW, before: null, after }]);
  }

  /** Why a part cannot be written in. */
  part(id: string): string {
    return this._isFree ? '' : this._same('parts', id);
  }

  /** Why the notes of parts in measures cannot be changed together. */
  places(places: readonly { part: string; measure: string }[]): string {
    return this.refusal(places.map((place) => newEvent({ kind: 'note', ...place })));
  }

  /** Why no tempo can be set in a measure. */
  tempo(measure: string): string {
    return this.refusal([newEvent({ kind: 'tempo', measure })]);
  }

  /** Why no part can be added. */
  newPart(): string {
    const after = { index: 'a', name: '' };
    return this.refusal([{ root: 'parts', id: NEW, before: null, after }]);
  }

  /** Why no measure can be added at the end. */
  newMeasure(): string {
    return this.refusal([{ root: 'measures', id: NEW, before: null, after: { index: 'zzzz' } }]);
  }

  /** Why a strip of the mixer cannot be changed, whether or not it is there. */
  strip(id: string): string {
    const before = this._before.entry('mix', id);
    return this.refusal([{ root: 'mix', id, before, after: before ?? {} }]);
  }

  /** Why no bus can be added to the mixer. */
  newBus(): string {
    return this.refusal([{ root: 'mix', id: NEW, before: null, after: { name: '' } }]);
  }

  /** Why no node can be added that is nobody's part's. */
  newNode(): string {
    const after = { kind: 'osc.sine' };
    return this.refusal([{ root: 'nodes', id: NEW, before: null, after }]);
  }

  /** Why nothing can be proposed. */
  newProposal(): string {
    const after = { title: '', patch: '' };
    return this._isFree ? '' : this.refusal([{ root: 'proposals', id: NEW, before: null, after }]);
  }

  /** Why title, tempo, meters and keys cannot be changed. */
  frame(): string {
    return this.refusal([{ root: 'meta', id: '', before: {}, after: {} }]);
  }

  /** Why an entry cannot be changed; nothing where there is none. */
  entry(root: Root, id: string): string {
    return this._same(root, id);
  }

  /** Why a thing cannot be locked, or unlocked where it is. */
  locking(kind: LockKind, id: string): string {
    const lock = this._before.entry('locks', id);
    const change = lock ? { before: lock, after: null } : { before: null, after: { kind } };
    return this.refusal([{ root: 'locks', id, ...change }]);
  }

  /** The lock on a thing; null where it has none. */
  lock(kind: LockKind, id: string): entries.Lock | null {
    const lock = this._before.entry('locks', id) as entries.Lock | null;
    return lock?.kind === kind ? lock : null;
  }

  /** Who plays a part; nobody where it is everybody's. */
  players(part: string): readonly Player[] {
    const { assignments = {}, people = [] } = this._session?.state ?? {};
    const ids = Object.hasOwn(assignments, part) ? assignments[part] : [];
    return ids.map((id) => {
      const known = people.find((person) => person.id === id);
      return { id, name: known?.name ?? trans.__('somebody who was sent away') };
    });
  }

  /** The name of who made an entry such as a proposal; empty where it is not known. */
  maker(root: Root, id: string): string {
    const { you, people = [] } = this._session?.state ?? {};
    const person = you?.made[`${root}/${id}`];
    return people.find((of) => of.id === person)?.name ?? '';
  }

  /** Whether a part is assigned to this person. */
  plays(part: string): boolean {
    return this.players(part).some(({ id }) => id === this._session?.state?.you.id);
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._session?.stateChanged.disconnect(this._onState);
      this._doc.changed.disconnect(this._onDocument);
      this._doc.mayWrite = null;
      Signal.clearData(this);
    }
  }

  /** Whether it is a draft that is written into, which is nobody's business. */
  private get _isFree(): boolean {
    return this._doc.isDraft && !this._doc.isPast;
  }

  private _same(root: Root, id: string): string {
    const change = this._unchanged(root, id);
    return change ? this.refusal([change]) : '';
  }

  private _unchanged(root: Root, id: string): Change | null {
    const entry = this._before.entry(root, id);
    return entry && { root, id, before: entry, after: entry };
  }

  private readonly _onState = (): void => {
    const known = JSON.stringify([this.rights, this._session?.state?.people]);
    if (known !== this._known) {
      this._known = known;
      this._changed.emit();
    }
  };

  private readonly _onDocument = (_: unknown, { roots, swapped }: AntiphonChange) => {
    if (swapped || roots?.has('locks') || roots?.has('parts')) {
      this._changed.emit();
    }
  };

  private readonly _before: Before = {
    entry: (root, id) => {
      const content = this._doc.document()[root] as Record<string, Entry>;
      if (root === 'meta') {
        return content as unknown as Entry;
      }
      return Object.hasOwn(content, id) ? content[id] : null;
    },
    ids: (root) => Object.keys(this._doc.document()[root]),
  };

  private readonly _changed = new Signal<this, void>(this);
  private _known = '';
  private _isDisposed = false;
}

/** Why changes cannot be proposed. */
function unproposable(changes: readonly Change[]): string {
  for (const { root, before, after } of changes) {
    if (root === 'measures' && before && !after) {
      return trans.__(
        'Measures cannot be proposed away: propose to take away what is in them, or comment on them.',
      );
    }
    if (!isProposable(root)) {
      return trans.__(
        'This cannot be proposed: notes and marks, measures at the end, the graph and the mixer can. Send or discard the proposal first.',
      );
    }
  }
  return '';
}

function newEvent(fields: Entry): Change {
  return { root: 'events', id: NEW, before: null, after: { onset: '0', ...fields } };
}
