import { trans } from '../../translation';
import { nameSaid, partWords } from './printing';
import { lineOf, type Made, type Program } from './program';
import type { Entries } from './sketch';
import { foreign, Misread, type At, type Statement, type Term, type Value } from './syntax';
import { one } from './values';
import { list, nearest } from './words';

/** What the variables of a text stand for, as far as it is read. */
export class Scope {
  readonly program: Program = {
    presets: new Map(),
    groups: new Map(),
    nodes: new Map(),
    labels: [],
    ports: [],
    edges: [],
  };

  /** @param given - where each variable is given, anywhere in the text. */
  constructor(
    readonly text: string,
    private readonly _parts: Entries,
    private readonly _given: ReadonlyMap<string, number>,
  ) {}

  /** The next statement is read. */
  enter({ variable }: Statement): void {
    this._hasName = variable !== null;
  }

  /** What a variable stands for. */
  find(variable: string): Made | undefined {
    const { presets, groups, nodes } = this.program;
    return presets.get(variable) ?? groups.get(variable) ?? nodes.get(variable);
  }

  /** A port of a node or group; the usual one where none is said. */
  end(term: Term, usual: string): [string, string] {
    if (term.kind !== 'name') {
      throw new Misread(term.at, foreign());
    }
    return [this.owner(term), term.port ?? usual];
  }

  /** The node or group of this name. */
  owner(term: Term): string {
    const variable = String(term.value);
    if (this.program.nodes.has(variable) || this.program.groups.has(variable)) {
      return variable;
    }
    if (this.program.presets.has(variable)) {
      throw new Misread(term.at, trans.__('%1 is a preset: nothing comes out of it.', variable));
    }
    throw this.unknown(variable, term.at, true);
  }

  /** The group or preset of this name, which is not the own one. */
  named(value: Value, root: 'group' | 'preset', own = ''): string {
    const term = one(
      value,
      'name',
      root === 'group'
        ? trans.__('group is a name of above.')
        : trans.__('preset is a name of above.'),
    );
    const there = root === 'group' ? this.program.groups : this.program.presets;
    if (!there.has(term.value) || term.value === own || term.port !== undefined) {
      if (!this.find(term.value)) {
        throw this.unknown(term.value, term.at);
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

  /** The id of a part of this name. */
  part(word: string, at: At): string {
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

  /** Name something by its variable, where it says no name. */
  name(made: Made, variable: string, root: string): void {
    const said = nameSaid(variable, (made.fields.kind ?? '') as string, root);
    if (!('name' in made.fields) && said !== undefined) {
      made.fields.name = said;
    }
  }

  /** Why a variable stands for nothing; no words where the line that gives it is wrong already. */
  unknown(variable: string, at: At, isCable = false): Misread {
    const given = this._given.get(variable);
    const line = lineOf(this.text, at.from);
    if (given !== undefined) {
      const where = lineOf(this.text, given);
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

  private _hasName = false;
}
