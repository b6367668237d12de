/** An instrument that a part can be added for, by the name music21 knows it by. */
export interface Instrument {
  readonly name: string;
  /** Staves, where not one. */
  readonly staves?: number;
  /** The clef it reads, where not the treble. */
  readonly clef?: 'F4' | 'C3' | 'G2-8' | 'percussion';
  /** Steps and semitones from written to sounding pitch, where it transposes. */
  readonly diatonic?: number;
  readonly chromatic?: number;
}

export const INSTRUMENTS: readonly Instrument[] = [
  { name: 'Piano', staves: 2 },
  { name: 'Harp', staves: 2 },
  { name: 'Flute' },
  { name: 'Oboe' },
  { name: 'Clarinet', diatonic: -1, chromatic: -2 },
  { name: 'Bassoon', clef: 'F4' },
  { name: 'Alto Saxophone', diatonic: -5, chromatic: -9 },
  { name: 'Trumpet', diatonic: -1, chromatic: -2 },
  { name: 'Horn', diatonic: -4, chromatic: -7 },
  { name: 'Trombone', clef: 'F4' },
  { name: 'Soprano' },
  { name: 'Alto' },
  { name: 'Tenor', clef: 'G2-8' },
  { name: 'Bass', clef: 'F4' },
  { name: 'Violin' },
  { name: 'Viola', clef: 'C3' },
  { name: 'Violoncello', clef: 'F4' },
  { name: 'Guitar', clef: 'G2-8' },
  { name: 'Electric Bass', clef: 'F4', diatonic: -7, chromatic: -12 },
  { name: 'Marimba' },
];
