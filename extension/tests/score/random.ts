/** Random pieces, the same for the same seed; and what every piece that was edited must be. */
import Fraction from 'fraction.js';
import { expect } from 'vitest';

import { empty, type Document, type Event, type Piece } from '../../src/document';
import { parsePitch, midi } from '../../src/score/music/pitch';
import { type SlotIndex, type Slot } from '../../src/score/music/slot';
import { ratio } from '../../src/score/music/duration';
import { tupletsOf } from '../../src/score/music/tuplet';
import { Chance, dice } from '../document/random';

const PITCHES = ['C4', 'D4', 'E4', 'F#4', 'G4', 'Bb4', 'C5'] as const;
const TUPLETS = [
  ['3:2', ['1/3', '1/3', '1/3']],
  ['3:2', ['2/3', '1/3']],
  ['3:2', ['2/3', '2/3', '2/3']],
  ['5:4', ['1/5', '1/5', '1/5', '1/5', '1/5']],
] as const;
/** Also two in the time of three, which plain values can say. */
export const DUPLETS = [...TUPLETS, ['2:3', ['3/4', '3/4']]] as const;

/** A flute and a piano, two voices here and there, chords, rests, gaps, ties, tuplets; a clarinet in B flat. */
export function randomDocument(
  seed: number,
  measures = 3,
  tuplets: readonly Tuplet[] = TUPLETS,
): Document {
  const document = empty();
  document.parts.p = { index: 'a0', name: 'Flute' };
  document.parts.q = { index: 'a1', name: 'Piano', staves: 2 };
  document.parts.r = { index: 'a2', name: 'Clarinet', diatonic: -1, chromatic: -2 };
  for (let order = 1; order <= measures; order++) {
    document.measures[`m${order}`] = { index: `a${order}` };
  }
  const chance = new Chance(dice(seed));
  let count = 0;
  for (const [part, staff] of [['p'], ['q', 1], ['q', 2], ['r']] as const) {
    for (let order = 1; order <= measures; order++) {
      for (const voice of chance.rarely(3) ? [1, 2] : [1]) {
        const place = {
          part,
          measure: `m${order}`,
          ...(staff === 2 ? { staff } : {}),
          ...(voice > 1 ? { voice } : {}),
        };
        for (const cell of cells(chance, new Fraction(4), tuplets)) {
          for (const fields of sounds(chance, cell)) {
            document.events[`${fields.kind[0]}${++count}`] = { ...place, ...fields };
          }
        }
      }
    }
  }
  keepTies(document);
  return document;
}

/** Let each tie lead to a note: the next one has its pitch where it is a single note, else it is no tie. */
function keepTies({ events }: Document): void {
  const lines = new Map<string, Event[]>();
  for (const event of Object.values(events)) {
    const line = `${event.part} ${event.staff} ${event.voice}`;
    lines.set(line, [...(lines.get(line) ?? []), event]);
  }
  const start = ({ measure, onset }: Event) => new Fraction(onset).add(4 * Number(measure[1]));
  for (const line of lines.values()) {
    for (const event of line.filter(({ tie }) => tie)) {
      const until = start(event).add(event.duration!);
      const next = line.filter((of) => of.kind === 'note' && start(of).equals(until));
      const chord = line.filter((of) => start(of).equals(start(event)));
      delete event.tie;
      if (next.length === 1 && chord.length === 1) {
        event.tie = true;
        next[0].pitch = event.pitch!;
      }
    }
  }
}

interface Cell {
  readonly onset: Fraction;
  readonly duration: Fraction;
  readonly tuplet?: string;
}

type Tuplet = readonly [name: string, of: readonly string[]];

function cells(chance: Chance, length: Fraction, tuplets: readonly Tuplet[]): Cell[] {
  const found: Cell[] = [];
  for (let at = new Fraction(0); at.lt(length);) {
    const left = length.sub(at);
    const [tuplet, of] = chance.one(...tuplets);
    const whole = of.reduce((sum, each) => sum.add(each), new Fraction(0));
    if (chance.rarely(4) && at.mod(1).equals(0) && whole.lte(left)) {
      for (const duration of of) {
        found.push({ onset: at, duration: new Fraction(duration), tuplet });
        at = at.add(duration);
      }
      continue;
    }
    const duration = new Fraction(chance.one('1/2', '1', '1', '3/2', '2'));
    const fits = duration.lt(left) ? duration : left;
    found.push({ onset: at, duration: fits });
    at = at.add(fits);
  }
  return found;
}

function sounds(
  chance: Chance,
  { onset, duration, tuplet }: Cell,
): Omit<Event, 'part' | 'measure'>[] {
  const at = {
    onset: onset.toFraction(),
    duration: duration.toFraction(),
    ...(tuplet ? { tuplet } : {}),
  };
  if (chance.rarely(4)) {
    return tuplet || chance.rarely(2) ? [{ kind: 'rest', ...at } as never] : [];
  }
  const pitches = new Set([
    chance.one(...PITCHES),
    ...(chance.rarely(5) ? [chance.one(...PITCHES)] : []),
  ]);
  const tie = chance.rarely(5) ? { tie: true } : {};
  return [...pitches].map((pitch) => ({ kind: 'note', ...at, pitch, ...tie }) as never);
}

/** Every tuplet is full, and each of its notes has a value that can be written. */
export function expectWritable(index: SlotIndex): void {
  for (const slot of slotsOf(index)) {
    const written = slot.duration.mul(ratio(slot.tuplet));
    expect(written.d & (written.d - 1n), `${slot.key} of ${slot.tuplet}`).toBe(0n);
  }
  for (const { id } of index.piece.measures) {
    const inside = slotsOf(index).filter((slot) => index.measure(slot).id === id);
    const lines = new Set(inside.map((slot) => `${slot.part} ${slot.staff} ${slot.voice}`));
    for (const line of lines) {
      const slots = inside.filter((of) => `${of.part} ${of.staff} ${of.voice}` === line);
      for (const { name, slots: of } of tupletsOf(slots)) {
        const written = of.map(({ duration }) => duration.mul(ratio(name)));
        const least = written.reduce((a, b) => (b.lt(a) ? b : a));
        const sum = of.reduce((all, { duration }) => all.add(duration), new Fraction(0));
        expect(sum.gte(least.mul(Number(name.split(':')[1]))), `${id} ${name}`).toBe(true);
      }
    }
  }
}

/** A note as it sounds, ties taken together: in quarter lengths from the beginning of the piece. */
export interface Sounding {
  readonly line: string;
  readonly key: number;
  readonly from: string;
  readonly until: string;
}

/** A note as it is written. */
export interface Written {
  readonly line: string;
  readonly key: number;
  readonly from: Fraction;
  readonly duration: Fraction;
  readonly tie: boolean;
}

/** Take tied notes together; one that is tied to nothing says so by its end. */
export function tiedTogether(notes: readonly Written[]): Sounding[] {
  const open = new Map<string, { -readonly [K in keyof Sounding]: Sounding[K] }>();
  const found: Sounding[] = [];
  for (const { line, key, from, duration, tie } of notes.toSorted((a, b) =>
    a.from.compare(b.from),
  )) {
    const until = from.add(duration).toFraction();
    const name = `${line} ${key} ${from.toFraction()}`;
    const before = open.get(name);
    const sounding = before ?? { line, key, from: from.toFraction(), until: '' };
    if (!before) {
      found.push(sounding);
    }
    sounding.until = tie ? `${until}~` : until;
    open.delete(name);
    if (tie) {
      open.set(`${line} ${key} ${until}`, sounding);
    }
  }
  return found.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

/** All notes of a piece as they are written, at their sounding pitch. */
export function writtenOf({ measures, parts }: Piece): Written[] {
  const starts = new Map(measures.map(({ id, start }) => [id, start]));
  return parts.flatMap((part) =>
    part.voices.flatMap(({ measure, staff, voice, items }) =>
      items.flatMap(({ onset, duration, notes }) =>
        notes.map(({ pitch, tie }) => ({
          line: `${part.id} ${staff} ${voice}`,
          key: midi(parsePitch(pitch)) + part.chromatic,
          from: starts.get(measure)!.add(onset),
          duration,
          tie,
        })),
      ),
    ),
  );
}

/** All notes of a piece as they sound. */
export function soundingOf(piece: Piece): Sounding[] {
  return tiedTogether(writtenOf(piece));
}

/** What every piece that one person edited must be: nothing overlaps, each voice fills each measure, each tuplet is whole. */
export function expectSound(index: SlotIndex): void {
  const { piece } = index;
  expect(piece.problems).toEqual([]);
  for (const { line, slots, duration } of rows(index)) {
    let at = new Fraction(0);
    for (const slot of slots) {
      expect(slot.onset.toFraction(), line).toBe(at.toFraction());
      at = at.add(slot.duration);
    }
    expect(at.toFraction(), line).toBe(duration.toFraction());
    for (const { from, to, name, slots: inside } of tupletsOf(slots)) {
      const sum = to.sub(from);
      const text = `${line}: ${name} from ${from.toFraction()} to ${to.toFraction()}`;
      expect(Number(sum.d & (sum.d - 1n)), `${text}: ${inside.map((of) => of.key).join()}`).toBe(0);
    }
  }
}

function* rows(
  index: SlotIndex,
): Iterable<{ line: string; slots: readonly Slot[]; duration: Fraction }> {
  const { measures, parts } = index.piece;
  for (const [part, { id, staves }] of parts.entries()) {
    for (let staff = 1; staff <= staves; staff++) {
      for (const [measure, { id: name, duration }] of measures.entries()) {
        for (const voice of index.voices(part, staff, measure)) {
          const slots = index.slots({ part, staff, voice }, measure);
          yield { line: `${id}.${staff} v${voice} ${name}`, slots, duration };
        }
      }
    }
  }
}

/** The slots of a piece. */
export function slotsOf(index: SlotIndex): Slot[] {
  return [...index.all()];
}
