import type { Changes } from '../../document';
import type { Place, Played, Playing } from './command';
import type { Draft } from './draft';
import { after } from './entering';
import type { Handlers } from './handlers';
import { formatPitch, parsePitch, type Pitch } from '../music/pitch';
import type { Line, Slot } from '../music/slot';
import { spell } from '../music/spelling';

/** What was played on an instrument: step by step, and in time. */
export const PLAYING: Handlers<Playing> = {
  keys: (draft, { keys, chord }) => enterKeys(draft, keys, chord ?? false),
  take: writeTake,
};

/** A key as it is written in a part: its pitch, and what else its note has. */
interface Written {
  readonly key: number;
  readonly pitch: Pitch;
  readonly fields: Changes<'events'>;
}

/** Enter keys as a chord where the next note goes, or onto the chord of the selected note. */
function enterKeys(
  draft: Draft,
  keys: readonly Played[],
  chord: boolean,
): readonly string[] | null {
  const slot = draft.cursor();
  const written = slot ? writtenKeys(draft, slot, slot.measure, keys) : [];
  if (!slot || written.length === 0) {
    return null;
  }
  if (chord && slot.notes.length > 0) {
    return addTo(draft, slot, written);
  }
  const place = after(draft, slot);
  if (!place) {
    return null;
  }
  const from = draft.operations.length;
  const pitches = written.map(({ pitch }) => pitch);
  const selected = draft.fill(place, pitches, draft.tupletAt(place));
  furnish(draft, from, written);
  return selected;
}

function addTo(draft: Draft, slot: Slot, written: readonly Written[]): readonly string[] | null {
  const there = new Set(slot.notes.map(({ pitch }) => pitch));
  const from = draft.operations.length;
  const ids = written
    .map(({ pitch }) => formatPitch(pitch))
    .filter((text) => !there.has(text))
    .map((text) => {
      const id = draft.desk.mint('n');
      draft.putNote(id, slot, slot.duration, text, slot.tuplet, false);
      return id;
    });
  furnish(draft, from, written);
  return ids.length > 0 ? ids : null;
}

/** Write a take over whatever its voice has there; what it does not reach stays. */
function writeTake(draft: Draft, { line, take }: Playing & { kind: 'take' }): string[] | null {
  const measures = new Set(take.map(({ measure }) => measure));
  for (const measure of measures) {
    const here = take.filter((of) => of.measure === measure);
    const [{ onset }, last] = [here[0], here[here.length - 1]];
    const length = last.onset.add(last.duration).sub(onset);
    draft.clear({ ...line, measure, onset }, length, undefined, false);
  }
  let selected: string[] | null = null;
  for (const { measure, onset, duration, tuplet, keys, tie } of take) {
    const place: Place = { ...line, measure, onset };
    const from = draft.operations.length;
    const written = writtenKeys(
      draft,
      line,
      measure,
      keys.map((key) => ({ key })),
    );
    if (written.length > 0) {
      selected = written.map(({ pitch }) => {
        const id = draft.desk.mint('n');
        draft.putNote(id, place, duration, formatPitch(pitch), tuplet, tie);
        return id;
      });
      furnish(draft, from, written);
    } else if (tuplet) {
      draft.putRest(place, duration, tuplet);
    }
  }
  return selected;
}

/** Give the notes that a draft put since `from` what their keys have beside a pitch. */
function furnish(draft: Draft, from: number, written: readonly Written[]): void {
  for (const operation of draft.operations.slice(from)) {
    if (operation.kind === 'put' && operation.root === 'events') {
      const { kind, pitch } = operation.fields;
      const found = written.find((of) => kind === 'note' && formatPitch(of.pitch) === pitch);
      if (found && Object.keys(found.fields).length > 0) {
        draft.change(operation.id, found.fields);
      }
    }
  }
}

/** Keys as a part writes them: in its transposition and key, or as its percussion map has them. */
function writtenKeys(
  draft: Draft,
  { part }: Pick<Line, 'part'>,
  measure: number,
  played: readonly Played[],
): Written[] {
  const { index } = draft.desk;
  const { chromatic, drums } = index.piece.parts[part];
  const keys = [...new Map(played.map((of) => [of.key, of])).values()];
  if (drums.length > 0) {
    return keys.flatMap(({ key }) => {
      const drum = drums.find((of) => of.key === key);
      return drum ? [{ key, pitch: parsePitch(drum.pitch), fields: { drum: drum.id } }] : [];
    });
  }
  const inside = keys.filter(({ key }) => key - chromatic >= LOWEST && key - chromatic <= HIGHEST);
  const minor = index.piece.measures[measure]?.mode === 'minor';
  const at = Math.min(measure, index.piece.measures.length - 1);
  const pitches = spell(
    inside.map(({ key }) => key - chromatic),
    index.keyAt(part, at),
    minor,
  );
  return inside.map(({ key, string, fret }, order) => ({
    key,
    pitch: pitches[order],
    fields: string === undefined ? {} : { string, fret },
  }));
}

/** MIDI keys that are within octaves 0 to 9 however they are spelled. */
const LOWEST = 13;
const HIGHEST = 130;
