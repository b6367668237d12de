import { fields, list, number, oneOf, text } from './fields';
import { told } from './told';

/** What a thing that can be steered is at: a number, or one of some words. */
export type Value = number | string;

/** What changes together, by target; null is as written. */
export type Moves = Readonly<Record<string, Value | null>>;

/** When a change is heard. */
export const MOMENTS = ['beat', 'bar', 'section', 'now'] as const;
export type Moment = (typeof MOMENTS)[number];

/** How an outcome becomes a change of what sounds; which of it is there depends on the kind of the poll. */
export interface Steers {
  target?: string;
  /** Steps of the target's envelope by option. */
  by?: Readonly<Record<string, number>>;
  /** What each option sets. */
  moves?: Readonly<Record<string, Moves>>;
  /** Of a pad: what goes from left to right, and from bottom to top. */
  across?: string;
  up?: string;
}

/** How far the audience may move a target, and how fast. */
export interface Envelope {
  /** In the target's unit; of words all three are 0. */
  minimum: number;
  maximum: number;
  step: number;
  /** Greatest change a second, in the target's unit; 0: at once. */
  slew: number;
  /** Least seconds between two changes by votes. */
  cooldown: number;
  quantise: Moment;
  /** The audience's share against the artist's own value, 0 to 1. */
  weight: number;
  /** Seconds that a result waits for a veto; 0: none. */
  veto: number;
  /** Of words: those that can be voted for. */
  choices: readonly string[];
}

/** A change that is agreed and not yet heard. */
export interface Pending {
  value: Value | null;
  /** Seconds until then, when the message was sent. */
  seconds: number;
  /** Where in the score, in quarter lengths. */
  position: number;
  measure: number | null;
}

/** What votes ask for, and may still be vetoed. */
export interface Waiting {
  value: Value | null;
  /** Seconds left for it, when the message was sent. */
  seconds: number;
  reason: string;
}

/** One thing of the piece that is steered, or may be. */
export interface Target {
  target: string;
  name: string;
  unit: string;
  written: Value;
  /** What sounds now. */
  value: Value;
  /** The artist's own value; null where they leave it alone. */
  hand: Value | null;
  /** Null where it is not open to the audience. */
  envelope: Envelope | null;
  frozen: boolean;
  /** Seconds until votes can move it again, when the message was sent. */
  cooling: number;
  pending: Pending | null;
  waiting: Waiting | null;
  /** The last decision in words; empty before the first. */
  reason: string;
}

/** Choices that are tried out on the audience, so that the better liked ones come up more often. */
export interface Exploration {
  target: string;
  /** What is heard now; of numbers, too, as text. */
  trying: string;
  round: number;
  /** How much each choice is liked as far as is known, 0 to 1. */
  expected: Readonly<Record<string, number>>;
  /** How many answers there are on each. */
  heard: Readonly<Record<string, number>>;
}

export interface SteeringState {
  /** Whether votes change nothing at all. */
  frozen: boolean;
  /** What undoing would take back, in words; empty where there is nothing. */
  undo: string;
  exploration: Exploration | null;
  targets: readonly Target[];
}

/** Something of the piece that could be opened to the audience. */
export interface Steerable {
  target: string;
  name: string;
  unit: string;
  kind: 'number' | 'text';
  minimum: number;
  maximum: number;
  step: number;
  choices: readonly { value: string; name: string }[];
  written: Value;
}

/** Read a value; null where there is none. */
function parseValue(value: unknown): Value | null {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))
    ? value
    : null;
}

function parseEnvelope(value: unknown): Envelope | null {
  if (value === null || typeof value !== 'object') {
    return null;
  }
  const of = fields(value);
  const minimum = number(of.minimum, 0);
  return {
    minimum,
    maximum: number(of.maximum, minimum, minimum),
    step: number(of.step, 0, 0),
    slew: number(of.slew, 0, 0),
    cooldown: number(of.cooldown, 0, 0),
    quantise: oneOf(of.quantise, MOMENTS, 'bar'),
    weight: Math.min(1, number(of.weight, 1, 0)),
    veto: number(of.veto, 0, 0),
    choices: Array.isArray(of.choices) ? of.choices.map(text).filter(Boolean) : [],
  };
}

function parsePending(value: unknown): Pending | null {
  const of = fields(value);
  return of.value === undefined
    ? null
    : {
        value: parseValue(of.value),
        seconds: number(of.seconds, 0, 0),
        position: number(of.position, 0, 0),
        measure: typeof of.measure === 'number' ? of.measure : null,
      };
}

function parseWaiting(value: unknown): Waiting | null {
  const of = fields(value);
  return of.value === undefined
    ? null
    : {
        value: parseValue(of.value),
        seconds: number(of.seconds, 0, 0),
        reason: told(of.reason),
      };
}

function parseNumbers(value: unknown): Record<string, number> {
  return Object.fromEntries(
    Object.entries(fields(value)).map(([key, each]) => [key, number(each, 0, 0)]),
  );
}

function parseExploration(value: unknown): Exploration | null {
  const of = fields(value);
  return text(of.target) === ''
    ? null
    : {
        target: text(of.target),
        trying: typeof of.trying === 'number' ? String(of.trying) : text(of.trying),
        round: number(of.round, 1, 1),
        expected: parseNumbers(of.expected),
        heard: parseNumbers(of.heard),
      };
}

/** Read how the steering stands. */
export function parseSteering(value: unknown): SteeringState {
  const of = fields(value);
  return {
    frozen: of.frozen === true,
    undo: told(of.undo),
    exploration: parseExploration(of.exploration),
    targets: list(of.targets)
      .map((target) => {
        const written = parseValue(target.written) ?? 0;
        return {
          target: text(target.target),
          name: told(target.name) || text(target.target),
          unit: text(target.unit),
          written,
          value: parseValue(target.value) ?? written,
          hand: parseValue(target.hand),
          envelope: parseEnvelope(target.envelope),
          frozen: target.frozen === true,
          cooling: number(target.cooling, 0, 0),
          pending: parsePending(target.pending),
          waiting: parseWaiting(target.waiting),
          reason: told(target.reason),
        };
      })
      .filter(({ target }) => target !== ''),
  };
}

/** Read all that could be steered. */
export function parseSteerable(value: unknown): Steerable[] {
  return list(value)
    .map((of): Steerable => {
      const minimum = number(of.minimum, 0);
      return {
        target: text(of.target),
        name: told(of.name) || text(of.target),
        unit: text(of.unit),
        kind: oneOf(of.kind, ['number', 'text'] as const, 'number'),
        minimum,
        maximum: number(of.maximum, minimum, minimum),
        step: number(of.step, 0, 0),
        choices: list(of.choices)
          .map((choice) => ({
            value: text(choice.value),
            name: told(choice.name) || text(choice.value),
          }))
          .filter((choice) => choice.value !== ''),
        written: parseValue(of.written) ?? 0,
      };
    })
    .filter(({ target }) => target !== '');
}

/** How a poll steers; null where it changes nothing. */
export function parseSteers(value: unknown): Steers | null {
  if (value === null || typeof value !== 'object') {
    return null;
  }
  const of = fields(value);
  const steers: Steers = {
    ...(text(of.target) && { target: text(of.target) }),
    ...(of.by !== undefined && {
      by: Object.fromEntries(
        Object.entries(fields(of.by)).map(([option, steps]) => [option, number(steps, 0)]),
      ),
    }),
    ...(of.moves !== undefined && {
      moves: Object.fromEntries(
        Object.entries(fields(of.moves)).map(([option, moves]) => [
          option,
          Object.fromEntries(
            Object.entries(fields(moves)).map(([key, each]) => [key, parseValue(each)]),
          ),
        ]),
      ),
    }),
    ...(text(of.across) && { across: text(of.across) }),
    ...(text(of.up) && { up: text(of.up) }),
  };
  return Object.keys(steers).length > 0 ? steers : null;
}
