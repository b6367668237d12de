/**
 * Cable and code are one thing: a graph's text changes nothing of it, and makes the same graph in an empty piece. The same in
 * Python, `tests/engine/test_code_round_trip.py`; `tests/fixtures/code` holds both to one text.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { beforeEach, describe, expect, it } from 'vitest';

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

/** An empty document with what a text makes in it. */
function made(document: Document, edits: readonly Edit[]): Document {
  const result = { ...document } as unknown as Record<string, Record<string, object>>;
  for (const { root, id, fields } of edits) {
    result[root] = { ...result[root], [id]: fields! };
  }
  const clean = normalise(result as never);
  expect(edits.filter(({ root, id }) => !(id in clean[root]))).toEqual([]);
  return clean;
}

function changesNothing(name: unknown, document: Document): string {
  const printed = printGraph(document);
  const { edits, problems } = readGraph(printed.text, document, serial(), printed);
  expect([edits, problems], String(name)).toEqual([[], []]);
  return printed.text;
}

function makesTheSame(name: unknown, document: Document): void {
  const printed = printGraph(document);
  const fresh = { ...empty(), parts: document.parts };
  const { edits, problems, ids } = readGraph(printed.text, fresh, serial('new'));
  expect(problems, printed.text).toEqual([]);
  const variables = new Map([...ids].map(([variable, id]) => [id, variable]));
  const again = meaning(made(fresh, edits), variables);
  expect(again, String(name)).toBe(meaning(document, printed.names));
}

/** A graph without ids and places: entries by variables, values as they count, which cable is feedback; a line each. */
function meaning(document: Document, variables: ReadonlyMap<string, string>): string {
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
  const values = (entry: object): [string, unknown][] =>
    Object.entries(entry).filter(([field]) => field.startsWith('p_'));
  const wires = throughGroups(edges, new Doors(ports)).filter(
    ({ source, target }) => source.node in nodes && target.node in nodes,
  );
  const back = closing(wires.map(({ source, target }): Pair => [source.node, target.node]));
  const feedback = new Set(wires.filter((_, at) => back.has(at)).map(({ id }) => id));
  const lines: unknown[] = [];
  for (const [id, entry] of Object.entries(presets)) {
    lines.push(['preset', variables.get(id), Object.entries(entry).sort()]);
  }
  for (const [id, { name, collapsed, colour }] of Object.entries(groups)) {
    lines.push(['group', variables.get(id), name, outer(id), Boolean(collapsed), colour]);
  }
  for (const [id, entry] of Object.entries(nodes)) {
    const { kind, name, part, group, preset, bypass, mute, solo } = entry;
    const known = KINDS[kind]?.parameters ?? {};
    const kept = of(preset, presets) ? presets[preset!] : undefined;
    const counts = new Map<string, unknown>([
      ...Object.entries(known).map(([word, each]): [string, unknown] => [
        `p_${word}`,
        each.default,
      ]),
      ...(kept?.kind === kind ? values(kept) : []),
      ...values(entry),
    ]);
    const flags = [Boolean(bypass), Boolean(mute), Boolean(solo)];
    const places = [of(group, groups), of(preset, presets)];
    lines.push(['node', variables.get(id), kind, name, part, places, flags, [...counts].sort()]);
  }
  for (const { text, group } of Object.values(labels)) {
    lines.push(['label', text, of(group, groups)]);
  }
  for (const { group, direction, name, node, port } of Object.values(ports)) {
    if (group in groups && variables.has(node)) {
      lines.push(['port', variables.get(group), direction, name, variables.get(node), port]);
    }
  }
  for (const [id, { source, output = 'out', target, input = 'in' }] of Object.entries(edges)) {
    if (variables.has(source) && variables.has(target)) {
      const ends = [variables.get(source), output, variables.get(target), input];
      lines.push(['cable', ends, feedback.has(id)]);
    }
  }
  return lines
    .map((line) => JSON.stringify(line))
    .sort()
    .join('\n');
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

const QUARTERS = [0, 250, 500, 750];

const digest = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 12);

// Between long tests the runner hears from its worker.
beforeEach(() => new Promise<void>((done) => setImmediate(done)));

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
  it.each(QUARTERS)('are written as in Python, and read the same: from %d on', (first) => {
    const digests = fixture<[string, string][]>('random');
    for (let seed = first; seed < first + 250; seed++) {
      const graph = randomGraph(seed);
      const text = changesNothing(seed, graph);
      const said = [digest(encode(graph)), digest(text)];
      expect(said, `seed ${seed}: ${text}`).toEqual(digests[seed]);
    }
  });

  it.each(QUARTERS)('are made again in an empty piece: from %d on', (first) => {
    for (let seed = first; seed < first + 250; seed++) {
      makesTheSame(seed, sound(randomGraph(seed)));
    }
  });
});
