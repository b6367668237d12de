/** Times the browser's document on a piece of so many events, given as argument; one JSON object on stdout, in ms. */
import * as Y from 'yjs';

import { AntiphonDoc, encode, normalise, type Event } from '../src/document';

const EDITS = 400;
const PARTS = 4;

const size = Number(process.argv[2]);

function measureOf(event: number): string {
  return `m${Math.floor(event / PARTS / 4)}`;
}

function note(event: number): Event {
  return {
    kind: 'note',
    part: `p${event % PARTS}`,
    measure: measureOf(event),
    onset: String(Math.floor(event / PARTS) % 4),
    duration: '1',
    pitch: 'C4',
  };
}

function entries<T>(count: number, prefix: string, make: (of: number) => T): Record<string, T> {
  return Object.fromEntries(Array.from({ length: count }, (_, of) => [`${prefix}${of}`, make(of)]));
}

function time(f: () => unknown): number {
  const start = performance.now();
  f();
  return performance.now() - start;
}

function percentile(times: number[], share: number): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length * share)];
}

function each(edit: (step: number) => void): number[] {
  return Array.from({ length: EDITS }, (_, step) =>
    time(() => {
      edit(step);
      return doc.piece;
    }),
  );
}

const text = encode(
  normalise({
    parts: entries(PARTS, 'p', (part) => ({ index: `a${part}`, name: 'Part' })),
    measures: entries(size / PARTS / 4, 'm', (of) => ({ index: `a${10_000_000 + of}` })),
    events: entries(size, 'n', note),
    spans: entries(size / 16 - 1, 's', (of) => ({
      kind: 'slur',
      start: `n${16 * of}`,
      end: `n${16 * of + 8}`,
    })),
  }),
);
const doc = AntiphonDoc.create();
const load = time(() => doc.setSource(text));
const project = time(() => doc.piece);
const changes = each((step) =>
  doc.change('events', `n${(step * 37) % size}`, { pitch: step % 2 ? 'D4' : 'E4' }),
);
const notes = each((step) => doc.put('events', `x${step}`, { ...note(step), onset: '1/2' }));
const undos = each(() => doc.undo());
const raw = new Y.Doc();
const events = raw.getMap<Y.Map<unknown>>('events');
raw.transact(() => {
  for (let event = 0; event < size; event++) {
    events.set(`n${event}`, new Y.Map(Object.entries(note(event))));
  }
});
const bare = Array.from({ length: EDITS }, (_, step) =>
  time(() => events.get(`n${(step * 37) % size}`)!.set('pitch', step % 2 ? 'D4' : 'E4')),
);

console.log(
  JSON.stringify({
    load,
    project,
    change: percentile(changes, 0.5),
    change_p95: percentile(changes, 0.95),
    put_p95: percentile(notes, 0.95),
    undo_p95: percentile(undos, 0.95),
    yjs_p95: percentile(bare, 0.95),
  }),
);
process.exit(0);
