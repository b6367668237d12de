import type Fraction from 'fraction.js';

import { MARKS, type Mark, type Measure, type Span } from '../../document';
import type { GraceSlot, Slot } from '../music/slot';
import type { Desk } from './command';
import { idsOf } from './draft';
import type { MarkCommand, MeasureField, NoteField, SpanShape } from './markings';

/** Fields that the notes of a chord have together. */
export const OF_CHORD: ReadonlySet<string> = new Set([
  ...MARKS,
  'tremolo',
  'arpeggio',
  'fermata',
  'stem',
]);
/** Fields that a rest may have. */
const OF_REST: ReadonlySet<string> = new Set(['fermata', 'cue', 'hidden']);
/** Spans that may begin and end at one note. */
const ALONE: ReadonlySet<string> = new Set([
  'ottava',
  'line',
  'crescendo',
  'diminuendo',
  'pedal',
  'trill',
]);
/** Fields of a measure's beginning: given to the first selected one. */
const AT_START: ReadonlySet<string> = new Set([
  'repeat_start',
  'segno',
  'coda',
  'rehearsal',
  'meter',
  'meter_symbol',
]);

/** Whether what is selected has all that a command would give it: then the command takes it away. */
export function isMarked(desk: Pick<Desk, 'index' | 'selection'>, command: MarkCommand): boolean {
  switch (command.kind) {
    case 'mark': {
      const given = markable(desk, command.field);
      return given.length > 0 && given.every((of) => of.value === command.value);
    }
    case 'sign': {
      const places = firstPlaces(desk);
      return (
        places.length > 0 &&
        places.every((slot) => signAt(desk, slot, command)?.text === command.text)
      );
    }
    case 'span': {
      const ends = spanEnds(desk, command.shape.kind);
      return ends.length > 0 && ends.every((of) => spanBetween(desk, of, command.shape));
    }
    case 'clef': {
      const places = firstPlaces(desk);
      return places.length > 0 && places.every((slot) => clefAt(desk, slot)?.clef === command.clef);
    }
    case 'tempo-mark': {
      const [slot] = firstPlaces(desk);
      const there = slot && tempoAt(desk, slot);
      const { bpm, text: words, gradual } = command.fields;
      return (
        there !== undefined &&
        (bpm === undefined || there.bpm === bpm) &&
        (words === undefined || there.text === words) &&
        (gradual === undefined || there.gradual === gradual)
      );
    }
    case 'measure-mark': {
      const measures = marked(desk, command.field);
      return (
        measures.length > 0 && measures.every((of) => valueOf(of, command.field) === command.value)
      );
    }
    case 'repeat-measures': {
      const all = selectedMeasures(desk);
      return Boolean(all[0]?.repeat_start) && all[all.length - 1]?.repeat_end === command.times;
    }
  }
}

type Bench = Pick<Desk, 'index' | 'selection'>;

/** What a field is given to: the selected ids, all of their chord, and the value that it has now. */
interface Markable {
  readonly ids: readonly string[];
  readonly all: readonly string[];
  readonly value: unknown;
}

export function markable({ index, selection }: Bench, field: NoteField): Markable[] {
  const selected = new Set(selection);
  const found: Markable[] = [];
  for (const slot of slotsOf({ index, selection })) {
    const { item } = slot;
    const chosen = slot.notes.filter(({ id }) => selected.has(id));
    if (slot.rest !== null && OF_REST.has(field)) {
      const value = field === 'fermata' ? item.fermata : item[field as 'cue'];
      found.push({ ids: [slot.rest], all: [slot.rest], value });
    } else if (chosen.length > 0 && OF_CHORD.has(field)) {
      const all = slot.notes.map(({ id }) => id);
      const value = MARKS.includes(field) ? item.marks.includes(field) : item[field as 'stem'];
      found.push({ ids: [chosen[0].id], all, value });
    } else if (chosen.length > 0) {
      chosen.forEach((note) => {
        const value = field in note ? note[field as 'fingering'] : lyricOf(note.lyrics, field);
        found.push({ ids: [note.id], all: [note.id], value });
      });
    }
  }
  for (const { grace } of gracesOf({ index, selection })) {
    const all = grace.notes.map(({ id }) => id);
    const chosen = all.filter((id) => selected.has(id));
    const value = MARKS.includes(field) && grace.marks.includes(field);
    found.push({ ids: chosen.slice(0, 1), all, value });
  }
  return found;
}

function lyricOf(lyrics: readonly string[], field: string): string | undefined {
  const verse = /^lyric([1-8])$/.exec(field)?.[1];
  return verse && lyrics[Number(verse) - 1];
}

/** The slots of what is selected, each once, in the order of the selection. */
export function slotsOf({ index, selection }: Bench): Slot[] {
  return [...new Set(selection.flatMap((key) => index.find(key) ?? []))];
}

function gracesOf({ index, selection }: Bench): GraceSlot[] {
  const found = selection.flatMap((key) => (index.find(key) ? [] : (index.grace(key) ?? [])));
  return found.filter(({ grace }, order) => found.findIndex((of) => of.grace === grace) === order);
}

function inTime(a: Slot, b: Slot): number {
  return a.measure - b.measure || a.onset.compare(b.onset);
}

/** The first selected slot of each staff; of grace notes, the slot they belong to. */
export function firstPlaces(desk: Bench): Slot[] {
  const slots = [...slotsOf(desk), ...gracesOf(desk).map(({ slot }) => slot)].sort(inTime);
  const staves = new Map<string, Slot>();
  for (const slot of slots) {
    const staff = `${slot.part} ${slot.staff}`;
    if (!staves.has(staff)) {
      staves.set(staff, slot);
    }
  }
  return [...staves.values()].sort((a, b) => a.part - b.part || a.staff - b.staff);
}

function at(
  desk: Bench,
  slot: Slot,
  of: { measure: string; staff: number; onset: Fraction },
): boolean {
  const measure = desk.index.measure(slot);
  return of.measure === measure.id && of.staff === slot.staff && of.onset.equals(slot.onset);
}

/** The sign of a kind at a slot; of words, the same ones. */
export function signAt(
  desk: Bench,
  slot: Slot,
  { sign, text: words }: { sign: Mark['kind']; text?: string },
): Mark | undefined {
  return desk.index.piece.parts[slot.part].marks.find(
    (of) => of.kind === sign && at(desk, slot, of) && (sign !== 'text' || of.text === words),
  );
}

export function clefAt(desk: Bench, slot: Slot): { id: string; clef: string } | undefined {
  const found = desk.index.piece.parts[slot.part].clefs.find(
    (of) => of.id !== null && at(desk, slot, of),
  );
  return found as { id: string; clef: string } | undefined;
}

/** The tempo mark of the document's at a slot. */
export function tempoAt(
  { index }: Bench,
  slot: Slot,
): { id: string; bpm: number; text: string; gradual: boolean } | undefined {
  const position = index.measure(slot).start.add(slot.onset);
  const found = index.piece.tempi.find((of) => of.id !== null && of.position.equals(position));
  return found as { id: string; bpm: number; text: string; gradual: boolean } | undefined;
}

export interface Ends {
  readonly start: Slot;
  readonly end: Slot;
}

/** Where a span of the selection begins and ends, voice by voice. */
export function spanEnds(desk: Bench, kind: string): Ends[] {
  const lines = new Map<string, Slot[]>();
  for (const slot of slotsOf(desk)) {
    const line = `${slot.part} ${slot.staff} ${slot.voice}`;
    lines.set(line, [...(lines.get(line) ?? []), slot]);
  }
  const sounding =
    kind === 'slur' || kind === 'glissando' || kind === 'tremolo' || kind === 'trill';
  const fits = (slot: Slot): boolean => slot.notes.length > 0 || (!sounding && slot.rest !== null);
  return [...lines.values()].flatMap((slots) => {
    const within = slots.filter(fits).sort(inTime);
    const start = within[0];
    let end = within[within.length - 1];
    if (!start || !end) {
      return [];
    }
    if (start === end && !ALONE.has(kind)) {
      const next = desk.index.neighbour(start, 1);
      if (!next || !fits(next)) {
        return [];
      }
      end = next;
    }
    return [{ start, end }];
  });
}

/** The id that a span holds on to. */
export function endOf(slot: Slot): string {
  return idsOf(slot)[0];
}

export function spanBetween(
  { index }: Bench,
  { start, end }: Ends,
  shape: SpanShape,
): Span | undefined {
  return index.piece.parts[start.part].spans.find(
    (span) =>
      span.kind === shape.kind &&
      index.find(span.start) === start &&
      index.find(span.end) === end &&
      (shape.shift === undefined || span.shift === shape.shift) &&
      (shape.text === undefined || span.text === shape.text) &&
      (shape.style === undefined || span.style === shape.style) &&
      (shape.strokes === undefined || span.strokes === shape.strokes),
  );
}

/** The measures that anything selected is in, in order. */
export function selectedMeasures(desk: Bench): Measure[] {
  const { measures } = desk.index.piece;
  const places = new Set([
    ...slotsOf(desk).map(({ measure }) => measure),
    ...gracesOf(desk).map(({ slot }) => slot.measure),
  ]);
  return measures.filter((_, place) => places.has(place));
}

/** The measures that a field is given to: all of an ending, the first or the last of others. */
export function marked(desk: Bench, field: MeasureField): Measure[] {
  const all = selectedMeasures(desk);
  if (field === 'ending') {
    return all;
  }
  return AT_START.has(field) ? all.slice(0, 1) : all.slice(-1);
}

function valueOf(measure: Measure, field: MeasureField): unknown {
  return measure[field];
}
