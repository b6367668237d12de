import type Fraction from 'fraction.js';

import type { Changes, entries, Mark } from '../../document';
import { schema } from '../../generated/schema';
import { trans } from '../../translation';
import { compoundBeat } from '../music/duration';
import { readFigures, readHarmony } from '../music/harmony';
import type { Slot, SlotIndex } from '../music/slot';
import { readTempo, writeTempo } from '../music/tempo';
import type { Desk, Operation, Place, Result } from './command';
import { text as written } from './draft';

/** What is written in the score in words. */
export type WordsKind =
  | 'lyrics'
  | 'harmony'
  | 'text'
  | 'expression'
  | 'dynamic'
  | 'figures'
  | 'rehearsal'
  | 'fingering'
  | 'fret'
  | 'tempo'
  | 'line';

/** Where words are written. */
export interface WordsPlace extends Place {
  readonly kind: WordsKind;
  /** Of lyrics, from 1. */
  readonly verse: number;
  /** The note of a fingering or fret. */
  readonly note?: string;
  /** The sign whose words they are, where there is one. */
  readonly sign?: string;
}

/** Write words at a place; empty ones take away what is there. Lyrics with their hyphen or underscore. */
export interface WordsCommand {
  readonly kind: 'words';
  readonly place: WordsPlace;
  readonly text: string;
}

export const VERSES = 8;

const DYNAMICS: readonly string[] = schema.$defs.Event.properties.dynamic.enum;

const SIGN_OF: Partial<Record<WordsKind, Mark['kind']>> = {
  harmony: 'harmony',
  text: 'text',
  expression: 'text',
  dynamic: 'dynamic',
  figures: 'figures',
};

/** Where words of a kind go from what is selected; null where nothing is. */
export function placeFor(
  index: SlotIndex,
  selection: readonly string[],
  kind: WordsKind,
  verse = 1,
): WordsPlace | null {
  const key = selection[selection.length - 1] ?? '';
  const slot = index.find(key) ?? index.grace(key)?.slot;
  if (!slot || (needsNote(kind) && slot.notes.length === 0)) {
    return null;
  }
  const { part, staff, voice, measure, onset } = slot;
  const note = slot.notes.some(({ id }) => id === key) ? key : slot.notes[0]?.id;
  const place = { kind, verse, part, staff, voice, measure, onset, ...(note ? { note } : {}) };
  const sign = signOf(index, place);
  return sign === undefined ? place : { ...place, sign };
}

export function needsNote(kind: WordsKind): boolean {
  return kind === 'lyrics' || kind === 'fingering' || kind === 'fret';
}

/** The slot that is sung or fingered at a place. */
export function slotOf(index: SlotIndex, place: WordsPlace): Slot | null {
  return index.at(place, place.measure, place.onset);
}

/** What stands at a place, as it is typed; of lyrics without the hyphen or underscore. */
export function wordsAt(index: SlotIndex, place: WordsPlace): string {
  switch (place.kind) {
    case 'lyrics':
      return lyricAt(index, place).replace(/[-_]$/, '');
    case 'rehearsal':
      return index.piece.measures[place.measure].rehearsal;
    case 'fingering':
      return index.note(place.note ?? '')?.fingering ?? '';
    case 'fret': {
      const fret = index.note(place.note ?? '')?.fret ?? null;
      return fret === null ? '' : String(fret);
    }
    case 'tempo': {
      const tempo = index.piece.tempi.find(({ id }) => id !== null && id === place.sign);
      return tempo ? writeTempo(tempo.text, tempo.bpm, tempo.beat) : '';
    }
    case 'line':
      return index.piece.parts[place.part].spans.find(({ id }) => id === place.sign)?.text ?? '';
    default:
      return index.piece.parts[place.part].marks.find(({ id }) => id === place.sign)?.text ?? '';
  }
}

/** The syllable of a place, with its hyphen or underscore. */
export function lyricAt(index: SlotIndex, place: WordsPlace): string {
  const notes = slotOf(index, place)?.notes ?? [];
  return notes.map(({ lyrics }) => lyrics[place.verse - 1] ?? '').find((of) => of !== '') ?? '';
}

/** The place after (1) or before (-1): of lyrics the next note that is sung, of others the next note or beat. */
export function neighbourOf(index: SlotIndex, place: WordsPlace, by: -1 | 1): WordsPlace | null {
  const found = needsNote(place.kind) ? nextNote(index, place, by) : nextBeat(index, place, by);
  if (!found) {
    return null;
  }
  const { kind, verse, part, staff, voice } = place;
  const slot = index.at(place, found.measure, found.onset);
  const note = slot?.notes[0]?.id;
  const moved = { kind, verse, part, staff, voice, ...found, ...(note ? { note } : {}) };
  const sign = signOf(index, moved);
  return sign === undefined ? moved : { ...moved, sign };
}

type Moment = Pick<Place, 'measure' | 'onset'>;

function nextNote(index: SlotIndex, place: WordsPlace, by: -1 | 1): Moment | null {
  let slot = slotOf(index, place);
  do {
    slot = slot && index.neighbour(slot, by);
  } while (slot && (slot.notes.length === 0 || (place.kind === 'lyrics' && isTied(index, slot))));
  return slot && { measure: slot.measure, onset: slot.onset };
}

/** Whether every note of a slot goes on from the one before it. */
function isTied(index: SlotIndex, slot: Slot): boolean {
  const before = index.neighbour(slot, -1)?.notes ?? [];
  return slot.notes.every(({ pitch }) => before.some((of) => of.tie && of.pitch === pitch));
}

function nextBeat(index: SlotIndex, place: WordsPlace, by: -1 | 1): Moment | null {
  const { measures } = index.piece;
  const moments = (measure: number): Fraction[] => {
    const { meter, duration } = measures[measure];
    const beat = compoundBeat(meter)?.valueOf() ?? 4 / Number(meter.split('/')[1]);
    const onsets = index.slots(place, measure).map(({ onset }) => onset);
    for (let at = duration.mul(0); at.lt(duration); at = at.add(beat)) {
      onsets.push(at);
    }
    return onsets
      .sort((a, b) => a.compare(b))
      .filter((of, order) => !onsets[order - 1]?.equals(of));
  };
  const here = moments(place.measure);
  const onset =
    by > 0
      ? here.find((of) => of.gt(place.onset))
      : here.reverse().find((of) => of.lt(place.onset));
  if (onset) {
    return { measure: place.measure, onset };
  }
  const measure = place.measure + by;
  if (!measures[measure]) {
    return null;
  }
  const there = moments(measure);
  return { measure, onset: by > 0 ? there[0] : there[there.length - 1] };
}

/** The sign whose words stand at a place already. */
function signOf(index: SlotIndex, place: WordsPlace): string | undefined {
  const measure = index.piece.measures[place.measure];
  if (place.kind === 'tempo') {
    const position = measure.start.add(place.onset);
    const found = index.piece.tempi.find((of) => of.id !== null && of.position.equals(position));
    return found?.id ?? undefined;
  }
  const kind = SIGN_OF[place.kind];
  const style = place.kind === 'expression' ? 'italic' : 'plain';
  return index.piece.parts[place.part].marks.find(
    (of) =>
      of.kind === kind &&
      of.measure === measure.id &&
      of.staff === place.staff &&
      of.onset.equals(place.onset) &&
      (kind !== 'text' || of.style === style || (of.style === '' && style === 'plain')),
  )?.id;
}

/** Work out the writing of words. Pure. */
export function writeWords(desk: Desk, { place, text }: WordsCommand): Result {
  const words = text.trim();
  const read = words === '' ? { fields: null } : check(place.kind, words);
  if ('refused' in read) {
    return { operations: [], selection: desk.selection, refused: read.refused };
  }
  const operations = operationsOf(desk, place, words, read.fields);
  return { operations, selection: desk.selection };
}

type Fields = Changes<'events'> | null;

function check(kind: WordsKind, words: string): { fields: Fields } | { refused: string } {
  switch (kind) {
    case 'harmony': {
      const symbol = readHarmony(words);
      return symbol === null
        ? {
            refused: trans.__(
              '“%1” is no chord symbol: write a root from A to G with what follows it, such as C, F#m7, Bb/D, or N.C.',
              words,
            ),
          }
        : { fields: { text: symbol } };
    }
    case 'figures': {
      const figures = readFigures(words);
      return figures === null
        ? {
            refused: trans.__(
              '“%1” is no figured bass: write figures from top to bottom with spaces, such as 6 4 or #6 3.',
              words,
            ),
          }
        : { fields: { text: figures } };
    }
    case 'dynamic': {
      const dynamic = words.toLowerCase();
      return DYNAMICS.includes(dynamic)
        ? { fields: { dynamic: dynamic as entries.Event['dynamic'] } }
        : { refused: trans.__('“%1” is no dynamic: write one of %2.', words, DYNAMICS.join(', ')) };
    }
    case 'fret': {
      const fret = Number(words);
      return Number.isInteger(fret) && fret >= 0 && fret <= 36
        ? { fields: { fret } }
        : { refused: trans.__('“%1” is no fret: write a number from 0 to 36.', words) };
    }
    case 'tempo': {
      const tempo = readTempo(words);
      return tempo
        ? { fields: { text: undefined, beat: undefined, ...tempo } }
        : { refused: trans.__('A tempo is from 10 to 400 quarter notes a minute.') };
    }
    default: {
      const limit = kind === 'text' || kind === 'expression' || kind === 'lyrics' ? 2000 : 100;
      return [...words].length > limit
        ? { refused: trans.__('That is too long: %1 characters are the most.', limit) }
        : { fields: { text: words } };
    }
  }
}

function operationsOf(desk: Desk, place: WordsPlace, words: string, fields: Fields): Operation[] {
  const { index } = desk;
  const change = (id: string, of: Changes<'events'>): Operation => ({
    kind: 'change',
    root: 'events',
    id,
    fields: of,
  });
  if (wordsAt(index, place) === words && place.kind !== 'lyrics') {
    return [];
  }
  switch (place.kind) {
    case 'lyrics':
      return sing(index, place, words).map(({ id, syllable }) =>
        change(id, { [`lyric${place.verse}`]: syllable || undefined }),
      );
    case 'fingering':
      return place.note ? [change(place.note, { fingering: words || undefined })] : [];
    case 'fret':
      return place.note ? [change(place.note, { fret: fields?.fret })] : [];
    case 'rehearsal': {
      const { id } = index.piece.measures[place.measure];
      const rehearsal = words || undefined;
      return [{ kind: 'change', root: 'measures', id, fields: { rehearsal } }];
    }
    case 'line':
      return place.sign
        ? [{ kind: 'change', root: 'spans', id: place.sign, fields: { text: words || undefined } }]
        : [];
    default:
      if (place.sign) {
        return fields
          ? [change(place.sign, fields)]
          : [{ kind: 'remove', root: 'events', id: place.sign }];
      }
      return fields ? [put(desk, place, fields)] : [];
  }
}

/** A syllable goes to the note of a chord that has it; else to the first. */
function sing(
  index: SlotIndex,
  place: WordsPlace,
  words: string,
): { id: string; syllable: string }[] {
  const notes = slotOf(index, place)?.notes ?? [];
  const note = notes.find(({ lyrics }) => lyrics[place.verse - 1]) ?? notes[0];
  return note && (note.lyrics[place.verse - 1] ?? '') !== words
    ? [{ id: note.id, syllable: words }]
    : [];
}

function put(desk: Desk, place: WordsPlace, fields: Changes<'events'>): Operation {
  const { measures, parts } = desk.index.piece;
  const at = { measure: measures[place.measure].id, onset: written(place.onset) };
  const given = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
  if (place.kind === 'tempo') {
    const tempo = { kind: 'tempo', ...at, ...given } as const;
    return { kind: 'put', root: 'events', id: desk.mint('t'), fields: tempo };
  }
  const event: entries.Event = {
    kind: SIGN_OF[place.kind] ?? 'text',
    part: parts[place.part].id,
    ...at,
    ...(place.staff > 1 ? { staff: place.staff } : {}),
    ...(place.kind === 'expression' ? { style: 'italic', placement: 'below' } : {}),
    ...given,
  };
  return { kind: 'put', root: 'events', id: desk.mint('e'), fields: event };
}
