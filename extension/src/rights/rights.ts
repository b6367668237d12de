/**
 * Rights: why somebody may not change something of a piece. The browser asks before it offers or does anything, the
 * server before it takes anything; `antiphon.session.rights` says the same in Python, to the letter of the sentences,
 * and `tests/fixtures/rights` holds the two together.
 */
import { type Change, type Root, ROOTS } from '../document';
import type { Entry } from '../document/codec';
import { after, decodeOperations, placesOf, type ProposedOperation } from '../document/proposal';
import { measureNumber, text } from './numbering';
import { trans } from '../translation';

/** Who somebody is in a piece. */
export interface Rights {
  /** `teacher`, `player`, `guest` or `engine`. */
  readonly role: string;
  /** Their id. */
  readonly person: string;
  /** The people of each part that is assigned to anybody. */
  readonly assignments: Readonly<Record<string, readonly string[]>>;
  /** Who made each node, group, port, label, preset, lock, annotation and proposal: `root/id` to a person's id. */
  readonly makers: Readonly<Record<string, string>>;
}

/** A document as it was before the changes. */
export interface Before {
  /** An entry; null where there is none. */
  entry(root: Root, id: string): Entry | null;
  /** The ids of a root's entries. Asked only for parts and measures, and not for every change. */
  ids(root: Root): Iterable<string>;
}

/**
 * Why a set of changes, made together, is refused: one sentence; empty where it is not.
 *
 * @param rights - Who makes the changes.
 * @param before - The document as it was.
 * @param changes - What they change: entries that the schema allows.
 */
export function refusal(rights: Rights, before: Before, changes: readonly Change[]): string {
  const judge = new Judge(rights, before, changes);
  for (const change of changes) {
    const clause = judge.of(change);
    if (clause) {
      return clause[0].toUpperCase() + clause.slice(1);
    }
  }
  return '';
}

/** The fields of a proposal that are its answer. */
const ANSWER = ['status', 'reason', 'taken'];
/** Characters of a name that a sentence shows. */
const NAME_LENGTH = 40;

function short(name: string): string {
  const letters = [...name];
  return letters.length <= NAME_LENGTH ? name : `${letters.slice(0, NAME_LENGTH - 1).join('')}…`;
}

/** Judges the changes of one person; every method gives a clause against it, or nothing. */
class Judge {
  constructor(
    private readonly _rights: Rights,
    private readonly _before: Before,
    private readonly _changes: readonly Change[],
  ) {}

  of(change: Change): string {
    const { role } = this._rights;
    if (!ROOTS.includes(change.root)) {
      return trans.__('a piece holds no %1.', short(change.root));
    }
    if (role === 'teacher') {
      return '';
    }
    if (role !== 'player') {
      return trans.__('you may only read: ask the teacher to be made a player.');
    }
    const lock = this._lock('piece', 'piece');
    return lock ? locked(trans.__('the piece'), lock) : this._byRoot(change);
  }

  private _byRoot(change: Change): string {
    switch (change.root) {
      case 'meta':
      case 'sections':
      case 'form':
        return this._frame();
      case 'parts':
        return this._parts(change);
      case 'measures':
        return this._measures(change);
      case 'events':
        return each(change, (event) => this._event(event));
      case 'spans':
        return each(change, (span) => this._span(span));
      case 'percussion':
        return each(change, ({ part }) => this._part(text(part)));
      case 'mix':
        return this._strip(change.id);
      case 'sends':
        return each(change, ({ source }) => this._strip(text(source)));
      case 'inserts':
        return each(change, ({ strip }) => this._strip(text(strip)));
      case 'settings':
        return each(change, ({ snapshot }) => this._setting(text(snapshot)));
      case 'lanes':
        return each(change, ({ target }) => this._automated(text(target)));
      case 'points':
        return each(change, (point) => this._point(point));
      case 'nodes':
      case 'groups':
      case 'labels':
      case 'presets':
      case 'instruments':
      case 'snapshots':
        return each(change, (thing) => this._thing(change.root, change.id, thing));
      case 'ports':
        return each(
          change,
          ({ group }) => this._thing('ports', change.id, {}) || this._end(text(group)),
        );
      case 'edges':
        return each(
          change,
          ({ source, target }) => this._end(text(source)) || this._end(text(target)),
        );
      case 'locks':
        return this._locks(change);
      case 'annotations':
        return this._remarks(change);
      case 'proposals':
        return this._proposals(change);
    }
  }

  private _parts({ id, before, after }: Change): string {
    if (!before && id === 'master') {
      return trans.__("a part cannot be called master, as the mixer's last strip is.");
    }
    const takesStrip = !before && this._before.entry('mix', id) !== null;
    const isMoved = before && after && before.index !== after.index;
    return this._part(id) || (takesStrip || isMoved ? this._frame() : '');
  }

  private _measures({ id, before, after }: Change): string {
    if (!before && after && text(after.index) >= this._lastMeasure()) {
      return '';
    }
    return this._measure(id) || this._frame();
  }

  private _locks({ id, before, after }: Change): string {
    const things = (['nodes', 'groups'] as const).filter((root) => this._states(root, id).length);
    const isNode = [before, after].every((lock) => !lock || lock.kind === 'node');
    if (
      !isNode ||
      (['parts', 'measures'] as const).some((root) => this._states(root, id).length > 0)
    ) {
      return trans.__('only the teacher may lock and unlock parts, measures and the piece.');
    }
    if (before && !this._made('locks', id)) {
      return trans.__('this was locked by the teacher: ask the teacher to unlock it.');
    }
    if (!things.every((root) => this._made(root, id)) || (things.length === 0 && after)) {
      return trans.__('a node or group is locked by who made it, or by the teacher.');
    }
    return '';
  }

  private _remarks({ root, id, before, after }: Change): string {
    if (!before || this._made(root, id)) {
      return '';
    }
    const changed = Object.keys({ ...before, ...after }).filter(
      (field) => before[field] !== after?.[field],
    );
    if (after && changed.every((field) => field === 'resolved')) {
      return '';
    }
    return root === 'annotations'
      ? trans.__("this annotation is somebody else's: answer it, or ask the teacher.")
      : trans.__("this proposal is somebody else's: answer it, or ask the teacher.");
  }

  private _proposals(change: Change): string {
    const { id, before, after: then } = change;
    if (!then) {
      return this._remarks(change);
    }
    const old =
      before ?? Object.fromEntries(Object.entries(then).filter(([of]) => !ANSWER.includes(of)));
    const [from, to] = [old, then].map(({ status }) => text(status) || 'open');
    const taken = [old, then].map((entry) => placesOf(text(entry.taken)));
    const fields = Object.keys({ ...old, ...then }).filter((of) => old[of] !== then[of]);
    const changed = new Set(from === to ? fields.filter((of) => of !== 'status') : fields);
    const isOwn = this._made('proposals', id);
    if ([...changed].some((field) => !ANSWER.includes(field))) {
      if (!isOwn) {
        return this._remarks(change);
      }
      if (from === 'accepted' || from === 'rejected' || taken[0].size > 0) {
        return trans.__('this proposal is answered already: make another one.');
      }
    }
    if (from !== to && (from === 'withdrawn' || to === 'withdrawn')) {
      if (!isOwn) {
        return trans.__('a proposal is withdrawn by who made it.');
      }
      if (from !== 'open' && to !== 'open') {
        return trans.__('this proposal is answered already: make another one.');
      }
      changed.delete('status');
    }
    if (!ANSWER.some((field) => changed.has(field))) {
      return '';
    }
    const [was, is] = taken;
    const both = new Set([...was].filter((at) => is.has(at)));
    return changed.has('status') || changed.has('reason')
      ? this._answer(text(old.patch), from === 'open' ? both : new Set())
      : this._answer(text(old.patch), both, new Set([...was, ...is]));
  }

  /** Answering some operations of a proposal, by default all, but for those that are settled. */
  private _answer(
    patch: string,
    settled: ReadonlySet<number>,
    answered: ReadonlySet<number> | null = null,
  ): string {
    const { operations } = decodeOperations(patch);
    if (!operations) {
      return trans.__('this proposal cannot be read: ask the teacher.');
    }
    for (const [at, operation] of operations.entries()) {
      const isAnswered = !settled.has(at) && (answered?.has(at) ?? true);
      const clause = isAnswered ? this._operation(operation) : '';
      if (clause) {
        return trans.__('answering this proposal needs what it touches, and %1', clause);
      }
    }
    return '';
  }

  private _operation(operation: ProposedOperation): string {
    const { op, root, id } = operation;
    const before = this._before.entry(root, id);
    return !before && op !== 'put' && root !== 'mix'
      ? ''
      : this._byRoot({ root, id, before, after: after(operation, before) });
  }

  /** An entry as it was, and as it is where it was changed along. */
  private _states(root: Root, id: string): Entry[] {
    const along = this._changes.filter((change) => change.root === root && change.id === id);
    const states = [this._before.entry(root, id), ...along.map(({ after }) => after)];
    return states.filter((state) => state !== null);
  }

  private _lock(kind: string, id: string): Entry | null {
    const lock = this._before.entry('locks', id);
    return lock?.kind === kind ? lock : null;
  }

  private _made(root: Root, id: string): boolean {
    const maker = this._rights.makers[`${root}/${id}`];
    return !this._before.entry(root, id) || maker === this._rights.person;
  }

  private _part(id: string): string {
    const lock = this._lock('part', id);
    if (lock) {
      return locked(trans.__('the part %1', this._name('parts', id)), lock);
    }
    const { assignments, person } = this._rights;
    const people = Object.hasOwn(assignments, id) ? assignments[id] : [];
    return people.length > 0 && !people.includes(person)
      ? trans.__(
          'the part %1 is assigned to somebody else: ask the teacher.',
          this._name('parts', id),
        )
      : '';
  }

  private _frame(): string {
    for (const id of [...this._before.ids('parts')].sort()) {
      const clause = this._part(id);
      if (clause) {
        return trans.__('this needs every part, and %1', clause);
      }
    }
    return '';
  }

  private _event({ kind, measure, part }: Entry): string {
    const clause = this._measure(text(measure));
    return (
      clause || (kind === 'tempo' || part === undefined ? this._frame() : this._part(text(part)))
    );
  }

  private _span(span: Entry): string {
    for (const end of [span.start, span.end]) {
      for (const { part } of this._states('events', text(end))) {
        const clause = this._part(text(part));
        if (clause) {
          return clause;
        }
      }
    }
    return '';
  }

  private _measure(id: string): string {
    const lock = this._lock('measure', id);
    if (!lock) {
      return '';
    }
    const number = measureNumber(this._allMeasures(), id);
    return locked(
      number === null ? trans.__('that measure') : trans.__('measure %1', number),
      lock,
    );
  }

  private _lastMeasure(): string {
    const indices = [...this._allMeasures().values()].map(({ index }) => text(index));
    return indices.reduce((last, index) => (index > last ? index : last), '');
  }

  private _allMeasures(): Map<string, Entry> {
    const ids = [...this._before.ids('measures')];
    return new Map(ids.map((id) => [id, this._before.entry('measures', id) ?? {}]));
  }

  private _strip(id: string): string {
    const isPart = id !== 'master' && this._states('parts', id).length > 0;
    return isPart ? this._part(id) : this._frame();
  }

  private _setting(snapshot: string): string {
    return first(this._states('snapshots', snapshot), (state) =>
      this._thing('snapshots', snapshot, state),
    );
  }

  /** What a lane moves: a node, or else a strip. */
  private _automated(id: string): string {
    const nodes = this._states('nodes', id);
    return nodes.length > 0
      ? first(nodes, (node) => this._thing('nodes', id, node))
      : this._strip(id);
  }

  private _point({ lane }: Entry): string {
    return first(this._states('lanes', text(lane)), ({ target }) => this._automated(text(target)));
  }

  /** An end of a cable, or the group of a port. */
  private _end(id: string): string {
    for (const root of ['nodes', 'groups'] as const) {
      for (const thing of this._states(root, id)) {
        const clause = this._thing(root, id, thing);
        if (clause) {
          return clause;
        }
      }
    }
    return '';
  }

  /** A thing of the graph: its lock, those of the groups it is in, and the part that it plays. */
  private _thing(root: Root, id: string, thing: Entry): string {
    const part = thing.part === undefined ? '' : this._part(text(thing.part));
    if (part) {
      return part;
    }
    for (const seen = new Set<string>(); !seen.has(id);) {
      seen.add(id);
      const lock = this._lock('node', id);
      if (lock && !(this._made('locks', id) && this._made(root, id))) {
        return this._lockedThing(root, id, lock);
      }
      if (thing.group === undefined) {
        break;
      }
      [root, id] = ['groups', text(thing.group)];
      thing = this._before.entry(root, id) ?? {};
    }
    return '';
  }

  private _lockedThing(root: Root, id: string, lock: Entry): string {
    const { makers } = this._rights;
    const name = this._name(root, id);
    const word = root === 'groups' ? trans.__('the group %1', name) : nodeInWords(root, name);
    return makers[`locks/${id}`] === (makers[`${root}/${id}`] ?? '')
      ? trans.__('%1 is locked by who made it: ask them, or the teacher.', word)
      : locked(word, lock);
  }

  private _name(root: Root, id: string): string {
    const entry = this._states(root, id)[0];
    return short(text(entry?.name) || text(entry?.text) || id);
  }
}

function nodeInWords(root: Root, name: string): string {
  switch (root) {
    case 'labels':
      return trans.__('the label %1', name);
    case 'presets':
      return trans.__('the preset %1', name);
    case 'ports':
      return trans.__('the port %1', name);
    case 'instruments':
      return trans.__('the instrument %1', name);
    case 'snapshots':
      return trans.__('the snapshot %1', name);
    default:
      return trans.__('the node %1', name);
  }
}

/** The first clause against any of these. */
function first(entries: readonly Entry[], rule: (entry: Entry) => string): string {
  return entries.map(rule).find(Boolean) ?? '';
}

function each({ before, after }: Change, rule: (entry: Entry) => string): string {
  return (before && rule(before)) || (after && rule(after)) || '';
}

function locked(word: string, { reason }: Entry): string {
  const words = text(reason).trim();
  return words
    ? trans.__(
        '%1 is locked by the teacher: %2',
        word,
        `${words}${/[.!?]$/.test(words) ? '' : '.'}`,
      )
    : trans.__('%1 is locked: ask the teacher.', word);
}
