import { trans } from '../../translation';
import { make, type Made } from './program';
import type { Scope } from './scope';
import { FLAGS } from './sketch';
import { Misread, type Keyword, type Statement, type Term } from './syntax';
import { kindSaid, numberOf, one } from './values';
import { FIELDS, KIND_OF_CLASS, nearest, wordOfKey } from './words';

/** A node, with the cables that come to it. */
export function readNode(scope: Scope, variable: string, statement: Statement): void {
  const values = [...statement.values];
  const kind =
    statement.called === 'Node'
      ? kindSaid(values.shift(), statement, 'Node("filter.lowpass", …)')
      : KIND_OF_CLASS.get(statement.called)!;
  const made = make({ kind }, statement.at, ['kind', statement.calledAt]);
  // A node that is not whole is there all the same, so that what names it is no problem as well.
  scope.program.nodes.set(variable, made);
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
    lay(scope, values[0].terms, variable, 'in', edges);
  }
  for (const keyword of statement.keywords) {
    if (FIELDS.includes(keyword.name)) {
      field(scope, made, keyword);
    } else {
      parameter(scope, made, variable, keyword, edges);
    }
  }
  scope.name(made, variable, 'nodes');
  scope.program.edges.push(...edges);
}

/** A group. */
export function readGroup(scope: Scope, variable: string, statement: Statement): void {
  const made = make({}, statement.at);
  scope.program.groups.set(variable, made);
  if (statement.values.length > 0) {
    throw new Misread(statement.values[0].at, trans.__('What %1 is given has a keyword.', 'Group'));
  }
  for (const { name, value, at } of statement.keywords) {
    made.places.set(name, at);
    if (name === 'name') {
      const sentence = trans.__('A name is in quotes, as in %1.', 'name="Lead"');
      made.fields.name = one(value, 'text', sentence).value;
    } else if (name === 'group') {
      made.fields.group = scope.named(value, 'group', variable);
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
  scope.name(made, variable, 'groups');
}

/** A preset of the session. */
export function readPreset(scope: Scope, variable: string, statement: Statement): void {
  const kind = kindSaid(statement.values[0], statement, 'Preset(LowPassFilter, …)');
  const made = make({ kind }, statement.at, ['kind', statement.calledAt]);
  scope.program.presets.set(variable, made);
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
  scope.name(made, variable, 'presets');
}

/** Words on the graph. */
export function readLabel(scope: Scope, statement: Statement): void {
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
    made.fields.group = scope.named(value, 'group');
  }
  scope.program.labels.push(made);
}

/** What any node may say of itself. */
function field(scope: Scope, made: Made, { name, value, at }: Keyword): void {
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
    made.fields.part = scope.part(one(value, 'text', sentence).value, value.at);
  } else {
    made.fields[name] = scope.named(value, name as 'group' | 'preset');
  }
}

/** A parameter’s value, and the cables that are added to it. */
function parameter(
  scope: Scope,
  made: Made,
  variable: string,
  keyword: Keyword,
  edges: Made[],
): void {
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
  lay(scope, cables, variable, word, edges);
}

/** Cables to a port of a node. */
function lay(
  scope: Scope,
  terms: readonly Term[],
  target: string,
  input: string,
  edges: Made[],
): void {
  for (const term of terms) {
    if (term.kind !== 'name') {
      throw new Misread(
        term.at,
        trans.__('What goes in is a node, as in Echo(flute); other values have a keyword.'),
      );
    }
    const source = scope.owner(term);
    edges.push(make({ source, output: term.port ?? 'out', target, input }, term.at));
  }
}
