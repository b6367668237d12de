import { describe, expect, it } from 'vitest';

import { AntiphonDoc, type Piece } from '../../src/document';
import { measureWidth } from '../../src/score/engraving/layout';
import { MeiWriter } from '../../src/score/mei/mei';
import { LayeredMap } from '../../src/score/music/layered';
import { SlotIndex, type Slot } from '../../src/score/music/slot';

/** A row of numbers below 1 that look random, the same each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const PITCHES = ['C4', 'F#4', 'Bb4', 'E5'];
const ONSETS = ['0', '1/2', '1', '2', '3'];
const MARKS = ['p', 'f'];

/** Make one change of a piece, of any kind. */
function shake(doc: AntiphonDoc, random: () => number, step: number): void {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)];
  const { parts, measures, events, spans } = doc.document();
  const places = { part: pick(Object.keys(parts)), measure: pick(Object.keys(measures)) };
  const notes = Object.keys(events).filter((id) => events[id].kind === 'note');
  const at = { ...places, onset: pick(ONSETS) };
  const roll = random();
  if (roll < 0.35 || notes.length < 4) {
    const note = { ...at, duration: '1', pitch: pick(PITCHES), voice: pick([1, 1, 2]) };
    doc.put('events', `n${step}`, { kind: 'note', ...note, ...(random() < 0.4 && { tie: true }) });
  } else if (roll < 0.5) {
    doc.change('events', pick(notes), { pitch: pick(PITCHES), onset: pick(ONSETS) });
  } else if (roll < 0.6) {
    doc.change('events', pick(notes), places);
  } else if (roll < 0.7) {
    doc.remove('events', [pick(notes)]);
  } else if (roll < 0.78) {
    doc.put('events', `d${step}`, { kind: 'dynamic', ...at, dynamic: pick(MARKS) } as never);
  } else if (roll < 0.84) {
    doc.put('spans', `s${step}`, { kind: 'slur', start: pick(notes), end: pick(notes) });
  } else if (roll < 0.87 && Object.keys(spans).length > 0) {
    doc.remove('spans', [pick(Object.keys(spans))]);
  } else if (roll < 0.9) {
    doc.put('measures', `m${step}`, { index: `b${String(step).padStart(3, '0')}1` });
  } else if (roll < 0.93) {
    doc.change('measures', places.measure, { meter: pick(['4/4', '3/4']), key: pick([0, 2]) });
  } else if (roll < 0.95 && Object.keys(measures).length > 3) {
    doc.remove('measures', [places.measure]);
  } else if (roll < 0.97) {
    doc.put('parts', `p${step}`, { index: pick(['a01', 'c1']) + String(step), name: 'New' });
  } else if (Object.keys(parts).length > 1) {
    doc.remove('parts', [places.part]);
  }
}

function start(): AntiphonDoc {
  const doc = AntiphonDoc.create();
  doc.transact(() => {
    doc.put('parts', 'p', { index: 'a1', name: 'Flute' });
    doc.put('parts', 'q', { index: 'a2', name: 'Piano', staves: 2 });
    for (let order = 0; order < 6; order++) {
      doc.put('measures', `m-${order}`, { index: `a${order}1` });
    }
  });
  return doc;
}

const plain = (slot: Slot): unknown => [
  slot.key,
  slot.part,
  slot.measure,
  slot.staff,
  slot.voice,
  slot.onset.toFraction(),
  slot.duration.toFraction(),
  slot.notes.map(({ id, pitch }) => `${id} ${pitch}`),
];

function same(kept: SlotIndex, piece: Piece): void {
  const fresh = new SlotIndex(structured(piece));
  expect([...kept.all()].map(plain)).toEqual([...fresh.all()].map(plain));
  for (const slot of fresh.all()) {
    expect(plain(kept.find(slot.key)!)).toEqual(plain(slot));
    for (const { id } of slot.notes) {
      expect(kept.note(id)).toEqual(fresh.note(id));
    }
  }
  piece.measures.forEach((_, measure) => {
    expect(kept.marks(measure)).toEqual(fresh.marks(measure));
    expect(measureWidth(kept, measure)).toBe(measureWidth(fresh, measure));
  });
  const count = piece.measures.length;
  const ranges = [...Array(count).keys()].map((at) => ({
    start: at,
    end: Math.min(count, at + 2),
  }));
  const [mine, theirs] = [new MeiWriter(kept), new MeiWriter(fresh)];
  ranges.forEach((range) => expect(mine.write(range)).toBe(theirs.write(range)));
}

/** The same piece with none of its objects, so that nothing is known of them. */
function structured(piece: Piece): Piece {
  return {
    ...piece,
    measures: piece.measures.map((measure) => ({ ...measure })),
    parts: piece.parts.map((part) => ({
      ...part,
      voices: part.voices.map((voice) => ({ ...voice })),
      marks: [...part.marks],
      spans: [...part.spans],
    })),
  };
}

describe('the index of a piece that changes', () => {
  it.each([1, 2, 3])('is that of the whole piece made anew, after any edits (%i)', (seed) => {
    const doc = start();
    const random = dice(seed);
    let index = new SlotIndex(doc.piece);
    const gone = new Set<string>();
    for (let step = 0; step < 150; step++) {
      Object.keys(doc.document().events).forEach((id) => gone.add(id));
      shake(doc, random, step);
      index = new SlotIndex(doc.piece, index);
      if (step % 5 === 0) {
        same(index, doc.piece);
      }
    }
    same(index, doc.piece);
    const { events } = doc.document();
    const lost = [...gone].filter((id) => !events[id]);
    expect(lost.length).toBeGreaterThan(3);
    lost.forEach((id) => expect(index.find(id)).toBeUndefined());
  });

  it('leaves the one before as it was', () => {
    const doc = start();
    const note = { kind: 'note', part: 'p', measure: 'm-1', onset: '0', duration: '1' } as const;
    doc.put('events', 'n', { ...note, pitch: 'C4' });
    const before = new SlotIndex(doc.piece);
    doc.change('events', 'n', { measure: 'm-2', pitch: 'D4' });
    const after = new SlotIndex(doc.piece, before);
    doc.remove('events', ['n']);
    const last = new SlotIndex(doc.piece, after);
    expect(before.find('n')?.measure).toBe(1);
    expect(before.note('n')?.pitch).toBe('C4');
    expect(after.find('n')?.measure).toBe(2);
    expect(last.find('n')).toBeUndefined();
  });

  it('knows a measure again by its contents until something in it changes', () => {
    const doc = start();
    const note = { kind: 'note', part: 'p', measure: 'm-1', onset: '0', duration: '1' } as const;
    doc.put('events', 'n', { ...note, pitch: 'C4' });
    const before = new SlotIndex(doc.piece);
    const contents = [0, 1, 2].map((measure) => before.contents(measure));
    doc.change('events', 'n', { pitch: 'D4' });
    const after = new SlotIndex(doc.piece, before);
    expect([0, 1, 2].map((measure) => after.contents(measure) === contents[measure])).toEqual([
      true,
      false,
      true,
    ]);
    doc.put('events', 'd', {
      kind: 'dynamic',
      part: 'q',
      measure: 'm-2',
      onset: '0',
      dynamic: 'p',
    } as never);
    const last = new SlotIndex(doc.piece, after);
    expect(last.contents(1)).toBe(after.contents(1));
    expect(last.contents(2)).not.toBe(contents[2]);
  });
});

describe('a layered map', () => {
  it('is what a plain map is, whatever is put into it and taken away', () => {
    const random = dice(7);
    const plainMap = new Map<string, object>();
    let layered = LayeredMap.empty<object>();
    for (let step = 0; step < 400; step++) {
      const changes = new Map<string, object | null>();
      for (let of = 0; of < 1 + random() * 6; of++) {
        changes.set(`k${Math.floor(random() * 80)}`, random() < 0.6 ? { step } : null);
      }
      changes.forEach((value, key) => (value ? plainMap.set(key, value) : plainMap.delete(key)));
      layered = layered.with(changes);
      for (let key = 0; key < 80; key++) {
        expect(layered.get(`k${key}`)).toBe(plainMap.get(`k${key}`));
      }
    }
  });
});
