/**
 * Cable and code are one thing: a graph's text changes nothing of it, and makes the same graph in an empty piece. The same in
 * Python, `tests/engine/test_code_round_trip.py`; `tests/fixtures/code` holds both to one text.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { AntiphonDoc, type Document, empty, encode, normalise } from '../../src/document';
import { library } from '../../src/generated/library';
import { checkClip, paste } from '../../src/graph/clip';
import { printGraph, readGraph } from '../../src/graph/code';
import { lineOf } from '../../src/graph/code/program';
import { closing, type Pair } from '../../src/graph/circles';
import { Doors, throughGroups } from '../../src/graph/wiring';
import { KINDS } from '../../src/panels/catalogue';
import { type Edit, write } from '../../src/panels/edit';
import { randomGraph } from './graphs';

function fixture<T>(name: string): T {
  const place = new URL(`../../../tests/fixtures/code/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(place, 'utf8')) as T;
}

const PARTS = { p1: { index: 'a0', name: 'Flute' } };

/** Mints n001, e002, …: ids in the order of what is made. */
function serial(before = ''): (prefix: string) => string {
  let count = 0;
  return (prefix) => `${prefix}${before}${String(++count).padStart(3, '0')}`;
}

/** Each preset, instrument and demo of the library, as its press puts it into a piece. */
function shipped(): Map<string, Document> {
  const found = new Map<string, Document>();
  for (const [id, { kind, values }] of Object.entries(library.presets)) {
    const fields = Object.entries(values).map(([name, value]) => [`p_${name}`, value]);
    const n1 = { kind, x: 40, y: 80, ...Object.fromEntries(fields) };
    found.set(`preset ${id}`, normalise({ ...empty(), parts: PARTS, nodes: { n1 } } as never));
  }
  for (const [what, entries] of [
    ['instrument', library.instruments],
    ['demo', library.demos],
  ] as const) {
    for (const [id, { clip }] of Object.entries(entries)) {
      const doc = new AntiphonDoc();
      doc.put('parts', 'p1', PARTS.p1);
      const read = checkClip(clip);
      if ('problem' in read) {
        throw new Error(read.problem);
      }
      const { edits } = paste(read.clip, doc.document(), { at: { x: 40, y: 80 } });
      const mint = serial();
      const minted = edits.reduce(
        (text, { id }) => text.replaceAll(`"${id}"`, `"${mint(id[0])}"`),
        JSON.stringify(edits),
      );
      expect(write(doc, JSON.parse(minted) as Edit[])).toBe('');
      found.set(`${what} ${id}`, doc.document());
    }
  }
  return found;
}

function applied(document: Document, edits: readonly Edit[]): Document {
  const result = structuredClone(document) as unknown as Record<string, Record<string, object>>;
  for (const { root, id, fields } of edits) {
    if (fields === null) {
      delete result[root][id];
    } else {
      result[root][id] = { ...result[root][id], ...fields };
    }
  }
  const clean = normalise(result as never);
  for (const { root, id, fields } of edits) {
    expect(id in clean[root], `${root} ${id}`).toBe(fields !== null);
  }
  return clean;
}

function changesNothing(name: unknown, document: Document): void {
  const printed = printGraph(document);
  const { edits, problems } = readGraph(printed.text, document, serial(), printed);
  expect([edits, problems], String(name)).toEqual([[], []]);
}

function makesTheSame(name: unknown, document: Document): void {
  const printed = printGraph(document);
  const fresh = { ...empty(), parts: document.parts };
  const { edits, problems, ids } = readGraph(printed.text, fresh, serial('new'));
  expect(problems, printed.text).toEqual([]);
  const made = applied(fresh, edits);
  const variables = new Map([...ids].map(([variable, id]) => [id, variable]));
  expect(meaning(made, variables), String(name)).toEqual(meaning(document, printed.names));
}

/** A graph without ids and places: entries by variables, values as they count, which cable is feedback. */
function meaning(document: Document, variables: ReadonlyMap<string, string>): object {
  const { groups, nodes, presets, labels, ports, edges } = document;
  const of = (id: string | undefined, there: object): string | null =>
    id !== undefined && Object.hasOwn(there, id) ? variables.get(id)! : null;
  /** The group that a group is in, where it is not in itself. */
  const outer = (id: string): string | null => {
    const chain = [id];
    let above = groups[id].group;
    while (above !== undefined && groups[above] && !chain.includes(above)) {
      chain.push(above);
      above = groups[above].group;
    }
    return above !== undefined && chain.includes(above) ? null : of(groups[id].group, groups);
  };
  const values = (entry: object): object =>
    Object.fromEntries(Object.entries(entry).filter(([field]) => field.startsWith('p_')));
  const node = ({
    kind,
    name,
    part,
    group,
    preset,
    bypass,
    mute,
    solo,
    ...rest
  }: never): object => {
    const known = KINDS[kind]?.parameters ?? {};
    const usual = Object.entries(known).map(([word, each]) => [`p_${word}`, each.default]);
    const kept = of(preset, presets) ? presets[preset] : undefined;
    return {
      ...{ kind, name, part, group: of(group, groups), preset: of(preset, presets) },
      ...{ bypass: Boolean(bypass), mute: Boolean(mute), solo: Boolean(solo) },
      ...Object.fromEntries(usual),
      ...(kept?.kind === kind ? values(kept!) : {}),
      ...values(rest),
    };
  };
  const wires = throughGroups(edges, new Doors(ports)).filter(
    ({ source, target }) => source.node in nodes && target.node in nodes,
  );
  const back = closing(wires.map(({ source, target }): Pair => [source.node, target.node]));
  const feedback = new Set(wires.filter((_, at) => back.has(at)).map(({ id }) => id));
  const named = (root: object, make: (entry: never, id: string) => unknown): object =>
    Object.fromEntries(
      Object.entries(root).map(([id, entry]) => [variables.get(id), make(entry as never, id)]),
    );
  const listed = (rows: unknown[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
  return {
    presets: named(presets, (entry) => entry),
    groups: named(groups, ({ name, collapsed, colour }, id) => [
      ...[name, outer(id), Boolean(collapsed), colour],
    ]),
    nodes: named(nodes, node),
    labels: listed(Object.values(labels).map(({ text, group }) => [text, of(group, groups)])),
    ports: listed(
      Object.values(ports)
        .filter(({ group, node }) => group in groups && variables.has(node))
        .map(({ group, direction, name, node, port }) => [
          ...[variables.get(group), direction, name, variables.get(node), port],
        ]),
    ),
    edges: listed(
      Object.entries(edges)
        .filter(([, { source, target }]) => variables.has(source) && variables.has(target))
        .map(([id, { source, output = 'out', target, input = 'in' }]) => [
          ...[variables.get(source), output, variables.get(target), input, feedback.has(id)],
        ]),
    ),
  };
}

/** A document without what nobody could write: values out of range, cables that do not fit. */
function sound(document: Document): Document {
  for (;;) {
    const { text, lines } = printGraph(document);
    const { problems } = readGraph(text, { ...empty(), parts: document.parts }, serial());
    if (problems.length === 0) {
      return document;
    }
    const at = new Set(problems.map((each) => lineOf(text, each.at.from) - 1));
    const wrong = new Set([...lines].filter(([, line]) => at.has(line)).map(([id]) => id));
    expect(wrong.size).toBeGreaterThan(0);
    document = { ...document };
    for (const root of ['presets', 'groups', 'nodes', 'labels', 'ports', 'edges'] as const) {
      const kept = Object.entries(document[root]).filter(([id]) => !wrong.has(id));
      document = { ...document, [root]: Object.fromEntries(kept) };
    }
  }
}

const SEEDS = Array.from({ length: 1000 }, (_, seed) => seed);
const digest = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 12);

describe('what is shipped', () => {
  const all = shipped();

  it('is there and back the same, and in an empty piece', () => {
    expect(all.size).toBe(Object.keys(fixture('library')).length);
    for (const [name, document] of all) {
      changesNothing(name, document);
      makesTheSame(name, document);
    }
  });

  it('is written as in Python', () => {
    for (const [name, text] of Object.entries(fixture<Record<string, string>>('library'))) {
      expect(printGraph(all.get(name)!).text, name).toBe(text);
    }
  });
});

describe('a thousand graphs at random', () => {
  it('are there and back the same, with all that is broken', () => {
    SEEDS.forEach((seed) => changesNothing(seed, randomGraph(seed)));
  });

  it('are made again in an empty piece', () => {
    SEEDS.forEach((seed) => makesTheSame(seed, sound(randomGraph(seed))));
  });

  it('are written as in Python', () => {
    const digests = fixture<[string, string][]>('random');
    SEEDS.forEach((seed) => {
      const graph = randomGraph(seed);
      const text = printGraph(graph).text;
      expect([digest(encode(graph)), digest(text)], `seed ${seed}: ${text}`).toEqual(digests[seed]);
    });
  });
});
