/** A bar: what a part has in a measure. */
import type Fraction from 'fraction.js';

import type { Event } from '../generated/schema';
import { kept } from './equal';
import type { TempoMark } from './frame';
import { note, type Sound } from './notes';
import { byText } from './order';
import type { Clef, Mark, Measure, Problem, ProblemCode, Voice } from './piece';
import { byTime, rational, reachesOver } from './rational';
import { arrange, type Report } from './voices';

/** The fields that each kind of event must have beside those that every event has. */
const COMPANIONS: Record<Event['kind'], readonly (keyof Event)[]> = {
  note: ['part', 'duration', 'pitch'],
  rest: ['part', 'duration'],
  clef: ['part', 'clef'],
  tempo: [],
  dynamic: ['part', 'dynamic'],
  harmony: ['part', 'text'],
  figures: ['part', 'text'],
  text: ['part', 'text'],
};

/** Where in its measure a note or rest stands. */
export interface Place {
  onset: Fraction;
  /** Of what stands at one onset: 0 grace notes, 1 notes and rests, 2 grace notes after them. */
  rank: number;
  /** The index of a grace note. */
  grace: string;
}

/** What a part has in a measure. */
export interface Bar {
  /** By staff, voice; voice 1 of every staff is there. */
  voices: readonly Voice[];
  /** By staff, onset. */
  clefs: readonly Clef[];
  /** By staff, onset, kind, id. */
  marks: readonly Mark[];
  /** Where the notes and rests of the piece are, by id. */
  places: ReadonlyMap<string, Place>;
  /** What could not be taken as it was written. */
  problems: readonly Problem[];
}

export const EMPTY: Bar = { voices: [], clefs: [], marks: [], places: new Map(), problems: [] };

/** What sorting events needs to know. */
export interface Surroundings {
  /** Undefined where it is gone. */
  measure: Measure | undefined;
  /** Whether the part is there. */
  part: boolean;
  /** The part's percussion map. */
  drums: ReadonlyMap<string, unknown>;
  /** Whether the schema refuses a field of an event, which needs no second word. */
  refused: (id: string, field: string) => boolean;
}

type Staves = Map<number, Map<number, Sound[]>>;

/** The events of one part in one measure, sorted into what they are. */
export class BarEvents {
  /** The greatest staff that has a note. */
  staves = 0;
  readonly tempi: TempoMark[] = [];
  /** Those that sorting met. */
  readonly problems: Problem[] = [];

  /** @param events Ids and events, by id. */
  constructor(
    events: Iterable<readonly [string, Event]>,
    private readonly around: Surroundings,
  ) {
    for (const [id, event] of events) {
      this.sort(id, event);
    }
  }

  /**
   * What the piece has of them.
   *
   * @param staves How many staves the part has, at least `this.staves`.
   * @param before The bar as it was; what is still the same is taken from there.
   */
  bar(staves: number, before: Bar): Bar {
    const problems = [...this.problems];
    const { measure } = this.around;
    if (!measure) {
      return { ...EMPTY, problems };
    }
    const report: Report = (code, id, message) =>
      problems.push({ code, id, message: `events.${id}: ${message}` });
    const old = new Map(before.voices.map((each) => [`${each.staff} ${each.voice}`, each]));
    const voices: Voice[] = [];
    for (let staff = 1; staff <= staves; staff++) {
      const arranged = arrange(
        this.sounds.get(staff) ?? NONE,
        this.graces.get(staff) ?? NONE,
        measure.duration,
        `measure ${measure.number}`,
        report,
      );
      for (const [voice, items] of arranged) {
        const made = { measure: measure.id, staff, voice, items };
        voices.push(kept(made, old.get(`${staff} ${voice}`)));
      }
    }
    const clefs = single(this.clefs, staves, () => '', report);
    const marks = single(
      this.marks,
      staves,
      ({ kind, id, text }) =>
        kind === 'text' ? `text ${id}` : kind === 'dynamic' ? `dynamic ${text}` : kind,
      report,
    );
    return { voices, clefs, marks, places: this.placed(voices), problems };
  }

  private report(code: ProblemCode, id: string, message: string): void {
    this.problems.push({ code, id, message: `events.${id}: ${message}` });
  }

  private sort(id: string, event: Event): void {
    const { measure, part, refused } = this.around;
    const lack = lacking(event);
    if (lack) {
      const [field, why] = lack;
      if (!refused(id, field)) {
        this.problems.push({ code: 'invalid', id, message: `events.${id}.${field}: ${why}` });
      }
      return;
    }
    if (!measure) {
      return this.report('orphan', id, 'its measure is gone, left out');
    }
    const { kind, staff = 1 } = event;
    if (!part && kind !== 'tempo') {
      return this.report('orphan', id, 'its part is gone, left out');
    }
    const onset = rational(event.onset);
    const late = byTime(onset, measure.duration);
    if (late > 0 || (late === 0 && !(kind === 'note' && event.grace === 'after'))) {
      const message = `starts after the end of measure ${measure.number}, left out`;
      return this.report('outside', id, message);
    }
    if (kind === 'note' || kind === 'rest') {
      this.settle(id, event, measure, onset, staff);
    } else if (kind === 'tempo') {
      this.tempi.push({ id, onset, event });
    } else if (kind === 'clef') {
      this.clefs.push({ id, measure: measure.id, staff, onset, clef: event.clef! });
    } else {
      this.marks.push(marked(id, event, measure, onset));
    }
  }

  private settle(id: string, event: Event, measure: Measure, onset: Fraction, staff: number): void {
    let duration = rational(event.duration!);
    let sounds = this.sounds;
    let found = null;
    if (event.kind === 'note') {
      found = note(id, event, this.around.drums);
      this.staves = Math.max(this.staves, staff);
      if (event.grace) {
        sounds = this.graces;
        const rank = event.grace === 'after' ? 2 : 0;
        this.gracePlaces.set(id, { onset, rank, grace: event.index ?? '' });
      }
    }
    if (sounds === this.sounds && reachesOver(onset, duration, measure.duration)) {
      this.report('overfull', id, `reaches over the end of measure ${measure.number}, cut there`);
      duration = measure.duration.sub(onset);
    }
    const voices = sounds.get(staff) ?? new Map<number, Sound[]>();
    sounds.set(staff, voices);
    const voice = event.voice ?? 1;
    const sound = { id, onset, duration, note: found, event };
    voices.set(voice, [...(voices.get(voice) ?? []), sound]);
  }

  private placed(voices: readonly Voice[]): Map<string, Place> {
    const places = new Map(this.gracePlaces);
    for (const { items } of voices) {
      for (const { onset, notes, rest } of items) {
        const place = { onset, rank: 1, grace: '' };
        notes.forEach(({ id }) => places.set(id, place));
        if (rest !== null) {
          places.set(rest, place);
        }
      }
    }
    return places;
  }

  /** By staff, by voice. */
  private readonly sounds: Staves = new Map();
  private readonly graces: Staves = new Map();
  private readonly gracePlaces = new Map<string, Place>();
  private readonly clefs: Clef[] = [];
  private readonly marks: Mark[] = [];
}

const NONE: ReadonlyMap<number, Sound[]> = new Map();

/** Of what stands at one place of a staff the first; what is on no staff, or doubles, is reported. */
function single<M extends Clef | Mark>(
  all: readonly M[],
  staves: number,
  kind: (mark: M) => string,
  report: Report,
): M[] {
  const result: M[] = [];
  for (const mark of all) {
    const id = mark.id!;
    const same = result.find(
      (other) =>
        other.staff === mark.staff &&
        kind(other) === kind(mark) &&
        !byTime(other.onset, mark.onset),
    );
    if (mark.staff > staves) {
      report('orphan', id, 'its staff is gone, left out');
    } else if (same) {
      report('double', id, `doubles ${same.id}, left out`);
    } else {
      result.push(mark);
    }
  }
  return result.sort(
    (a, b) => a.staff - b.staff || byTime(a.onset, b.onset) || byText(kind(a), kind(b)),
  );
}

function marked(id: string, event: Event, measure: Measure, onset: Fraction): Mark {
  const kind = event.kind as Mark['kind'];
  const duration = rational(event.duration ?? '0');
  return {
    id,
    kind,
    measure: measure.id,
    staff: event.staff ?? 1,
    onset,
    text: kind === 'dynamic' ? event.dynamic! : event.text!,
    placement: event.placement ?? '',
    style: (kind === 'text' && event.style) || 'plain',
    duration: kind === 'figures' && duration.n ? duration : null,
  };
}

/** The field that an event of its kind must have and lacks, and how it lacks it. */
function lacking(event: Event): [field: string, why: string] | undefined {
  for (const field of COMPANIONS[event.kind]) {
    if (event[field] === undefined) {
      return [field, 'missing'];
    }
  }
  if (event.kind === 'tempo' && event.bpm === undefined && event.text === undefined) {
    return ['bpm', 'missing'];
  }
  if ((event.kind === 'note' || event.kind === 'rest') && !rational(event.duration!).n) {
    return ['duration', 'not greater than 0'];
  }
  return undefined;
}
