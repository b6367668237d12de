/** Reports for the tests. */
import type { Report, Span, Work } from '../../src/ledger/report';

export const NOTHING: Work = {
  notes: [0, 0, 0],
  nodes: [0, 0, 0],
  other: 0,
  accepted: 0,
  steered: 0,
};

/** A report of some spans of ten seconds. */
export function reportOf(spans: readonly Span[], rest: Partial<Report> = {}): Report {
  return {
    head: { count: spans.length, hash: 'h', verified: true, behind: 0 },
    people: {},
    shares: [],
    totals: { accepted: 0, polls: 0, votes: 0 },
    activity: { seconds: 10, spans },
    ...rest,
  };
}
