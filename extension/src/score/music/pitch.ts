import { noteName } from './notename';

/** A written pitch: step 0 (C) to 6 (B), alteration in semitones (-2 to 2), octave 0 to 9 (4 holds middle C). */
export interface Pitch {
  readonly step: number;
  readonly alter: number;
  readonly octave: number;
}

export const STEPS = 'CDEFGAB';
const SEMITONES = [0, 2, 4, 5, 7, 9, 11];
const SHARP_ORDER = [3, 0, 4, 1, 5, 2, 6];

/** Read a pitch such as "F#4". */
export function parsePitch(text: string): Pitch {
  const accidentals = text.slice(1, -1);
  return {
    step: STEPS.indexOf(text[0]),
    alter: accidentals.startsWith('b') ? -accidentals.length : accidentals.length,
    octave: Number(text.slice(-1)),
  };
}

export function formatPitch({ step, alter, octave }: Pitch): string {
  return `${STEPS[step]}${(alter < 0 ? 'b' : '#').repeat(Math.abs(alter))}${octave}`;
}

/** Diatonic height: steps above C0. */
export function height({ step, octave }: Pitch): number {
  return octave * 7 + step;
}

/** MIDI note number of the written pitch. */
export function midi({ step, alter, octave }: Pitch): number {
  return 12 * (octave + 1) + SEMITONES[step] + alter;
}

/** What a key of so many sharps (negative: flats) does to a step, in semitones. */
export function keyAlteration(fifths: number, step: number): number {
  const rank = SHARP_ORDER.indexOf(step);
  if (fifths > 0) {
    return rank < fifths ? 1 : 0;
  }
  return 6 - rank < -fifths ? -1 : 0;
}

/** The pitch at a diatonic height, as the key has it; null outside octaves 0 to 9. */
export function pitchAt(diatonic: number, fifths: number): Pitch | null {
  const octave = Math.floor(diatonic / 7);
  if (octave < 0 || octave > 9) {
    return null;
  }
  const step = diatonic - octave * 7;
  return { step, alter: keyAlteration(fifths, step), octave };
}

/** Move by diatonic steps within the key. */
export function moveSteps(pitch: Pitch, steps: number, fifths: number): Pitch | null {
  return pitchAt(height(pitch) + steps, fifths);
}

/** Move by octaves, spelling kept. */
export function moveOctaves(pitch: Pitch, octaves: number): Pitch | null {
  const octave = pitch.octave + octaves;
  return octave < 0 || octave > 9 ? null : { ...pitch, octave };
}

/** Move by semitones, spelled as the key has it, else with a sharp going up and a flat going down. */
export function moveSemitones(pitch: Pitch, semitones: number, fifths: number): Pitch | null {
  const target = midi(pitch) + semitones;
  const around = Math.round(((target - 12) * 7) / 12);
  const spellings: Pitch[] = [];
  for (let diatonic = around - 2; diatonic <= around + 2; diatonic++) {
    const natural = pitchAt(diatonic, 0);
    const alter = natural ? target - midi(natural) : 9;
    if (natural && Math.abs(alter) <= 1) {
      spellings.push({ ...natural, alter });
    }
  }
  const strangeness = (of: Pitch): number =>
    of.alter === keyAlteration(fifths, of.step)
      ? 0
      : of.alter === 0
        ? 1
        : of.alter === Math.sign(semitones)
          ? 2
          : 3;
  spellings.sort((a, b) => strangeness(a) - strangeness(b));
  return spellings[0] ?? null;
}

/** Change the accidental by a semitone, the step kept; null beyond a double one. */
export function bend(pitch: Pitch, semitones: number): Pitch | null {
  const alter = pitch.alter + semitones;
  return Math.abs(alter) > 2 ? null : { ...pitch, alter };
}

/** The pitch of a step nearest to another pitch, as the key has it: what a letter key means. */
export function nearest(step: number, to: Pitch, fifths: number): Pitch {
  let distance = (((step - to.step) % 7) + 7) % 7;
  if (distance > 3) {
    distance -= 7;
  }
  return pitchAt(height(to) + distance, fifths) ?? { ...to, step, alter: 0 };
}

/**
 * Sharps of the key that a transposing part reads where the concert key has `fifths`.
 *
 * @param diatonic - steps from written to sounding pitch, as the part has it.
 * @param chromatic - semitones from written to sounding pitch.
 */
export function writtenKey(fifths: number, diatonic: number, chromatic: number): number {
  const written = fifths - (7 * chromatic - 12 * diatonic);
  const over = Math.max(0, Math.ceil((Math.abs(written) - 7) / 12));
  return written - 12 * Math.sign(written) * over;
}

/** A pitch in words: "F sharp 4". */
export function pitchInWords(pitch: Pitch): string {
  return `${noteName(formatPitch(pitch).slice(0, -1))} ${pitch.octave}`;
}

/** Every spelling of what sounds as a pitch, two accidentals at most, from the lowest line or space to the highest. */
export function spellings(pitch: Pitch): Pitch[] {
  const sounding = midi(pitch);
  return [-2, -1, 0, 1, 2].flatMap((steps) => {
    const natural = pitchAt(height(pitch) + steps, 0);
    const alter = natural ? sounding - midi(natural) : 9;
    return natural && Math.abs(alter) <= 2 ? [{ ...natural, alter }] : [];
  });
}

/** The next spelling of the same sound, the lowest again after the highest. */
export function respell(pitch: Pitch): Pitch {
  const all = spellings(pitch);
  const here = all.findIndex(({ step, alter }) => step === pitch.step && alter === pitch.alter);
  return all[(here + 1) % all.length];
}

/** Move by an interval of so many steps and semitones; respelled where it would need three accidentals. */
export function moveInterval(pitch: Pitch, steps: number, semitones: number): Pitch | null {
  const natural = pitchAt(height(pitch) + steps, 0);
  if (!natural) {
    return null;
  }
  const sounding = midi(pitch) + semitones;
  const alter = sounding - midi(natural);
  if (Math.abs(alter) <= 2) {
    return { ...natural, alter };
  }
  for (const beside of [-1, 1, -2, 2]) {
    const other = pitchAt(height(natural) + beside, 0);
    if (other && Math.abs(sounding - midi(other)) <= 1) {
      return { ...other, alter: sounding - midi(other) };
    }
  }
  return null;
}
