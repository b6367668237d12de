import Fraction from 'fraction.js';
import { generateKeyBetween } from 'fractional-indexing';

import type { Changes, Event, Measure } from '../../document';
import { type Draft, meterLength, text } from './draft';
import { cut, retupleAll } from './retupling';
import { continued, strandsOf, type Entry } from './strand';
import { type Bar, barsOf, Timeline } from './timeline';

/** Signs at a measure's beginning, and at its end: they go where that moment comes to be. */
const AT_START = ['key', 'mode', 'repeat_start', 'segno', 'coda', 'rehearsal', 'ending'] as const;
const AT_END = ['repeat_end', 'barline', 'to_coda', 'fine', 'jump', 'layout_break'] as const;

/**
 * Change the meter from the selected measure to the next change of meter. The music stays, barred anew: notes are cut and
 * tied at the new bar lines, notes tied over old ones joined; measures are added or taken away at the end of the stretch.
 * Measures of a length of their own (pick-ups, cadenzas) keep it.
 */
export function changeMeter(draft: Draft, meter: string): null {
  const { index, document } = draft.desk;
  const { measures } = index.piece;
  const from = draft.cursor()?.measure ?? 0;
  if (measures.length === 0) {
    return null;
  }
  const length = meterLength(meter);
  const until = endOfMeter(draft, from);
  let run: Measure[] = [];
  const rebarRun = (): void => {
    if (run.length > 0) {
      rebar(draft, run, [], length);
    }
    run = [];
  };
  for (const measure of measures.slice(from, until)) {
    if (document.measures[measure.id].duration === undefined) {
      run.push(measure);
    } else {
      rebarRun();
    }
  }
  rebarRun();
  const fields: Changes<'measures'> = { meter, meter_symbol: undefined };
  draft.operations.push({ kind: 'change', root: 'measures', id: measures[from].id, fields });
  const next = measures[until] as Measure | undefined;
  if (next && document.measures[next.id].meter === undefined) {
    const back = { meter: next.meter };
    draft.operations.push({ kind: 'change', root: 'measures', id: next.id, fields: back });
  }
  return null;
}

/** The position of the next change of meter after a measure, or of the end. */
function endOfMeter(draft: Draft, from: number): number {
  const { measures } = draft.desk.index.piece;
  const next = measures.findIndex(
    ({ id }, place) => place > from && draft.desk.document.measures[id].meter !== undefined,
  );
  return next < 0 ? measures.length : next;
}

/** Give the selected measure a length of its own. What does not fit any more moves on, the measures after it barred anew. */
export function changeLength(draft: Draft, wanted: Fraction | null): null {
  const { index, document } = draft.desk;
  const { measures } = index.piece;
  const from = draft.cursor()?.measure ?? 0;
  const measure = measures[from] as Measure | undefined;
  const full = meterLength(measure?.meter ?? '4/4');
  const length = wanted ?? full;
  if (!measure || length.lte(0)) {
    return null;
  }
  const reaches = Object.values(document.events).some(
    (event) =>
      event.measure === measure.id &&
      (event.grace
        ? length.lt(event.onset)
        : length.lt(new Fraction(event.onset).add(event.duration ?? 0))),
  );
  if (reaches) {
    const until = endOfMeter(draft, from);
    const run = [measure];
    for (const next of measures.slice(from + 1, until)) {
      if (document.measures[next.id].duration !== undefined) {
        break;
      }
      run.push(next);
    }
    rebar(draft, run, [length], full);
  }
  const fields = { duration: length.equals(full) ? undefined : text(length) };
  draft.operations.push({ kind: 'change', root: 'measures', id: measure.id, fields });
  return null;
}

/**
 * Bar the music of adjacent measures anew.
 *
 * @param run - The measures.
 * @param first - The lengths of the first of them.
 * @param usual - The length of the others.
 */
function rebar(
  draft: Draft,
  run: readonly Measure[],
  first: readonly Fraction[],
  usual: Fraction,
): void {
  const { document } = draft.desk;
  const here = new Set(run.map(({ id }) => id));
  const events: Entry[] = Object.entries(document.events).filter(([, { measure }]) =>
    here.has(measure),
  );
  const starts = new Map(run.map((measure) => [measure.id, measure.start]));
  const { start } = run[0];
  let end = start;
  for (const [, { measure, onset, duration = '0', grace }] of events) {
    const until = starts
      .get(measure)!
      .add(onset)
      .add(grace ? 0 : duration);
    end = until.gt(end) ? until : end;
  }
  const silent = run.filter((measure) => measure.start.gte(end)).length;
  const lengths: (readonly [string, Fraction])[] = [];
  let left = silent;
  for (let at = start; at.lt(end) || left > 0;) {
    const place = lengths.length;
    const length = first[place] ?? usual;
    lengths.push([run[place]?.id ?? draft.desk.mint('m'), length]);
    left -= at.lt(end) ? 0 : 1;
    at = at.add(length);
  }
  const bars = barsOf(lengths, start);
  moveMeasures(draft, run, bars, silent);

  const timeline = new Timeline(bars);
  const ends = cutNotes(draft, events, run, timeline);
  for (const [id, event] of events) {
    const isMark = event.grace !== undefined || (event.kind !== 'note' && event.kind !== 'rest');
    if (isMark) {
      const place = timeline.at(starts.get(event.measure)!.add(event.onset));
      move(draft, id, event, { measure: place.measure, onset: text(place.onset) });
    }
  }
  for (const [id, span] of Object.entries(document.spans)) {
    const fields = {
      start: ends.get(span.start)?.first ?? span.start,
      end: ends.get(span.end)?.last ?? span.end,
    };
    if (fields.start !== span.start || fields.end !== span.end) {
      draft.operations.push({ kind: 'change', root: 'spans', id, fields });
    }
  }
}

/**
 * Put notes and rests between the new bar lines.
 *
 * @returns For each note that was there, the ids of the notes that it begins and ends with.
 */
function cutNotes(
  draft: Draft,
  events: readonly Entry[],
  run: readonly Measure[],
  timeline: Timeline,
): Map<string, { first: string; last: string }> {
  const ends = new Map<string, { first: string; last: string }>();
  const byId = new Map(events);
  const strands = strandsOf(events, run).map((strand) => ({
    ...strand,
    pieces: cut(strand, timeline),
  }));
  retupleAll(draft, strands, run);
  for (const strand of strands) {
    const { pieces } = strand;
    for (const [id, event] of strand.events) {
      const further = strand.further.get(id) ?? [];
      const names = [id, ...further];
      pieces.forEach(({ measure, onset, duration, tuplet }, order) => {
        const isLast = order === pieces.length - 1;
        const tied = event.kind === 'note' && (!isLast || (strand.ties.get(id) ?? false));
        const plain = tuplet === null && event.tuplet !== undefined ? { tuplet: undefined } : {};
        const place = { measure, onset: text(onset), duration: text(duration), ...plain };
        const known = names[order] as string | undefined;
        if (known) {
          move(draft, known, byId.get(known)!, { ...place, tie: tied || undefined });
        } else {
          const fresh = draft.desk.mint(event.kind === 'rest' ? 'r' : 'n');
          names.push(fresh);
          const fields: Event = { ...continued(event), ...place };
          delete fields.tie;
          if (tuplet === null) {
            delete fields.tuplet;
          }
          draft.put(fresh, tied ? { ...fields, tie: true } : fields);
        }
      });
      names.slice(pieces.length).forEach((surplus) => draft.remove(surplus));
      const ring = { first: id, last: names[pieces.length - 1] ?? id };
      [id, ...further].forEach((name) => ends.set(name, ring));
    }
  }
  return ends;
}

/** Change what differs. */
function move(draft: Draft, id: string, event: Event, fields: Changes<'events'>): void {
  const differs = Object.entries(fields).some(
    ([field, value]) => (event[field as keyof Event] || undefined) !== value,
  );
  if (differs) {
    draft.change(id, fields);
  }
}

/**
 * Make the measures of these bars of those that were there, and let their signs go to where their moments come to be; the
 * silent ones at the end keep theirs.
 */
function moveMeasures(
  draft: Draft,
  run: readonly Measure[],
  bars: readonly Bar[],
  silent: number,
): void {
  const { document, index } = draft.desk;
  const timeline = new Timeline(bars);
  const signs = new Map<string, Changes<'measures'>>(bars.map(({ id }) => [id, {}]));
  const atStart = new Map<string, string>();
  const atEnd = new Map<string, string>();
  for (const [place, { id, start, duration }] of run.entries()) {
    const own = document.measures[id];
    const beyond = place - (run.length - silent);
    const music = bars.slice(0, bars.length - silent);
    const end = start.add(duration);
    const [first, last] =
      beyond >= 0
        ? [music.length + beyond, music.length + beyond].map((at) => bars[at].id)
        : [
            timeline.barAt(start).id,
            (music.find((bar) => bar.start.add(bar.duration).gte(end)) ?? music[music.length - 1])
              .id,
          ];
    atStart.set(id, first);
    atEnd.set(id, last);
    for (const field of AT_START) {
      if (own[field] !== undefined) {
        Object.assign(signs.get(first)!, { [field]: own[field] });
      }
    }
    for (const field of AT_END) {
      if (own[field] !== undefined) {
        Object.assign(signs.get(last)!, { [field]: own[field] });
      }
    }
  }
  const known = new Set(run.map(({ id }) => id));
  const after = index.piece.measures[index.measureIndex(run[run.length - 1].id)! + 1] as
    Measure | undefined;
  let before = document.measures[run[run.length - 1].id].index;
  for (const { id } of bars) {
    const wanted = signs.get(id)!;
    if (!known.has(id)) {
      before = generateKeyBetween(before, after ? document.measures[after.id].index : null);
      const fields = { index: before, ...wanted };
      draft.operations.push({ kind: 'put', root: 'measures', id, fields });
      continue;
    }
    const own = document.measures[id];
    const fields: Changes<'measures'> = {};
    for (const field of [...AT_START, ...AT_END]) {
      if (own[field] !== wanted[field]) {
        Object.assign(fields, { [field]: wanted[field] });
      }
    }
    if (Object.keys(fields).length > 0) {
      draft.operations.push({ kind: 'change', root: 'measures', id, fields });
    }
  }
  const left = new Set(bars.map(({ id }) => id));
  for (const { id } of run) {
    if (!left.has(id)) {
      draft.operations.push({ kind: 'remove', root: 'measures', id });
      if (document.locks[id]?.kind === 'measure') {
        draft.operations.push({ kind: 'remove', root: 'locks', id });
      }
    }
  }
  for (const [id, section] of Object.entries(document.sections)) {
    const fields = {
      measure: atStart.get(section.measure) ?? section.measure,
      ...(section.until !== undefined && { until: atEnd.get(section.until) ?? section.until }),
    };
    if (fields.measure !== section.measure || fields.until !== section.until) {
      draft.operations.push({ kind: 'change', root: 'sections', id, fields });
    }
  }
}
