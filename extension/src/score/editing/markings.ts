import type { Changes, entries, Mark } from '../../document';
import type { Desk, Operation, Result } from './command';
import { text } from './draft';
import {
  clefAt,
  endOf,
  type Ends,
  firstPlaces,
  isMarked,
  markable,
  marked,
  OF_CHORD,
  selectedMeasures,
  signAt,
  spanBetween,
  spanEnds,
  tempoAt,
} from './marked';
import { trans } from '../../translation';
import type { Slot } from '../music/slot';

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
  | { kind: 'repeat-measures'; times: number };

const KINDS: ReadonlySet<string> = new Set<MarkCommand['kind']>([
  'mark',
  'sign',
  'span',
  'clef',
  'tempo-mark',
  'measure-mark',
  'repeat-measures',
]);

export function isMarking(command: { kind: string }): command is MarkCommand {
  return KINDS.has(command.kind);
}

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
      case 'repeat-measures':
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
