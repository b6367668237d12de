import { beforeEach, describe, expect, it } from 'vitest';

import { portsOf } from '../../../src/graph/inside';
import { mends } from '../../../src/graph/inside/mends';
import { KINDS } from '../../../src/panels/catalogue';
import { Desk, random } from '../desk';

let desk: Desk;

beforeEach(() => {
  desk = new Desk()
    .node('n1', 'effect.delay', { p_feedback: 0.8, p_mix: 0.5 })
    .node('n2', 'effect.reverb')
    .node('n3', 'osc.sine', { p_gain: -3 })
    .cable('e1', 'n3', 'n1')
    .cable('e2', 'n1', 'n2');
});

const ways = (node: string | null, reason: string) => mends(desk.document, KINDS, { node, reason });
const ids = (node: string, reason: string): string[] => ways(node, reason).map(({ id }) => id);

function mend(node: string, reason: string, id: string): void {
  desk.do(ways(node, reason).find((way) => way.id === id)!.edits);
}

describe('ways to mend a node', () => {
  it('are what fits why it was muted', () => {
    expect(ids('n1', 'too loud')).toEqual(['down', 'limit', 'defaults', 'bypass']);
    expect(ids('n1', 'not finite')).toEqual(['defaults', 'bypass']);
    expect(ids('n1', 'offset')).toEqual(['block', 'defaults', 'bypass']);
    expect(ids('n3', 'too loud')).toEqual(['down', 'limit', 'defaults', 'mute']);
    expect(ids('n2', 'not finite')).toEqual(['bypass']);
  });

  it('are none where there is no such node', () => {
    expect(ways(null, 'too loud')).toEqual([]);
    expect(ways('gone', 'too loud')).toEqual([]);
    desk.node('odd', 'later.kind');
    expect(ways('odd', 'too loud')).toEqual([]);
  });

  it('turn a gain down by 12 dB, and what feeds back halfway to harmless', () => {
    mend('n3', 'too loud', 'down');
    expect(desk.document.nodes.n3.p_gain).toBe(-15);
    mend('n1', 'too loud', 'down');
    expect(desk.document.nodes.n1.p_feedback).toBeCloseTo(0.4, 4);
  });

  it('put a limiter between a node and all that it is heard through, in one step', () => {
    desk.doc.put('groups', 'g1', { name: 'Box' });
    desk.doc.put('ports', 'o1', {
      group: 'g1',
      direction: 'out',
      name: 'out',
      node: 'n1',
      port: 'out',
    });
    desk.node('n4', 'filter.lowpass').cable('e3', 'g1', 'n4');
    mend('n1', 'too loud', 'limit');
    const [limiter] = Object.entries(desk.document.nodes).find(
      ([, { kind }]) => kind === 'dynamics.limiter',
    )!;
    expect([...desk.wires].sort()).toEqual(
      [
        'n3.out n1.in',
        `n1.out ${limiter}.in`,
        `${limiter}.out n2.in`,
        `${limiter}.out n4.in`,
      ].sort(),
    );
    desk.doc.undo();
    expect(desk.document.nodes[limiter]).toBeUndefined();
    expect(desk.wires).toContain('n1.out n2.in');
  });

  it('make the instrument of a part that has none of its own an entry', () => {
    mend('default-p1', 'too loud', 'limit');
    expect(desk.document.nodes['default-p1'].part).toBe('p1');
    expect(desk.wires.filter((wire) => wire.startsWith('default-p1.out'))).toHaveLength(1);
  });

  it('bring a node back to its defaults', () => {
    mend('n1', 'not finite', 'defaults');
    expect(Object.keys(desk.document.nodes.n1).sort()).toEqual(['kind', 'x', 'y']);
  });

  it('put nothing behind an insert of a strip', () => {
    desk.doc.put('inserts', 'i1', { strip: 'p1', node: 'n1', index: 'a0' });
    expect(ids('n1', 'too loud')).toEqual(['down', 'defaults', 'bypass']);
  });

  it('can each be done, and change something, for every kind and reason', () => {
    const chance = random(6);
    for (const kind of Object.keys(KINDS)) {
      const reason = ['too loud', 'not finite', 'offset'][Math.floor(3 * chance())];
      const parameters = Object.entries(KINDS[kind].parameters);
      const set = parameters
        .filter(() => chance() < 0.5)
        .map(([name, { minimum, maximum, whole }]) => {
          const value = minimum + chance() * (maximum - minimum);
          return [`p_${name}`, whole ? Math.round(value) : value];
        });
      const count = mends(
        new Desk().node('n1', kind, Object.fromEntries(set) as object).document,
        KINDS,
        { node: 'n1', reason },
      ).length;
      expect(count).toBeGreaterThan(0);
      for (let order = 0; order < count; order++) {
        const one = new Desk().node('n1', kind, Object.fromEntries(set) as object);
        const before = JSON.stringify(one.document);
        one.do(mends(one.document, KINDS, { node: 'n1', reason })[order].edits);
        expect(JSON.stringify(one.document)).not.toBe(before);
        for (const [name, { minimum, maximum }] of parameters) {
          const value = one.document.nodes.n1[`p_${name}`];
          if (typeof value === 'number') {
            expect(value).toBeGreaterThanOrEqual(minimum - 1e-3 * Math.abs(minimum));
            expect(value).toBeLessThanOrEqual(maximum + 1e-3 * Math.abs(maximum));
          }
        }
      }
    }
  });
});

it('finds the port that a cable comes from, through groups', () => {
  desk.doc.put('groups', 'g1', { name: 'Box' });
  desk.doc.put('ports', 'o1', {
    group: 'g1',
    direction: 'out',
    name: 'wet',
    node: 'n1',
    port: 'out',
  });
  desk.cable('e3', 'g1.wet', 'n2');
  expect(portsOf(desk.graph, ['e3'])).toMatchObject([{ node: 'n1', output: 'out' }]);
  expect(portsOf(desk.graph, ['e1'])).toMatchObject([{ node: 'n3', output: 'out' }]);
  expect(portsOf(desk.graph, ['none'])).toEqual([]);
});
