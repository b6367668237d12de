import type { Envelope, Moves, PollKind, Steerable, Steers, Target, Value } from '../session';
import { trans } from '../translation';
import { choicesOf, isSwitch, ofPiece } from './targets';

/** What an outcome is to change, as it is chosen; what it says of options goes by their place. */
export interface Change {
  /** The key of a target, `MANY`, or empty for nothing. */
  readonly target: string;
  /** Whether an option moves a number by steps, or sets it. */
  readonly how: 'steps' | 'values';
  readonly steps: readonly (number | undefined)[];
  readonly values: readonly (Value | undefined)[];
  /** Of `MANY`: what each option sets. */
  readonly sets: readonly (Moves | undefined)[];
  /** Of a pad; empty for nothing. */
  readonly across: string;
  readonly up: string;
}

/** Each option changes several things. */
export const MANY = '*';

export const NOTHING: Change = {
  target: '',
  how: 'steps',
  steps: [],
  values: [],
  sets: [],
  across: '',
  up: '',
};

/** A target that votes reach, with what the piece says of it. */
export interface Reached {
  readonly of: Steerable;
  readonly envelope: Envelope;
}

/** The targets that votes reach. */
export function reached(targets: readonly Target[], steerable: readonly Steerable[]): Reached[] {
  return targets.flatMap((target) =>
    target.envelope ? [{ of: ofPiece(target, steerable), envelope: target.envelope }] : [],
  );
}

/** Whether it is a number that goes up and down, not one of some choices. */
export function isGradual({ of }: Reached): boolean {
  return of.kind === 'number' && !isSwitch(of.target);
}

/** How many steps an option is where nobody has said: the first goes down, the last goes up. */
export function stepOf(change: Change, place: number, options: number): number {
  const middle = Math.floor((options - 1) / 2);
  const usual = options === 2 ? 2 * place - 1 : place - middle;
  return change.steps[place] ?? usual;
}

/** What an option sets where nobody has said: the choices in turn, or evenly from the least to the greatest. */
export function valueOf(change: Change, place: number, options: number, to: Reached): Value {
  const chosen = change.values[place];
  if (chosen !== undefined) {
    return chosen;
  }
  const choices = choicesOf(to.of, to.envelope);
  if (choices.length > 0) {
    return choices[place % choices.length];
  }
  const { minimum, maximum } = to.envelope;
  const share = options > 1 ? place / (options - 1) : 0.5;
  return Number((minimum + share * (maximum - minimum)).toPrecision(4));
}

/** A value to begin with. */
export function firstValue(to: Reached): Value {
  return choicesOf(to.of, to.envelope)[0] ?? to.of.written;
}

/** The id that the server gives the option of a place. */
function idOf(place: number): string {
  return `o${place + 1}`;
}

/**
 * How a poll steers, as the session is told; undefined where nothing comes of it.
 *
 * @param options - How many it has.
 */
export function steersOf(
  change: Change,
  kind: PollKind,
  options: number,
  all: readonly Reached[],
): Steers | undefined {
  const has = (target: string): boolean => all.some(({ of }) => of.target === target);
  if (kind === 'pad') {
    const { across, up } = change;
    return has(across) && has(up) && across !== up ? { across, up } : undefined;
  }
  const to = all.find(({ of }) => of.target === change.target);
  if (kind !== 'single' && kind !== 'multiple' && kind !== 'ranked') {
    return to && { target: change.target };
  }
  const places = Array.from({ length: options }, (_, place) => place);
  if (change.target === MANY) {
    const moves = places.map((place) => [idOf(place), kept(change.sets[place], has)] as const);
    const isEmpty = moves.every(([, of]) => Object.keys(of).length === 0);
    return isEmpty ? undefined : { moves: Object.fromEntries(moves) };
  }
  if (!to) {
    return undefined;
  }
  const { target } = change;
  return isGradual(to) && change.how === 'steps'
    ? {
        target,
        by: Object.fromEntries(places.map((at) => [idOf(at), stepOf(change, at, options)])),
      }
    : {
        moves: Object.fromEntries(
          places.map((at) => [idOf(at), { [target]: valueOf(change, at, options, to) }]),
        ),
      };
}

/** What is still open to the audience. */
function kept(moves: Moves | undefined, has: (target: string) => boolean): Moves {
  return Object.fromEntries(Object.entries(moves ?? {}).filter(([target]) => has(target)));
}

/** What is wrong with what a poll is to change, or null. */
export function changeFault({ across, up }: Change, kind: PollKind): string | null {
  return kind === 'pad' && across === up && across !== ''
    ? trans.__('The two sides of the square change two different things.')
    : kind === 'pad' && (across === '') !== (up === '')
      ? trans.__('Choose what both sides of the square change, or nothing for both.')
      : null;
}

/** The keys of what a poll steers. */
export function keysOf(steers: Steers | null): string[] {
  const { target, moves = {}, across, up } = steers ?? {};
  const all = [target, across, up, ...Object.values(moves).flatMap((of) => Object.keys(of))];
  return [...new Set(all.filter((key): key is string => !!key))];
}

/** What kinds of polls a target can be asked by; the tempo is tapped. */
export function suits(kind: PollKind, to: Reached): boolean {
  if (kind === 'tap') {
    return to.of.target === 'tempo';
  }
  return kind === 'single' || kind === 'multiple' || kind === 'ranked' || isGradual(to);
}

/** What an option is called that has no words yet. */
export function optionName(options: readonly string[], place: number): string {
  return options[place] || trans.__('Option %1', place + 1);
}
