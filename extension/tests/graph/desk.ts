/** A graph on a desk: a real document, read anew after each change. */
import { AntiphonDoc, type Document } from '../../src/document';
import { type Graph, readGraph } from '../../src/graph/graph';
import { KINDS } from '../../src/panels/catalogue';
import { type Edit, write } from '../../src/panels/edit';

export class Desk {
  readonly doc = new AntiphonDoc();

  constructor() {
    this.doc.put('parts', 'p1', { index: 'a0', name: 'Flute', instrument: 'Flute' });
    this.doc.put('parts', 'p2', { index: 'a1', name: 'Bass', instrument: 'Contrabass' });
  }

  get document(): Document {
    return this.doc.document();
  }

  get graph(): Graph {
    return readGraph(this.document, KINDS);
  }

  node(id: string, kind: string, fields: object = {}): this {
    this.doc.put('nodes', id, { kind, x: 0, y: 0, ...fields });
    return this;
  }

  /** A cable, as `n1 n2` or `n1.out n2.cutoff`. */
  cable(id: string, from: string, to: string): this {
    const [source, output = 'out'] = from.split('.');
    const [target, input = 'in'] = to.split('.');
    this.doc.put('edges', id, { source, output, target, input });
    return this;
  }

  do(edits: readonly Edit[]): this {
    const sentence = write(this.doc, edits);
    if (sentence) {
      throw new Error(sentence);
    }
    return this;
  }

  /** Cables from node to node, as `n1.out n2.in`. */
  get wires(): string[] {
    return this.graph.wires.map(
      ({ source, target }) => `${source.node}.${source.port} ${target.node}.${target.port}`,
    );
  }
}

/** Random numbers from 0 to 1 (mulberry32). */
export function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A chain with a filter, an LFO and a reverb. */
export function chain(): Desk {
  return new Desk()
    .node('synth', 'instrument.analogue', { part: 'p1' })
    .node('filter', 'filter.lowpass', { x: 300 })
    .node('room', 'effect.reverb', { x: 600 })
    .node('lfo', 'control.lfo', { y: 300 })
    .cable('e1', 'synth', 'filter')
    .cable('e2', 'filter', 'room')
    .cable('e3', 'lfo', 'filter.cutoff');
}
