import { trans } from '../../translation';

/** The families that instruments are listed by, in the order of a score. */
export const FAMILIES = [
  'woodwinds',
  'brass',
  'percussion',
  'mallets',
  'plucked',
  'keyboards',
  'voices',
  'strings',
  'electronic',
] as const;
export type Family = (typeof FAMILIES)[number];

export type InstrumentClef =
  'G2' | 'F4' | 'C3' | 'C4' | 'G2-8' | 'G2+8' | 'G2+15' | 'F4+8' | 'percussion';

/** An instrument that a part can be added for, by the name music21 knows it by. */
export interface Instrument {
  readonly name: string;
  /** Staves, where not one. */
  readonly staves?: number;
  /** The clef it reads, where not the treble. */
  readonly clef?: InstrumentClef;
  /** Steps and semitones from written to sounding pitch, where it transposes. */
  readonly diatonic?: number;
  readonly chromatic?: number;
  readonly family?: Family;
  /** Lowest and highest note that a good player has, as they sound. */
  readonly range?: readonly [low: string, high: string];
}

type Transposition = readonly [diatonic: number, chromatic: number];
const B_FLAT: Transposition = [-1, -2];
const A: Transposition = [-2, -3];
const F: Transposition = [-4, -7];
const OCTAVE_DOWN: Transposition = [-7, -12];
const OCTAVE_UP: Transposition = [7, 12];

interface Shape {
  clef?: InstrumentClef;
  staves?: number;
  at?: Transposition;
}

function of(
  family: Family,
  name: string,
  range = '',
  { clef, staves, at }: Shape = {},
): Instrument {
  const [low, high] = range.split('-');
  return {
    name,
    ...(staves ? { staves } : {}),
    ...(clef ? { clef } : {}),
    ...(at ? { diatonic: at[0], chromatic: at[1] } : {}),
    family,
    ...(high ? { range: [low, high] as const } : {}),
  };
}

/** Orchestra, band, choir, school and electronic instruments. */
export const INSTRUMENTS: readonly Instrument[] = [
  of('woodwinds', 'Piccolo', 'D5-C8', { at: OCTAVE_UP }),
  of('woodwinds', 'Flute', 'C4-D7'),
  of('woodwinds', 'Alto Flute', 'G3-G6', { at: [-3, -5] }),
  of('woodwinds', 'Recorder', 'C5-D7', { clef: 'G2+8' }),
  of('woodwinds', 'Alto Recorder', 'F4-G6'),
  of('woodwinds', 'Tenor Recorder', 'C4-D6'),
  of('woodwinds', 'Bass Recorder', 'F3-G5', { clef: 'F4+8' }),
  of('woodwinds', 'Pan Flute', 'G4-G6'),
  of('woodwinds', 'Ocarina', 'A4-F6'),
  of('woodwinds', 'Whistle', 'D5-D7', { at: OCTAVE_UP }),
  of('woodwinds', 'Oboe', 'Bb3-A6'),
  of('woodwinds', 'English Horn', 'E3-C6', { at: F }),
  of('woodwinds', 'Piccolo Clarinet', 'G3-G6', { at: [2, 3] }),
  of('woodwinds', 'Clarinet', 'D3-Bb6', { at: B_FLAT }),
  of('woodwinds', 'Clarinet in A', 'C#3-A6', { at: A }),
  of('woodwinds', 'Bass Clarinet', 'Bb1-B5', { at: [-8, -14] }),
  of('woodwinds', 'Bassoon', 'Bb1-E5', { clef: 'F4' }),
  of('woodwinds', 'Contrabassoon', 'Bb0-Bb3', { clef: 'F4', at: OCTAVE_DOWN }),
  of('woodwinds', 'Soprano Saxophone', 'Ab3-E6', { at: B_FLAT }),
  of('woodwinds', 'Alto Saxophone', 'Db3-Ab5', { at: [-5, -9] }),
  of('woodwinds', 'Tenor Saxophone', 'Ab2-E5', { at: [-8, -14] }),
  of('woodwinds', 'Baritone Saxophone', 'C2-A4', { at: [-12, -21] }),
  of('woodwinds', 'Bagpipes', 'G4-A5'),
  of('woodwinds', 'Harmonica', 'C4-C7'),
  of('woodwinds', 'Shakuhachi', 'D4-D6'),
  of('brass', 'Horn', 'B1-F5', { at: F }),
  of('brass', 'Trumpet', 'E3-C6', { at: B_FLAT }),
  of('brass', 'Trumpet in C', 'F#3-D6'),
  of('brass', 'Cornet', 'E3-C6', { at: B_FLAT }),
  of('brass', 'Flugelhorn', 'E3-Bb5', { at: B_FLAT }),
  of('brass', 'Tenor Horn', 'A2-Eb5', { at: [-5, -9] }),
  of('brass', 'Baritone Horn', 'E2-Bb4', { at: [-8, -14] }),
  of('brass', 'Euphonium', 'E2-Bb4', { clef: 'F4' }),
  of('brass', 'Trombone', 'E2-C5', { clef: 'F4' }),
  of('brass', 'Bass Trombone', 'Bb1-Bb4', { clef: 'F4' }),
  of('brass', 'Tuba', 'D1-F4', { clef: 'F4' }),
  of('percussion', 'Timpani', 'D2-C4', { clef: 'F4' }),
  of('percussion', 'Drum Set', '', { clef: 'percussion' }),
  of('percussion', 'Snare Drum', '', { clef: 'percussion' }),
  of('percussion', 'Bass Drum', '', { clef: 'percussion' }),
  of('percussion', 'Tom-Tom', '', { clef: 'percussion' }),
  of('percussion', 'Cymbals', '', { clef: 'percussion' }),
  of('percussion', 'Hi-Hat Cymbal', '', { clef: 'percussion' }),
  of('percussion', 'Triangle', '', { clef: 'percussion' }),
  of('percussion', 'Tambourine', '', { clef: 'percussion' }),
  of('percussion', 'Woodblock', '', { clef: 'percussion' }),
  of('percussion', 'Cowbell', '', { clef: 'percussion' }),
  of('percussion', 'Castanets', '', { clef: 'percussion' }),
  of('percussion', 'Maracas', '', { clef: 'percussion' }),
  of('percussion', 'Claves', '', { clef: 'percussion' }),
  of('percussion', 'Bongo Drums', '', { clef: 'percussion' }),
  of('percussion', 'Conga Drum', '', { clef: 'percussion' }),
  of('percussion', 'Taiko', '', { clef: 'percussion' }),
  of('percussion', 'Tam-Tam', '', { clef: 'percussion' }),
  of('percussion', 'Percussion', '', { clef: 'percussion' }),
  of('mallets', 'Glockenspiel', 'G5-C8', { at: [14, 24] }),
  of('mallets', 'Xylophone', 'F4-C8', { at: OCTAVE_UP }),
  of('mallets', 'Vibraphone', 'F3-F6'),
  of('mallets', 'Marimba', 'C2-C7'),
  of('mallets', 'Tubular Bells', 'C4-F5'),
  of('mallets', 'Church Bells', 'C4-C6'),
  of('mallets', 'Steel Drum', 'C4-F6'),
  of('mallets', 'Kalimba', 'C4-E6'),
  of('plucked', 'Harp', 'C1-G7', { staves: 2 }),
  of('plucked', 'Guitar', 'E2-B5', { clef: 'G2-8' }),
  of('plucked', 'Acoustic Guitar', 'E2-B5', { clef: 'G2-8' }),
  of('plucked', 'Electric Guitar', 'E2-D6', { clef: 'G2-8' }),
  of('plucked', 'Acoustic Bass', 'E1-G4', { clef: 'F4', at: OCTAVE_DOWN }),
  of('plucked', 'Electric Bass', 'E1-G4', { clef: 'F4', at: OCTAVE_DOWN }),
  of('plucked', 'Ukulele', 'C4-A5'),
  of('plucked', 'Banjo', 'C3-A5', { clef: 'G2-8' }),
  of('plucked', 'Mandolin', 'G3-A6'),
  of('plucked', 'Lute', 'E2-G5', { clef: 'G2-8' }),
  of('plucked', 'Dulcimer', 'C3-C6'),
  of('plucked', 'Sitar', 'C3-C6'),
  of('plucked', 'Koto', 'G2-C6'),
  of('plucked', 'Shamisen', 'C3-C6'),
  of('keyboards', 'Piano', 'A0-C8', { staves: 2 }),
  of('keyboards', 'Electric Piano', 'E1-E7', { staves: 2 }),
  of('keyboards', 'Harpsichord', 'F1-F6', { staves: 2 }),
  of('keyboards', 'Clavichord', 'C2-D6', { staves: 2 }),
  of('keyboards', 'Celesta', 'C4-C8', { staves: 2, at: OCTAVE_UP }),
  of('keyboards', 'Organ', 'C2-C7', { staves: 3 }),
  of('keyboards', 'Electric Organ', 'C2-C7', { staves: 2 }),
  of('keyboards', 'Accordion', 'F3-A6', { staves: 2 }),
  of('voices', 'Soprano', 'C4-C6'),
  of('voices', 'Mezzo-Soprano', 'A3-A5'),
  of('voices', 'Alto', 'F3-F5'),
  of('voices', 'Tenor', 'C3-B4', { clef: 'G2-8' }),
  of('voices', 'Baritone', 'G2-G4', { clef: 'F4' }),
  of('voices', 'Bass', 'E2-E4', { clef: 'F4' }),
  of('voices', 'Choir', 'E2-C6', { staves: 2 }),
  of('voices', 'Vocalist', 'F3-F5'),
  of('strings', 'Violin', 'G3-E7'),
  of('strings', 'Viola', 'C3-A6', { clef: 'C3' }),
  of('strings', 'Violoncello', 'C2-C6', { clef: 'F4' }),
  of('strings', 'Contrabass', 'E1-C5', { clef: 'F4', at: OCTAVE_DOWN }),
  of('strings', 'String Section', 'C2-C7', { staves: 2 }),
  of('electronic', 'Synthesizer', 'C1-C7'),
  of('electronic', 'Synthesizer Lead', 'C2-C7'),
  of('electronic', 'Synthesizer Pad', 'C1-C7', { staves: 2 }),
  of('electronic', 'Synthesizer Bass', 'C1-C4', { clef: 'F4' }),
  of('electronic', 'Sampler', 'C1-C8'),
];

/** The instrument of a name; undefined where it is none of the list. */
export function instrumentOf(name: string): Instrument | undefined {
  return INSTRUMENTS.find((each) => each.name === name);
}

/**
 * An instrument's name in the language of the interface; of one that is not of the list, as it is written.
 * `scripts/translations.py` takes the names from the list.
 */
export function instrumentInWords(name: string): string {
  return instrumentOf(name) ? trans._p('instrument', name) : name;
}

/** The instruments whose name, in English or as it is shown, or family holds every word of a text. */
export function findInstruments(
  text: string,
  familyName: (family: Family) => string = String,
): readonly Instrument[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return INSTRUMENTS.filter(({ name, family }) => {
    const shown = instrumentInWords(name);
    const known = `${name} ${shown} ${family ? familyName(family) : ''}`.toLowerCase();
    return words.every((word) => known.includes(word));
  });
}
