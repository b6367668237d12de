import { fields, list, number, text, type Fields } from './fields';

/** Who belongs to a piece, what they may do, and who wrote what. */

/** What a person may be allowed to do in a session; the server decides. */
export const ACTIONS = [
  'play',
  'stop',
  'seek',
  'listen',
  'poll',
  'envelope',
  'invite',
  'people',
  'panic',
  'record',
] as const;
export type Action = (typeof ACTIONS)[number];

export interface Person {
  id: string;
  name: string;
  role: string;
}

/** Somebody of the piece, whether or not they have a page open. */
export interface Member extends Person {
  here: boolean;
}

export interface You extends Person {
  may: readonly Action[];
  /** Who made each node, group, label, preset, lock, annotation and proposal: a person's id by `root/id`. */
  made: Readonly<Record<string, string>>;
}

/** Who did something to an entry, and when (ms since 1970; null where that is not known). */
export interface Deed {
  person: string;
  name: string;
  at: number | null;
}

/** Who made an entry, and who changed it last; null where nobody is known. */
export interface Authors {
  root: string;
  id: string;
  made: Deed | null;
  changed: Deed | null;
}

/** Who wrote entries of a root: those asked for, or all. */
export interface Writers {
  root: string;
  all: boolean;
  people: readonly { person: string; name: string; ids: readonly string[] }[];
}

/** An invitation as the server makes it; `qr` is SVG text. */
export interface Invitation {
  role: string;
  link: string;
  qr: string;
}

/** Read who a page is. */
export function parseYou(value: unknown): You {
  const you = fields(value);
  const may = Array.isArray(you.may) ? you.may : [];
  const made = Object.entries(fields(you.made));
  return {
    ...parsePerson(you),
    may: ACTIONS.filter((action) => may.includes(action)),
    made: Object.fromEntries(
      made.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  };
}

function parsePerson(of: Fields): Person {
  return { id: text(of.id), name: text(of.name), role: text(of.role) || 'guest' };
}

/** Read who belongs to the piece. */
export function parseMembers(value: unknown): Member[] {
  return list(value)
    .map((of) => ({ ...parsePerson(of), here: of.here !== false }))
    .filter((person) => person.name !== '');
}

/** Read which part is whose. */
export function parseAssignments(value: unknown): Record<string, string[]> {
  const assignments = Object.entries(fields(value)).map(([part, people]) => [
    part,
    Array.isArray(people) ? people.filter((id): id is string => typeof id === 'string') : [],
  ]);
  return Object.fromEntries(assignments.filter(([, people]) => people.length > 0)) as Record<
    string,
    string[]
  >;
}

function parseDeed(value: unknown): Deed | null {
  const of = fields(value);
  const at = typeof of.at === 'string' ? Date.parse(of.at) : number(of.at, NaN) * 1000;
  const known = text(of.person) !== '' || text(of.name) !== '';
  return known
    ? { person: text(of.person), name: text(of.name), at: Number.isFinite(at) ? at : null }
    : null;
}

/** Read who made an entry, and who changed it last. */
export function parseAuthors({ root, id, made, changed }: Fields): Authors {
  return { root: text(root), id: text(id), made: parseDeed(made), changed: parseDeed(changed) };
}

/** Read who wrote entries of a root. */
export function parseWriters(of: Fields): Writers {
  const people = list(of.people).map(({ person, name, ids }) => ({
    person: text(person),
    name: text(name),
    ids: Array.isArray(ids) ? ids.map(text) : [],
  }));
  return { root: text(of.root), all: of.all === true, people };
}
