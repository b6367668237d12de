/**
 * What accepting a proposal, or a part of it, writes, and what it must ask about first. Nothing that was written meanwhile
 * is written over unless somebody insists. `antiphon.document.applying` is the same in Python, and
 * `tests/fixtures/proposals` holds the two together.
 */
import Fraction from 'fraction.js';

import type { Document } from '../generated/schema';
import type { Entry } from './codec';
import {
  after,
  entryOf,
  type Fields,
  isOwnStrip,
  type ProposableRoot,
  type ProposedOperation,
} from './proposal';
import { ZERO } from './rational';
import { same } from './undo';

/** The part of a document that proposals are about. */
export type Proposed = Pick<Document, ProposableRoot | 'parts'>;
type Place = ProposableRoot | 'parts';

/** For each root, the fields without whose entry one of it is nothing, and where that entry is. */
const NEEDS: References = {
  events: { measure: ['measures'], part: ['parts'] },
  spans: { start: ['events'], end: ['events'] },
  edges: { source: ['nodes', 'groups'], target: ['nodes', 'groups'] },
  ports: { group: ['groups'], node: ['nodes'] },
  sends: { source: ['mix'], target: ['mix', 'nodes'] },
  inserts: { strip: ['mix'], node: ['nodes'] },
};
/** For each root, the fields whose entry is wanted, but can be missed. */
const NAMES: References = {
  nodes: { group: ['groups'] },
  groups: { group: ['groups'] },
  labels: { group: ['groups'] },
  mix: { bus: ['mix'] },
};
type References = Partial<Record<ProposableRoot, Readonly<Record<string, readonly Place[]>>>>;

/** What the ids of the instruments begin with that parts have by themselves. */
const DEFAULT = 'default-';
/** The fields that say when, and in which voice, an event sounds. */
const TIMES = ['kind', 'part', 'staff', 'voice', 'measure', 'onset', 'duration', 'grace'];

/** What is to be written: fields (null takes one away), or null, which takes the entry away. */
export interface ProposedEdit {
  readonly root: ProposableRoot;
  readonly id: string;
  readonly fields: Fields | null;
  /** Whether the entry is made anew. */
  readonly whole: boolean;
}

/** Why an operation was left out. */
export interface Conflict {
  /** Its place in the proposal, from 0. */
  readonly operation: number;
  /**
   * `changed`: fields are neither as it saw them nor as it wants them; `there`: what it would put is there, and is
   * something else; `gone`: what it would change was taken away; `lost`: what it needs was taken away, or is left out;
   * `used`: what it would take away is used by what others have made since; `occupied`: a note of somebody else's sounds
   * meanwhile.
   */
  readonly why: 'changed' | 'there' | 'gone' | 'lost' | 'used' | 'occupied';
  /** The fields, sorted, where it is about some. */
  readonly fields: readonly string[];
}

/** Whether the proposal's can be taken all the same. */
export function canInsist({ why }: Conflict): boolean {
  return why !== 'gone' && why !== 'lost';
}

/** What accepting does. */
export interface Applied {
  /** What is to be written, in one step. */
  readonly edits: readonly ProposedEdit[];
  /** What is left out and should be asked about, by operation. */
  readonly conflicts: readonly Conflict[];
  /** The operations that are in the document then, those that were in it already included. */
  readonly taken: readonly number[];
  /** Those that come along though they were not chosen, as chosen ones need them. */
  readonly along: readonly number[];
}

/**
 * What accepting operations writes into a document as it is now; accepting again writes nothing again.
 *
 * @param operations - All of the proposal's.
 * @param chosen - The places of those that are accepted; all where it is not given.
 * @param insisted - The places of those that are to be taken although others have written meanwhile.
 */
export function applying(
  document: Proposed,
  operations: readonly ProposedOperation[],
  chosen: Iterable<number> = operations.keys(),
  insisted: ReadonlySet<number> = new Set(),
): Applied {
  return new Acceptance(document, operations, insisted).of(chosen);
}

class Acceptance {
  constructor(
    private readonly _document: Proposed,
    private readonly _operations: readonly ProposedOperation[],
    private readonly _insisted: ReadonlySet<number>,
  ) {
    this._place = new Map(_operations.map(({ root, id }, at) => [key(root, id), at]));
    this._then = _operations.map((each) => after(each, this._now(each)));
    const measures = this._then.flatMap((then) =>
      then?.measure === undefined ? [] : [then.measure],
    );
    this._sounding = new Sounding(
      _document.events as unknown as Record<string, Entry>,
      new Set(measures),
    );
  }

  of(wanted: Iterable<number>): Applied {
    const chosen = new Set([...wanted].filter((at) => this._operations[at]));
    this._close([...chosen]);
    const all = [...this._wanted].sort((a, b) => a - b);
    const done = new Set(all.filter((at) => this._isDone(at)));
    const open = all.filter((at) => !done.has(at));
    this._leave(open, (at) => this._met(at));
    while (this._leave(open, (at) => this._alone(at)));
    const taken = all.filter((at) => !this._left.has(at));
    const edits = new Map<string, ProposedEdit>();
    for (const edit of taken.flatMap((at) => (done.has(at) ? [] : this._edits(at)))) {
      const of = key(edit.root, edit.id);
      if (edit.fields === null || !edits.has(of)) {
        edits.set(of, edit);
      }
    }
    return {
      edits: [...edits.values()],
      conflicts: [...this._left.values()].sort((a, b) => a.operation - b.operation),
      taken,
      along: taken.filter((at) => !chosen.has(at)),
    };
  }

  private _now({ root, id }: { root: ProposableRoot; id: string }): Entry | null {
    return entryOf(this._document, root, id) ?? (isOwnStrip(this._document, root, id) ? {} : null);
  }

  // What comes along.

  private _close(waiting: number[]): void {
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (!this._wanted.has(at)) {
        this._wanted.add(at);
        waiting.push(...this._companions(at));
      }
    }
  }

  /** The operations that one cannot go without. */
  private _companions(at: number): number[] {
    const [operation, then] = [this._operations[at], this._then[at]];
    const { root, id } = operation;
    if (!then) {
      return this._usersOf(root, id)
        .flatMap((user) => this._place.get(key(user.root, user.id)) ?? [])
        .filter((place) => this._operations[place].op !== 'put');
    }
    const found = [...named(root, then, NEEDS), ...named(root, then, NAMES)]
      .flatMap((of) => this._place.get(of) ?? [])
      .filter((place) => this._operations[place].op === 'put');
    if (root === 'events') {
      found.push(...this._tied(id, then));
      if (isOfTime(operation)) {
        const others = this._sounding.meanwhile(id, then);
        const places = others.flatMap((each) => this._place.get(key('events', each)) ?? []);
        found.push(...places.filter((place) => makesRoom(this._operations[place])));
      }
    }
    return found;
  }

  /** The note that a proposed tie leads to, where that is proposed as well. */
  private _tied(id: string, note: Entry): number[] {
    if (!note.tie || note.duration === undefined) {
      return [];
    }
    const end = time(note.onset).add(time(note.duration));
    const next = this._following().get(String(note.measure));
    return [
      ...(this._starting().get(start(note, String(note.measure), end)) ?? []),
      ...((next !== undefined && this._starting().get(start(note, next, ZERO))) || []),
    ].filter((place) => this._operations[place].id !== id);
  }

  /** The proposed notes by part, pitch, measure and onset. */
  private _starting(): ReadonlyMap<string, readonly number[]> {
    if (!this._starts) {
      this._starts = new Map();
      for (const [place, { root }] of this._operations.entries()) {
        const then = this._then[place];
        if (root === 'events' && then?.kind === 'note') {
          const where = start(then, String(then.measure), time(then.onset));
          this._starts.set(where, [...(this._starts.get(where) ?? []), place]);
        }
      }
    }
    return this._starts;
  }

  /** For each measure the next one, proposed ones included. */
  private _following(): ReadonlyMap<string, string> {
    if (!this._next) {
      const all = Object.entries(this._document.measures).map(([id, { index }]) => [id, index]);
      const measures = new Map<string, string>(all as [string, string][]);
      for (const [place, { root, id }] of this._operations.entries()) {
        const then = this._then[place];
        if (root === 'measures' && then) {
          measures.set(id, String(then.index ?? ''));
        }
      }
      const order = [...measures].sort(([a, at], [b, to]) => compare(at, to) || compare(a, b));
      this._next = new Map(order.slice(1).map(([id], at) => [order[at][0], id]));
    }
    return this._next;
  }

  // What has happened meanwhile.

  private _isDone(at: number): boolean {
    const now = this._now(this._operations[at]);
    return !(this._operations[at].op === 'change' && !now) && same(now, this._then[at]);
  }

  /** Leave out what a look finds a conflict of; whether there was any. */
  private _leave(open: readonly number[], look: (at: number) => Conflict | null): boolean {
    let found = false;
    for (const at of open) {
      const conflict = this._left.has(at) ? null : look(at);
      if (conflict && !(canInsist(conflict) && this._insisted.has(at))) {
        this._left.set(at, conflict);
        found = true;
      }
    }
    return found;
  }

  /** What has become of the entry itself. */
  private _met(at: number): Conflict | null {
    const operation = this._operations[at];
    const now = this._now(operation);
    if (operation.op === 'put') {
      return now && Object.keys(now).length > 0
        ? { operation: at, why: 'there', fields: between(now, operation.fields) }
        : null;
    }
    if (!now) {
      return { operation: at, why: 'gone', fields: [] };
    }
    const { base, op } = operation;
    const wants = op === 'change' ? operation.fields : null;
    const names = new Set([...Object.keys(base), ...(wants ? [] : Object.keys(now))]);
    const fields = [...names]
      .filter((of) => (now[of] ?? null) !== (base[of] ?? null))
      .filter((of) => !wants || (now[of] ?? null) !== wants[of])
      .sort();
    return fields.length > 0 ? { operation: at, why: 'changed', fields } : null;
  }

  /** What has become of others that it has to do with. */
  private _alone(at: number): Conflict | null {
    const [operation, then] = [this._operations[at], this._then[at]];
    const { root, id } = operation;
    if (!then) {
      return this._users(root, id).length > 0 ? { operation: at, why: 'used', fields: [] } : null;
    }
    const has = references(root, then, NEEDS).every(([of, roots]) =>
      roots.some((place) => this._willBe(place, of)),
    );
    if (!has) {
      return { operation: at, why: 'lost', fields: [] };
    }
    return root === 'events' &&
      then.kind === 'note' &&
      isOfTime(operation) &&
      this._sounding.meanwhile(id, then, true).some((each) => !this._givesWay(each))
      ? { operation: at, why: 'occupied', fields: [] }
      : null;
  }

  private _givesWay(event: string): boolean {
    const place = this._place.get(key('events', event));
    return place !== undefined && this._isTaken(place) && makesRoom(this._operations[place]);
  }

  private _isTaken(at: number): boolean {
    return this._wanted.has(at) && !this._left.has(at);
  }

  /** Whether an entry will be there. */
  private _willBe(root: Place, id: string): boolean {
    const place = this._place.get(key(root, id));
    if (place !== undefined && this._isTaken(place)) {
      return this._operations[place].op !== 'remove';
    }
    return (
      entryOf(this._document, root, id) !== null ||
      isOwnStrip(this._document, root, id) ||
      (root === 'nodes' &&
        id.startsWith(DEFAULT) &&
        Object.hasOwn(this._document.parts, id.slice(DEFAULT.length)))
    );
  }

  /** Entries that are nothing without what would be taken away, and stay. */
  private _users(root: ProposableRoot, id: string): readonly User[] {
    return this._usersOf(root, id).filter((user) => {
      const place = this._place.get(key(user.root, user.id));
      const then = place !== undefined && this._isTaken(place) ? this._then[place] : undefined;
      return then === undefined || (then && named(user.root, then, NEEDS).includes(key(root, id)));
    });
  }

  private _usersOf(root: ProposableRoot, id: string): readonly User[] {
    if (!this._used) {
      this._used = new Map();
      for (const user of ['spans', 'edges', 'ports', 'sends', 'inserts'] as const) {
        const entries = this._document[user] as unknown as Record<string, Entry>;
        for (const each of Object.keys(entries).sort()) {
          for (const of of new Set(named(user, entries[each], NEEDS))) {
            this._used.set(of, [...(this._used.get(of) ?? []), { root: user, id: each }]);
          }
        }
      }
    }
    return this._used.get(key(root, id)) ?? [];
  }

  // What is written.

  private _edits(at: number): ProposedEdit[] {
    const operation = this._operations[at];
    const { root, id } = operation;
    if (operation.op === 'remove') {
      const users = this._users(root, id).map((user) => ({ ...user, fields: null, whole: false }));
      return [...users, { root, id, fields: null, whole: false }];
    }
    const fields: Fields = operation.fields;
    const now = entryOf(this._document, root, id);
    const names = new Set([
      ...Object.keys(fields),
      ...(operation.op === 'put' ? Object.keys(now ?? {}) : []),
    ]);
    const changed = [...names]
      .filter((of) => (now?.[of] ?? null) !== (fields[of] ?? null))
      .sort()
      .map((of) => [of, fields[of] ?? null] as const);
    return [{ root, id, fields: Object.fromEntries(changed), whole: !now }];
  }

  private readonly _place: ReadonlyMap<string, number>;
  private readonly _then: readonly (Entry | null)[];
  private readonly _sounding: Sounding;
  private readonly _wanted = new Set<number>();
  private readonly _left = new Map<number, Conflict>();
  private _starts: Map<string, number[]> | null = null;
  private _next: Map<string, string> | null = null;
  private _used: Map<string, User[]> | null = null;
}

interface User {
  readonly root: ProposableRoot;
  readonly id: string;
}

/** A note or rest, and when it sounds in its measure. */
interface Timed {
  readonly id: string;
  readonly at: readonly [Fraction, Fraction];
}

/** The notes and rests of some measures of a document by where they sound. */
class Sounding {
  constructor(
    private readonly _events: Readonly<Record<string, Entry>>,
    private readonly _measures: ReadonlySet<unknown>,
  ) {}

  /** Others of the same voice that sound at a time of an event, the notes of one chord aside; by id. */
  meanwhile(id: string, event: Entry, notes = false): string[] {
    const span = spanOf(event);
    if (!span) {
      return [];
    }
    const others = (this._all().get(voiceOf(event)) ?? []).filter(
      ({ id: each, at: [from, to] }) => {
        if (each === id || !from.lt(span[1]) || !span[0].lt(to)) {
          return false;
        }
        const { kind } = this._events[each];
        const isChord =
          event.kind === 'note' && kind === 'note' && from.equals(span[0]) && to.equals(span[1]);
        return !isChord && !(notes && kind !== 'note');
      },
    );
    return others.map(({ id: each }) => each);
  }

  private _all(): ReadonlyMap<string, readonly Timed[]> {
    if (!this._at) {
      this._at = new Map();
      for (const id of Object.keys(this._events).sort()) {
        const event = this._events[id];
        const at = this._measures.has(event.measure) ? spanOf(event) : null;
        if (at) {
          const voice = voiceOf(event);
          const there = this._at.get(voice);
          if (there) {
            there.push({ id, at });
          } else {
            this._at.set(voice, [{ id, at }]);
          }
        }
      }
    }
    return this._at;
  }

  private _at: Map<string, Timed[]> | null = null;
}

function isOfTime(operation: ProposedOperation): boolean {
  return (
    operation.op === 'put' ||
    (operation.op === 'change' && TIMES.some((of) => Object.hasOwn(operation.fields, of)))
  );
}

function makesRoom(operation: ProposedOperation): boolean {
  return operation.op === 'remove' || (operation.op === 'change' && isOfTime(operation));
}

function voiceOf({ part, staff = 1, voice = 1, measure }: Entry): string {
  return JSON.stringify([part ?? null, staff, voice, measure]);
}

/** When a note or rest sounds in its measure; null for what takes no time. */
function spanOf({ kind, onset, duration, grace }: Entry): readonly [Fraction, Fraction] | null {
  if ((kind !== 'note' && kind !== 'rest') || duration === undefined || grace !== undefined) {
    return null;
  }
  return [time(onset), time(onset).add(time(duration))];
}

function start({ part, pitch }: Entry, measure: string, onset: Fraction): string {
  return JSON.stringify([part ?? null, pitch ?? null, measure, onset.toFraction()]);
}

function time(value: unknown): Fraction {
  return new Fraction(String(value));
}

/** The ids that an entry names, and the roots in which they may be. */
function references(
  root: ProposableRoot,
  entry: Entry,
  table: References,
): (readonly [string, readonly Place[]])[] {
  return Object.entries(table[root] ?? {}).flatMap(([field, roots]) =>
    entry[field] === undefined ? [] : [[String(entry[field]), roots] as const],
  );
}

function named(root: ProposableRoot, entry: Entry, table: References): string[] {
  return references(root, entry, table).flatMap(([id, roots]) => roots.map((of) => key(of, id)));
}

function key(root: string, id: string): string {
  return `${root}/${id}`;
}

function between(a: Entry, b: Fields): string[] {
  return Object.keys({ ...a, ...b })
    .filter((field) => (a[field] ?? null) !== (b[field] ?? null))
    .sort();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
