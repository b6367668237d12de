import type { Changes, entries } from '../../document';
import { schema } from '../../generated/schema';
import { trans } from '../../translation';
import { Signs, type Sign } from '../music/signs';
import type { SlotIndex } from '../music/slot';
import type { Desk, Operation, Result } from './command';
import { Draft } from './draft';
import { changeMeter } from './rebarring';
import type { WordsPlace } from './words';

/** What is done to one sign of the score. */
export type SignCommand =
  | { readonly kind: 'sign-remove'; readonly id: string }
  /** Up (1) or down (-1): louder or softer, faster or slower, above or below; the next of its kind. */
  | { readonly kind: 'sign-change'; readonly id: string; readonly by: -1 | 1 };

/** By loudness, where a dynamic is a level. */
const LEVELS = ['n', 'pppp', 'ppp', 'pp', 'p', 'mp', 'mf', 'f', 'ff', 'fff', 'ffff'] as const;
const DYNAMICS = schema.$defs.Event.properties.dynamic.enum;
const CLEFS = schema.$defs.Event.properties.clef.enum;
const SHIFTS = ['22mb', '15mb', '8vb', '8va', '15ma', '22ma'] as const;
const BARLINES = schema.$defs.Measure.properties.barline.enum;
const JUMPS = schema.$defs.Measure.properties.jump.enum;

export function isSigning(command: { kind: string }): command is SignCommand {
  return command.kind === 'sign-remove' || command.kind === 'sign-change';
}

/** Work out what is done to a sign; nothing where it is gone. Pure. */
export function changeSign(desk: Desk, command: SignCommand): Result {
  const sign = Signs.of(desk.index).find(command.id);
  if (sign?.kind === 'meter') {
    return remeter(desk, sign, command);
  }
  const isRemoved = command.kind === 'sign-remove';
  if (isRemoved && sign?.kind === 'clef' && sign.of.id === null) {
    return stays(desk);
  }
  const operation = sign && (isRemoved ? removal(sign) : change(sign, command.by, desk));
  return { operations: operation ? [operation] : [], selection: desk.selection };
}

/** Every staff begins with a clef, every piece with a meter. */
function stays({ selection }: Desk): Result {
  const refused = trans.__(
    'Something must stand here: ↑ and ↓ change it, Delete does not take it away.',
  );
  return { operations: [], selection, refused };
}

type MeterSign = Extract<Sign, { kind: 'meter' }>;
type PlainSign = Exclude<Sign, MeterSign>;

/** Another meter from a change of meter on, the music barred anew; without the change, the one before it. */
function remeter(desk: Desk, sign: MeterSign, command: SignCommand): Result {
  const { id, meter } = sign.of;
  const before = desk.index.piece.measures.at(sign.measure - 1);
  const isRemoved = command.kind === 'sign-remove';
  if (isRemoved && sign.measure === 0) {
    return stays(desk);
  }
  const [, count, unit] = /^(\d+)\/(\d+)$/.exec(meter) ?? [];
  const next = isRemoved ? before?.meter : count && `${Number(count) + command.by}/${unit}`;
  const [slot] = desk.index.slots({ part: 0, staff: 1, voice: 1 }, sign.measure);
  if (!next || /^(0|33)\//.test(next) || !slot) {
    return { operations: [], selection: desk.selection };
  }
  const draft = new Draft({ ...desk, selection: [slot.key] });
  if (next !== meter) {
    changeMeter(draft, next);
  }
  if (draft.refused) {
    return { operations: [], selection: desk.selection, refused: draft.refused };
  }
  draft.finish();
  if (isRemoved) {
    const fields = { meter: undefined, meter_symbol: undefined };
    draft.operations.push({ kind: 'change', root: 'measures', id, fields });
  }
  return { operations: draft.operations, selection: desk.selection };
}

function removal(sign: PlainSign): Operation {
  switch (sign.kind) {
    case 'key':
      return frameChange(sign, { key: undefined, mode: undefined });
    case 'clef':
      return { kind: 'remove', root: 'events', id: sign.of.id ?? sign.id };
    case 'span':
      return { kind: 'remove', root: 'spans', id: sign.id };
    case 'measure':
      return frameChange(sign, { [sign.field]: undefined });
    default:
      return { kind: 'remove', root: 'events', id: sign.id };
  }
}

function frameChange(
  sign: Extract<Sign, { kind: 'measure' | 'key' }>,
  fields: Changes<'measures'>,
): Operation {
  return { kind: 'change', root: 'measures', id: sign.of.id, fields };
}

function change(sign: PlainSign, by: -1 | 1, desk: Desk): Operation | null {
  const event = (fields: Changes<'events'>): Operation => ({
    kind: 'change',
    root: 'events',
    id: sign.id,
    fields,
  });
  const placement = by > 0 ? 'above' : 'below';
  switch (sign.kind) {
    case 'mark': {
      if (sign.of.kind !== 'dynamic') {
        return event({ placement });
      }
      const levels: readonly string[] = (LEVELS as readonly string[]).includes(sign.of.text)
        ? LEVELS
        : DYNAMICS;
      const dynamic = next(levels, sign.of.text, by);
      return dynamic ? event({ dynamic: dynamic as entries.Event['dynamic'] }) : null;
    }
    case 'clef': {
      const clef = next(CLEFS, sign.of.clef, by) as entries.Event['clef'] | null;
      if (!clef) {
        return null;
      }
      if (sign.of.id !== null) {
        return { kind: 'change', root: 'events', id: sign.of.id, fields: { clef } };
      }
      const { measure, staff } = sign.of;
      const part = desk.index.piece.parts[sign.part].id;
      const at = { kind: 'clef', part, measure, onset: '0', clef } as const;
      const fields = staff > 1 ? { ...at, staff } : at;
      return { kind: 'put', root: 'events', id: desk.mint('c'), fields };
    }
    case 'key': {
      const { key, mode } = sign.of;
      const fields = { key: key + by, mode: mode as entries.Measure['mode'] };
      return Math.abs(key + by) <= 7 ? frameChange(sign, fields) : null;
    }
    case 'tempo': {
      const beat = sign.of.beat.valueOf();
      const bpm = Math.round(sign.of.bpm / beat + by) * beat;
      return bpm >= 10 && bpm <= 400 ? event({ bpm: Number(bpm.toFixed(3)) }) : null;
    }
    case 'span':
      return {
        kind: 'change',
        root: 'spans',
        id: sign.id,
        fields: spanFields(sign, by, placement),
      };
    case 'measure': {
      const value = measureValue(sign, by);
      return value === null ? null : frameChange(sign, { [sign.field]: value });
    }
  }
}

function spanFields(
  { of }: Sign & { kind: 'span' },
  by: -1 | 1,
  placement: 'above' | 'below',
): Changes<'spans'> {
  switch (of.kind) {
    case 'crescendo':
    case 'diminuendo':
      return { kind: by > 0 ? 'crescendo' : 'diminuendo' };
    case 'ottava':
      return { shift: (next(SHIFTS, of.shift, by) ?? of.shift) as entries.Span['shift'] };
    case 'tremolo':
      return { strokes: Math.min(5, Math.max(1, of.strokes + by)) };
    default:
      return { placement };
  }
}

function measureValue(
  { field, of }: Sign & { kind: 'measure' },
  by: -1 | 1,
): string | number | null {
  switch (field) {
    case 'repeat_end':
      return Math.min(9, Math.max(2, of.repeat_end + by));
    case 'ending':
      return /^[1-9]$/.test(of.ending)
        ? String(Math.min(9, Math.max(1, Number(of.ending) + by)))
        : null;
    case 'barline':
      return next(BARLINES, of.barline, by);
    case 'jump':
      return next(JUMPS, of.jump, by);
    case 'rehearsal':
      return /^[A-Z]$/.test(of.rehearsal)
        ? next([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'], of.rehearsal, by)
        : /^\d+$/.test(of.rehearsal)
          ? String(Math.max(1, Number(of.rehearsal) + by))
          : null;
    case 'layout_break':
      return next(['system', 'page'], of.layout_break, by);
    default:
      return null;
  }
}

/** The value after or before another; null at the ends. */
function next(values: readonly string[], value: string, by: -1 | 1): string | null {
  return values[values.indexOf(value) + by] ?? null;
}

/** Where the words of a sign are typed; null where it has none. */
export function placeOfSign(index: SlotIndex, id: string): WordsPlace | null {
  const signs = Signs.of(index);
  const sign = signs.find(id);
  const slot = sign && signs.slotOf(sign);
  if (!sign || !slot) {
    return null;
  }
  const { part, staff, voice, measure, onset } = slot;
  const base = { verse: 1, part, staff, voice, measure, onset };
  switch (sign.kind) {
    case 'mark': {
      const kind =
        sign.of.kind === 'text' && sign.of.style === 'italic' ? 'expression' : sign.of.kind;
      return { ...base, kind, onset: sign.of.onset, sign: id };
    }
    case 'tempo': {
      const at = sign.of.position.sub(index.piece.measures[measure].start);
      return { ...base, kind: 'tempo', onset: at, sign: id };
    }
    case 'span':
      return ['crescendo', 'diminuendo', 'line', 'glissando'].includes(sign.of.kind)
        ? { ...base, kind: 'line', sign: id }
        : null;
    case 'measure':
      return sign.field === 'rehearsal' ? { ...base, kind: 'rehearsal' } : null;
    case 'clef':
    case 'key':
    case 'meter':
      return null;
  }
}

/**
 * What is walked to from a note or sign: the signs of its slot, then the next slot's note; backwards likewise.
 *
 * @param key - the note, rest or gap where no sign is selected, or the one that the sign was reached from.
 */
export function walk(
  index: SlotIndex,
  key: string,
  sign: string | null,
  by: -1 | 1,
): { key: string; sign: string | null } | null {
  const slot = index.find(key);
  if (!slot) {
    return null;
  }
  const ids = (of: typeof slot): (string | null)[] => [
    null,
    ...Signs.of(index)
      .at(of)
      .map(({ id }) => id),
  ];
  const here = ids(slot);
  const at = here.indexOf(sign) + by;
  if (at >= 0 && at < here.length) {
    return { key, sign: here[at] };
  }
  const beside = index.neighbour(slot, by);
  if (!beside) {
    return null;
  }
  const there = ids(beside);
  const top = beside.notes[beside.notes.length - 1]?.id ?? beside.key;
  return { key: top, sign: by > 0 ? null : there[there.length - 1] };
}
