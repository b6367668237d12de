/** The fields of a mixer strip: their ranges, their sliders and what they are called. */
import type { Document } from '../document';
import { type Kinds as Entries, schema } from '../generated/schema';
import { KINDS, type Kinds, ofSound } from '../panels/catalogue';
import type { Range } from '../panels/curve';
import { trans } from '../translation';

/** A number or a switch of a strip, which a snapshot keeps. */
export type StripField = Exclude<keyof Entries['settings'], 'snapshot' | 'strip'>;

export type StripEntry = Entries['mix'];

/** What a strip is like, every field present. */
export type Values = { readonly [F in StripField]-?: NonNullable<StripEntry[F]> };

/** How a number moves: as a slider, with its default and unit. A switch runs from 0 to 1 in whole steps. */
export interface Field extends Range {
  default: number;
  unit: string;
  /** Whether it is a switch. */
  isSwitch: boolean;
}

interface Rule {
  type?: string;
  minimum?: number;
  maximum?: number;
  default?: number | boolean;
}

const RULES = schema.$defs.Setting.properties as unknown as Record<string, Rule>;

/** Every field that a snapshot keeps of a strip, in the schema's order. */
export const STRIP_FIELDS = Object.keys(RULES).filter(
  (name) => name !== 'snapshot' && name !== 'strip',
) as StripField[];

/** The fields of the master's alone. */
const MASTERS: ReadonlySet<string> = new Set(['limiter', 'ceiling']);

/** Whether a strip has a field: the limiter is the master's alone. */
export function hasField(strip: string, field: string): boolean {
  return Object.hasOwn(FIELDS, field) && (strip === 'master' || !MASTERS.has(field));
}

const SECONDS: ReadonlySet<string> = new Set(['attack', 'release']);
const BARE = /^(pan|ratio|.*_q)$/;
const LOGARITHMIC = /(_freq|_q)$|^(ratio|attack|release)$/;

function fieldOf(name: string, rule: Rule): Field {
  if (rule.type === 'boolean') {
    const on = rule.default === true ? 1 : 0;
    return {
      minimum: 0,
      maximum: 1,
      default: on,
      unit: '',
      curve: 'linear',
      whole: true,
      isSwitch: true,
    };
  }
  const unit = name.endsWith('_freq')
    ? 'Hz'
    : SECONDS.has(name)
      ? 's'
      : BARE.test(name)
        ? ''
        : 'dB';
  return {
    minimum: rule.minimum!,
    maximum: rule.maximum!,
    default: rule.default as number,
    unit,
    curve: LOGARITHMIC.test(name) ? 'log' : 'linear',
    isSwitch: false,
  };
}

/** Each field's slider, by name. */
export const FIELDS = Object.fromEntries(
  STRIP_FIELDS.map((name) => [name, fieldOf(name, RULES[name])]),
) as Readonly<Record<StripField, Field>>;

/** What of a document can be automated. */
export type Targets = Pick<Document, 'nodes' | 'mix' | 'parts'>;

/** The field of something that can be automated; null where it has none of that name, or is gone. */
export function targetField(
  { nodes, mix, parts }: Targets,
  target: string,
  field: string,
  kinds: Kinds = KINDS,
): Field | null {
  if (!Object.hasOwn(nodes, target)) {
    const isThere =
      target === 'master' || Object.hasOwn(parts, target) || Object.hasOwn(mix, target);
    return isThere && hasField(target, field) ? FIELDS[field as StripField] : null;
  }
  const kind = Object.hasOwn(kinds, nodes[target].kind) ? kinds[nodes[target].kind] : null;
  const name = field.startsWith('p_') ? field.slice(2) : '';
  if (!kind || !Object.hasOwn(kind.parameters, name) || kind.parameters[name].fixed) {
    return null;
  }
  const { minimum, maximum, curve, unit, default: by } = kind.parameters[name];
  return { minimum, maximum, default: by, unit, curve, isSwitch: false };
}

/** A strip as it is, every field present. */
export function valuesOf(strip: StripEntry | undefined): Values {
  return Object.fromEntries(
    STRIP_FIELDS.map((name) => [name, strip?.[name] ?? RULES[name].default]),
  ) as unknown as Values;
}

/** What a field is called. */
export function fieldName(field: string): string {
  const words: Record<StripField, string> = {
    gain: trans.__('Level'),
    pan: trans.__('Pan'),
    mute: trans.__('Mute'),
    solo: trans.__('Solo'),
    eq: trans.__('Equaliser'),
    low_gain: trans.__('Low shelf, gain'),
    low_freq: trans.__('Low shelf, frequency'),
    low_mid_gain: trans.__('Lower bell, gain'),
    low_mid_freq: trans.__('Lower bell, frequency'),
    low_mid_q: trans.__('Lower bell, Q'),
    high_mid_gain: trans.__('Upper bell, gain'),
    high_mid_freq: trans.__('Upper bell, frequency'),
    high_mid_q: trans.__('Upper bell, Q'),
    high_gain: trans.__('High shelf, gain'),
    high_freq: trans.__('High shelf, frequency'),
    compressor: trans.__('Compressor'),
    threshold: trans.__('Threshold'),
    ratio: trans.__('Ratio'),
    attack: trans.__('Attack'),
    release: trans.__('Release'),
    makeup: trans.__('Make-up gain'),
    limiter: trans.__('Limiter'),
    ceiling: trans.__('Ceiling'),
  };
  return words[field as StripField] ?? field;
}

/** What a field of a strip or a node is called. */
export function targetFieldName(
  { nodes }: Pick<Document, 'nodes'>,
  target: string,
  field: string,
  kinds: Kinds = KINDS,
): string {
  const kind = Object.hasOwn(nodes, target) ? kinds[nodes[target].kind] : undefined;
  const title = kind?.parameters[field.replace(/^p_/, '')]?.title;
  return title ? ofSound(title) : fieldName(field);
}
