import { trans } from '../../translation';
import { readCable, readPort } from './cables';
import { mendOrder } from './mending';
import { inOrder, lineOf, type Program } from './program';
import { Scope } from './scope';
import type { Entries } from './sketch';
import { foreign, Misread, statements, type Problem, type Statement, type Term } from './syntax';
import { readGroup, readLabel, readNode, readPreset } from './things';
import { KIND_OF_CLASS, METHODS, nearest, STATEMENTS } from './words';

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
  const scope = new Scope(text, parts, given);
  for (const statement of found) {
    try {
      read(scope, statement);
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
  return { program: scope.program, problems: inOrder(problems) };
}

function read(scope: Scope, statement: Statement): void {
  scope.enter(statement);
  if (statement.owner) {
    readMethod(scope, statement, statement.owner);
  } else if (statement.called !== 'Label') {
    readThing(scope, statement);
  } else if (statement.variable === null) {
    readLabel(scope, statement);
  } else {
    throw new Misread(statement.at, trans.__('A label has no name: write Label(…) by itself.'));
  }
}

/** What is called of something. */
function readMethod(scope: Scope, statement: Statement, owner: Term): void {
  const { called, calledAt, variable, at } = statement;
  if (variable !== null) {
    throw new Misread(at, foreign());
  }
  if (!METHODS.includes(called)) {
    const known = nearest(called, METHODS);
    throw new Misread(calledAt, trans.__('Nothing is called %1 here: %2', called, known));
  }
  if (called === 'connect') {
    readCable(scope, statement, owner);
  } else {
    readPort(scope, statement, owner);
  }
}

/** What is given a variable. */
function readThing(scope: Scope, statement: Statement): void {
  const { called, calledAt, variable, at } = statement;
  if (!STATEMENTS.includes(called) && !KIND_OF_CLASS.has(called)) {
    const known = nearest(called, [...KIND_OF_CLASS.keys(), ...STATEMENTS]);
    throw new Misread(calledAt, trans.__('There is no kind of node %1: %2', called, known));
  }
  if (variable === null) {
    const example = `${called.toLowerCase()} = ${called}(…)`;
    throw new Misread(at, trans.__('This needs a name, such as %1.', example));
  }
  const before = scope.find(variable);
  if (before) {
    const line = lineOf(scope.text, before.at.from);
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
  const make = called === 'Group' ? readGroup : called === 'Preset' ? readPreset : readNode;
  make(scope, variable, statement);
}
