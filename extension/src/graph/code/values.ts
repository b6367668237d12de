import { trans } from '../../translation';
import { Misread, type Statement, type Term, type Value } from './syntax';
import { KIND_OF_CLASS, nearest, parameterOf } from './words';

/** The one term of a value, of a kind of term; else a sentence. */
export function one<K extends Term['kind']>(
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

/** The value of a parameter of a kind of node; of one that has choices, also by their words. */
export function numberOf(kind: string, word: string, term: Term): number {
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

/** The kind of node that is given first. */
export function kindSaid(value: Value | undefined, statement: Statement, example: string): string {
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
