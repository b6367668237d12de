import { describe, expect, it } from 'vitest';

import { formatPitch, midi } from '../../src/score/music/pitch';
import { spell } from '../../src/score/music/spelling';

function spelled(keys: number[], fifths = 0, minor = false): string {
  return spell(keys, fifths, minor).map(formatPitch).join(' ');
}

describe('spelling', () => {
  it('names single keys as the key would', () => {
    const chromatic = Array.from({ length: 12 }, (_, step) => spelled([60 + step]));
    expect(chromatic.join(' ')).toBe('C4 C#4 D4 Eb4 E4 F4 F#4 G4 G#4 A4 Bb4 B4');
    expect(spelled([66], -1)).toBe('F#4');
    expect(spelled([68], -3)).toBe('Ab4');
    expect(spelled([61], -3)).toBe('Db4');
    expect(spelled([70], 4)).toBe('A#4');
    expect(spelled([65], 7)).toBe('E#4');
    expect(spelled([59], -7)).toBe('Cb4');
  });

  it('names the leading note of a minor key, doubly sharp where it must be', () => {
    expect(spelled([68], 0, true)).toBe('G#4');
    expect(spelled([67], 5, true)).toBe('Fx4'.replace('x', '##'));
    expect(spelled([67], 5)).toBe('G4');
  });

  it('names the keys of a chord by each other', () => {
    expect(spelled([60, 63, 67])).toBe('C4 Eb4 G4');
    expect(spelled([59, 63, 66])).toBe('B3 D#4 F#4');
    expect(spelled([60, 63, 68])).toBe('C4 Eb4 Ab4');
    expect(spelled([61, 65, 68])).toBe('Db4 F4 Ab4');
    expect(spelled([58, 61, 65])).toBe('Bb3 Db4 F4');
    expect(spelled([64, 68, 71])).toBe('E4 G#4 B4');
  });

  it('keeps the pitch, with no double accidental where the key has none', () => {
    for (let fifths = -7; fifths <= 7; fifths++) {
      for (let key = 13; key <= 127; key++) {
        const [pitch] = spell([key], fifths);
        expect(midi(pitch)).toBe(key);
        expect(Math.abs(pitch.alter)).toBeLessThanOrEqual(1);
      }
    }
  });
});
