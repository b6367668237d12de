/**
 * The schema of the document, compiled to one check per field: the same as `antiphon.document.schema` in
 * Python, to the letter of the messages.
 */
import { schema, type Root } from '../generated/schema';

export type Scalar = string | number | boolean;

/** Says why a value is refused, such as `not a valid pitch`; undefined where it is allowed. */
export type Check = (value: unknown) => string | undefined;

/** The shape of one kind of entry. */
export interface Kind {
  fields: ReadonlyMap<string, Check>;
  /** The fields that it must have, sorted. */
  required: readonly string[];
  /** Patterns of further field names, with their checks. */
  others: readonly (readonly [RegExp, Check])[];
}

interface Rule {
  $ref?: string;
  type?: string;
  enum?: readonly string[];
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Rule>;
  patternProperties?: Record<string, Rule>;
  additionalProperties?: Rule | false;
  required?: readonly string[];
}

const definitions = schema.$defs as unknown as Record<string, Rule>;
const properties = schema.properties as unknown as Record<string, Rule>;
const SURROGATE = /\p{Surrogate}/u;

function text(rule: Rule, noun: string): Check {
  const pattern = rule.pattern ? new RegExp(rule.pattern, 'u') : undefined;
  const limit = rule.maxLength ?? Infinity;
  return (value) => {
    if (typeof value !== 'string') {
      return 'not a text';
    }
    if (value.length > limit && [...value].length > limit) {
      return `longer than ${limit} characters`;
    }
    if (rule.enum && !rule.enum.includes(value)) {
      return `not one of ${rule.enum.join(', ')}`;
    }
    if (pattern && !pattern.test(value)) {
      return `not a valid ${noun}`;
    }
    return SURROGATE.test(value) ? 'not a valid text' : undefined;
  };
}

function number(rule: Rule, whole: boolean): Check {
  const bound = whole ? Number.MAX_SAFE_INTEGER : Infinity;
  const minimum = rule.minimum ?? -bound;
  const maximum = rule.maximum ?? bound;
  return (value) => {
    if (typeof value !== 'number' || !(whole ? Number.isInteger(value) : Number.isFinite(value))) {
      return whole ? 'not a whole number' : 'not a number';
    }
    return value < minimum || value > maximum ? `not between ${minimum} and ${maximum}` : undefined;
  };
}

function compile(field: string, rule: Rule): Check {
  let noun = field;
  if (rule.$ref) {
    const name = rule.$ref.replace('#/$defs/', '');
    noun = name.toLowerCase();
    rule = definitions[name];
  }
  switch (rule.type) {
    case 'string':
      return text(rule, noun);
    case 'integer':
      return number(rule, true);
    case 'number':
      return number(rule, false);
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? undefined : 'not true or false');
    default:
      throw new TypeError(
        `schema.json: ${field} is of type ${rule.type}, which no check is written for`,
      );
  }
}

function kind(rule: Rule): Kind {
  const reference = rule.$ref ?? (rule.additionalProperties as Rule).$ref!;
  const definition = definitions[reference.replace('#/$defs/', '')];
  return {
    fields: new Map(
      Object.entries(definition.properties ?? {}).map(([field, each]) => [
        field,
        compile(field, each),
      ]),
    ),
    required: [...(definition.required ?? [])].sort(),
    others: Object.entries(definition.patternProperties ?? {}).map(
      ([pattern, each]) => [new RegExp(pattern, 'u'), compile('parameter', each)] as const,
    ),
  };
}

/** The format version that this code writes. */
export const VERSION = schema.properties.antiphon.const;

/** The names of the roots, in the schema's order. */
export const ROOTS = Object.keys(properties).filter((root) => root !== 'antiphon') as Root[];

/** For each root, the kind of its entries (for `meta`, of itself). */
export const KINDS: ReadonlyMap<Root, Kind> = new Map(
  ROOTS.map((root) => [root, kind(properties[root])]),
);

const checkId = compile('id', { $ref: '#/$defs/Id' });

/** Whether a value is an id: a letter, then up to 63 letters, digits, `_` or `-`. */
export function isId(value: unknown): value is string {
  return checkId(value) === undefined;
}

/** The check of a field; undefined where the kind has no such field. */
export function checkOf(entry: Kind, field: string): Check | undefined {
  return entry.fields.get(field) ?? entry.others.find(([pattern]) => pattern.test(field))?.[1];
}
