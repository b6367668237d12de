/**
 * The voices of a staff in a measure: chords, overlaps and rests. Times are compared as whole ticks of a common
 * denominator, which is exact and cheaper than fractions.
 */
import Fraction from 'fraction.js';

import type { Item, Note, ProblemCode } from './piece';

/** Takes a problem's code, the event's id, and what happens to it. */
export type Report = (code: ProblemCode, id: string, message: string) => void;

/** A note or a rest (without a note) of a voice, within its measure. */
export interface Sound {
  id: string;
  onset: Fraction;
  duration: Fraction;
  tuplet: string | null;
  note: Note | null;
}

/** Notes of one onset and one duration in a voice (or one rest); times in ticks. */
interface Chord {
  onset: bigint;
  end: bigint;
  sounds: Sound[];
}

const STEPS = 'CDEFGAB';

/**
 * Put notes and rests into voices that are filled from a measure's start to its end without an overlap.
 *
 * @param voices For each voice, its notes and rests by id.
 * @param duration The measure's length in quarter lengths.
 * @param place Where this is, in words, for the problems.
 * @param report Is told of each note that is doubled or moved.
 * @returns Voice number and items, by number; voice 1 is always there, and a number may be above 8.
 */
export function arrange(
  voices: ReadonlyMap<number, readonly Sound[]>,
  duration: Fraction,
  place: string,
  report: Report,
): [number, Item[]][] {
  const ticks = commonDenominator(voices, duration);
  const end = inTicks(duration, ticks);
  const result: [number, Item[]][] = [];
  const last = Math.max(1, ...voices.keys());
  let moving: [number, Chord][] = [];
  for (let voice = 1; voice <= last || moving.length; voice++) {
    const sounds = voices.get(voice) ?? [];
    const placed: Chord[] = [];
    const staying: [number, Chord][] = [];
    const settle = (home: number, chord: Chord) => {
      if (!fits(chord, placed)) {
        staying.push([home, chord]);
        return;
      }
      placed.push(chord);
      if (home !== voice) {
        const message = `overlaps in voice ${home} of ${place}, moved to voice ${voice}`;
        chord.sounds.forEach((sound) => report('overlap', sound.id, message));
      }
    };
    for (const chord of chords(sounds, true, ticks, report)) {
      settle(voice, chord);
    }
    moving.forEach(([home, chord]) => settle(home, chord));
    moving = staying;
    for (const rest of chords(sounds, false, ticks, report)) {
      if (fits(rest, placed)) {
        placed.push(rest);
      }
    }
    if (placed.length || voice === 1) {
      result.push([voice, filled(placed, end, ticks)]);
    }
  }
  return result;
}

function commonDenominator(
  voices: ReadonlyMap<number, readonly Sound[]>,
  duration: Fraction,
): bigint {
  let result = duration.d;
  const include = (denominator: bigint) => {
    if (result % denominator) {
      let [a, b] = [result, denominator];
      while (b) {
        [a, b] = [b, a % b];
      }
      result *= denominator / a;
    }
  };
  for (const sounds of voices.values()) {
    for (const sound of sounds) {
      include(sound.onset.d);
      include(sound.duration.d);
    }
  }
  return result;
}

function inTicks(time: Fraction, ticks: bigint): bigint {
  return time.d === ticks ? time.n : time.n * (ticks / time.d);
}

/** Notes (or rests) as chords, in the order in which they find their places: by onset, longer first. */
function chords(
  sounds: readonly Sound[],
  sounding: boolean,
  ticks: bigint,
  report: Report,
): Chord[] {
  const result = new Map<string, Chord>();
  for (const sound of sounds) {
    if (sounding !== (sound.note !== null)) {
      continue;
    }
    const onset = inTicks(sound.onset, ticks);
    const end = onset + inTicks(sound.duration, ticks);
    const place = `${onset} ${end}`;
    const chord = result.get(place);
    if (!chord) {
      result.set(place, { onset, end, sounds: [sound] });
      continue;
    }
    const first = chord.sounds.find((each) => each.note?.pitch === sound.note?.pitch);
    if (!first) {
      chord.sounds.push(sound);
    } else if (sound.note) {
      report('double', sound.id, `doubles ${first.id}, left out`);
    }
  }
  const order = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
  return [...result.values()].sort((a, b) => order(a.onset, b.onset) || order(b.end, a.end));
}

function fits(chord: Chord, placed: readonly Chord[]): boolean {
  return placed.every((other) => chord.end <= other.onset || other.end <= chord.onset);
}

function filled(placed: Chord[], end: bigint, ticks: bigint): Item[] {
  const items: Item[] = [];
  let cursor = 0n;
  const fill = (until: bigint) => {
    if (until > cursor) {
      const onset = new Fraction(cursor, ticks);
      const duration = new Fraction(until - cursor, ticks);
      items.push({ onset, duration, tuplet: null, notes: [], rest: null });
    }
  };
  for (const chord of placed.sort((a, b) => (a.onset < b.onset ? -1 : 1))) {
    fill(chord.onset);
    items.push(item(chord.sounds));
    cursor = chord.end;
  }
  fill(end);
  return items;
}

function item(sounds: readonly Sound[]): Item {
  const { id, onset, duration, tuplet } = sounds[0];
  const notes = sounds.flatMap(({ note }) => (note ? [note] : []));
  notes.sort((a, b) => height(a) - height(b));
  return { onset, duration, tuplet, notes, rest: notes.length ? null : id };
}

/** Order of the notes of a chord: by staff position, then by accidental. */
function height({ pitch }: Note): number {
  const alter = (pitch.length - 2) * (pitch[1] === 'b' ? -1 : 1);
  return (Number(pitch.at(-1)) * 7 + STEPS.indexOf(pitch[0])) * 5 + alter;
}
