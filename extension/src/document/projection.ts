/**
 * The projection: from a document, in whatever state its editors left it, to a piece. Pure and total; the rules,
 * in their order, are in `docs/architecture.md`. `antiphon.document.projection` is the same in Python, and
 * `tests/fixtures/projection` holds the two together.
 */
import Fraction from 'fraction.js';

import type { Document, Event as DocumentEvent } from '../generated/schema';
import { inspect, refusalText } from './codec';
import type { Clef, Measure, Part, Piece, Problem, ProblemCode, Tempo, Voice } from './piece';
import { arrange, type Sound } from './voices';

export type * from './piece';

/** The codes of problems, in the order of the rules. */
const CODES: readonly ProblemCode[] = [
  'invalid',
  'orphan',
  'outside',
  'overfull',
  'double',
  'overlap',
];

/** The fields that each kind of event must have beside those that every event has. */
const COMPANIONS: Record<DocumentEvent['kind'], readonly (keyof DocumentEvent)[]> = {
  note: ['part', 'duration', 'pitch'],
  rest: ['part', 'duration'],
  clef: ['part', 'clef'],
  tempo: [],
};

const ZERO = new Fraction(0);

const rationals = new Map<string, Fraction>();

/** A rational of the document as a fraction of quarter lengths; the same text gives the same fraction. */
export function rational(text: string): Fraction {
  let result = rationals.get(text);
  if (!result) {
    if (rationals.size > 4096) {
      rationals.clear();
    }
    result = new Fraction(text);
    rationals.set(text, result);
  }
  return result;
}

/** Whether one fraction is at least another, both non-negative. */
function atLeast(a: Fraction, b: Fraction): boolean {
  return a.n * b.d >= b.n * a.d;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Order of any texts, by code points as in Python; `<` compares UTF-16 units. */
function byCodePoint(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) {
    index += 1;
  }
  const rank = (unit: number) =>
    unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
  const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
  return Number.isNaN(left) || Number.isNaN(right) ? a.length - b.length : rank(left) - rank(right);
}

/**
 * Read a document as a piece.
 *
 * @param document A document, or anything shaped like one: what the schema refuses is left out, and named.
 */
export function project(document: object): Piece {
  const { document: clean, refusals } = inspect(document as Record<string, unknown>);
  const refused = refusals.filter(({ root }) => root === 'events');
  return new Projection(
    clean,
    new Set(refused.map(({ id, field }) => `${id} ${field}`)),
    refusals.map((refusal) => ({
      code: 'invalid',
      id: refusal.id || refusal.root,
      message: refusalText(refusal),
    })),
  ).piece();
}

export class Projector {
  piece: Piece;
  constructor(private readonly contents: import('./contents').Contents) {
    this.piece = project(contents.document());
  }
  update(_: unknown): Piece {
    return (this.piece = project(this.contents.document()));
  }
}

/** The piece as plain JSON, rationals as texts such as `3/2`. */
export function pieceToJson(piece: Piece): unknown {
  return JSON.parse(
    JSON.stringify(piece, function (this: Record<string, unknown>, key: string, value: unknown) {
      const original = this[key];
      return original instanceof Fraction ? original.toFraction() : value;
    }),
  );
}

/** One projection under way: the events sorted into where they belong, and the problems met so far. */
class Projection {
  private readonly measures: Measure[];
  private readonly place: ReadonlyMap<string, number>;
  private readonly tempi: { position: Fraction; id: string; event: DocumentEvent }[] = [];
  private readonly clefs = new Map<string, Clef[]>();
  private readonly voices = new Map<string, Map<number, Sound[]>>();
  private readonly staves = new Map<string, number>();

  constructor(
    private readonly document: Document,
    private readonly refused: ReadonlySet<string>,
    private readonly problems: Problem[],
  ) {
    this.measures = this.measured();
    this.place = new Map(this.measures.map(({ id }, index) => [id, index]));
    for (const id of Object.keys(document.events)) {
      this.sort(id, document.events[id]);
    }
  }

  piece(): Piece {
    const { meta, parts } = this.document;
    const piece = {
      title: meta.title ?? '',
      composer: meta.composer ?? '',
      measures: this.measures,
      tempi: this.timed(),
      parts: ordered(parts).map((id) => this.part(id)),
    };
    const order = ({ code }: Problem) => CODES.indexOf(code);
    this.problems.sort(
      (a, b) => order(a) - order(b) || byCodePoint(a.id, b.id) || byCodePoint(a.message, b.message),
    );
    return { ...piece, problems: this.problems };
  }

  private readonly report = (code: ProblemCode, id: string, message: string): void => {
    this.problems.push({ code, id, message: `events.${id}: ${message}` });
  };

  private measured(): Measure[] {
    const result: Measure[] = [];
    let [meter, key, mode] = ['4/4', 0, 'major'];
    let start = ZERO;
    let number = 1;
    for (const id of ordered(this.document.measures)) {
      const entry = this.document.measures[id];
      meter = entry.meter ?? meter;
      mode = entry.mode ?? (entry.key === undefined ? mode : 'major');
      key = entry.key ?? key;
      const [beats, unit] = meter.split('/').map(Number);
      const full = new Fraction(beats * 4, unit);
      let duration = entry.duration === undefined ? full : rational(entry.duration);
      if (!duration.n) {
        const message = `measures.${id}.duration: not greater than 0`;
        this.problems.push({ code: 'invalid', id, message });
        duration = full;
      }
      if (!result.length && !atLeast(duration, full)) {
        number = 0;
      }
      result.push({ id, number, start, duration, meter, key, mode });
      start = start.add(duration);
      number += 1;
    }
    return result;
  }

  private sort(id: string, event: DocumentEvent): void {
    const lack = lacking(event);
    if (lack) {
      const [field, why] = lack;
      if (!this.refused.has(`${id} ${field}`)) {
        this.problems.push({ code: 'invalid', id, message: `events.${id}.${field}: ${why}` });
      }
      return;
    }
    const { kind, part = '', staff = 1 } = event;
    const index = this.place.get(event.measure);
    if (index === undefined) {
      return this.report('orphan', id, 'its measure is gone, left out');
    }
    if (kind !== 'tempo' && !this.document.parts[part]) {
      return this.report('orphan', id, 'its part is gone, left out');
    }
    const measure = this.measures[index];
    const onset = rational(event.onset);
    if (atLeast(onset, measure.duration)) {
      const message = `starts after the end of measure ${measure.number}, left out`;
      return this.report('outside', id, message);
    }
    if (kind === 'tempo') {
      this.tempi.push({ position: measure.start.add(onset), id, event });
    } else if (kind === 'clef') {
      entry(this.clefs, part, () => []).push({
        id,
        measure: measure.id,
        staff,
        onset,
        clef: event.clef!,
      });
    } else {
      this.settle(id, event, measure, onset);
    }
  }

  private settle(id: string, event: DocumentEvent, measure: Measure, onset: Fraction): void {
    const { part, staff = 1, voice = 1, tuplet = null } = event;
    let duration = rational(event.duration!);
    if (reachesOver(onset, duration, measure.duration)) {
      this.report('overfull', id, `reaches over the end of measure ${measure.number}, cut there`);
      duration = measure.duration.sub(onset);
    }
    let note = null;
    if (event.kind === 'note') {
      note = { id, pitch: event.pitch!, tie: event.tie ?? false, lyrics: lyrics(event) };
      this.staves.set(part!, Math.max(this.staves.get(part!) ?? 1, staff));
    }
    const voices = entry(this.voices, `${part} ${measure.id} ${staff}`, () => new Map());
    entry<number, Sound[]>(voices, voice, () => []).push({ id, onset, duration, tuplet, note });
  }

  private timed(): Tempo[] {
    const result: Tempo[] = [];
    let bpm = 120;
    this.tempi.sort((a, b) => a.position.compare(b.position) || byText(a.id, b.id));
    for (const { position, id, event } of this.tempi) {
      const before = result.at(-1);
      if (before?.position.equals(position)) {
        this.report('double', id, `doubles ${before.id}, left out`);
        continue;
      }
      bpm = event.bpm ?? bpm;
      result.push({ id, position, bpm, text: event.text ?? '' });
    }
    if (!result.length || result[0].position.n) {
      result.unshift({ id: null, position: ZERO, bpm: 120, text: '' });
    }
    return result;
  }

  private part(id: string): Part {
    const part = this.document.parts[id];
    const staves = Math.max(part.staves ?? 1, this.staves.get(id) ?? 1);
    const { gain = 0, pan = 0, mute = false, solo = false } = this.document.mix[id] ?? {};
    return {
      id,
      name: part.name,
      abbreviation: part.abbreviation ?? '',
      instrument: part.instrument ?? '',
      staves,
      diatonic: part.diatonic ?? 0,
      chromatic: part.chromatic ?? 0,
      clefs: this.partClefs(id, staves),
      voices: this.partVoices(id, staves),
      mix: { gain, pan, mute, solo },
    };
  }

  private partClefs(part: string, staves: number): Clef[] {
    const places = new Map<string, Clef>();
    const key = ({ measure, staff, onset }: Clef) => `${measure} ${staff} ${onset.toFraction()}`;
    for (let staff = 1; this.measures.length && staff <= staves; staff++) {
      const clef = staff === 2 && staves === 2 ? 'F4' : 'G2';
      const first = { id: null, measure: this.measures[0].id, staff, onset: ZERO, clef };
      places.set(key(first), first);
    }
    for (const clef of this.clefs.get(part) ?? []) {
      const first = places.get(key(clef));
      if (clef.staff > staves) {
        this.report('orphan', clef.id!, 'its staff is gone, left out');
      } else if (first?.id) {
        this.report('double', clef.id!, `doubles ${first.id}, left out`);
      } else {
        places.set(key(clef), clef);
      }
    }
    const place = (clef: Clef) => this.place.get(clef.measure)!;
    return [...places.values()].sort(
      (a, b) => place(a) - place(b) || a.staff - b.staff || a.onset.compare(b.onset),
    );
  }

  private partVoices(part: string, staves: number): Voice[] {
    const result: Voice[] = [];
    const none: ReadonlyMap<number, Sound[]> = new Map();
    for (const measure of this.measures) {
      for (let staff = 1; staff <= staves; staff++) {
        const voices = this.voices.get(`${part} ${measure.id} ${staff}`) ?? none;
        const where = `measure ${measure.number}`;
        for (const [voice, items] of arrange(voices, measure.duration, where, this.report)) {
          result.push({ measure: measure.id, staff, voice, items });
        }
      }
    }
    return result;
  }
}

/** The field that an event of its kind must have and lacks, and how it lacks it. */
function lacking(event: DocumentEvent): [field: string, why: string] | undefined {
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

function lyrics(event: DocumentEvent): string[] {
  const verses = [event.lyric1, event.lyric2, event.lyric3, event.lyric4];
  while (verses.length && !verses.at(-1)) {
    verses.pop();
  }
  return verses.map((verse) => verse ?? '');
}

function reachesOver(onset: Fraction, duration: Fraction, limit: Fraction): boolean {
  return (onset.n * duration.d + duration.n * onset.d) * limit.d > limit.n * onset.d * duration.d;
}

function ordered(entries: Record<string, { index: string }>): string[] {
  return Object.keys(entries).sort(
    (a, b) => byText(entries[a].index, entries[b].index) || byText(a, b),
  );
}

/** The value of a key, made where there is none. */
function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
