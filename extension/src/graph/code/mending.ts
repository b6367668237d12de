import { trans } from '../../translation';
import type { TextChange } from './merge';
import type { At, Mend, Statement, Term, Value } from './syntax';
import { isDotted, list, wordOfKey } from './words';

/**
 * Mend a line that names what only a line below it gives: those lines go above it, with what they need of what is between; or,
 * where they need it themselves, the cable is laid below both. A line without a variable goes below what it names.
 *
 * @param at - where the variable is named.
 * @returns null where nothing of this would do.
 */
export function mendOrder(
  text: string,
  found: readonly Statement[],
  user: Statement,
  at: At,
): Mend | null {
  const lines = new Lines(text);
  const given = new Map<unknown, Statement>(found.map((each) => [each.variable, each]));
  const needed = (of: Statement): Statement[] =>
    [...namesOf(of)].flatMap(({ value }) => {
      const other = given.get(value);
      return other && other.at.from >= user.at.from ? [other] : [];
    });
  if (user.variable === null) {
    const last = needed(user).sort((a, b) => b.at.from - a.at.from)[0];
    return last ? lines.moved([user], last, 'below') : null;
  }
  const above = new Set<Statement>();
  for (const late of needed(user)) {
    const chain = new Set([late]);
    for (const each of chain) {
      needed(each).forEach((other) => chain.add(other));
    }
    if (!chain.has(user)) {
      chain.forEach((each) => above.add(each));
    } else if (
      [...namesOf(user)].some((term) => term.at === at && given.get(term.value) === late)
    ) {
      return connected(text, lines, user, late, at);
    }
  }
  return above.size > 0 ? lines.moved([...above], user, 'above') : null;
}

/** The names in a statement. */
function* namesOf({ owner, values, keywords }: Statement): Generator<Term> {
  const terms = [...values, ...keywords.map(({ value }) => value)].flatMap((value) => value.terms);
  for (const term of owner ? [owner, ...terms] : terms) {
    if (term.kind === 'name') {
      yield term;
    }
  }
}

/** The cable from what is named at a place goes to the end of both lines, with `connect`. */
function connected(
  text: string,
  lines: Lines,
  user: Statement,
  late: Statement,
  at: At,
): Mend | null {
  const said = [
    ...user.values.map((value) => ({ at: value.at, value, input: 'in' })),
    ...user.keywords.map(({ at, name, value }) => ({ at, value, input: wordOfKey(name) })),
  ];
  const index = said.findIndex(({ value }) => value.terms.some((term) => term.at === at));
  const { value, input } = said[index];
  const whole =
    value.terms.length > 1
      ? termCut(value, at)
      : wordCut(
          said.map((each) => each.at),
          index,
        );
  if (['group', 'preset'].includes(input) || /[()#]/.test(text.slice(whole.from, whole.to))) {
    return null;
  }
  const source = text.slice(at.from, at.to);
  const port = isDotted(input) ? `.${input}` : `["${input}"]`;
  const cable = `${source}.connect(${user.variable}${input === 'in' ? '' : port})`;
  const end = lines.around(late).to;
  const insert = text[end - 1] === '\n' ? `${cable}\n` : `\n${cable}\n`;
  return {
    title: trans.__('Lay this cable below line %1', lines.last(late)),
    changes: [
      { ...whole, insert: '' },
      { from: end, to: end, insert },
    ],
  };
}

/** One of several terms, with a plus sign. */
function termCut({ terms }: Value, at: At): At {
  const index = terms.findIndex((term) => term.at === at);
  return index === 0
    ? { from: at.from, to: terms[1].at.from }
    : { from: terms[index - 1].at.to, to: at.to };
}

/** One of the words in brackets, with a comma where there are more. */
function wordCut(words: readonly At[], index: number): At {
  const { from, to } = words[index];
  if (index > 0) {
    return { from: words[index - 1].to, to };
  }
  return { from, to: words.length > 1 ? words[1].from : to };
}

/** The lines of a text. */
class Lines {
  constructor(private readonly _text: string) {}

  /** The whole lines of a statement. */
  around({ at }: Statement): At {
    const end = this._text.indexOf('\n', at.to);
    return {
      from: this._text.lastIndexOf('\n', at.from - 1) + 1,
      to: end < 0 ? this._text.length : end + 1,
    };
  }

  /** The number of the line in which a statement begins, from 1. */
  first({ at }: Statement): number {
    return this._text.slice(0, at.from).split('\n').length;
  }

  /** The number of the line in which it ends. */
  last({ at }: Statement): number {
    return this._text.slice(0, at.to).split('\n').length;
  }

  /** Statements go above or below another one, in the order in which they are. */
  moved(statements: readonly Statement[], other: Statement, where: 'above' | 'below'): Mend {
    const sorted = [...statements].sort((a, b) => a.at.from - b.at.from);
    const place = this.around(other)[where === 'above' ? 'from' : 'to'];
    const isOpen = place > 0 && where === 'below' && this._text[place - 1] !== '\n';
    let insert = isOpen ? '\n' : '';
    const cuts: TextChange[] = [];
    for (const each of sorted) {
      const { from, to } = this.around(each);
      const words = this._text.slice(from, to);
      insert += words.endsWith('\n') ? words : `${words}\n`;
      cuts.push({ from, to, insert: '' });
    }
    const changes = [{ from: place, to: place, insert }, ...cuts];
    const numbers = sorted.map((each) => String(this.first(each)));
    return {
      title: this._title(numbers, where === 'above' ? this.first(other) : this.last(other), where),
      changes: changes.sort((a, b) => a.from - b.from),
    };
  }

  private _title(numbers: readonly string[], line: number, where: 'above' | 'below'): string {
    if (where === 'below') {
      return trans.__('Move line %1 below line %2', numbers[0], line);
    }
    return trans._n(
      'Move line %2 above line %3',
      'Move lines %2 above line %3',
      numbers.length,
      list(numbers, 'conjunction'),
      line,
    );
  }
}
