/** Which cables can be laid: the same as in the notebook (`tests/kernel/test_joining.py`). */
import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { type End, isFeedback, whyNot } from '../../src/graph/connect';
import { Desk } from './desk';

interface Joining {
  document: Record<string, Record<string, Record<string, string>>>;
  cases: {
    edge: { source: string; output?: string; target: string; input?: string };
    verdict: '' | 'itself' | 'notes';
    feedback: boolean;
  }[];
}

const { document, cases } = JSON.parse(
  readFileSync(new URL('../../../tests/fixtures/graph/joining.json', import.meta.url), 'utf8'),
) as Joining;

const WORDS = { '': /^$/, itself: /cannot feed itself/, notes: /in a circle/ };

test.each(cases)('$edge.source to $edge.target: $verdict', ({ edge, verdict, feedback }) => {
  const desk = new Desk();
  for (const [root, entries] of Object.entries(document)) {
    for (const [id, entry] of Object.entries(entries)) {
      desk.doc.put(root as 'nodes', id, entry);
    }
  }
  const from: End = { node: edge.source, port: edge.output ?? 'out', direction: 'out' };
  const to: End = { node: edge.target, port: edge.input ?? 'in', direction: 'in' };
  expect(whyNot(desk.graph, from, to)).toMatch(WORDS[verdict]);
  if (!verdict) {
    expect(isFeedback(desk.graph, from, to)).toBe(feedback);
  }
});
