import { describe, expect, it } from 'vitest';

import { AntiphonDoc, project } from '../../src/document';
import { KINDS, defaultKind } from '../../src/panels/catalogue';
import {
  addEffect,
  addNotes,
  channels,
  removeEffect,
  set,
  type Graph,
} from '../../src/panels/channel';
import { write } from '../../src/panels/edit';

const { parts } = project({
  parts: {
    p1: { index: 'a0', name: 'Flute', instrument: 'Flute' },
    p2: { index: 'a1', name: 'Violin', instrument: 'Violin' },
  },
});

function graph(nodes: Graph['nodes'], edges: Graph['edges'] = {}): Graph {
  return { nodes, edges };
}

function read(of: Graph): { instruments: string[]; effects: string[] }[] {
  return channels(of, parts, KINDS).map(({ instruments, effects }) => ({
    instruments: instruments.map(({ id }) => id),
    effects: effects.map(({ id }) => id),
  }));
}

const CHAIN = graph(
  {
    flute: { kind: 'instrument.flute', part: 'p1', p_breath: 9 },
    echo: { kind: 'effect.delay' },
    hall: { kind: 'effect.reverb' },
    violin: { kind: 'instrument.strings', part: 'p2' },
  },
  {
    e1: { source: 'flute', target: 'echo' },
    e2: { source: 'echo', target: 'hall' },
    e3: { source: 'violin', target: 'hall' },
  },
);

describe('channels', () => {
  it('follow the sound from the instrument through its effects', () => {
    expect(read(CHAIN)).toEqual([
      { instruments: ['flute'], effects: ['echo', 'hall'] },
      { instruments: ['violin'], effects: ['hall'] },
    ]);
  });

  it('say who else is heard through an effect', () => {
    const [flute, violin] = channels(CHAIN, parts, KINDS);
    expect(flute.effects.map(({ sharedWith }) => sharedWith)).toEqual([[], ['Violin']]);
    expect(violin.effects[0].sharedWith).toEqual(['Flute']);
  });

  it('show every parameter, within its range', () => {
    const [{ instruments }] = channels(CHAIN, parts, KINDS);
    expect(instruments[0].values.breath).toBe(1);
    expect(instruments[0].values.attack).toBe(KINDS['instrument.flute'].parameters.attack.default);
  });

  it('name the instrument that plays where the document has none, as the engine does', () => {
    const [{ instruments }] = channels(graph({}), parts, KINDS);
    expect(instruments[0]).toMatchObject({
      id: 'default-p1',
      kind: 'instrument.flute',
      missing: { kind: 'instrument.flute', part: 'p1' },
    });
    expect(set(instruments[0], { p_breath: 0.5 }).fields).toEqual({
      kind: 'instrument.flute',
      part: 'p1',
      p_breath: 0.5,
    });
  });

  it('pass over nodes of unknown kinds, cables that fit nothing, and cycles', () => {
    const broken = graph(
      {
        odd: { kind: 'instrument.theremin', part: 'p1' },
        echo: { kind: 'effect.delay' },
        hall: { kind: 'effect.reverb' },
        violin: { kind: 'instrument.strings', part: 'p2' },
      },
      {
        e1: { source: 'odd', target: 'echo' },
        e2: { source: 'echo', target: 'hall' },
        e3: { source: 'hall', target: 'echo' },
        e4: { source: 'violin', target: 'echo' },
        e5: { source: 'violin', target: 'flute' },
        e6: { source: 'violin', output: 'side', target: 'hall' },
      },
    );
    expect(read(broken)).toEqual([
      { instruments: ['default-p1'], effects: [] },
      { instruments: ['violin'], effects: ['echo', 'hall'] },
    ]);
  });
});

describe('effects', () => {
  function doc(): AntiphonDoc {
    const made = new AntiphonDoc();
    made.put('parts', 'p1', { index: 'a0', name: 'Flute', instrument: 'Flute' });
    made.put('parts', 'p2', { index: 'a1', name: 'Violin', instrument: 'Violin' });
    return made;
  }
  function kindsOf(of: AntiphonDoc): string[][] {
    return channels(of.document(), of.piece.parts, KINDS).map(({ effects }) =>
      effects.map(({ kind }) => kind),
    );
  }
  function add(to: AntiphonDoc, part: number, kind: string): void {
    const channel = channels(to.document(), to.piece.parts, KINDS)[part];
    write(to, addEffect(to.document(), channel, kind, KINDS));
  }

  it('are put behind each other, and bring the instrument into the document', () => {
    const made = doc();
    add(made, 0, 'effect.delay');
    expect(made.document().nodes['default-p1']).toEqual({ kind: 'instrument.flute', part: 'p1' });
    add(made, 0, 'effect.reverb');
    expect(kindsOf(made)).toEqual([['effect.delay', 'effect.reverb'], []]);
  });

  it('are put before what other parts share', () => {
    const made = doc();
    for (const root of ['nodes', 'edges'] as const) {
      Object.entries(CHAIN[root]).forEach(([id, entry]) => made.put(root, id, entry));
    }
    add(made, 1, 'effect.chorus');
    expect(kindsOf(made)).toEqual([
      ['effect.delay', 'effect.reverb'],
      ['effect.chorus', 'effect.reverb'],
    ]);
  });

  it('are taken out in one step, and the sound goes on around them', () => {
    const made = doc();
    add(made, 0, 'effect.delay');
    add(made, 0, 'effect.reverb');
    const [{ effects }] = channels(made.document(), made.piece.parts, KINDS);
    write(made, removeEffect(made.document(), effects[0].id, KINDS));
    expect(kindsOf(made)[0]).toEqual(['effect.reverb']);
    expect(Object.values(made.document().edges)).toEqual([
      { source: 'default-p1', target: effects[1].id },
    ]);
    made.undo();
    expect(kindsOf(made)[0]).toEqual(['effect.delay', 'effect.reverb']);
  });
});

it('chooses the default instrument as the engine does', () => {
  expect(defaultKind('Soprano Saxophone')).toBe('instrument.reed');
  expect(defaultKind('Theremin')).toBe('instrument.keys');
  expect(defaultKind('Violoncello')).toBe('instrument.strings');
  expect(defaultKind('Bass')).toBe('instrument.voice');
});

describe('what changes notes', () => {
  const ROW = graph(
    {
      flute: { kind: 'instrument.flute', part: 'p1' },
      bells: { kind: 'instrument.bells', part: 'p1' },
      arp: { kind: 'note.arpeggiator' },
      up: { kind: 'note.transpose' },
      violin: { kind: 'instrument.strings', part: 'p2' },
    },
    {
      e1: { source: 'up', target: 'arp' },
      e2: { source: 'arp', target: 'flute' },
      e3: { source: 'up', target: 'violin' },
    },
  );

  function names(of: Graph): string[][] {
    return channels(of, parts, KINDS).map(({ notes }) => notes.map(({ kind }) => kind));
  }

  function done(of: Graph, edits: ReturnType<typeof addNotes>): Graph {
    const doc = new AntiphonDoc();
    for (const root of ['nodes', 'edges'] as const) {
      Object.entries(of[root]).forEach(([id, entry]) => doc.put(root, id, { ...entry }));
    }
    expect(write(doc, edits)).toBe('');
    return doc.document();
  }

  it('comes before the instruments, in the order of the notes', () => {
    expect(names(ROW)).toEqual([['note.transpose', 'note.arpeggiator'], ['note.transpose']]);
    const [flute] = channels(ROW, parts, KINDS);
    expect(flute.notes.map(({ sharedWith }) => sharedWith)).toEqual([['Violin'], []]);
    expect(flute.effects).toEqual([]);
  });

  it('is put right before all instruments of the part', () => {
    const after = done(ROW, addNotes(ROW, channels(ROW, parts, KINDS)[0], 'note.echo', KINDS));
    expect(names(after)[0]).toEqual(['note.transpose', 'note.arpeggiator', 'note.echo']);
    const [id] = Object.keys(after.nodes).filter((each) => after.nodes[each].kind === 'note.echo');
    const targets = Object.values(after.edges).filter(({ source }) => source === id);
    expect(targets.map(({ target }) => target).sort()).toEqual(['bells', 'flute']);
  });

  it('is put before the instrument that plays anyway, which is written down with it', () => {
    const after = done(
      graph({}),
      addNotes(graph({}), channels(graph({}), parts, KINDS)[0], 'note.chord', KINDS),
    );
    expect(after.nodes['default-p1']).toEqual({ kind: 'instrument.flute', part: 'p1' });
    expect(names(after)[0]).toEqual(['note.chord']);
  });

  it('is taken out, and the row closes', () => {
    const after = done(ROW, removeEffect(ROW, 'arp', KINDS));
    expect(names(after)).toEqual([['note.transpose'], ['note.transpose']]);
  });
});
