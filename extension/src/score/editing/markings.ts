import type Fraction from 'fraction.js';

import {
  MARKS,
  type Changes,
  type entries,
  type Mark,
  type Measure,
  type Span,
} from '../../document';
import type { Desk, Operation, Result } from './command';
import { idsOf, text } from './draft';
import { trans } from '../../translation';
import type { GraceSlot, Slot } from '../music/slot';

type Event = entries.Event;

/** What of a note can be marked: its articulations, its head, its fingering. */
export type NoteField = Exclude<
  keyof Event,
  'kind' | 'part' | 'staff' | 'voice' | 'measure' | 'onset' | 'duration' | 'pitch'
>;

/** What of a measure can be marked. */
export type MeasureField = Exclude<keyof entries.Measure, 'index' | 'duration' | 'key' | 'mode'>;

/** Shapes of a span, beside its ends. */
export type SpanShape = Pick<
  entries.Span,
  'kind' | 'shift' | 'strokes' | 'text' | 'style' | 'placement'
>;

/** Marks given to what is selected, and taken away again where it has them. */
export type MarkCommand =
  /** Of the selected notes; what a chord has once is given to the chord. */
  | { kind: 'mark'; field: NoteField; value: string | number | boolean }
  /** At the first selected place of each staff; one dynamic, chord symbol and figured bass at a place. */
  | ({ kind: 'sign'; sign: Mark['kind']; text: string } & Pick<Event, 'style' | 'placement'>)
  /** From the first of what is selected to the last, in each voice; to the next note where only one is. */
  | { kind: 'span'; shape: SpanShape }
  | { kind: 'clef'; clef: NonNullable<Event['clef']> }
  /** A tempo at the first selected place: absent fields stay what they are there. */
  | { kind: 'tempo-mark'; fields: Pick<Event, 'bpm' | 'text' | 'beat' | 'gradual'> }
  | { kind: 'measure-mark'; field: MeasureField; value: string | number | boolean }
  /** Repeat the selected measures. */
  | { kind: 'repeat'; times: number };

const KINDS: ReadonlySet<string> = new Set<MarkCommand['kind']>([
  'mark',
  'sign',
  'span',
  'clef',
  'tempo-mark',
  'measure-mark',
  'repeat',
]);

export function isMarking(command: { kind: string }): command is MarkCommand {
  return KINDS.has(command.kind);
}

/** Fields that the notes of a chord have together. */
const OF_CHORD: ReadonlySet<string> = new Set([...MARKS, 'tremolo', 'arpeggio', 'fermata', 'stem']);
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

/** Work out a marking. Pure. */
export function mark(desk: Desk, command: MarkCommand): Result {
  const marking = new Marking(desk, isMarked(desk, command));
  const missing = marking.perform(command);
  const { operations } = marking;
  return {
    operations,
    selection: desk.selection,
    ...(missing ? { refused: sentence(missing) } : {}),
  };
}

/** What a marking needs and has not got. */
type Missing = 'note' | 'place' | 'span' | 'tremolo' | '';

function sentence(missing: Missing): string {
  switch (missing) {
    case 'note':
      return trans.__('Select the notes that are to have this first.');
    case 'span':
      return trans.__(
        'Select the notes that this is to reach over first: from one to another of a voice.',
      );
    case 'tremolo':
      return trans.__(
        'A tremolo between two notes needs two that follow each other and are of one length.',
      );
    default:
      return trans.__('Select a note or rest first: this goes to its place.');
  }
}

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
    case 'repeat': {
      const all = selectedMeasures(desk);
      return Boolean(all[0]?.repeat_start) && all[all.length - 1]?.repeat_end === command.times;
    }
  }
}

class Marking {
  /** @param off - whether what there is goes. */
  constructor(
    private readonly _desk: Desk,
    private readonly _off: boolean,
  ) {}

  readonly operations: Operation[] = [];

  /** @returns Why nothing comes of it; empty where something does. */
  perform(command: MarkCommand): Missing {
    switch (command.kind) {
      case 'mark':
        return this._mark(command.field, command.value);
      case 'sign':
        return this._sign(command);
      case 'span':
        return this._span(command.shape);
      case 'clef':
        return this._clef(command.clef);
      case 'tempo-mark':
        return this._tempo(command.fields);
      case 'measure-mark':
        return this._measure(command.field, command.value);
      case 'repeat':
        return this._repeat(command.times);
    }
  }

  private _mark(field: NoteField, value: string | number | boolean): Missing {
    const given = markable(this._desk, field);
    for (const { ids, all } of given) {
      if (this._off) {
        all.forEach((id) => this._change(id, { [field]: undefined }));
      } else {
        const others = OF_CHORD.has(field) ? all.filter((id) => !ids.includes(id)) : [];
        others.forEach((id) => value !== true && this._change(id, { [field]: undefined }));
        ids.forEach((id) => this._change(id, { [field]: value }));
      }
    }
    return given.length > 0 ? '' : 'note';
  }

  private _sign(command: MarkCommand & { kind: 'sign' }): Missing {
    const { sign, text: words, style, placement } = command;
    const places = firstPlaces(this._desk);
    for (const slot of places) {
      const there = signAt(this._desk, slot, command);
      if (there && (this._off || words === '')) {
        this._remove('events', there.id);
      } else if (there && sign !== 'text') {
        this._change(there.id, sign === 'dynamic' ? { dynamic: words as never } : { text: words });
      } else if (words !== '') {
        this._put('e', slot, {
          kind: sign,
          ...(sign === 'dynamic'
            ? { dynamic: words as NonNullable<Event['dynamic']> }
            : { text: words }),
          ...(style && style !== 'plain' ? { style } : {}),
          ...(placement ? { placement } : {}),
        });
      }
    }
    return places.length > 0 ? '' : 'place';
  }

  private _span(shape: SpanShape): Missing {
    const { kind } = shape;
    const ends = spanEnds(this._desk, kind);
    for (const of of ends) {
      const same = spanBetween(this._desk, of, shape);
      const like = this._off ? same : spanBetween(this._desk, of, { kind });
      if (this._off && same) {
        this._remove('spans', same.id);
      } else if (like && kind !== 'line') {
        const { shift, strokes, text: words, style, placement } = shape;
        const fields = { shift, strokes, text: words, style, placement };
        this.operations.push({ kind: 'change', root: 'spans', id: like.id, fields });
      } else if (kind === 'tremolo' && !this._trembles(of)) {
        return 'tremolo';
      } else {
        const id = this._desk.mint('s');
        const fields = { ...shape, start: endOf(of.start), end: endOf(of.end) };
        this.operations.push({ kind: 'put', root: 'spans', id, fields });
      }
    }
    return ends.length > 0 ? '' : 'span';
  }

  private _trembles({ start, end }: Ends): boolean {
    return start.duration.equals(end.duration) && this._desk.index.neighbour(start, 1) === end;
  }

  private _clef(clef: NonNullable<Event['clef']>): Missing {
    const places = firstPlaces(this._desk);
    for (const slot of places) {
      const there = clefAt(this._desk, slot);
      if (there && this._off) {
        this._remove('events', there.id);
      } else if (there) {
        this._change(there.id, { clef });
      } else {
        this._put('c', slot, { kind: 'clef', clef });
      }
    }
    return places.length > 0 ? '' : 'place';
  }

  private _tempo(fields: Pick<Event, 'bpm' | 'text' | 'beat' | 'gradual'>): Missing {
    const [slot] = firstPlaces(this._desk);
    if (!slot) {
      return 'place';
    }
    const there = tempoAt(this._desk, slot);
    if (there && this._off) {
      this._remove('events', there.id);
    } else if (there) {
      this._change(there.id, fields);
    } else {
      const measure = this._desk.index.measure(slot).id;
      const id = this._desk.mint('t');
      const at = { kind: 'tempo', measure, onset: text(slot.onset), ...fields } as const;
      this.operations.push({ kind: 'put', root: 'events', id, fields: at });
    }
    return '';
  }

  private _measure(field: MeasureField, value: string | number | boolean): Missing {
    const measures = marked(this._desk, field);
    for (const { id } of measures) {
      this._changeMeasure(id, { [field]: this._off || value === '' ? undefined : value });
    }
    return measures.length > 0 ? '' : 'place';
  }

  private _repeat(times: number): Missing {
    const all = selectedMeasures(this._desk);
    if (all.length === 0) {
      return 'place';
    }
    this._changeMeasure(all[0].id, { repeat_start: this._off ? undefined : true });
    this._changeMeasure(all[all.length - 1].id, { repeat_end: this._off ? undefined : times });
    return '';
  }

  private _changeMeasure(id: string, fields: Changes<'measures'>): void {
    this.operations.push({ kind: 'change', root: 'measures', id, fields });
  }

  private _put(prefix: string, slot: Slot, fields: Partial<Event> & Pick<Event, 'kind'>): void {
    const { parts } = this._desk.index.piece;
    const at = {
      ...fields,
      part: parts[slot.part].id,
      measure: this._desk.index.measure(slot).id,
      onset: text(slot.onset),
      ...(slot.staff > 1 ? { staff: slot.staff } : {}),
    };
    this.operations.push({ kind: 'put', root: 'events', id: this._desk.mint(prefix), fields: at });
  }

  private _change(id: string, fields: Changes<'events'>): void {
    this.operations.push({ kind: 'change', root: 'events', id, fields });
  }

  private _remove(root: 'events' | 'spans', id: string): void {
    this.operations.push({ kind: 'remove', root, id });
  }
}

type Bench = Pick<Desk, 'index' | 'selection'>;

/** What a field is given to: the selected ids, all of their chord, and the value that it has now. */
interface Markable {
  readonly ids: readonly string[];
  readonly all: readonly string[];
  readonly value: unknown;
}

function markable({ index, selection }: Bench, field: NoteField): Markable[] {
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

function clefAt(desk: Bench, slot: Slot): { id: string; clef: string } | undefined {
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

interface Ends {
  readonly start: Slot;
  readonly end: Slot;
}

/** Where a span of the selection begins and ends, voice by voice. */
function spanEnds(desk: Bench, kind: string): Ends[] {
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
function endOf(slot: Slot): string {
  return idsOf(slot)[0];
}

function spanBetween({ index }: Bench, { start, end }: Ends, shape: SpanShape): Span | undefined {
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
function selectedMeasures(desk: Bench): Measure[] {
  const { measures } = desk.index.piece;
  const places = new Set([
    ...slotsOf(desk).map(({ measure }) => measure),
    ...gracesOf(desk).map(({ slot }) => slot.measure),
  ]);
  return measures.filter((_, place) => places.has(place));
}

/** The measures that a field is given to: all of an ending, the first or the last of others. */
function marked(desk: Bench, field: MeasureField): Measure[] {
  const all = selectedMeasures(desk);
  if (field === 'ending') {
    return all;
  }
  return AT_START.has(field) ? all.slice(0, 1) : all.slice(-1);
}

function valueOf(measure: Measure, field: MeasureField): unknown {
  return measure[field];
}
