import { fields, list, number, oneOf, text } from './fields';
import { parseSteers, type Moment, type Steers } from './steering';
import { told } from './told';

/** The kinds of answers that the audience gives. */
export const POLL_KINDS = ['single', 'multiple', 'ranked', 'scale', 'pad', 'tap', 'shake'] as const;
export type PollKind = (typeof POLL_KINDS)[number];

/** What the teacher asks; without a question it is the tempo, or which section comes next. */
export interface Ask {
  seconds: number;
  /** Whether it is asked while others are open. */
  beside?: boolean;
  /** Whether it is which section comes next. */
  form?: boolean;
  /** What comes of it; nothing where it is not said. */
  steers?: Steers;
  /** When that is heard; as the envelope has it where it is not said. */
  at?: Moment;
  live?: boolean;
  /** Whether the halves of the hall are counted each, too. */
  halves?: boolean;
  question?: string;
  kind?: PollKind;
  /** In words; of `single`, `multiple` and `ranked`. */
  options?: readonly string[];
  most?: number;
  rule?: 'runoff' | 'borda';
  low?: number;
  high?: number;
  step?: number;
  /** Of the ends of a scale, or of a pad's left, right, lower and upper edge. */
  labels?: readonly string[];
}

export interface PollOption {
  id: string;
  label: string;
}

/** Answers from one number to another; both are the same where it is one number. */
export interface PollBar {
  low: number;
  high: number;
  count: number;
}

/** A poll that is open, or how one ended. What its kind does not have, or is kept back, is empty or null. */
export interface PollState {
  id: string;
  question: string;
  kind: PollKind;
  options: readonly PollOption[];
  labels: readonly string[];
  rule: 'runoff' | 'borda';
  /** Whether everybody sees how it stands. */
  live: boolean;
  /** What comes of it; null where nothing does. */
  steers: Steers | null;
  /** What came of it, in words; empty where nothing did, or it is open. */
  effect: string;
  groups: readonly PollOption[];
  /** Seconds left when the message was sent. */
  remaining: number;
  /** Votes by option; null where the server keeps them back. */
  counts: Readonly<Record<string, number>> | null;
  total: number;
  winner: string | null;
  /** Borda's points by option. */
  points: Readonly<Record<string, number>>;
  bars: readonly PollBar[];
  /** Of numbers one, of a pad two from 0 to 1; empty while there is none. */
  mean: readonly number[];
  median: readonly number[];
  /** Each group of the hall for itself. */
  byGroup: Readonly<Record<string, PollState>>;
}

/** Read a poll; null where there is none to read. */
export function parsePoll(value: unknown): PollState | null {
  const of = fields(value);
  const kind = oneOf(of.kind, POLL_KINDS, 'single');
  const options = parseOptions(of.options);
  const needsOptions = kind === 'single' || kind === 'multiple' || kind === 'ranked';
  if (text(of.id) === '' || (needsOptions && options.length === 0)) {
    return null;
  }
  const counted = of.counts === null || of.counts === undefined ? null : fields(of.counts);
  const counts =
    counted &&
    Object.fromEntries(options.map((option) => [option.id, number(counted[option.id], 0, 0)]));
  const sum = counts ? Object.values(counts).reduce((a, b) => a + b, 0) : 0;
  const points = fields(of.points);
  const byGroup = Object.entries(fields(of.by_group)).map(([id, group]) => [
    id,
    parsePoll({ ...of, groups: [], by_group: {}, ...fields(group) }),
  ]);
  return {
    id: text(of.id),
    question: told(of.question),
    kind,
    options,
    labels: Array.isArray(of.labels) ? of.labels.map(text) : [],
    rule: oneOf(of.rule, ['runoff', 'borda'] as const, 'runoff'),
    live: of.live === true,
    steers: parseSteers(of.steers),
    effect: told(of.effect),
    groups: parseOptions(of.groups),
    remaining: number(of.remaining, 0, 0),
    counts,
    total: number(of.total, sum, 0),
    winner: text(of.winner) || null,
    points: Object.fromEntries(
      Object.keys(points).map((option) => [option, number(points[option], 0, 0)]),
    ),
    bars: list(of.bars).map((bar) => ({
      low: number(bar.low, 0),
      high: number(bar.high, 0),
      count: number(bar.count, 0, 0),
    })),
    mean: parseNumbers(of.mean),
    median: parseNumbers(of.median),
    byGroup: Object.fromEntries(byGroup) as Record<string, PollState>,
  };
}

/** Read polls, without what is none. */
export function parsePolls(value: unknown): PollState[] {
  return list(value)
    .map(parsePoll)
    .filter((poll) => poll !== null);
}

function parseOptions(value: unknown): PollOption[] {
  return list(value)
    .map((option) => ({ id: text(option.id), label: told(option.label) || text(option.id) }))
    .filter((option) => option.id !== '');
}

function parseNumbers(value: unknown): number[] {
  const numbers: unknown[] = Array.isArray(value) ? value : [value];
  return numbers.filter((each): each is number => Number.isFinite(each));
}
