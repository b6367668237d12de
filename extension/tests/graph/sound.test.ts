import { beforeEach, describe, expect, it } from 'vitest';

import { AntiphonDoc } from '../../src/document';
import { library } from '../../src/generated/library';
import { readGraph } from '../../src/graph/graph';
import { sessionPresets, shippedPresets } from '../../src/graph/presets';
import { choosing, playersOf, type Sound } from '../../src/graph/sound';
import { KINDS, plays } from '../../src/panels/catalogue';
import { write } from '../../src/panels/edit';

let doc: AntiphonDoc;

beforeEach(() => {
  doc = new AntiphonDoc();
  doc.put('parts', 'p1', { index: 'a0', name: 'Flute', instrument: 'Flute' });
  doc.put('parts', 'p2', { index: 'a1', name: 'Harp', instrument: 'Harp' });
  doc.clearUndoHistory();
});

function choose(sound: Sound): string {
  const edits = choosing(doc.document(), doc.piece.parts[0], sound, KINDS);
  return typeof edits === 'string' ? edits : write(doc, edits);
}
const clip = (id: string): Sound => ({ clip: JSON.stringify(library.instruments[id].clip) });
const nodes = () => Object.values(doc.document().nodes);
const problems = () => readGraph(doc.document(), KINDS).problems;

describe('the sound of a part', () => {
  it('is a kind, with nothing left of the one before', () => {
    expect(choose({ kind: 'instrument.pluck' })).toBe('');
    doc.change('nodes', 'default-p1', { p_decay: 9 });
    choose({ kind: 'instrument.flute' });
    expect(doc.document().nodes).toEqual({
      'default-p1': { kind: 'instrument.flute', part: 'p1' },
    });
  });

  it('is a preset, shipped or the session’s', () => {
    const shipped = shippedPresets(library, KINDS).find(({ kind }) => plays(kind))!;
    choose({ preset: shipped });
    expect(nodes()[0].kind).toBe(shipped.kind);
    doc.put('presets', 'q', { kind: 'instrument.pluck', name: 'Q', p_decay: 2 });
    const [own] = sessionPresets(doc.document(), KINDS);
    choose({ preset: own });
    expect(nodes()).toEqual([{ kind: 'instrument.pluck', part: 'p1', p_decay: 2, preset: 'q' }]);
  });

  it('is every instrument of the library, in one step to undo, and goes again whole', () => {
    for (const [id, { clip: of }] of Object.entries(library.instruments)) {
      expect(choose(clip(id)), id).toBe('');
      expect(nodes(), id).toHaveLength(Object.keys(of.nodes).length);
      expect(
        nodes()
          .filter((node) => plays(node.kind))
          .every((node) => node.part === 'p1'),
      ).toBe(true);
      expect([...problems()], id).toEqual([]);
      const graph = readGraph(doc.document(), KINDS);
      expect(graph.nodes.has('default-p1'), id).toBe(false);
      const [player, ...more] = playersOf(graph, doc.document(), 'p1');
      expect(more).toEqual([]);
      expect(graph.groups.get(player)?.group).toBe('');
    }
    doc.undo();
    choose({ kind: 'instrument.keys' });
    expect(nodes()).toEqual([expect.objectContaining({ kind: 'instrument.keys', part: 'p1' })]);
    const { groups, ports, edges, labels } = doc.document();
    expect({ groups, ports, edges, labels }).toEqual({
      groups: {},
      ports: {},
      edges: {},
      labels: {},
    });
  });

  it('keeps what comes before and behind in its place', () => {
    doc.put('nodes', 'a', { kind: 'note.arpeggiator' });
    doc.put('nodes', 'i', { kind: 'instrument.pluck', part: 'p1' });
    doc.put('nodes', 'r', { kind: 'effect.reverb' });
    doc.put('edges', 'e1', { source: 'a', target: 'i' });
    doc.put('edges', 'e2', { source: 'i', target: 'r' });
    choose(clip('warm-pad'));
    const [group] = Object.keys(doc.document().groups);
    const outer = Object.values(doc.document().edges).filter(
      ({ source, target }) => source === group || target === group,
    );
    expect(outer).toEqual(
      expect.arrayContaining([
        { source: 'a', output: 'out', target: group },
        { source: group, target: 'r', input: 'in' },
      ]),
    );
    expect(outer).toHaveLength(2);
    expect([...problems()]).toEqual([]);
    choose({ kind: 'instrument.flute' });
    const player = Object.entries(doc.document().nodes).find(([, { part }]) => part === 'p1')![0];
    const ends = Object.values(doc.document().edges).map(({ source, target }) => [source, target]);
    expect(ends).toEqual(
      expect.arrayContaining([
        ['a', player],
        [player, 'r'],
      ]),
    );
    expect(ends).toHaveLength(2);
  });

  it('leaves the instruments of other parts alone', () => {
    doc.put('nodes', 'h', { kind: 'instrument.pluck', part: 'p2', p_decay: 3 });
    choose(clip('warm-pad'));
    choose({ kind: 'instrument.keys' });
    expect(doc.document().nodes.h).toEqual({ kind: 'instrument.pluck', part: 'p2', p_decay: 3 });
  });

  it('says why something is no sound', () => {
    expect(choose({ clip: '{' })).not.toBe('');
    const effect = { kind: 'effect.reverb' };
    const empty = {
      antiphon_clip: 1,
      nodes: { r: effect },
      edges: {},
      groups: {},
      ports: {},
      labels: {},
    };
    expect(choose({ clip: JSON.stringify(empty) })).toContain('Nothing in it plays notes');
    expect(doc.document().nodes).toEqual({});
  });
});
