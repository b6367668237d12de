/** The frame of a piece: its measures, tempi, sections and form. */
import Fraction from 'fraction.js';

import type {
  Event,
  Measure as Entry,
  Passage as Place,
  Section as Stretch,
} from '../generated/schema';
import { kept } from './equal';
import { byText, ordered } from './order';
import type { Measure, Passage, Problem, Section, Tempo } from './piece';
import { byTime, ONE, rational, ZERO } from './rational';

/** A tempo mark within its measure. */
export interface TempoMark {
  id: string;
  onset: Fraction;
  event: Event;
}

/**
 * The measures in order.
 *
 * @param before The measures as they were, by id; those that are still the same are taken from there.
 * @param problems What is wrong is added here.
 */
export function measured(
  entries: ReadonlyMap<string, Entry>,
  before: ReadonlyMap<string, Measure>,
  problems: Problem[],
): Measure[] {
  const result: Measure[] = [];
  let [meter, meter_symbol, key, mode] = ['4/4', '', 0, 'major'];
  let start = ZERO;
  let number = 1;
  for (const id of ordered(entries)) {
    const entry = entries.get(id)!;
    meter_symbol = entry.meter_symbol ?? (entry.meter === undefined ? meter_symbol : '');
    meter = entry.meter ?? meter;
    mode = entry.mode ?? (entry.key === undefined ? mode : 'major');
    key = entry.key ?? key;
    const full = length(meter);
    let duration = entry.duration === undefined ? full : rational(entry.duration);
    if (!duration.n) {
      const message = `measures.${id}.duration: not greater than 0`;
      problems.push({ code: 'invalid', id, message });
      duration = full;
    }
    if (!result.length && byTime(duration, full) < 0) {
      number = 0;
    }
    const measure = {
      id,
      number,
      start,
      duration,
      meter,
      key,
      mode,
      meter_symbol,
      repeat_start: entry.repeat_start ?? false,
      repeat_end: entry.repeat_end ?? 0,
      ending: entry.ending ?? '',
      barline: entry.barline ?? '',
      segno: entry.segno ?? false,
      coda: entry.coda ?? false,
      to_coda: entry.to_coda ?? false,
      fine: entry.fine ?? false,
      jump: entry.jump ?? '',
      rehearsal: entry.rehearsal ?? '',
      layout_break: entry.layout_break ?? '',
    };
    result.push(kept(measure, before.get(id)));
    start = start.add(duration);
    number += 1;
  }
  return result;
}

const lengths = new Map<string, Fraction>();

/** The length of a measure of a meter, such as `2+2+3/8`, in quarter lengths. */
function length(meter: string): Fraction {
  let result = lengths.get(meter);
  if (!result) {
    const [beats, unit] = meter.split('/');
    const count = beats.split('+').reduce((sum, each) => sum + Number(each), 0);
    result = new Fraction(count * 4, Number(unit));
    lengths.set(meter, result);
  }
  return result;
}

/** The tempi by position; there is one at the beginning. */
export function timed(
  marks: Iterable<readonly [Measure, readonly TempoMark[]]>,
  problems: Problem[],
): Tempo[] {
  const places = [...marks].flatMap(([{ start }, of]) =>
    of.map(({ id, onset, event }) => ({ position: start.add(onset), id, event })),
  );
  places.sort((a, b) => byTime(a.position, b.position) || byText(a.id, b.id));
  const result: Tempo[] = [];
  let bpm = 120;
  for (const { position, id, event } of places) {
    const before = result.at(-1);
    if (before && !byTime(before.position, position)) {
      const message = `events.${id}: doubles ${before.id}, left out`;
      problems.push({ code: 'double', id, message });
      continue;
    }
    bpm = event.bpm ?? bpm;
    let beat = rational(event.beat ?? '1');
    if (!beat.n) {
      problems.push({ code: 'invalid', id, message: `events.${id}.beat: not greater than 0` });
      beat = ONE;
    }
    const { text = '', gradual = false } = event;
    result.push({ id, position, bpm, text, beat, gradual });
  }
  if (!result.length || result[0].position.n) {
    result.unshift({ id: null, position: ZERO, bpm: 120, text: '', beat: ONE, gradual: false });
  }
  return result;
}

/** The sections by their first measure, then id; each ends at its last measure, before the next, or with the piece. */
export function sectioned(
  entries: ReadonlyMap<string, Stretch>,
  measures: readonly Measure[],
  problems: Problem[],
): Section[] {
  const places = new Map(measures.map(({ id }, place) => [id, place]));
  const starts: { start: number; id: string; entry: Stretch }[] = [];
  for (const [id, entry] of entries) {
    const start = places.get(entry.measure);
    if (start === undefined) {
      const message = `sections.${id}: its measure is gone, left out`;
      problems.push({ code: 'orphan', id, message });
    } else {
      starts.push({ start, id, entry });
    }
  }
  starts.sort((a, b) => a.start - b.start || byText(a.id, b.id));
  return starts.map(({ start, id, entry }) => {
    let end = places.get(entry.until ?? '') ?? -1;
    if (end < start) {
      end = (starts.find((other) => other.start > start)?.start ?? measures.length) - 1;
    }
    const { name, measure, colour = 0 } = entry;
    return { id, name, measure, until: measures[end].id, colour };
  });
}

/** The passages in order, without those whose section is not there. */
export function formed(
  entries: ReadonlyMap<string, Place>,
  sections: readonly Section[],
  problems: Problem[],
): Passage[] {
  const there = new Set(sections.map(({ id }) => id));
  const result: Passage[] = [];
  for (const id of ordered(entries)) {
    const { section, times = 1 } = entries.get(id)!;
    if (there.has(section)) {
      result.push({ id, section, times });
    } else {
      const message = `form.${id}: its section is gone, left out`;
      problems.push({ code: 'orphan', id, message });
    }
  }
  return result;
}
