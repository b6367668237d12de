import { empty, project, type Event, type Piece } from '../../src/document';
import { SlotIndex } from '../../src/score/slot';

export type Events = Record<string, Partial<Event>>;

interface Options {
  measures?: object[];
  part?: object;
}

/** A piece of one part `p` with measures `m1`, `m2`, …; events are notes of `m1` on onset 0 where not said otherwise. */
export function piece(events: Events, { measures = [{}], part = {} }: Options = {}): Piece {
  const document = empty();
  document.parts.p = { index: 'a0', name: 'Flute', ...part };
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
      ...(fields.kind === 'clef' || fields.kind === 'tempo' ? {} : { duration: '1' }),
      ...(fields.kind && fields.kind !== 'note' ? {} : { pitch: 'C5' }),
      ...fields,
    };
  }
  return project(document as never);
}

export function index(events: Events, options?: Options): SlotIndex {
  return new SlotIndex(piece(events, options));
}
