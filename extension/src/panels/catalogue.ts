import { catalogue, type NodeKind } from '../generated/catalogue';
import { trans } from '../translation';

export type { NodeKind as Kind, Parameter } from '../generated/catalogue';

export type Kinds = Readonly<Record<string, NodeKind>>;

/** Every kind of the engine's catalogue, by name. */
export const KINDS: Kinds = catalogue.kinds;

/**
 * A title, help or choice of the catalogue in the language of the interface. `scripts/translations.py` takes them from the
 * catalogue itself.
 */
export function ofSound(words: string): string {
  return words && trans._p('sound', words);
}

/** Whether a kind plays the notes of a part. */
export function plays(kind: string): boolean {
  return kind.startsWith('instrument.');
}

/** Whether a kind can take the notes of a part straight: an instrument, or what changes or makes notes. */
export function takesPart(kind: NodeKind): boolean {
  return kind.inputs.in === 'note';
}

/** Whether a kind can be put before an instrument: notes come in, notes go out. */
export function changesNotes(kind: NodeKind): boolean {
  return kind.inputs.in === 'note' && kind.outputs.out === 'note';
}

/** Whether a kind can be put behind an instrument: sound goes in, sound comes out. */
export function isEffect(kind: NodeKind): boolean {
  return kind.inputs.in === 'audio' && kind.outputs.out === 'audio';
}

const DEFAULTS = catalogue.defaults.map(
  ({ instruments, kind }) => [new RegExp(instruments), kind] as const,
);

/** The kind that plays a part whose document says nothing else. */
export function defaultKind(instrument: string): string {
  const name = instrument.toLowerCase();
  return DEFAULTS.find(([pattern]) => pattern.test(name))?.[1] ?? 'instrument.keys';
}
