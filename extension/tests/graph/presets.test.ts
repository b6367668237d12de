import { afterEach, describe, expect, it } from 'vitest';

import { library } from '../../src/generated/library';
import { nodeOf } from '../../src/graph/node';
import { MOST, OwnPresets, presetsText, readPresets } from '../../src/graph/own';
import {
  applying,
  boundedValues,
  canBecome,
  isAt,
  keepingInSession,
  type Preset,
  removingFromSession,
  sessionPresets,
  shippedPresets,
  valuesOf,
} from '../../src/graph/presets';
import { AntiphonDoc, type Node } from '../../src/document';
import { KINDS } from '../../src/panels/catalogue';
import { write } from '../../src/panels/edit';

const PLUCK = KINDS['instrument.pluck'];
const MELLOW: Preset = {
  shelf: 'own',
  id: 'o1',
  kind: 'instrument.pluck',
  name: 'Mellow',
  tags: ['soft'],
  help: '',
  values: { brightness: 0.1 },
};

/** A browser's storage that may be full. */
class Shelf {
  text: string | null = null;
  isFull = false;
  getItem = (): string | null => this.text;
  setItem = (_: string, text: string): void => {
    if (this.isFull) {
      throw new DOMException('full', 'QuotaExceededError');
    }
    this.text = text;
  };
}

describe('a preset', () => {
  it('comes with Antiphon for kinds that are known, within their bounds', () => {
    const shipped = shippedPresets(library, KINDS);
    expect(shipped.length).toBeGreaterThan(0);
    for (const { kind, values, name } of shipped) {
      expect(boundedValues(values, KINDS[kind]), name).toEqual(values);
    }
  });

  it('puts a node where it says, what it does not say at the default, in one step to undo', () => {
    const doc = new AntiphonDoc();
    const before = { kind: 'instrument.pluck', part: 'p1', x: 4, p_decay: 9, p_brightness: 0.9 };
    doc.put('nodes', 'n1', before);
    doc.clearUndoHistory();
    write(doc, [applying('n1', doc.document().nodes.n1, MELLOW, KINDS)]);
    const node = doc.document().nodes.n1;
    expect(node).toEqual({ kind: 'instrument.pluck', part: 'p1', x: 4, p_brightness: 0.1 });
    expect(isAt(node, MELLOW, KINDS)).toBe(true);
    doc.undo();
    expect(doc.document().nodes.n1).toEqual(before);
    expect(doc.canUndo()).toBe(false);
    expect(isAt(doc.document().nodes.n1, MELLOW, KINDS)).toBe(false);
  });

  it('of another kind suits only where all cables keep their ports', () => {
    expect(canBecome('instrument.pluck', 'instrument.flute', KINDS)).toBe(
      JSON.stringify(Object.keys(PLUCK.inputs)) ===
        JSON.stringify(Object.keys(KINDS['instrument.flute'].inputs)),
    );
    expect(canBecome('instrument.pluck', 'effect.reverb', KINDS)).toBe(false);
    expect(canBecome('effect.reverb', 'effect.reverb', KINDS)).toBe(true);
  });

  it('is kept by the session, and gone with what named it', () => {
    const doc = new AntiphonDoc();
    const node: Node = { kind: 'instrument.pluck', p_decay: 9, p_brightness: 0.5 };
    doc.put('nodes', 'n1', node);
    const values = valuesOf(node, PLUCK);
    expect(values).toEqual({ decay: 9 });
    write(doc, [keepingInSession('Long', node.kind, values)]);
    const [kept] = sessionPresets(doc.document(), KINDS);
    expect(kept).toMatchObject({ shelf: 'session', kind: node.kind, name: 'Long', values });
    write(doc, [applying('n1', node, kept, KINDS)]);
    expect(doc.document().nodes.n1.preset).toBe(kept.id);
    doc.put('nodes', 'n2', { kind: node.kind, preset: kept.id, p_brightness: 0.3 });
    expect(nodeOf(doc, 'n2')).toMatchObject({ p_decay: 9, p_brightness: 0.3 });
    expect(nodeOf(doc, 'n2')).toBe(nodeOf(doc, 'n2'));
    write(doc, removingFromSession(doc, kept.id));
    expect(doc.document().nodes.n2).toEqual({ kind: node.kind, p_decay: 9, p_brightness: 0.3 });
    expect(doc.document().presets).toEqual({});
    expect(doc.document().nodes.n1).toEqual({ kind: node.kind, p_decay: 9 });
  });
});

describe('presets of one’s own', () => {
  let own: OwnPresets;
  const shelf = new Shelf();
  const make = (): OwnPresets => new OwnPresets(KINDS, () => shelf as unknown as Storage);
  afterEach(() => {
    shelf.text = null;
    shelf.isFull = false;
  });

  it('are there again in the next piece', () => {
    own = make();
    expect(own.add([MELLOW])).toBe('');
    const [kept] = make().presets;
    expect(kept).toMatchObject({ ...MELLOW, id: kept.id });
    expect(own.rename(kept.id, '  Soft\nharp ')).toBe('');
    expect(make().presets[0].name).toBe('Soft harp');
    expect(own.rename(kept.id, ' ')).toContain('needs a name');
    own.remove(kept.id);
    expect(make().presets).toEqual([]);
  });

  it('are as many as a browser can bear, and say where no more are kept', () => {
    own = make();
    expect(own.add(Array.from({ length: MOST }, () => MELLOW))).toBe('');
    expect(own.add([MELLOW])).toContain('no more can be kept');
    shelf.isFull = true;
    expect(own.remove(own.presets[0].id)).toContain('storage is full');
    expect(own.presets).toHaveLength(MOST);
  });

  it('survive whatever is in the storage', () => {
    for (const text of [
      '',
      'null',
      '{}',
      '[1,null,{"name":"x"},{"kind":"constructor","name":"x"}]',
      '[',
    ]) {
      shelf.text = text;
      expect(make().presets).toEqual([]);
    }
  });

  it('go through a file and back', () => {
    expect(readPresets(presetsText([MELLOW]), KINDS)).toEqual({
      presets: [expect.objectContaining({ name: 'Mellow', values: { brightness: 0.1 } })],
      remark: '',
    });
  });

  it('of a file that is wrong are refused, or taken as far as they go', () => {
    expect(() => readPresets('hello', KINDS)).toThrow('no file of Antiphon presets');
    expect(() => readPresets('{"presets": []}', KINDS)).toThrow('no file of Antiphon presets');
    expect(() => readPresets('{"antiphon_presets": 2, "presets": []}', KINDS)).toThrow(
      'newer Antiphon',
    );
    const { presets, remark } = readPresets(
      JSON.stringify({
        antiphon_presets: 1,
        presets: [
          { ...MELLOW, values: { brightness: 7, decay: 'x', __proto__: 1, volume: 3 } },
          { kind: 'osc.nothing', name: 'x' },
        ],
      }),
      KINDS,
    );
    expect(presets).toEqual([expect.objectContaining({ values: { brightness: 1 } })]);
    expect(remark).toContain('1 of them could not be used');
  });
});
