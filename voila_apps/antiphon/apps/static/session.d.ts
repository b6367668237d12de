/** What a widget of the audience's page knows: `session`, as the hub tells it (antiphon/apps/now.py, polls.py, steering.py, score.py). */
export interface Session {
  /** In a notebook, without a hub. */
  preview?: boolean;
  online: boolean;
  /** In a notebook cell that follows a hub: when it was told, and when each value, in seconds of the kernel's clock. */
  told?: { now: number; at: Record<string, number> };
  now: {
    title: string | null;
    composer: string | null;
    people: { name: string; role: string }[] | null;
    playing: boolean | null;
  } | null;
  transport: Transport | null;
  /** Those that are open, the newest first, then those that are over. */
  polls: Poll[];
  /** The person's own, by poll. */
  votes: Record<string, { ballot: Ballot; group: string | null }>;
  /** What is steered, by target. */
  steering: Record<string, Steering>;
  score: { version: string; wide?: string | null } | null;
  /** Rates a second by kind, and `total`: how many there were. */
  reactions?: Record<string, number> | null;
  hall?: Hall | null;
  asked?: Asked | null;
  /** Of somebody in the audience, shown on the stage. */
  question?: { id: string; text: string } | null;
  canvas?: Canvas | null;
  canvas_now?: CanvasNow | null;
  canvas_own?: CanvasOwn | null;
  melody?: Melody | null;
  suggested?: Suggested | null;
  /** Of the stage alone. */
  stage?: { link: string; qr: string; people: number; votes: Record<string, number> } | null;
  /** The person's own last one, and the seconds until they may ask another. */
  own_question?: { id: string; text: string; wait: number; at?: number } | null;
}

/** `pause`: seconds that a phone waits between two messages; `energy`, 0 to 1, of the `shaking` phones. */
export interface Hall {
  people: number;
  pause: number;
  energy: number;
  shaking: number;
}

/** What the artist lets the audience do. */
export interface Asked {
  reactions: boolean;
  questions: boolean;
  suggestions: boolean;
  gestures: 'shake' | null;
}

/** Positions in quarter lengths, `rate` in quarter lengths a second; `at` as `performance.now()` when it was true. */
export interface Transport {
  playing: boolean;
  position: number;
  rate: number;
  factor: number;
  duration: number;
  /** Its number; 0 for a pick-up, or where there is none. */
  measure: number;
  at: number;
}

/** One person's answer: an id, a number, ids (ranked: the best first), or a place of two numbers from 0 to 1. */
export type Ballot = string | number | string[] | number[];

/** What `antiphon.session.outcome` says: all of it at the end, and some while a live poll is open. */
export interface Outcome {
  total?: number;
  counts?: Record<string, number>;
  winner?: string | null;
  points?: Record<string, number>;
  rounds?: Record<string, number>[];
  bars?: { low: number; high: number; count: number }[];
  cells?: number[][];
  mean?: number | number[] | null;
  median?: number | number[] | null;
}

export interface Poll extends Outcome {
  id: string;
  question: string;
  kind: 'single' | 'multiple' | 'ranked' | 'scale' | 'pad' | 'tap' | 'shake';
  options?: { id: string; label: string }[];
  most?: number;
  rule?: 'runoff' | 'borda';
  low?: number;
  high?: number;
  step?: number;
  /** Of the ends of a scale, or of a pad's left, right, lower and upper edge. */
  labels?: string[];
  seconds: number;
  live: boolean;
  /** What comes of it; null: nothing. */
  steers: {
    target?: string;
    by?: Record<string, number>;
    moves?: Record<string, Record<string, number | string>>;
    across?: string;
    up?: string;
    at?: string;
  } | null;
  groups: { id: string; label: string }[];
  by_group?: Record<string, Outcome>;
  open: boolean;
  remaining: number;
  /** Not there in a preview. */
  at?: number;
}

/** Sentences in other languages than English, by the language's code and their English. */
export type InOtherLanguages = Record<string, Record<string, string>>;

export interface Steering {
  /** What is steered, for people. */
  name: string;
  value: number | string;
  /** The value, for people. */
  said: string;
  words?: InOtherLanguages;
  before: number | string;
  /** `same`, `slower`, `faster`, `softer`, `louder`, `lower`, `higher`, `rests`, `plays`; `other` of a text. */
  change: string;
  /** Its number; 0 for a pick-up, or where there is none. */
  measure: number | null;
  reason: string;
  /** The poll that it came of. */
  poll: string | null;
  seconds: number;
  sounding: boolean;
  at: number;
}

/** What the audience edits together, as antiphon/apps/canvas.py says it; a grid is four hexadecimal digits a step. */
export type Canvas = NoteCanvas | KnobCanvas;

export interface NoteCanvas {
  id: string;
  kind: 'notes';
  name: string;
  mode: 'direct' | 'reviewed';
  /** Places a person may hold; 0: any number. */
  quota: number;
  part: string;
  steps: number;
  /** Lowest first. */
  rows: string[];
  tonics: number[];
  /** Each a number and its first step. */
  measures: [number, number][];
  /** Steps on a beat. */
  beats: number[];
  /** Quarter lengths of a step, and from the beginning of the piece to the first. */
  length: number;
  start: number;
  /** What sounds there and cannot be touched. */
  held: string;
}

export interface KnobCanvas {
  id: string;
  kind: 'knobs';
  name: string;
  mode: 'direct' | 'reviewed';
  quota: number;
  knobs: Knob[];
  words?: InOtherLanguages;
}

export interface Knob {
  name: string;
  /** The name of its node. */
  of: string;
  unit: string;
  minimum: number;
  maximum: number;
  scale: 'linear' | 'log';
}

export interface CanvasNow {
  canvas: string;
  /** What the piece has, what of it the audience made, and what of it would change if the artist agreed. */
  cells: string;
  theirs: string;
  asked: string;
  people: number;
}

export interface CanvasOwn {
  canvas: string;
  mine: string;
  /** Places that one may still change; null: any number. */
  left: number | null;
}

/** The key that melodies are for, as antiphon/apps/suggestions.py says it; `low` is where the keyboard begins. */
export interface Melody {
  tonic: number;
  scale: number[];
  low: number;
  flats?: boolean;
}

/** One's own last melody, and the seconds until one may send another. */
export interface Suggested {
  notes: [number, number][];
  wait: number;
  at?: number;
}

/** The part of anywidget's model that the widgets use. */
export interface Model {
  get(key: 'session'): Session;
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  save_changes(): void;
  on(event: string, listener: (message?: any) => void): void;
  off(event: string, listener: (message?: any) => void): void;
  send(message: object): void;
}

export interface Render {
  model: Model;
  el: HTMLElement;
}
