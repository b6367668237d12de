import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/python';

import { trans } from '../../translation';
import type { TextChange } from './merge';

/** A text comes from anybody: what is longer or deeper than this is not read. */
const MOST_CHARACTERS = 400_000;
const MOST_STATEMENTS = 20_000;
/** Brackets within each other. */
const DEEPEST = 8;
/** May stand at the top, for a notebook. */
export const HEADER = 'from antiphon.kernel.nodes import *';

const TOKEN =
  /(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<note>#[^\n]*)|(?<open>[([{])|(?<close>[)\]}])|\n|["']|[^"'#()[\]{}\n]+/gu;
const NUMBER =
  /^(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)$/;
const ESCAPE = String.raw`\\(?:[\\'"ntrbfav]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})`;
const TEXT = new RegExp(String.raw`^(?:"(?:[^"\\\n]|${ESCAPE})*"|'(?:[^'\\\n]|${ESCAPE})*')$`);
const SIGNS: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  a: '\u0007',
  v: '\v',
};

/** A stretch of a text, by offsets. */
export interface At {
  readonly from: number;
  readonly to: number;
}

/** What cannot be read, where, and what to do. */
export interface Problem {
  readonly at: At;
  readonly message: string;
  readonly mend?: Mend | null;
}

/** What mends a problem at one press. */
export interface Mend {
  /** What is done, for a button. */
  readonly title: string;
  /** Changes of the text, in their order. */
  readonly changes: readonly TextChange[];
}

/** A number, words, a switch, or a variable with a port of it. */
export type Term = { readonly at: At } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'name'; readonly value: string; readonly port?: string }
);

/** Terms that are added up. */
export interface Value {
  readonly at: At;
  readonly terms: readonly Term[];
}

export interface Keyword {
  readonly at: At;
  readonly name: string;
  readonly value: Value;
}

/** A call, and the variable it is given. */
export interface Statement {
  readonly at: At;
  readonly variable: string | null;
  /** What a method is called of; null for a class. */
  readonly owner: Term | null;
  /** The class or method. */
  readonly called: string;
  readonly calledAt: At;
  readonly values: readonly Value[];
  readonly keywords: readonly Keyword[];
}

/** What makes a statement none: a sentence, and where. */
export class Misread extends Error {
  /**
   * @param isEarly - a line further down would make it right.
   */
  constructor(
    readonly at: At,
    message: string,
    readonly isEarly = false,
  ) {
    super(message);
  }
}

export function foreign(): string {
  return trans.__(
    'Only nodes and cables are written here, such as echo = Echo(flute, time=0.3) or echo.connect(flute).',
  );
}

function unfinished(): string {
  return trans.__('This is not finished: a line is like echo = Echo(flute, time=0.3).');
}

/** Line feeds alone. */
export function plainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/**
 * Read the statements of a text, whose lines end with line feeds alone, by the parser of CodeMirror's Python and a short list
 * of what may be written; nothing is ever run. It is cut into statements first, so that one that is not finished hides no other.
 */
export function statements(text: string): { found: Statement[]; problems: Problem[] } {
  const found: Statement[] = [];
  const problems: Problem[] = [];
  if (text.length > MOST_CHARACTERS) {
    const message = trans.__('This text is longer than %1 characters.', MOST_CHARACTERS);
    return { found, problems: [{ at: { from: 0, to: 0 }, message }] };
  }
  for (const { from, to, deep } of pieces(text)) {
    const piece = text.slice(from, to);
    const at = { from: to - piece.trimStart().length, to };
    if (piece.trim() === HEADER) {
      continue;
    }
    if (found.length + problems.length >= MOST_STATEMENTS) {
      problems.push({ at, message: trans.__('There are more than %1 lines.', MOST_STATEMENTS) });
      break;
    }
    if (deep > DEEPEST) {
      const message = trans.__('Brackets are too deep in each other here.');
      problems.push({ at, message });
      continue;
    }
    try {
      found.push(new Reader(piece, from, at).statement());
    } catch (error) {
      if (!(error instanceof Misread)) {
        throw error;
      }
      problems.push({ at: error.at, message: error.message });
    }
  }
  return { found, problems };
}

/**
 * Statements without comments behind them, and how deep their brackets are. One goes on in the next line where a bracket is
 * open and that line is indented, or closes it.
 */
function* pieces(text: string): Generator<At & { deep: number }> {
  let [from, to, deep, deepest] = [0, 0, 0, 0];
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    const { open, close, note } = match.groups!;
    const end = match.index + token.length;
    if (open) {
      deep += 1;
      deepest = Math.max(deepest, deep);
    } else if (close) {
      deep -= 1;
    } else if (token === '\n') {
      const next = text[end];
      if (deep > 0 && next !== undefined && ' \t)]'.includes(next)) {
        continue;
      }
      if (text.slice(from, to).trim()) {
        yield { from, to, deep: deepest };
      }
      [from, to, deep, deepest] = [end, end, 0, 0];
      continue;
    }
    if (note === undefined && token.trim()) {
      to = match.index + token.trimEnd().length;
    }
  }
  if (text.slice(from, to).trim()) {
    yield { from, to, deep: deepest };
  }
}

/** Trees of pieces that were read lately: of a long text, one line at a time is typed. */
const trees = new Map<string, Tree | null>();
const MOST_TREES = 4000;
/** Characters of a piece whose tree is kept. */
const MOST_KEPT = 1000;

/** The tree of a piece; null where it is no Python. */
function treeOf(piece: string): Tree | null {
  const known = trees.get(piece);
  if (known !== undefined) {
    return known;
  }
  const parsed = parser.parse(piece);
  let isWhole = true;
  parsed.iterate({
    enter: ({ type }) => {
      isWhole &&= !type.isError;
    },
  });
  const tree = isWhole ? parsed : null;
  if (trees.size >= MOST_TREES) {
    trees.clear();
  }
  if (piece.length <= MOST_KEPT) {
    trees.set(piece, tree);
  }
  return tree;
}

/** Reads one statement. */
class Reader {
  constructor(
    private readonly _piece: string,
    private readonly _from: number,
    private readonly _whole: At,
  ) {}

  statement(): Statement {
    if (/^\s/.test(this._piece)) {
      throw new Misread(this._whole, unfinished());
    }
    const tree = treeOf(this._piece);
    if (!tree) {
      throw new Misread(this._whole, unfinished());
    }
    const [first, second] = children(tree.topNode);
    if (second) {
      throw this._foreign(second);
    }
    if (first?.name === 'StatementGroup') {
      throw this._foreign(children(first).filter(({ name }) => name !== ';')[1] ?? first);
    }
    const [variable, sign, value, ...more] = first ? children(first) : [];
    if (
      first?.name === 'AssignStatement' &&
      variable?.name === 'VariableName' &&
      sign?.name === 'AssignOp' &&
      value &&
      more.length === 0
    ) {
      const call = bare(value);
      if (call.name === 'CallExpression') {
        return this._call(this._source(variable), call);
      }
    } else if (first?.name === 'ExpressionStatement' && variable && !sign) {
      const call = bare(variable);
      if (call.name === 'CallExpression') {
        return this._call(null, call);
      }
    }
    throw first ? this._foreign(first) : new Misread(this._whole, foreign());
  }

  private _call(variable: string | null, call: SyntaxNode): Statement {
    const [callee, list] = children(call);
    const target = bare(callee);
    let owner: Term | null = null;
    let called = this._source(target);
    if (target.name === 'MemberExpression') {
      const [of, dot, name] = children(target);
      if (dot?.name !== '.' || name?.name !== 'PropertyName') {
        throw this._foreign(target);
      }
      owner = this._term(of);
      called = this._source(name);
    } else if (target.name !== 'VariableName') {
      throw this._foreign(target);
    }
    const values: Value[] = [];
    const keywords: Keyword[] = [];
    for (const argument of this._arguments(list)) {
      const [first, sign, value] = argument;
      if (argument.length === 1) {
        if (keywords.length > 0) {
          throw new Misread(this._whole, unfinished());
        }
        values.push(this._value(first));
      } else if (
        argument.length === 3 &&
        first.name === 'VariableName' &&
        this._source(sign) === '='
      ) {
        const at = { from: this._at(first).from, to: this._at(value).to };
        const name = this._source(first);
        if (keywords.some((each) => each.name === name)) {
          throw new Misread(this._whole, unfinished());
        }
        keywords.push({ at, name, value: this._value(value) });
      } else {
        throw this._foreign(argument[argument.length - 1]);
      }
    }
    return {
      at: this._whole,
      variable,
      owner,
      called,
      calledAt: this._at(target),
      values,
      keywords,
    };
  }

  /** The nodes between the commas of a list of arguments. */
  private _arguments(list: SyntaxNode): SyntaxNode[][] {
    const found: SyntaxNode[][] = [[]];
    for (const node of children(list).slice(1, -1)) {
      if (node.name === ',') {
        found.push([]);
      } else {
        found[found.length - 1].push(node);
      }
    }
    // A comma may stand behind the last one.
    return found.filter((each) => each.length > 0);
  }

  private _value(node: SyntaxNode): Value {
    const terms: SyntaxNode[] = [];
    let left = bare(node);
    const at = this._at(left);
    while (left.name === 'BinaryExpression') {
      const [first, sign, second] = children(left);
      if (this._source(sign) !== '+') {
        throw this._foreign(left);
      }
      terms.unshift(second);
      left = bare(first);
    }
    return { at, terms: [left, ...terms].map((term) => this._term(term)) };
  }

  private _term(wrapped: SyntaxNode): Term {
    const node = bare(wrapped);
    const at = this._at(node);
    const source = this._source(node);
    const [first, second, third] = children(node);
    switch (node.name) {
      case 'Boolean':
        return { at, kind: 'flag', value: source === 'True' };
      case 'Number':
        return { at, kind: 'number', value: this._number(node) };
      case 'UnaryExpression':
        if (this._source(first) === '-' && bare(second).name === 'Number') {
          return { at, kind: 'number', value: -this._number(bare(second)) };
        }
        break;
      case 'String':
        if (TEXT.test(source)) {
          return { at, kind: 'text', value: unquoted(source) };
        }
        break;
      case 'VariableName':
        return { at, kind: 'name', value: source };
      case 'MemberExpression': {
        const of = bare(first);
        if (of.name !== 'VariableName') {
          break;
        }
        const value = this._source(of);
        if (second.name === '.') {
          return { at, kind: 'name', value, port: this._source(third) };
        }
        const key = bare(third);
        if (key.name === 'String' && children(node).length === 4 && TEXT.test(this._source(key))) {
          return { at, kind: 'name', value, port: unquoted(this._source(key)) };
        }
      }
    }
    throw this._foreign(node);
  }

  private _number(node: SyntaxNode): number {
    const source = this._source(node);
    if (!NUMBER.test(source)) {
      throw this._foreign(node);
    }
    const value = Number(source);
    if (!Number.isFinite(value)) {
      throw new Misread(this._at(node), trans.__('This number is too large.'));
    }
    return value;
  }

  private _foreign(node: SyntaxNode): Misread {
    return new Misread(this._at(node), foreign());
  }

  private _at(node: SyntaxNode): At {
    return { from: this._from + node.from, to: this._from + node.to };
  }

  private _source(node: SyntaxNode): string {
    return this._piece.slice(node.from, node.to);
  }
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'Comment') {
      found.push(child);
    }
  }
  return found;
}

/** What is within brackets that change nothing. */
function bare(node: SyntaxNode): SyntaxNode {
  while (node.name === 'ParenthesizedExpression') {
    node = children(node)[1];
  }
  return node;
}

/** The words of a string of Python that `TEXT` lets through. */
function unquoted(source: string): string {
  return source
    .slice(1, -1)
    .replace(
      /\\(?:x(..)|u(....)|U(.{8})|(.))/gu,
      (_, short?: string, usual?: string, long?: string, sign?: string) =>
        sign === undefined
          ? String.fromCodePoint(parseInt((short ?? usual ?? long)!, 16))
          : (SIGNS[sign] ?? sign),
    );
}
