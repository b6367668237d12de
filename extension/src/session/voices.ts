import { fields, list, number, text } from './fields';

/** What the artist lets the audience do, beside voting. */
export const VOICES = ['reactions', 'questions', 'suggestions', 'gestures'] as const;
export type Voice = (typeof VOICES)[number];

/** The gesture that phones can be asked for. */
export const GESTURE = 'shake';

/** What phones can send while the music plays. */
export const REACTIONS = ['applause', 'heart', 'wow', 'laugh'] as const;
export type Reaction = (typeof REACTIONS)[number];

/** How the audience takes it. */
export interface Reactions {
  /** How often a second each comes, smoothed. */
  rates: Readonly<Record<Reaction, number>>;
  /** How many there were. */
  total: number;
  /** How strongly phones are shaken, 0 to 1, and how many. */
  energy: number;
  shaking: number;
}

/** What somebody of the audience asked. */
export interface Question {
  id: string;
  text: string;
  /** ms since 1970; null where that is not known. */
  at: number | null;
  /** Whether it is on the stage. */
  shown: boolean;
}

/** Read what is allowed. */
export function parseAllowed(value: unknown): Record<Voice, boolean> {
  const of = fields(value);
  const allowed = (voice: Voice): boolean => of[voice] === true || text(of[voice]) !== '';
  return {
    reactions: allowed('reactions'),
    questions: allowed('questions'),
    suggestions: allowed('suggestions'),
    gestures: allowed('gestures'),
  };
}

/** Read how the audience takes it. */
export function parseReactions(value: unknown): Reactions {
  const of = fields(value);
  const rate = (kind: Reaction): number => number(of[kind], 0, 0);
  return {
    rates: {
      applause: rate('applause'),
      heart: rate('heart'),
      wow: rate('wow'),
      laugh: rate('laugh'),
    },
    total: number(of.total, 0, 0),
    energy: Math.min(1, number(of.energy, 0, 0)),
    shaking: number(of.shaking, 0, 0),
  };
}

/** Read the questions that were asked. */
export function parseQuestions(value: unknown): Question[] {
  return list(value)
    .map((of) => {
      const at = typeof of.at === 'string' ? Date.parse(of.at) : number(of.at, NaN) * 1000;
      return {
        id: text(of.id),
        text: text(of.text),
        at: Number.isFinite(at) ? at : null,
        shown: of.shown === true,
      };
    })
    .filter((question) => question.id !== '' && question.text !== '');
}
