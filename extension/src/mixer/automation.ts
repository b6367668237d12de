/** Automation: fields of strips and nodes that move along the score's time. */
import Fraction from 'fraction.js';

import { type Document, type Measure, mintId, rational } from '../document';
import { byText } from '../document/order';
import { toPosition } from '../panels/curve';
import type { Edit } from '../panels/edit';
import { measureAt } from '../panels/position';
import { type Field, targetField, type Targets } from './fields';

type Lanes = Pick<Document, 'lanes' | 'points'> & Targets;

/** How a value goes on to the next point's. */
export type Curve = 'linear' | 'hold';

/** A point where it is in the piece. */
export interface LanePoint {
  id: string;
  /** Quarter lengths from the piece's beginning. */
  position: number;
  value: number;
  curve: Curve;
}

/** A field along the score. */
export interface Track {
  id: string;
  target: string;
  field: string;
  bypass: boolean;
  /** In order. */
  points: readonly LanePoint[];
}

/** A value at a position, as a hand moved it. */
export interface Sample {
  position: number;
  value: number;
}

/** The finest step of a recorded position: so many of them a quarter. */
export const GRID = 96;

/** How far a thinned line may be from what the hand did, as a part of the slider. */
export const TOLERANCE = 0.006;

/** The tracks of a document by target, then field; of two lanes of one field, that of the smallest id. */
export function tracksOf(document: Lanes, measures: readonly Measure[]): Track[] {
  const starts = new Map(measures.map((measure) => [measure.id, measure]));
  const points = new Map<string, LanePoint[]>();
  for (const [id, { lane, measure, onset, value, curve = 'linear' }] of Object.entries(
    document.points,
  )) {
    const of = starts.get(measure);
    if (of) {
      const position = Number(of.start.add(rational(onset)));
      points.set(lane, [...(points.get(lane) ?? []), { id, position, value, curve }]);
    }
  }
  const seen = new Set<string>();
  return Object.keys(document.lanes)
    .sort()
    .filter((id) => {
      const { target, field } = document.lanes[id];
      const key = `${target} ${field}`;
      return !seen.has(key) && seen.add(key);
    })
    .map((id) => {
      const { target, field, bypass = false } = document.lanes[id];
      return { id, target, field, bypass, points: sorted(points.get(id) ?? []) };
    })
    .sort((a, b) => byText(a.target, b.target) || byText(a.field, b.field));
}

/** By position; of several at one place that of the smallest id. */
function sorted(points: readonly LanePoint[]): LanePoint[] {
  return [...points]
    .sort((a, b) => a.position - b.position || byText(a.id, b.id))
    .filter(({ position }, at, all) => at === 0 || position !== all[at - 1].position);
}

/** The lane of a field; null where it is not automated. */
export function laneOf({ lanes }: Lanes, target: string, field: string): string | null {
  const found = Object.keys(lanes)
    .filter((id) => lanes[id].target === target && lanes[id].field === field)
    .sort();
  return found[0] ?? null;
}

/** What a track says at a position; null where it has no points. */
export function valueAt(
  points: readonly LanePoint[],
  position: number,
  field: Field,
): number | null {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle].position <= position) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const before = points[low - 1];
  const after = points[low];
  if (!before || !after) {
    const only = before ?? after;
    return only ? clamped(only.value, field) : null;
  }
  if (before.curve === 'hold' || field.isSwitch) {
    return clamped(before.value, field);
  }
  const part = (position - before.position) / (after.position - before.position);
  return clamped(between(before.value, after.value, part, field), field);
}

function clamped(value: number, { minimum, maximum }: Field): number {
  return Math.min(maximum, Math.max(minimum, value));
}

/** A part of the way from one value to another along a field's slider, not rounded to what a hand can mean. */
function between(from: number, to: number, part: number, { minimum, curve }: Field): number {
  return curve === 'log' && minimum > 0 && from > 0 && to > 0
    ? from * (to / from) ** part
    : from + (to - from) * part;
}

/** What every automated field is at a position: by target and field. */
export function automatedAt(
  document: Lanes,
  tracks: readonly Track[],
  position: number,
): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const { target, field, bypass, points } of tracks) {
    const range = bypass ? null : targetField(document, target, field);
    const value = range && valueAt(points, position, range);
    if (value !== null) {
      found.set(target, (found.get(target) ?? new Map<string, number>()).set(field, value));
    }
  }
  return found;
}

/**
 * As few points as say the same: a point goes where the line without it is nowhere farther than `tolerance` of the
 * slider from what was there (Ramer, Douglas and Peucker).
 */
export function thin(samples: readonly Sample[], field: Field, tolerance = TOLERANCE): Sample[] {
  const places = samples.map(({ value }) => toPosition(value, field));
  const keeps = new Set<number>([0, samples.length - 1]);
  const ahead: [number, number][] = [[0, samples.length - 1]];
  for (let range = ahead.pop(); range; range = ahead.pop()) {
    const [from, to] = range;
    let [farthest, distance] = [-1, tolerance];
    for (let at = from + 1; at < to; at += 1) {
      const span = samples[to].position - samples[from].position;
      const part = span > 0 ? (samples[at].position - samples[from].position) / span : 0;
      const off = Math.abs(places[at] - places[from] - part * (places[to] - places[from]));
      if (off > distance) {
        [farthest, distance] = [at, off];
      }
    }
    if (farthest >= 0) {
      keeps.add(farthest);
      ahead.push([from, farthest], [farthest, to]);
    }
  }
  return samples.filter((_, at) => keeps.has(at));
}

/** A place in the score for a position: on the finest grid, within its measure; null in an empty piece. */
export function placeOf(
  measures: readonly Measure[],
  position: number,
): { measure: string; onset: string } | null {
  const measure = measureAt(measures, position);
  if (!measure) {
    return null;
  }
  const steps = Math.round((position - Number(measure.start)) * GRID);
  const most = Math.floor(Number(measure.duration) * GRID);
  const within = Math.min(Math.max(0, steps), most);
  return { measure: measure.id, onset: new Fraction(within, GRID).toFraction() };
}

/** The edits that add a point; of a new lane where the field has none. */
export function addPoint(
  document: Lanes,
  measures: readonly Measure[],
  target: string,
  field: string,
  sample: Sample,
  curve: Curve = 'linear',
): Edit[] {
  const place = placeOf(measures, sample.position);
  if (!place) {
    return [];
  }
  const lane = laneOf(document, target, field);
  const id = lane ?? mintId('l');
  const fields = { lane: id, ...place, value: sample.value, ...(curve === 'hold' && { curve }) };
  return [
    ...(lane ? [] : [{ root: 'lanes', id, fields: { target, field } } satisfies Edit]),
    { root: 'points', id: mintId('q'), fields },
  ];
}

/** A point behind another, half way to the next or a quarter on, with what the lane says there; null where there is no room. */
export function beside(
  points: readonly LanePoint[],
  id: string,
  field: Field,
  length: number,
): Sample | null {
  const at = points.findIndex((point) => point.id === id);
  const [point, next] = [points[at], points[at + 1]];
  if (!point) {
    return null;
  }
  const end = next ? next.position : length;
  const half = next ? (point.position + end) / 2 : Math.min(point.position + 1, length);
  const position = Math.round(half * GRID) / GRID;
  return position > point.position && (next ? position < end : position <= end)
    ? { position, value: valueAt(points, position, field) ?? point.value }
    : null;
}

/** The edits that move a point to a position and value. */
export function movePoint(measures: readonly Measure[], id: string, to: Sample): Edit[] {
  const place = placeOf(measures, to.position);
  return place ? [{ root: 'points', id, fields: { ...place, value: to.value } }] : [];
}

/** The edits that take a lane away, with its points. */
export function clearLane({ points }: Lanes, lane: string): Edit[] {
  return [
    ...Object.keys(points)
      .filter((id) => points[id].lane === lane)
      .map((id): Edit => ({ root: 'points', id, fields: null })),
    { root: 'lanes', id: lane, fields: null },
  ];
}

/**
 * Put what a hand did into a field's lane, in place of what was there from its first sample to its last; before and
 * behind that everything stays as it was.
 *
 * @param samples - In order of their positions, at least one.
 * @param own - The field's own value, which it has where nothing is automated.
 */
export function recordInto(
  document: Lanes,
  measures: readonly Measure[],
  target: string,
  field: string,
  samples: readonly Sample[],
  own: number,
): Edit[] {
  const range = targetField(document, target, field);
  if (!range || !samples.length || !measures.length) {
    return [];
  }
  const lane = laneOf(document, target, field);
  const id = lane ?? mintId('l');
  const track = tracksOf(document, measures).find((each) => each.id === lane);
  const old = track?.points ?? [];
  const at = (position: number): number => valueAt(old, position, range) ?? own;
  const [first, last] = [samples[0].position, samples[samples.length - 1].position];
  const [start, end] = [first - 1 / GRID, last + 1 / GRID];
  const wasOn = (position: number): Curve =>
    range.isSwitch
      ? 'hold'
      : (old.filter((point) => point.position <= position).at(-1)?.curve ?? 'linear');
  const length = Number(measures.at(-1)!.start) + Number(measures.at(-1)!.duration);
  const drawn = range.isSwitch ? changes(samples) : thin(samples, range);
  const points: (Sample & { curve: Curve })[] = [
    ...(start > 0 ? [{ position: start, value: at(start), curve: 'linear' as const }] : []),
    ...drawn.map((sample) => ({
      ...sample,
      curve: range.isSwitch ? ('hold' as const) : ('linear' as const),
    })),
    ...(end < length ? [{ position: end, value: at(end), curve: wasOn(end) }] : []),
  ];
  return [
    ...(lane ? [] : [{ root: 'lanes', id, fields: { target, field } } satisfies Edit]),
    ...old
      .filter(({ position }) => position >= start - 1e-9 && position <= end + 1e-9)
      .map((point): Edit => ({ root: 'points', id: point.id, fields: null })),
    ...points.map(({ position, value, curve }): Edit => ({
      root: 'points',
      id: mintId('q'),
      fields: {
        lane: id,
        ...placeOf(measures, position)!,
        value,
        ...(curve === 'hold' && { curve }),
      },
    })),
  ];
}

/** The samples at which a switch turns. */
function changes(samples: readonly Sample[]): Sample[] {
  return samples.filter(({ value }, at) => at === 0 || value !== samples[at - 1].value);
}
