import type { Scalar } from '../../document';
import { trans } from '../../translation';
import { mendOrder } from './mending';
import { nameSaid, partWords } from './printing';
import { FLAGS, type Entries } from './sketch';
import {
  foreign,
  Misread,
  statements,
  type At,
  type Keyword,
  type Problem,
  type Statement,
  type Term,
  type Value,
} from './syntax';
import { FIELDS, KIND_OF_CLASS, list, nearest, parameterOf, STATEMENTS, wordOfKey } from './words';

/** An entry that a text makes, with variables where the document has ids. */
export interface Made {
  readonly at: At;
  readonly fields: Record<string, Scalar>;
  /** Where each field is said. */
  readonly places: Map<string, At>;
}

/** What a text says: presets, groups and nodes by variable; labels, ports and cables in its order. */
export interface Program {
  readonly presets: Map<string, Made>;
  readonly groups: Map<string, Made>;
  readonly nodes: Map<string, Made>;
  readonly labels: Made[];
  readonly ports: Made[];
  readonly edges: Made[];
}

/** Read a text. Each statement that cannot be read is a problem; they are in the order of the text. */
export function readProgram(
  text: string,
  parts: Entries,
): { program: Program; problems: Problem[] } {
  const { found, problems } = statements(text);
  const broken = new Set(problems.map(({ at }) => lineOf(text, at.from)));
  const given = new Map<string, number>();
  for (const match of text.matchAll(/^([A-Za-z_][A-Za-z0-9_]*) *=/gm)) {
    if (broken.size > 0 && broken.has(lineOf(text, match.index))) {
      given.set(match[1], match.index);
    }
  }
  for (const { variable, at } of found) {
    if (variable) {
      given.set(variable, at.from);
    }
  }
  const reader = new Reader(text, parts, given);
  for (const statement of found) {
    try {
      reader.read(statement);
    } catch (error) {
      if (!(error instanceof Misread)) {
        throw error;
      }
      // What names a line that cannot be read is no second problem.
      if (error.message) {
        const { at, message, isEarly } = error;
        const mend = isEarly ? mendOrder(text, found, statement, at) : null;
        problems.push({ at, message, ...(mend && { mend }) });
      }
    }
  }
  return { program: reader.program, problems: inOrder(problems) };
}

export function inOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.at.from - b.at.from);
}

/** The line of an offset, from 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

class Reader {
  readonly program: Program = {
    presets: new Map(),
    groups: new Map(),
    nodes: new Map(),
    labels: [],
    ports: [],
    edges: [],
  };

  constructor(
    private readonly _text: string,
    private readonly _parts: Entries,
    private readonly _given: ReadonlyMap<string, number>,
  ) {}

  /** Whether the statement that is being read gives a variable. */
  private _hasName = false;

  read(statement: Statement): void {
    const { called, calledAt, variable, at } = statement;
    this._hasName = variable !== null;
    if (statement.owner) {
      if (variable !== null) {
        throw new Misread(at, foreign());
      }
      if (called === 'connect') {
        this._connect(statement, statement.owner);
      } else if (called === 'input' || called === 'output') {
        this._port(statement, statement.owner);
      } else {
        const known = nearest(called, ['connect', 'input', 'output']);
        throw new Misread(calledAt, trans.__('Nothing is called %1 here: %2', called, known));
      }
      return;
    }
    if (called === 'Label') {
      if (variable !== null) {
        throw new Misread(at, trans.__('A label has no name: write Label(…) by itself.'));
      }
      this._label(statement);
      return;
    }
    if (!STATEMENTS.includes(called) && !KIND_OF_CLASS.has(called)) {
      throw this._noKind(called, calledAt);
    }
    if (variable === null) {
      const example = `${called.toLowerCase()} = ${called}(…)`;
      throw new Misread(at, trans.__('This needs a name, such as %1.', example));
    }
    const before = this._find(variable);
    if (before) {
      const line = lineOf(this._text, before.at.from);
      throw new Misread(
        at,
        trans.__('%1 is the name of line %2 already: choose another one.', variable, line),
      );
    }
    if (KIND_OF_CLASS.has(variable) || STATEMENTS.includes(variable)) {
      const other = variable.toLowerCase();
      throw new Misread(
        at,
        trans.__('%1 is a kind of node: choose another name, such as %2.', variable, other),
      );
    }
    if (called === 'Group') {
      this._group(variable, statement);
    } else if (called === 'Preset') {
      this._preset(variable, statement);
    } else {
      this._node(variable, statement);
    }
  }

  private _node(variable: string, statement: Statement): void {
    const values = [...statement.values];
    const kind =
      statement.called === 'Node'
        ? this._kind(values.shift(), statement, 'Node("filter.lowpass", …)')
        : KIND_OF_CLASS.get(statement.called)!;
    const made = make({ kind }, statement.at, ['kind', statement.calledAt]);
    // A node that is not whole is there all the same, so that what names it is no problem as well.
    this.program.nodes.set(variable, made);
    const edges: Made[] = [];
    if (values.length > 1) {
      const sum = values.slice(0, 2).map(({ terms }) => String(terms[0].value));
      throw new Misread(
        values[1].at,
        trans.__(
          'Only what goes in is without a keyword: add several up, as in %1.',
          sum.join(' + '),
        ),
      );
    }
    if (values.length > 0) {
      this._cables(values[0].terms, variable, 'in', edges);
    }
    for (const keyword of statement.keywords) {
      if (FIELDS.includes(keyword.name)) {
        this._field(made, keyword);
      } else {
        this._parameter(made, variable, keyword, edges);
      }
    }
    this._name(made, variable, 'nodes');
    this.program.edges.push(...edges);
  }

  private _field(made: Made, { name, value, at }: Keyword): void {
    made.places.set(name, at);
    if ((FLAGS as readonly string[]).includes(name)) {
      if (one(value, 'flag', trans.__('%1 is True or False.', name)).value) {
        made.fields[name] = true;
      }
    } else if (name === 'name') {
      const sentence = trans.__('A name is in quotes, as in %1.', 'name="Warm lead"');
      made.fields.name = one(value, 'text', sentence).value;
    } else if (name === 'part') {
      const sentence = trans.__('A part is in quotes, as in %1.', 'part="Flute"');
      made.fields.part = this._part(one(value, 'text', sentence).value, value.at);
    } else {
      made.fields[name] = this._named(value, name as 'group' | 'preset');
    }
  }

  private _parameter(made: Made, variable: string, keyword: Keyword, edges: Made[]): void {
    const word = wordOfKey(keyword.name);
    const field = `p_${word}`;
    made.places.set(field, keyword.at);
    const cables: Term[] = [];
    for (const term of keyword.value.terms) {
      if (term.kind === 'name') {
        cables.push(term);
        continue;
      }
      if (field in made.fields) {
        throw new Misread(
          term.at,
          trans.__('%1 has one value, and what is plugged into it added.', word),
        );
      }
      made.fields[field] = numberOf(made.fields.kind as string, word, term);
    }
    this._cables(cables, variable, word, edges);
  }

  private _cables(terms: readonly Term[], target: string, input: string, edges: Made[]): void {
    for (const term of terms) {
      if (term.kind !== 'name') {
        throw new Misread(
          term.at,
          trans.__('What goes in is a node, as in Echo(flute); other values have a keyword.'),
        );
      }
      const source = this._owner(term);
      edges.push(make({ source, output: term.port ?? 'out', target, input }, term.at));
    }
  }

  private _group(variable: string, statement: Statement): void {
    const made = make({}, statement.at);
    this.program.groups.set(variable, made);
    if (statement.values.length > 0) {
      throw new Misread(
        statement.values[0].at,
        trans.__('What %1 is given has a keyword.', 'Group'),
      );
    }
    for (const { name, value, at } of statement.keywords) {
      made.places.set(name, at);
      if (name === 'name') {
        const sentence = trans.__('A name is in quotes, as in %1.', 'name="Lead"');
        made.fields.name = one(value, 'text', sentence).value;
      } else if (name === 'group') {
        made.fields.group = this._named(value, 'group', variable);
      } else if (name === 'collapsed') {
        if (one(value, 'flag', trans.__('%1 is True or False.', name)).value) {
          made.fields.collapsed = true;
        }
      } else if (name === 'colour') {
        const sentence = trans.__('colour goes from 1 to 8.');
        const colour = one(value, 'number', sentence).value;
        if (!Number.isInteger(colour) || colour < 1 || colour > 8) {
          throw new Misread(at, sentence);
        }
        made.fields.colour = colour;
      } else {
        const known = nearest(name, ['name', 'group', 'collapsed', 'colour']);
        throw new Misread(at, trans.__('A group has no %1: %2', name, known));
      }
    }
    this._name(made, variable, 'groups');
  }

  private _preset(variable: string, statement: Statement): void {
    const kind = this._kind(statement.values[0], statement, 'Preset(LowPassFilter, …)');
    const made = make({ kind }, statement.at, ['kind', statement.calledAt]);
    this.program.presets.set(variable, made);
    for (const { name, value, at } of statement.keywords) {
      made.places.set(name, at);
      if (name === 'name') {
        const sentence = trans.__('A name is in quotes, as in %1.', 'name="Warm"');
        made.fields.name = one(value, 'text', sentence).value;
        continue;
      }
      const word = wordOfKey(name);
      made.places.set(`p_${word}`, at);
      if (value.terms.length > 1 || value.terms[0].kind === 'name') {
        throw new Misread(at, trans.__('%1 of a preset is a number: cables go to nodes.', word));
      }
      made.fields[`p_${word}`] = numberOf(kind, word, value.terms[0]);
    }
    this._name(made, variable, 'presets');
  }

  private _label(statement: Statement): void {
    if (statement.values.length !== 1) {
      throw new Misread(
        statement.at,
        trans.__('A label has words in quotes, as in %1.', 'Label("Here it gets loud")'),
      );
    }
    const sentence = trans.__('The words of a label are in quotes.');
    const text = one(statement.values[0], 'text', sentence).value;
    const made = make({ text }, statement.at);
    for (const { name, value, at } of statement.keywords) {
      if (name !== 'group') {
        throw new Misread(at, trans.__('A label has no %1: %2', name, nearest(name, ['group'])));
      }
      made.fields.group = this._named(value, 'group');
    }
    this.program.labels.push(made);
  }

  private _connect({ values, keywords, at }: Statement, owner: Term): void {
    if (values.length !== 1 || keywords.length > 0) {
      throw new Misread(
        at,
        trans.__('A cable goes to one place, as in %1.', 'echo.connect(lowpass.cutoff)'),
      );
    }
    const [source, output] = this._end(owner, 'out');
    const to = one(values[0], 'name', trans.__('A cable goes to a node.'));
    const [target, input] = this._end(to, 'in');
    this.program.edges.push(make({ source, output, target, input }, at));
  }

  private _port({ called, values, keywords, at }: Statement, owner: Term): void {
    const direction = called === 'input' ? 'in' : 'out';
    const group = String(owner.value);
    if (owner.kind === 'name' && !this._find(group)) {
      throw this._unknown(group, owner.at);
    }
    if (owner.kind !== 'name' || owner.port !== undefined || !this.program.groups.has(group)) {
      const sentence =
        called === 'input'
          ? trans.__('%1 is no group: only a group has an input.', group)
          : trans.__('%1 is no group: only a group has an output.', group);
      throw new Misread(owner.at, sentence);
    }
    if (values.length !== 2 || keywords.length > 0) {
      const example = `${group}.${called}("${direction}", echo)`;
      const sentence =
        called === 'input'
          ? trans.__('An input is written as in %1.', example)
          : trans.__('An output is written as in %1.', example);
      throw new Misread(at, sentence);
    }
    const name = one(values[0], 'text', trans.__('The name of a port is in quotes.')).value;
    const of = one(values[1], 'name', trans.__('A port is one of a node.'));
    const [node, port] = this._end(of, direction);
    this.program.ports.push(make({ group, direction, name, node, port }, at));
  }

  private _end(term: Term, usual: string): [string, string] {
    if (term.kind !== 'name') {
      throw new Misread(term.at, foreign());
    }
    return [this._owner(term), term.port ?? usual];
  }

  private _owner(term: Term): string {
    const variable = String(term.value);
    if (this.program.nodes.has(variable) || this.program.groups.has(variable)) {
      return variable;
    }
    if (this.program.presets.has(variable)) {
      throw new Misread(term.at, trans.__('%1 is a preset: nothing comes out of it.', variable));
    }
    throw this._unknown(variable, term.at, true);
  }

  private _named(value: Value, root: 'group' | 'preset', own = ''): string {
    const term = one(
      value,
      'name',
      root === 'group'
        ? trans.__('group is a name of above.')
        : trans.__('preset is a name of above.'),
    );
    const there = root === 'group' ? this.program.groups : this.program.presets;
    if (!there.has(term.value) || term.value === own || term.port !== undefined) {
      if (!this._find(term.value)) {
        throw this._unknown(term.value, term.at);
      }
      const known = nearest(
        term.value,
        [...there.keys()].filter((each) => each !== own),
      );
      const sentence =
        root === 'group'
          ? trans.__('%1 is no group: %2', term.value, known)
          : trans.__('%1 is no preset: %2', term.value, known);
      throw new Misread(term.at, sentence);
    }
    return term.value;
  }

  /** Why a variable stands for nothing; no words where the line that gives it is wrong already. */
  private _unknown(variable: string, at: At, isCable = false): Misread {
    const given = this._given.get(variable);
    const line = lineOf(this._text, at.from);
    if (given !== undefined) {
      const where = lineOf(this._text, given);
      if (where < line) {
        return new Misread(at, '');
      }
      const sentence = !this._hasName
        ? trans.__('%1 comes only in line %2: move this line below that one.', variable, where)
        : isCable
          ? trans.__(
              '%1 comes only in line %2: move that line above this one, or lay the cable below both, with connect.',
              variable,
              where,
            )
          : trans.__('%1 comes only in line %2: move that line above this one.', variable, where);
      return new Misread(at, sentence, true);
    }
    const { presets, groups, nodes } = this.program;
    const known = nearest(variable, [...presets.keys(), ...groups.keys(), ...nodes.keys()]);
    return new Misread(at, trans.__('There is no %1 above: %2', variable, known));
  }

  private _part(word: string, at: At): string {
    for (const [id, said] of partWords(this._parts)) {
      if (word === said) {
        return id;
      }
    }
    if (this._parts.has(word)) {
      return word;
    }
    const found = [...this._parts].filter(
      ([, { name }]) => (name as string).toLowerCase() === word.toLowerCase(),
    );
    if (found.length > 1) {
      const ids = list(found.map(([id]) => id).sort(), 'disjunction');
      throw new Misread(
        at,
        trans.__('Several parts are called %1: say which by its id, %2.', word, ids),
      );
    }
    // Of a part that is gone, its id is all that is left; whether it was there is looked at with the changes.
    return found.length === 1 ? found[0][0] : word;
  }

  private _kind(value: Value | undefined, statement: Statement, example: string): string {
    const term = value?.terms.length === 1 ? value.terms[0] : undefined;
    if (term?.kind === 'text') {
      return term.value;
    }
    if (term?.kind === 'name') {
      const kind = term.port === undefined ? KIND_OF_CLASS.get(term.value) : undefined;
      if (kind !== undefined) {
        return kind;
      }
      const known = nearest(term.value, KIND_OF_CLASS.keys());
      throw new Misread(term.at, trans.__('There is no kind of node %1: %2', term.value, known));
    }
    const sentence = trans.__('Its kind comes first, as in %1.', example);
    throw new Misread(term?.at ?? statement.at, sentence);
  }

  private _noKind(called: string, at: At): Misread {
    const known = nearest(called, [...KIND_OF_CLASS.keys(), ...STATEMENTS]);
    return new Misread(at, trans.__('There is no kind of node %1: %2', called, known));
  }

  private _name(made: Made, variable: string, root: string): void {
    const said = nameSaid(variable, (made.fields.kind ?? '') as string, root);
    if (!('name' in made.fields) && said !== undefined) {
      made.fields.name = said;
    }
  }

  private _find(variable: string): Made | undefined {
    const { presets, groups, nodes } = this.program;
    return presets.get(variable) ?? groups.get(variable) ?? nodes.get(variable);
  }
}

function make(fields: Record<string, Scalar>, at: At, ...places: [string, At][]): Made {
  return { fields, at, places: new Map(places) };
}

function numberOf(kind: string, word: string, term: Term): number {
  const parameter = parameterOf(kind, word);
  if (term.kind === 'text' && parameter?.choices) {
    const at = parameter.choices.indexOf(term.value);
    if (at < 0) {
      const known = nearest(term.value, parameter.choices);
      throw new Misread(term.at, trans.__('%1 cannot be %2: %3', word, term.value, known));
    }
    return parameter.minimum + at;
  }
  if (term.kind !== 'number') {
    throw new Misread(term.at, trans.__('%1 is a number.', word));
  }
  return term.value;
}

function one<K extends Term['kind']>(
  value: Value,
  kind: K,
  sentence: string,
): Extract<Term, { kind: K }> {
  const [term] = value.terms;
  if (value.terms.length !== 1 || term.kind !== kind) {
    throw new Misread(value.at, sentence);
  }
  return term as Extract<Term, { kind: K }>;
}
