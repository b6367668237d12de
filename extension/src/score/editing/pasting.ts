import Fraction from 'fraction.js';

import type { Event } from '../../document';
import type { Pasting } from './command';
import { type Clip, type Cut } from './clip';
import { type Draft, text } from './draft';
import type { Handlers } from './handlers';
import { stavesOf } from './selecting';
import { continued } from './strand';
import type { Timeline } from './timeline';
import type { Line, Slot } from '../music/slot';
import { tupletsAt, tupletsOf } from '../music/tuplet';
import { trans } from '../../translation';
import { formatPitch, moveInterval, parsePitch } from '../music/pitch';

/** Music that comes from the clipboard. */
export const PASTING: Handlers<Pasting> = {
  paste: (draft, { clip }) => paste(draft, clip, false),
  repeat: (draft, { clip }) => paste(draft, clip, true),
};

/**
 * Put a clip where the first of what is selected begins (`after`: where the last ends): over what its voices have there,
 * cut and tied at the bar lines, measures added at the end where it needs them. A clip of one voice goes to the voice that
 * notes are entered in.
 */
function paste(draft: Draft, clip: Clip, after: boolean): readonly string[] | null {
  const { index, entry, selection } = draft.desk;
  const { measures, parts } = index.piece;
  const slots = draft.slots();
  const cursor = draft.cursor();
  if (!cursor) {
    return null;
  }
  const starts = (slots.length > 0 ? slots : [cursor]).map((slot) => ({
    slot,
    from: measures[slot.measure].start.add(slot.onset),
  }));
  const first = starts.reduce((a, b) => (b.from.lt(a.from) ? b : a));
  const position = after
    ? starts
        .map(({ slot, from }) => from.add(slot.duration))
        .reduce((a, b) => (a.gt(b) ? a : b), first.from)
    : first.from;
  const staves = stavesOf(index.piece);
  const ranks = starts.map(({ slot }) =>
    staves.findIndex(({ part, staff }) => part === slot.part && staff === slot.staff),
  );
  const top = Math.min(...ranks);
  const length = new Fraction(clip.length);
  const timeline = draft.timelineTo(position.add(length));

  const voices = new Set(clip.events.filter(takesTime).map(({ fields }) => fields.voice ?? 1));
  const voiceOf = ({ fields }: Cut): number =>
    voices.size === 1 && selection.length > 0 && !after ? entry.voice : (fields.voice ?? 1);
  const cleared = new Set<string>();
  const place = (row: number) => staves[top + row] as (typeof staves)[number] | undefined;
  const lines = clip.events.filter(takesTime).flatMap((cut): Line[] => {
    const staff = place(cut.row);
    return staff ? [{ ...staff, voice: voiceOf(cut) }] : [];
  });
  for (const line of [first.slot, ...lines]) {
    if (isInTuplet(draft, timeline, position, line)) {
      draft.refused = trans.__(
        'Nothing is pasted into the middle of a tuplet: select its first note or rest, then paste.',
      );
      return null;
    }
  }
  if (tupletsOfClip(clip).some(({ at, until }) => isCut(timeline, position, at, until))) {
    draft.refused = trans.__(
      'A tuplet would lie across a bar line here. Select another place, then paste.',
    );
    return null;
  }
  for (const cut of clip.events.filter((of) => takesTime(of) || of.fields.grace)) {
    const staff = place(cut.row);
    const voice = voiceOf(cut);
    const key = `${cut.row} ${voice}`;
    if (staff && !cleared.has(key)) {
      cleared.add(key);
      for (const piece of timeline.cut(position, length)) {
        draft.clearIn({ ...staff, voice }, piece);
      }
    }
  }

  const starting = new Map<string, string>();
  const ending = new Map<string, string>();
  const pasted: string[] = [];
  for (const cut of clip.events) {
    const staff = place(cut.row);
    if (!staff) {
      continue;
    }
    const part = parts[staff.part];
    const at = position.add(cut.at);
    const fields = {
      ...fitted(cut.fields, clip.rows[cut.row] ?? [0, 0], part),
      part: part.id,
      ...(staff.staff > 1 ? { staff: staff.staff } : {}),
    } as Event;
    if (takesTime(cut) || fields.grace) {
      delete fields.voice;
      if (voiceOf(cut) > 1) {
        fields.voice = voiceOf(cut);
      }
    }
    if (!takesTime(cut)) {
      const { measure, onset } = timeline.at(at);
      const id = draft.desk.mint(fields.grace ? 'n' : 'd');
      if (!fields.grace) {
        draft.removeMark(fields, measure, text(onset));
      }
      draft.put(id, { ...fields, measure, onset: text(onset) });
      starting.set(cut.id, id);
      ending.set(cut.id, id);
      continue;
    }
    const pieces = timeline.cut(at, new Fraction(cut.fields.duration!));
    pieces.forEach(({ measure, onset, duration }, order) => {
      const id = draft.desk.mint(fields.kind === 'rest' ? 'r' : 'n');
      const isLast = order === pieces.length - 1;
      const own: Event = {
        ...(order === 0 ? fields : continued(fields)),
        measure,
        onset: text(onset),
        duration: text(duration),
      };
      delete own.tie;
      if (fields.kind === 'note' && (fields.tie || !isLast)) {
        own.tie = true;
      }
      draft.put(id, own);
      if (order === 0) {
        starting.set(cut.id, id);
      }
      ending.set(cut.id, id);
      pasted.push(id);
    });
  }
  for (const span of clip.spans) {
    const [start, end] = [starting.get(span.start), ending.get(span.end)];
    if (start && end) {
      const fields = { ...span, start, end };
      draft.operations.push({ kind: 'put', root: 'spans', id: draft.desk.mint('s'), fields });
    }
  }
  return pasted.length > 0 ? pasted : null;
}

/** Whether a moment is within a tuplet of a voice, and not its beginning. */
function isInTuplet(draft: Draft, timeline: Timeline, position: Fraction, line: Line): boolean {
  const { measure: id, onset } = timeline.at(position);
  const measure = draft.desk.index.measureIndex(id);
  const slots = measure === undefined ? [] : draft.desk.index.slots(line, measure);
  return tupletsAt(slots, onset).some(({ from }) => from.lt(onset));
}

/** Where the tuplets of a clip begin and end, from its beginning. */
function tupletsOfClip({ events }: Clip): { at: Fraction; until: Fraction }[] {
  const lines = new Map<string, Map<string, Timed>>();
  for (const { row, at, fields } of events.filter(takesTime)) {
    const name = `${row} ${fields.voice ?? 1}`;
    const line = lines.get(name) ?? new Map<string, Timed>();
    lines.set(name, line);
    const duration = new Fraction(fields.duration!);
    line.set(at, { onset: new Fraction(at), duration, tuplet: fields.tuplet ?? null });
  }
  return [...lines.values()].flatMap((line) =>
    tupletsOf([...line.values()].sort((a, b) => a.onset.compare(b.onset))).map(({ from, to }) => ({
      at: from,
      until: to,
    })),
  );
}

type Timed = Pick<Slot, 'onset' | 'duration' | 'tuplet'>;

/** Whether a bar line is within a stretch of a clip. */
function isCut(timeline: Timeline, position: Fraction, at: Fraction, until: Fraction): boolean {
  return timeline.cut(position.add(at), until.sub(at)).length > 1;
}

/** Whether it is a note or rest of its own time. */
function takesTime({ fields }: Cut): boolean {
  return !fields.grace && (fields.kind === 'note' || fields.kind === 'rest');
}

/** The fields as a part has them: the pitch as it sounded, drums only of its own percussion map. */
function fitted(
  fields: Cut['fields'],
  [diatonic, chromatic]: readonly [number, number],
  part: {
    readonly diatonic: number;
    readonly chromatic: number;
    readonly drums: readonly { id: string }[];
  },
): Cut['fields'] {
  const result = { ...fields };
  if (fields.drum && !part.drums.some(({ id }) => id === fields.drum)) {
    delete result.drum;
  }
  if (fields.pitch && !fields.drum) {
    const [steps, semitones] = [diatonic - part.diatonic, chromatic - part.chromatic];
    const moved = moveInterval(parsePitch(fields.pitch), steps, semitones);
    result.pitch = moved ? formatPitch(moved) : fields.pitch;
  }
  return result;
}
