import { empty, project, type Event, type Piece } from '../../src/document';
import { SlotIndex } from '../../src/score/music/slot';

export type Events = Record<string, Partial<Event>>;

interface Options {
  measures?: object[];
  part?: object;
  /** Parts beside `p`. */
  parts?: Record<string, object>;
  spans?: Record<string, object>;
  percussion?: Record<string, object>;
  sections?: Record<string, object>;
}

/** Kinds of events that take time. */
const LONG = ['note', 'rest'];

/** A piece of one part `p` with measures `m1`, `m2`, …; events are notes of `m1` on onset 0 where not said otherwise. */
export function piece(
  events: Events,
  { measures = [{}], part = {}, parts = {}, ...roots }: Options = {},
): Piece {
  const document = empty();
  document.parts.p = { index: 'a0', name: 'Flute', ...part };
  Object.assign(document.parts, parts);
  for (const [root, entries] of Object.entries(roots)) {
    Object.assign(document[root as 'spans'], entries);
  }
  measures.forEach((fields, order) => {
    document.measures[`m${order + 1}`] = {
      index: `a${String(order).padStart(3, '0')}1`,
      ...fields,
    };
  });
  for (const [id, fields] of Object.entries(events)) {
    document.events[id] = {
      kind: 'note',
      part: 'p',
      measure: 'm1',
      onset: '0',
      ...(LONG.includes(fields.kind ?? 'note') ? { duration: '1' } : {}),
      ...(fields.kind && fields.kind !== 'note' ? {} : { pitch: 'C5' }),
      ...fields,
    };
  }
  return project(document as never);
}

export function index(events: Events, options?: Options): SlotIndex {
  return new SlotIndex(piece(events, options));
}
