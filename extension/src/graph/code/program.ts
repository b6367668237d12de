import type { Scalar } from '../../document';
import type { At, Problem } from './syntax';

/** An entry that a text makes, with variables where the document has ids. */
export interface Made {
  readonly at: At;
  readonly fields: Record<string, Scalar>;
  /** Where each field is said. */
  readonly places: Map<string, At>;
}

/** What a text says: presets, groups and nodes by variable; labels, ports and cables in its order. */
export interface Program {
  readonly presets: Map<string, Made>;
  readonly groups: Map<string, Made>;
  readonly nodes: Map<string, Made>;
  readonly labels: Made[];
  readonly ports: Made[];
  readonly edges: Made[];
}

export function make(fields: Record<string, Scalar>, at: At, ...places: [string, At][]): Made {
  return { fields, at, places: new Map(places) };
}

export function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.at.from - b.at.from);
}

/** The line of an offset, from 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}
