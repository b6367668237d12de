import { describe, expect, it } from 'vitest';

import { inWords, signInWords } from '../../src/score/music/words';
import { Signs } from '../../src/score/music/signs';
import { index } from './piece';

describe('a note in words', () => {
  it('has its place, pitch, length and tie', () => {
    const of = index(
      { n: { onset: '1', pitch: 'F#4', tie: true } },
      { part: { name: 'Alto' }, measures: [{}] },
    );
    expect(inWords(of, 'n')).toBe('Alto, measure 1, beat 2, F sharp 4, quarter, tied');
  });

  it('has what is written at it', () => {
    const of = index(
      {
        n: {
          staccato: true,
          trill: true,
          tremolo: 3,
          fermata: 'normal',
          lyric1: 'la',
          lyric2: 'lo-',
          fingering: '2',
          duration: '3/2',
        },
        k: { pitch: 'E5', duration: '3/2' },
        g: { grace: 'acciaccatura', duration: '1/2', pitch: 'B4', index: 'a0' },
        z: { onset: '3/2', pitch: 'D5', duration: '1/2' },
        d: { kind: 'dynamic', dynamic: 'mf' },
        h: { kind: 'harmony', text: 'Cm7' },
        t: { kind: 'tempo', part: undefined, bpm: 90, text: 'Andante', beat: '3/2' },
      },
      { spans: { s: { kind: 'slur', start: 'n', end: 'z' } } },
    );
    const words = inWords(of, 'n');
    expect(words).toBe(
      'Flute, measure 1, beat 1, C 5, dotted quarter, chord of 2, finger 2, staccato, trill, ' +
        'tremolo, 3 strokes, fermata, with grace note B 4 eighth acciaccatura, ' +
        'mezzo forte, chord symbol Cm7, tempo Andante, 60 to the dotted quarter, slur begins, “la”, verse 2 “lo-”',
    );
    expect(inWords(of, 'z')).toContain('slur ends');
    expect(inWords(of, 'g')).toBe('Flute, measure 1, beat 1, grace note, B 4 eighth acciaccatura');
  });

  it('names voices, tuplets, rests and bar lines', () => {
    const of = index(
      {
        n: { voice: 2, duration: '1/3', tuplet: '3:2' },
        r: { kind: 'rest', duration: '4', part: 'p' },
      },
      { measures: [{ repeat_start: true, barline: 'double', rehearsal: 'A' }] },
    );
    expect(inWords(of, 'n')).toMatch(/^Flute, voice 2, measure 1, beat 1, C 5, triplet eighth/);
    expect(inWords(of, 'r')).toBe(
      'Flute, measure 1, beat 1, whole measure rest, rehearsal mark A, repeat begins, double bar line',
    );
  });
});

describe('signs', () => {
  const of = index(
    {
      n: {},
      c: { kind: 'clef', clef: 'F4', onset: '2' },
      d: { kind: 'dynamic', dynamic: 'p', onset: '1/2' },
    },
    { measures: [{ jump: 'dal_segno_al_coda' }] },
  );

  it('are found by id, and in words', () => {
    const words = (id: string): string => signInWords(of, Signs.of(of).find(id)!);
    expect(words('d')).toBe('piano, Flute, measure 1, beat 1 1/2');
    expect(words('c')).toBe('bass clef, Flute, measure 1, beat 3');
    expect(words('m1/jump')).toBe('dal segno al coda, measure 1');
    expect(Signs.of(of).find('m1/segno')).toBeUndefined();
    expect(Signs.of(of).find('zz')).toBeUndefined();
  });

  it('stand at a slot', () => {
    expect(
      Signs.of(of)
        .at(of.find('n')!)
        .map(({ id }) => id),
    ).toEqual(['d', 'p/clef1', 'm1/key', 'm1/meter']);
  });
});
