import { KINDS, type Kind, type Parameter } from '../../panels/catalogue';
import { language, trans } from '../../translation';

/** What can be written beside the classes of kinds. */
export const STATEMENTS: readonly string[] = ['Node', 'Group', 'Preset', 'Label'];

/** Keywords of a node that are no parameter and no input; one of such a name is written with `p_` before it. */
export const FIELDS: readonly string[] = [
  'name',
  'part',
  'group',
  'preset',
  'bypass',
  'mute',
  'solo',
];

/** What can be called of a node or group; a port of such a name is written in brackets. */
export const METHODS: readonly string[] = ['connect', 'input', 'output'];

/** Characters of a name that may be a variable. */
const LONGEST = 40;

/** Python's. */
const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global ' +
    'if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

const WORD = /[A-Za-z0-9]+/g;

/** A property that an object has itself. */
export function own<T>(of: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(of, key) ? of[key] : undefined;
}

/** A kind of the catalogue. */
export function kindOf(name: string): Kind | undefined {
  return own(KINDS, name);
}

/** A parameter of a kind, if there are both. */
export function parameterOf(kind: string, word: string): Parameter | undefined {
  const known = kindOf(kind);
  return known && own(known.parameters, word);
}

/** The class of each kind, which is its title in one word: `LowPassFilter`. */
export const CLASSES: ReadonlyMap<string, string> = new Map(
  Object.entries(KINDS).map(([kind, { title }]) => [
    kind,
    (title.match(WORD) ?? []).map((word) => word[0].toUpperCase() + word.slice(1)).join(''),
  ]),
);

/** The kind of each class. */
export const KIND_OF_CLASS: ReadonlyMap<string, string> = new Map(
  [...CLASSES].map(([kind, word]) => [word, kind]),
);

const RESERVED = new Set([...KEYWORDS, ...STATEMENTS, ...KIND_OF_CLASS.keys(), 'piece']);

/** What a kind is called in a sentence. */
export function className(kind: string): string {
  return CLASSES.get(kind) ?? kind;
}

/** Whether a name can be a variable as it is. */
export function isPlain(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && name.length <= LONGEST && !RESERVED.has(name);
}

/** What a node without a name is called: the last part of its kind. */
export function wordOf(kind: string): string {
  const last = kind.slice(kind.lastIndexOf('.') + 1);
  return RESERVED.has(last) || /^[0-9]/.test(last) ? `${last}_` : last;
}

/** The nearest that a variable can be to a name; empty where that is nothing. */
export function slug(name: string): string {
  const letters = name
    .normalize('NFKD')
    // eslint-disable-next-line no-control-regex
    .replace(/[^\x00-\x7f]/g, '')
    .toLowerCase();
  let word = (letters.match(WORD) ?? [])
    .join('_')
    .slice(0, LONGEST)
    .replace(/^_+|_+$/g, '');
  if (/^[0-9]/.test(word)) {
    word = `_${word}`;
  }
  return RESERVED.has(word) ? `${word}_` : word;
}

/** Whether a variable says nothing but the kind, as of a node without a name. */
export function isNameless(variable: string, kind: string): boolean {
  const word = wordOf(kind);
  return variable.startsWith(word) && /^(|[2-9]|[1-9][0-9]+)$/.test(variable.slice(word.length));
}

/** A word, with the smallest number behind it that makes it a new one. */
export function numbered(word: string, taken: ReadonlySet<string>): string {
  if (!taken.has(word)) {
    return word;
  }
  let count = 2;
  while (taken.has(`${word}${count}`)) {
    count += 1;
  }
  return `${word}${count}`;
}

/** The keyword of a parameter or an input. */
export function keyOf(word: string): string {
  return FIELDS.includes(word) || word.startsWith('p_') || KEYWORDS.has(word) ? `p_${word}` : word;
}

/** The parameter or input of a keyword. */
export function wordOfKey(key: string): string {
  return key.startsWith('p_') ? key.slice(2) : key;
}

/** Whether a port is written behind a dot. */
export function isDotted(port: string): boolean {
  return !KEYWORDS.has(port) && !METHODS.includes(port);
}

/** The names that a word may have meant, nearest first. */
export function near(word: string, names: readonly string[]): string[] {
  const folded = word.toLowerCase();
  const most = Math.max(1, Math.floor(folded.length / 3));
  return names
    .map((name) => ({ name, distance: distance(folded, name.toLowerCase()) }))
    .filter((each) => each.distance <= most)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** The names nearest to a word, as the end of a sentence. */
export function nearest(word: string, known: Iterable<string>): string {
  const names = [...new Set(known)];
  const meant = near(word, names);
  if (meant.length > 0) {
    return trans.__('did you mean %1?', list(meant, 'disjunction'));
  }
  if (names.length === 0) {
    return trans.__('there are none.');
  }
  if (names.length > 12) {
    return trans.__('nothing is called nearly so.');
  }
  return names.length === 1
    ? trans.__('there is %1.', names[0])
    : trans.__('there are %1.', list(names, 'conjunction'));
}

/** Words as the language of the interface lists them. */
export function list(words: readonly string[], type: Intl.ListFormatType): string {
  return new Intl.ListFormat(language, { type }).format(words);
}

/** How many letters are to be changed, two that changed places counted once (optimal string alignment). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > a.length) {
    return b.length;
  }
  let older: number[] = [];
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    [older, before, row] = [before, row, [i]];
    for (let j = 1; j <= b.length; j++) {
      let least = Math.min(
        before[j] + 1,
        row[j - 1] + 1,
        before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, older[j - 2] + 1);
      }
      row.push(least);
    }
  }
  return row[b.length];
}
