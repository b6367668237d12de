import { trans } from '../../translation';
import { make } from './program';
import type { Scope } from './scope';
import { Misread, type Statement, type Term } from './syntax';
import { one } from './values';

/** A cable that `connect` lays. */
export function readCable(scope: Scope, { values, keywords, at }: Statement, owner: Term): void {
  if (values.length !== 1 || keywords.length > 0) {
    throw new Misread(
      at,
      trans.__('A cable goes to one place, as in %1.', 'echo.connect(lowpass.cutoff)'),
    );
  }
  const [source, output] = scope.end(owner, 'out');
  const to = one(values[0], 'name', trans.__('A cable goes to a node.'));
  const [target, input] = scope.end(to, 'in');
  scope.program.edges.push(make({ source, output, target, input }, at));
}

/** A port of a group. */
export function readPort(
  scope: Scope,
  { called, values, keywords, at }: Statement,
  owner: Term,
): void {
  const direction = called === 'input' ? 'in' : 'out';
  const group = String(owner.value);
  if (owner.kind === 'name' && !scope.find(group)) {
    throw scope.unknown(group, owner.at);
  }
  if (owner.kind !== 'name' || owner.port !== undefined || !scope.program.groups.has(group)) {
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
  const [node, port] = scope.end(of, direction);
  scope.program.ports.push(make({ group, direction, name, node, port }, at));
}
