/**
 * The voices of a staff in a measure: chords, overlaps and rests. Times are compared as whole ticks of a common
 * denominator, which is exact and cheaper than fractions.
 */
import Fraction from 'fraction.js';

import { adorn } from './graces';
import { ascending, first, marks, type Sound } from './notes';
import type { Item, ProblemCode } from './piece';
import { ZERO } from './rational';

/** Takes a problem's code, the event's id, and what happens to it. */
export type Report = (code: ProblemCode, id: string, message: string) => void;

/** For each voice, notes and rests by id. */
export type Sounds = ReadonlyMap<number, readonly Sound[]>;

/** Notes of one onset and one duration in a voice (or one rest); times in ticks. */
interface Chord {
  onset: bigint;
  end: bigint;
  sounds: Sound[];
}

/**
 * Put notes and rests into voices that are filled from a measure's start to its end without an overlap.
 *
 * @param voices The notes and rests.
 * @param graces The grace notes.
 * @param duration The measure's length in quarter lengths.
 * @param place Where this is, in words, for the problems.
 * @param report Is told of each note that is doubled or moved.
 * @returns Voice number and items, by number; voice 1 is always there, and a number may be above 8.
 */
export function arrange(
  voices: Sounds,
  graces: Sounds,
  duration: Fraction,
  place: string,
  report: Report,
): [number, Item[]][] {
  const ticks = commonDenominator(voices, duration);
  const end = inTicks(duration, ticks);
  const result: [number, Item[]][] = [];
  const last = Math.max(1, ...voices.keys(), ...graces.keys());
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
    const adorning = graces.get(voice);
    if (placed.length || voice === 1 || adorning) {
      const items = filled(placed, end, ticks);
      result.push([voice, adorning ? adorn(items, adorning) : items]);
    }
  }
  return result;
}

function commonDenominator(voices: Sounds, duration: Fraction): bigint {
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
    const same = chord.sounds.find((each) => each.note?.pitch === sound.note?.pitch);
    if (!same) {
      chord.sounds.push(sound);
    } else if (sound.note) {
      report('double', sound.id, `doubles ${same.id}, left out`);
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
      const onset = cursor ? new Fraction(cursor, ticks) : ZERO;
      items.push({ ...SILENCE, onset, duration: new Fraction(until - cursor, ticks) });
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

const SILENCE: Item = {
  onset: ZERO,
  duration: ZERO,
  tuplet: null,
  notes: [],
  rest: null,
  graces: [],
  marks: [],
  tremolo: 0,
  arpeggio: '',
  fermata: '',
  stem: '',
  cue: false,
  hidden: false,
};

function item(sounds: readonly Sound[]): Item {
  const [{ id, onset, duration, note, event }] = sounds;
  const common = {
    ...SILENCE,
    onset,
    duration,
    tuplet: event.tuplet ?? null,
    fermata: first(sounds, 'fermata') ?? '',
  };
  if (!note) {
    return { ...common, rest: id, cue: event.cue ?? false, hidden: event.hidden ?? false };
  }
  return {
    ...common,
    notes: ascending(sounds),
    marks: marks(sounds),
    tremolo: first(sounds, 'tremolo') ?? 0,
    arpeggio: first(sounds, 'arpeggio') ?? '',
    stem: first(sounds, 'stem') ?? '',
  };
}
