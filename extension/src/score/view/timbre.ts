/** How an instrument sounds when a note is entered: a sketch of its family, not its part's own sound. */
export interface Timbre {
  /** Strengths of the partials, from the fundamental. */
  readonly partials: readonly number[];
  /** Seconds until it is loud. */
  readonly attack: number;
  /** Seconds in which it fades by two thirds while it is held; 0 where it does not. */
  readonly decay: number;
  /** Seconds in which it fades by two thirds when it is let go. */
  readonly release: number;
  /** The partial above which it is dark. */
  readonly bright: number;
}

const KEYS: Timbre = {
  partials: [1, 0.45, 0.28, 0.2, 0.1, 0.08, 0.04],
  attack: 0.004,
  decay: 0.7,
  release: 0.08,
  bright: 7,
};

/** Families by words of their instruments' names, in the order in which they are looked for. */
const FAMILIES: readonly (readonly [RegExp, Timbre])[] = [
  [
    /organ|accordion|harmonium|bandoneon|harmonica/,
    {
      partials: [1, 0.6, 0.2, 0.5, 0, 0.2, 0, 0.3],
      attack: 0.02,
      decay: 0,
      release: 0.05,
      bright: 9,
    },
  ],
  [
    /marimba|xylo|vibra|glock|celesta|chime|bell|music box|steel|timpani|drum|percussion|kalimba/,
    {
      partials: [1, 0.05, 0, 0.3, 0, 0, 0, 0, 0.08],
      attack: 0.002,
      decay: 0.35,
      release: 0.12,
      bright: 10,
    },
  ],
  [
    /guitar|lute|harp|banjo|mandolin|ukulele|sitar|koto|zither|pizz|electric bass|bass guitar|acoustic bass|shamisen|harpsichord|clavichord/,
    {
      partials: [1, 0.7, 0.5, 0.35, 0.25, 0.2, 0.12, 0.1],
      attack: 0.003,
      decay: 0.45,
      release: 0.07,
      bright: 8,
    },
  ],
  [
    /violin|viola|cello|contrabass|double bass|string|fiddle|erhu/,
    {
      partials: [1, 0.8, 0.55, 0.5, 0.35, 0.3, 0.2, 0.18, 0.12],
      attack: 0.06,
      decay: 0,
      release: 0.09,
      bright: 7,
    },
  ],
  [
    /trumpet|horn|trombone|tuba|cornet|euphonium|brass|bugle/,
    {
      partials: [1, 0.9, 0.8, 0.6, 0.4, 0.3, 0.2, 0.12],
      attack: 0.035,
      decay: 0,
      release: 0.06,
      bright: 6,
    },
  ],
  [
    /clarinet/,
    {
      partials: [1, 0.05, 0.6, 0.05, 0.35, 0.05, 0.2, 0.04, 0.1],
      attack: 0.03,
      decay: 0,
      release: 0.05,
      bright: 8,
    },
  ],
  [
    /oboe|bassoon|sax|english horn|reed|bagpipe|shawm/,
    {
      partials: [0.7, 0.9, 1, 0.7, 0.4, 0.35, 0.2, 0.15],
      attack: 0.03,
      decay: 0,
      release: 0.05,
      bright: 8,
    },
  ],
  [
    /flute|piccolo|recorder|whistle|ocarina|pan ?pipe|shakuhachi/,
    { partials: [1, 0.3, 0.1, 0.04], attack: 0.04, decay: 0, release: 0.06, bright: 5 },
  ],
  [
    /soprano|alto|tenor|baritone|bass|voice|vocal|choir|singer/,
    { partials: [1, 0.55, 0.4, 0.15, 0.12, 0.1], attack: 0.06, decay: 0, release: 0.1, bright: 5 },
  ],
];

/** The sketch of an instrument, by its name as music21 knows it; a piano's where it is not known. */
export function timbreOf(instrument: string): Timbre {
  const name = instrument.toLowerCase();
  return FAMILIES.find(([words]) => words.test(name))?.[1] ?? KEYS;
}
