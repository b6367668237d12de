import type { Document } from '../generated/schema';
import { type Kinds, plays } from '../panels/catalogue';
import { trans } from '../translation';
import type { GraphNode } from './graph';
import type { Wire } from './wiring';

/** Why something of a graph is not heard as it is written, as `antiphon.engine.patch` says it. */
export type ProblemCode = 'unknown' | 'dangling' | 'mismatch' | 'double' | 'circle' | 'idle';

interface Reading {
  nodes: ReadonlyMap<string, GraphNode>;
  /** All cables, from node to node. */
  wires: readonly Wire[];
  /** Those between ports of one signal. */
  fits: readonly Wire[];
  /** Ids of those that close a circle. */
  closing: ReadonlySet<string>;
  parts: Document['parts'];
  kinds: Kinds;
}

/** The problems, by the id of the node or cable. */
export function problemsOf({ nodes, wires, fits, closing, kinds }: Reading) {
  const problems = new Map<string, ProblemCode>();
  const known = (id: string): boolean => {
    const node = nodes.get(id);
    return node !== undefined && Object.hasOwn(kinds, node.kind);
  };
  for (const { id, kind } of nodes.values()) {
    if (!Object.hasOwn(kinds, kind)) {
      problems.set(id, 'unknown');
    }
  }
  const fitting = new Set(fits);
  const taken = new Set<string>();
  const fed = new Set<string>();
  for (const wire of wires) {
    const { id, source, target } = wire;
    const place = [source.node, source.port, target.node, target.port].join(' ');
    if (!known(source.node) || !known(target.node)) {
      problems.set(id, 'dangling');
    } else if (!fitting.has(wire)) {
      problems.set(id, 'mismatch');
    } else if (taken.has(place)) {
      problems.set(id, 'double');
    } else {
      taken.add(place);
      if (kinds[nodes.get(source.node)!.kind].outputs[source.port] === 'note') {
        if (closing.has(id)) {
          problems.set(id, 'circle');
        } else {
          fed.add(target.node);
        }
      }
    }
  }
  for (const { id, kind, part } of nodes.values()) {
    if (plays(kind) && !part && !fed.has(id) && !problems.has(id)) {
      problems.set(id, 'idle');
    }
  }
  return problems;
}

/** A problem in a sentence: what, and what to do. */
export function problemInWords(code: ProblemCode): string {
  switch (code) {
    case 'unknown':
      return trans.__(
        'This Antiphon does not know this kind of node: update it, or take the node away.',
      );
    case 'dangling':
      return trans.__('What this cable led to is gone: take the cable away.');
    case 'mismatch':
      return trans.__('This cable joins ports that do not fit: take it away and connect anew.');
    case 'double':
      return trans.__('This cable is there twice: take one away.');
    case 'circle':
      return trans.__(
        'Notes would run in a circle here, so none come through: take this cable away.',
      );
    case 'idle':
      return trans.__('No notes come here: choose a part (key P), or connect a cable of notes.');
  }
}
