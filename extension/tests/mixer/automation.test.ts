import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { AntiphonDoc } from '../../src/document';
import {
  addPoint,
  automatedAt,
  clearLane,
  laneOf,
  movePoint,
  recordInto,
  type Sample,
  thin,
  TOLERANCE,
  tracksOf,
  valueAt,
} from '../../src/mixer/automation';
import { FIELDS } from '../../src/mixer/fields';
import { toPosition } from '../../src/panels/curve';
import { desk, numbers, perform } from './desk';

const measuresOf = (doc: AntiphonDoc) => doc.piece.measures;
const tracks = (doc: AntiphonDoc) => tracksOf(doc.document(), measuresOf(doc));
const at = (doc: AntiphonDoc, position: number, field: 'gain' | 'mute' | 'low_freq' = 'gain') =>
  automatedAt(doc.document(), tracks(doc), position).get('p1')?.get(field);

function add(
  doc: AntiphonDoc,
  position: number,
  value: number,
  curve?: 'hold',
  field = 'gain',
): void {
  perform(doc, addPoint(doc.document(), measuresOf(doc), 'p1', field, { position, value }, curve));
}

describe('automation', () => {
  it('goes from point to point, and stays before the first and behind the last', () => {
    const doc = desk();
    add(doc, 4, -12);
    add(doc, 8, 0);
    add(doc, 10, -6, 'hold');
    add(doc, 12, 3);
    expect([0, 4, 5, 6, 8, 9, 11.9, 12, 15].map((position) => at(doc, position))).toEqual([
      -12, -12, -9, -6, 0, -3, -6, 3, 3,
    ]);
    expect(Object.keys(doc.document().lanes)).toHaveLength(1);
    expect(
      Object.values(doc.document().points)
        .map(({ measure, onset }) => `${measure} ${onset}`)
        .sort(),
    ).toEqual(['m2 0', 'm3 0', 'm3 2', 'm4 0']);
  });

  it('goes along the slider of its field, and turns switches at the half', () => {
    const doc = desk();
    add(doc, 0, 20, undefined, 'low_freq');
    add(doc, 8, 1000, undefined, 'low_freq');
    add(doc, 4, 1, undefined, 'mute');
    add(doc, 8, 0, undefined, 'mute');
    expect(at(doc, 4, 'low_freq')).toBeCloseTo(Math.sqrt(20 * 1000), 6);
    expect([3, 5, 9].map((position) => at(doc, position, 'mute'))).toEqual([1, 1, 0]);
  });

  it('is left out where it is bypassed, of no known field, or without a point', () => {
    const doc = desk((of) => {
      of.put('lanes', 'l1', { target: 'p1', field: 'gain', bypass: true });
      of.put('points', 'q1', { lane: 'l1', measure: 'm1', onset: '0', value: -3 });
      of.put('lanes', 'l2', { target: 'p1', field: 'nonsense' });
      of.put('points', 'q2', { lane: 'l2', measure: 'm1', onset: '0', value: 1 });
      of.put('lanes', 'l3', { target: 'p1', field: 'pan' });
      of.put('points', 'q3', { lane: 'l3', measure: 'gone', onset: '0', value: 1 });
    });
    expect(automatedAt(doc.document(), tracks(doc), 1).size).toBe(0);
  });

  it('has one lane a field: of two that met, that of the smaller id', () => {
    const doc = desk((of) => {
      of.put('lanes', 'l2', { target: 'p1', field: 'gain' });
      of.put('lanes', 'l1', { target: 'p1', field: 'gain' });
    });
    expect(laneOf(doc.document(), 'p1', 'gain')).toBe('l1');
    expect(tracks(doc).map(({ id }) => id)).toEqual(['l1']);
  });

  it('moves points to other measures, and clears', () => {
    const doc = desk();
    add(doc, 0, -12);
    const [{ id, points }] = tracks(doc);
    perform(doc, movePoint(measuresOf(doc), points[0].id, { position: 9.5, value: 2 }));
    expect(doc.document().points[points[0].id]).toMatchObject({
      measure: 'm3',
      onset: '3/2',
      value: 2,
    });
    perform(doc, clearLane(doc.document(), id));
    expect(doc.document().lanes).toEqual({});
    expect(doc.document().points).toEqual({});
  });
});

describe('thinning', () => {
  it('keeps the ends and the corners of straight moves alone', () => {
    const samples = Array.from({ length: 101 }, (_, step) => ({
      position: step / 10,
      value: step < 50 ? -step / 5 : -10 + (step - 50) / 5,
    }));
    expect(thin(samples, FIELDS.gain).map(({ position }) => position)).toEqual([0, 5, 10]);
  });

  it('stays within its tolerance of any move, by the slider', () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = numbers(seed);
      const field = seed % 2 ? FIELDS.gain : FIELDS.high_freq;
      let place = 0.5;
      const samples: Sample[] = Array.from({ length: 200 }, (_, step) => {
        place = Math.min(1, Math.max(0, place + 0.1 * (random() - 0.5)));
        const value = seed % 2 ? -60 + 72 * place : 1000 * 18 ** place;
        return { position: step / 16, value };
      });
      const thinned = thin(samples, field);
      const points = thinned.map((sample, id) => ({
        ...sample,
        id: `${id}`,
        curve: 'linear' as const,
      }));
      expect(thinned.length).toBeLessThan(samples.length);
      for (const { position, value } of samples) {
        const drawn = toPosition(valueAt(points, position, field)!, field);
        expect(Math.abs(drawn - toPosition(value, field))).toBeLessThanOrEqual(TOLERANCE + 1e-9);
      }
    }
  });
});

describe('recording', () => {
  const move: Sample[] = Array.from({ length: 33 }, (_, step) => ({
    position: 4 + step / 8,
    value: 0 - step / 2,
  }));

  it('makes a lane that is the field’s own value before and behind', () => {
    const doc = desk();
    perform(doc, recordInto(doc.document(), measuresOf(doc), 'p1', 'gain', move, -1));
    expect([0, 3.9, 4, 6, 8, 8.1, 16].map((position) => at(doc, position))).toEqual([
      -1, -1, 0, -8, -16, -1, -1,
    ]);
    expect(Object.keys(doc.document().points)).toHaveLength(4);
    doc.undo();
    expect([doc.document().lanes, doc.document().points]).toEqual([{}, {}]);
  });

  it('replaces the stretch that it went over, and nothing else', () => {
    const doc = desk();
    add(doc, 0, -12);
    add(doc, 5, 6);
    add(doc, 6, -40, 'hold');
    add(doc, 16, 0);
    const before = doc.getSource();
    const heard = [0, 2, 3.5, 9, 12, 15.5].map((position) => at(doc, position)!);
    perform(doc, recordInto(doc.document(), measuresOf(doc), 'p1', 'gain', move, 0));
    [0, 2, 3.5, 9, 12, 15.5].forEach((position, of) =>
      expect(at(doc, position)).toBeCloseTo(heard[of], 6),
    );
    expect([4, 6, 8].map((position) => at(doc, position))).toEqual([0, -8, -16]);
    doc.undo();
    expect(doc.getSource()).toBe(before);
  });

  it('records switches as they turn', () => {
    const doc = desk();
    const turns = [4, 5, 6, 7].map((position, of) => ({
      position,
      value: of === 1 || of === 2 ? 1 : 0,
    }));
    perform(doc, recordInto(doc.document(), measuresOf(doc), 'p1', 'mute', turns, 0));
    expect([0, 4.5, 5, 6.9, 7, 12].map((position) => at(doc, position, 'mute'))).toEqual([
      0, 0, 1, 1, 0, 0,
    ]);
  });

  it('records up to either end of the piece, and nothing where there is no score', () => {
    const doc = desk();
    const whole = [0, 8, 16].map((position) => ({ position, value: 0 - position }));
    perform(doc, recordInto(doc.document(), measuresOf(doc), 'p1', 'gain', whole, 0));
    expect([0, 8, 16].map((position) => at(doc, position))).toEqual([0, -8, -16]);
    expect(recordInto(doc.document(), [], 'p1', 'gain', whole, 0)).toEqual([]);
    expect(recordInto(doc.document(), measuresOf(doc), 'p1', 'gain', [], 0)).toEqual([]);
  });
});

describe('the fixtures that the engine reads too', () => {
  const folder = join(__dirname, '../../../tests/fixtures/automation');
  for (const name of readdirSync(folder).sort()) {
    it(`say the same: ${name}`, () => {
      const { document, values } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
        document: Record<string, Record<string, object> | number>;
        values: { lane: string; position: number; value: number | null }[];
      };
      const doc = AntiphonDoc.create();
      doc.transact(() =>
        Object.entries(document).forEach(([root, entries]) => {
          if (typeof entries === 'object') {
            Object.entries(entries).forEach(([id, entry]) =>
              doc.put(root as 'nodes', id, entry as { kind: string }),
            );
          }
        }),
      );
      expect(values.length).toBeGreaterThan(5);
      const all = tracks(doc);
      for (const { lane, position, value } of values) {
        const { target, field } = doc.document().lanes[lane];
        const track = all.find(({ id }) => id === lane);
        const said =
          track && automatedAt(doc.document(), [track], position).get(target)?.get(field);
        const what = `${lane} at ${position}`;
        if (value === null) {
          expect(said, what).toBeUndefined();
        } else {
          expect(said, what).toBeCloseTo(value, 6);
        }
      }
    });
  }
});
