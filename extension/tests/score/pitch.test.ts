import { describe, expect, it } from 'vitest';

import { KEYS, keyName, noteLabel } from '../../src/score/music/notename';
import * as pitch from '../../src/score/music/pitch';

const p = pitch.parsePitch;
const f = (of: pitch.Pitch | null): string | null => of && pitch.formatPitch(of);

describe('pitch', () => {
  it('reads and writes every spelling', () => {
    for (const text of ['C0', 'F#4', 'Bb3', 'G##5', 'Ebb9']) {
      expect(f(p(text))).toBe(text);
    }
  });

  it('moves by steps within the key', () => {
    expect(f(pitch.moveSteps(p('E5'), 1, 1))).toBe('F#5');
    expect(f(pitch.moveSteps(p('B4'), 1, 0))).toBe('C5');
    expect(f(pitch.moveSteps(p('C4'), -1, -2))).toBe('Bb3');
    expect(pitch.moveSteps(p('B9'), 1, 0)).toBeNull();
  });

  it('moves by semitones and sounds a semitone away, in every key', () => {
    for (let fifths = -7; fifths <= 7; fifths++) {
      for (const text of ['C4', 'F#4', 'Bb4', 'E5', 'B3']) {
        for (const by of [1, -1]) {
          const moved = pitch.moveSemitones(p(text), by, fifths);
          expect(moved && pitch.midi(moved)).toBe(pitch.midi(p(text)) + by);
        }
      }
    }
    expect(f(pitch.moveSemitones(p('F4'), 1, 0))).toBe('F#4');
    expect(f(pitch.moveSemitones(p('F4'), 1, -5))).toBe('Gb4');
  });

  it('bends no further than a double accidental', () => {
    expect(f(pitch.bend(p('F#4'), 1))).toBe('F##4');
    expect(pitch.bend(p('F##4'), 1)).toBeNull();
  });

  it('finds the nearest pitch of a letter', () => {
    expect(f(pitch.nearest(0, p('B4'), 0))).toBe('C5');
    expect(f(pitch.nearest(3, p('C4'), 2))).toBe('F#4');
    expect(f(pitch.nearest(6, p('C4'), -2))).toBe('Bb3');
  });

  it('writes the key of a transposing part', () => {
    expect(pitch.writtenKey(2, -1, -2)).toBe(4);
    expect(pitch.writtenKey(-3, -5, -9)).toBe(0);
    expect(pitch.writtenKey(7, -1, -2)).toBe(-3);
    expect(pitch.writtenKey(1, -7, -12)).toBe(1);
    expect(pitch.writtenKey(-21, 0, 0)).toBe(3);
  });

  it('says a pitch', () => {
    expect(pitch.pitchInWords(p('F#4'))).toBe('F sharp 4');
    expect(pitch.pitchInWords(p('C4'))).toBe('C 4');
    expect(pitch.pitchInWords(p('Bbb3'))).toBe('B double flat 3');
    expect(pitch.pitchInWords(p('E##5'))).toBe('E double sharp 5');
  });
});

it('names the keys of the circle of fifths, major and minor', () => {
  expect(KEYS.map((fifths) => keyName(fifths, 'major')).join(', ')).toBe(
    'C flat major, G flat major, D flat major, A flat major, E flat major, B flat major, F major, C major, ' +
      'G major, D major, A major, E major, B major, F sharp major, C sharp major',
  );
  expect([-7, -3, 0, 1, 4, 7].map((fifths) => keyName(fifths, 'minor')).join(', ')).toBe(
    'A flat minor, C minor, A minor, E minor, C sharp minor, A sharp minor',
  );
});

it('labels a note shortly', () => {
  expect(['C', 'F#', 'Bb', 'C##', 'Ebb'].map(noteLabel)).toEqual(['C', 'F♯', 'B♭', 'C𝄪', 'E♭♭']);
});
