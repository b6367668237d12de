import type { Envelope, SteeringState, Steerable, Target, Value } from '../session';

/** What the piece says of a target, or, until it has said so, what its envelope tells. */
export function ofPiece(target: Target, steerable: readonly Steerable[]): Steerable {
  const found = steerable.find((each) => each.target === target.target);
  if (found) {
    return found;
  }
  const { envelope, name, unit, written } = target;
  const choices = envelope?.choices ?? [];
  return {
    target: target.target,
    name,
    unit,
    kind: typeof written === 'string' ? 'text' : 'number',
    minimum: envelope?.minimum ?? 0,
    maximum: envelope?.maximum ?? 1,
    step: envelope?.step ?? 0,
    choices: choices.map((value) => ({ value, name: value })),
    written,
  };
}

/** Whether it is nothing but on or off. */
export function isSwitch(target: string): boolean {
  return target.startsWith('part/');
}

/** What the audience can choose between; empty where it is a matter of more or less. */
export function choicesOf(of: Steerable, envelope: Envelope): readonly Value[] {
  if (of.kind === 'text') {
    return envelope.choices.length > 0 ? envelope.choices : of.choices.map(({ value }) => value);
  }
  return isSwitch(of.target) ? [1, 0] : [];
}

/** Those that the audience may steer. */
export function openTargets({ targets }: SteeringState): Target[] {
  return targets.filter(({ envelope }) => envelope !== null);
}

/** Those whose change waits for a veto, what comes soonest first. */
export function waitingTargets({ targets }: SteeringState): Target[] {
  return targets
    .filter(({ waiting }) => waiting !== null)
    .sort((a, b) => (a.waiting?.seconds ?? 0) - (b.waiting?.seconds ?? 0));
}

/** Those whose change is agreed and not yet heard, what comes soonest first. */
export function pendingTargets({ targets }: SteeringState): Target[] {
  return targets
    .filter(({ pending }) => pending !== null)
    .sort((a, b) => (a.pending?.seconds ?? 0) - (b.pending?.seconds ?? 0));
}

/** What the tempo is multiplied by as it sounds; null where nobody has said. */
export function tempoFactor(state: SteeringState | undefined): number | null {
  const value = state?.targets.find(({ target }) => target === 'tempo')?.value;
  return typeof value === 'number' && value > 0 ? value : null;
}

/** Whether it is somewhere else than the score has it, or will be. */
export function isMoved({ value, written, hand, pending, waiting }: Target): boolean {
  const same =
    typeof value === 'number' && typeof written === 'number'
      ? Math.abs(value - written) < 0.0005
      : value === written;
  return !same || hand !== null || pending !== null || waiting !== null;
}

/** Those whose name or key has all the words that are looked for. */
export function found(steerable: readonly Steerable[], looked: string): Steerable[] {
  const words = looked.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return steerable.filter(({ name, target }) => {
    const text = `${name} ${target}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
