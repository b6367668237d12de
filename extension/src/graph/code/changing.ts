import { type Root, type Scalar } from '../../document';
import type { Edit } from '../../panels/edit';
import { Checker, edgeKey, resolved } from './checking';
import { printGraph, type Printed } from './printing';
import type { Made, Program } from './program';
import { readProgram } from './reader';
import { entriesOf, usual, type Entries, type Entry, type Graph } from './sketch';
import { plainLines, type Problem } from './syntax';
import { own } from './words';

/** How far apart new nodes are put, in the graph's units. */
const STEP_X = 240;
const STEP_Y = 140;

const PREFIX = {
  presets: 'r',
  groups: 'g',
  nodes: 'n',
  labels: 'l',
  ports: 'o',
  edges: 'e',
} as const;

/** Roots whose entries go with a node or group, and the fields that name it. */
const BELONGINGS: Readonly<Record<string, readonly string[]>> = {
  ports: ['group', 'node'],
  edges: ['source', 'target'],
  inserts: ['node'],
  sends: ['target'],
  lanes: ['target'],
};

/** What a text makes of a document. */
export interface Reading {
  /** The changes; none where there is a problem. */
  readonly edits: readonly Edit[];
  /** What cannot be, in the order of the text. */
  readonly problems: readonly Problem[];
  /** What the text says; its places are offsets in it, whose lines end with line feeds alone. */
  readonly program: Program;
  /** The id of each variable. */
  readonly ids: ReadonlyMap<string, string>;
}

/**
 * Read a text that was edited; it is never run.
 *
 * @param graph - the valid document that the text began as.
 * @param mint - gives a new id that begins with a prefix.
 * @param before - the text that was printed of it.
 */
export function readGraph(
  text: string,
  graph: Graph,
  mint: (prefix: string) => string,
  before: Printed = printGraph(graph),
): Reading {
  const { program, problems } = readProgram(plainLines(text), entriesOf(graph, 'parts'));
  return new Changer(program, graph, mint, before).run(problems);
}

/** What is written of what a program says; from the order of both, what stays keeps its id. */
class Changer {
  constructor(
    private readonly _program: Program,
    private readonly _graph: Graph,
    private readonly _mint: (prefix: string) => string,
    private readonly _before: Printed,
  ) {}

  run(problems: readonly Problem[]): Reading {
    const { _program: program, _ids: ids } = this;
    const old = this._before.sketch;
    const roots = ['presets', 'groups', 'nodes'] as const;
    roots.forEach((root) => this._match(root, program[root], old[root]));
    if (problems.length === 0) {
      problems = new Checker(entriesOf(this._graph, 'parts'), old, ids, program).problems();
    }
    if (problems.length > 0) {
      return { edits: [], problems, program, ids };
    }
    for (const root of roots) {
      const said = [...program[root]].map(([name, made]): [string, Entry] => [
        ids.get(name)!,
        resolved(made.fields, ids),
      ]);
      this._change(root, new Map(said), old[root]);
    }
    this._place();
    this._change('labels', this._labels(old.labels), old.labels);
    const portKey = ({ group, direction, name }: Entry) => JSON.stringify([group, direction, name]);
    this._change('ports', this._matched('ports', program.ports, old.ports, portKey), old.ports);
    this._change('edges', this._matched('edges', program.edges, old.edges, edgeKey), old.edges);
    this._belongings();
    return { edits: this._edits, problems, program, ids };
  }

  /** Give each variable an id: the one that it had; else that of an old one of its kind that is left; else a new one. */
  private _match(
    root: 'presets' | 'groups' | 'nodes',
    made: ReadonlyMap<string, Made>,
    old: Entries,
  ): void {
    const left = new Map<string, string[]>();
    const known = new Set<string>();
    for (const [id, name] of this._before.names) {
      const entry = old.get(id);
      if (!entry) {
        continue;
      }
      if (made.has(name)) {
        known.add(name);
        this._ids.set(name, id);
      } else {
        const kind = (entry.kind ?? '') as string;
        left.set(kind, [...(left.get(kind) ?? []), id]);
      }
    }
    const fresh = [...made].filter(([name]) => !known.has(name));
    for (const alike of [true, false]) {
      for (const [name, { fields }] of fresh) {
        const candidates = left.get((fields.kind ?? '') as string) ?? [];
        const at = this._ids.has(name)
          ? -1
          : candidates.findIndex((id) => !alike || likeness(fields) === likeness(old.get(id)!));
        if (at >= 0) {
          this._ids.set(name, candidates[at]);
          candidates.splice(at, 1);
        }
      }
    }
    for (const [name] of fresh) {
      if (!this._ids.has(name)) {
        this._ids.set(name, this._mint(PREFIX[root]));
      }
    }
  }

  /** Labels by their words and group, else by their words, else one that is left. */
  private _labels(old: Entries): Map<string, Entry> {
    const left = new Map(old);
    const said = this._program.labels.map(({ fields }) => resolved(fields, this._ids));
    const found = new Map<Entry, string>();
    for (const alike of [['text', 'group'], ['text'], []]) {
      for (const entry of said.filter((each) => !found.has(each))) {
        const same = [...left].find(([, known]) =>
          alike.every((name) => known[name] === entry[name]),
        );
        if (same) {
          left.delete(same[0]);
          found.set(entry, same[0]);
        }
      }
    }
    return new Map(said.map((entry) => [found.get(entry) ?? this._mint(PREFIX.labels), entry]));
  }

  private _matched(
    root: 'ports' | 'edges',
    made: readonly Made[],
    old: Entries,
    key: (entry: Entry) => string,
  ): Map<string, Entry> {
    const left = new Map<string, string[]>();
    for (const [id, entry] of old) {
      left.set(key(entry), [...(left.get(key(entry)) ?? []), id]);
    }
    const found = made.map((each) => {
      const entry = resolved(each.fields, this._ids);
      const known = left.get(key(entry)) ?? [];
      const same = known.find((id) => isSame(old.get(id)!, entry)) ?? known[0];
      if (same !== undefined) {
        known.splice(known.indexOf(same), 1);
      }
      return { same, entry };
    });
    // Of a cycle the cable with the greatest id is feedback: the one that is said last.
    const fresh = found
      .filter(({ same }) => same === undefined)
      .map(() => this._mint(PREFIX[root]));
    fresh.sort((a, b) => (a < b ? 1 : -1));
    return new Map(found.map(({ same, entry }) => [same ?? fresh.pop()!, entry]));
  }

  /** Write what differs from what was written; then take away what is not said any more. */
  private _change(root: Root, said: Entries, old: Entries): void {
    const all = entriesOf(this._graph, root);
    for (const [id, entry] of said) {
      const before = old.get(id);
      if (!before) {
        this._edits.push({ root, id, fields: short(root, entry) });
        continue;
      }
      const fields: Record<string, Scalar | undefined> = {};
      for (const name of [...new Set([...Object.keys(entry), ...Object.keys(before)])].sort()) {
        const value = own(entry, name);
        if (value === own(before, name)) {
          continue;
        }
        if (value === undefined) {
          fields[name] = undefined;
        } else if (own(all.get(id)!, name) !== value && !this._isUsual(root, entry, before, name)) {
          fields[name] = value;
        }
      }
      if (root === 'nodes' && entry.kind !== before.kind) {
        // What was kept of the old kind's parameters says nothing of the new one's.
        for (const name of Object.keys(all.get(id)!).sort()) {
          if (name.startsWith('p_') && !(name in entry)) {
            fields[name] = undefined;
          }
        }
      }
      if (Object.keys(fields).length > 0) {
        this._edits.push({ root, id, fields });
      }
    }
    for (const id of old.keys()) {
      if (!said.has(id)) {
        this._edits.push({ root, id, fields: null });
      }
    }
  }

  /** Whether a value is said that is there without being said. */
  private _isUsual(root: Root, entry: Entry, old: Entry, name: string): boolean {
    if (root !== 'nodes' || !name.startsWith('p_') || name in old) {
      return false;
    }
    const preset = this._before.sketch.presets.get(old.preset as string);
    return (
      entry.kind === old.kind &&
      entry.preset === old.preset &&
      usual(old.kind as string, preset, name) === entry[name]
    );
  }

  /** Put new nodes to the right of what feeds them. */
  private _place(): void {
    const kept = new Set(this._ids.values());
    const places = new Map<string, readonly [number, number]>();
    for (const [id, { x = 0, y = 0 }] of entriesOf(this._graph, 'nodes')) {
      if (kept.has(id)) {
        places.set(id, [x as number, y as number]);
      }
    }
    const feeding = new Map<string, string[]>();
    for (const { fields } of this._program.edges) {
      const target = this._ids.get(fields.target as string)!;
      const source = this._ids.get(fields.source as string)!;
      feeding.set(target, [...(feeding.get(target) ?? []), source]);
    }
    this._edits.forEach(({ root, id, fields }, at) => {
      if (root !== 'nodes' || fields === null || places.has(id)) {
        return;
      }
      const sources = (feeding.get(id) ?? []).flatMap((source) => {
        const place = places.get(source);
        return place ? [place] : [];
      });
      const x = sources.length > 0 ? Math.max(...sources.map(([left]) => left)) + STEP_X : 0;
      let y = sources.length > 0 ? sources[0][1] : 0;
      const others = [...places.values()];
      while (
        others.some((other) => Math.abs(x - other[0]) < STEP_X && Math.abs(y - other[1]) < STEP_Y)
      ) {
        y += STEP_Y;
      }
      places.set(id, [x, y]);
      this._edits[at] = { root, id, fields: { ...fields, x, y } };
    });
  }

  /** Take away what belongs to a node or group that is gone, and was not written. */
  private _belongings(): void {
    const removed = this._edits.filter(({ fields }) => fields === null);
    const gone = new Set(
      removed.filter(({ root }) => root === 'nodes' || root === 'groups').map(({ id }) => id),
    );
    const done = new Set(removed.map(({ root, id }) => `${root} ${id}`));
    const take = (root: Root, id: string): void =>
      void this._edits.push({ root, id, fields: null });
    const lanes = new Set<Scalar>();
    for (const [root, ends] of Object.entries(BELONGINGS)) {
      for (const [id, entry] of entriesOf(this._graph, root)) {
        if (!done.has(`${root} ${id}`) && ends.some((end) => gone.has(entry[end] as string))) {
          take(root as Root, id);
          if (root === 'lanes') {
            lanes.add(id);
          }
        }
      }
    }
    for (const [id, { lane }] of entriesOf(this._graph, 'points')) {
      if (lanes.has(lane)) {
        take('points', id);
      }
    }
    const locks = entriesOf(this._graph, 'locks');
    [...gone].sort().forEach((id) => locks.has(id) && take('locks', id));
  }

  private readonly _ids = new Map<string, string>();
  private readonly _edits: Edit[] = [];
}

/** What of an entry does not depend on variables. */
function likeness(entry: Entry): string {
  const names = Object.keys(entry).filter((name) => !['name', 'group', 'preset'].includes(name));
  return JSON.stringify(names.sort().map((name) => [name, entry[name]]));
}

function isSame(a: Entry, b: Entry): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length && names.every((name) => own(a, name) === own(b, name))
  );
}

/** A new entry's fields. */
function short(root: Root, entry: Entry): Entry {
  if (root === 'labels') {
    return { ...entry, x: 0, y: 0 };
  }
  if (root === 'edges') {
    const { output, input, ...ends } = entry;
    return {
      ...ends,
      ...(output === 'out' ? {} : { output }),
      ...(input === 'in' ? {} : { input }),
    };
  }
  return entry;
}
