import { type AntiphonDoc, type Document, mintId, type Node } from '../document';
import type { Library } from '../generated/library';
import { type Kind, type Kinds, ofSound, plays } from '../panels/catalogue';
import type { Edit } from '../panels/edit';
import { parametersOf, valueOf } from './node';

/** Where a preset is kept: it came with Antiphon, is this person's own in this browser, or the session's. */
export type Shelf = 'shipped' | 'own' | 'session';

/** Values of the parameters of a kind of node, under a name. */
export interface Preset {
  readonly shelf: Shelf;
  /** By which its shelf knows it. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly tags: readonly string[];
  /** One sentence; may be empty. */
  readonly help: string;
  /** By parameter, in its unit; what is absent has the catalogue's default. */
  readonly values: Readonly<Record<string, number>>;
}

/** Longest name of a preset or an instrument, in characters. */
export const LONGEST_NAME = 100;

/** Values within their bounds, of parameters that a kind has; all else is left out. */
export function boundedValues(of: unknown, kind: Kind): Record<string, number> {
  const given = (of ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(kind.parameters).flatMap(([name, { minimum, maximum, whole }]) => {
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        return [];
      }
      const within = Math.min(maximum, Math.max(minimum, value));
      return [[name, whole ? Math.round(within) : within]];
    }),
  );
}

/** The presets that come with Antiphon, in the language of the interface. */
export function shippedPresets({ presets }: Pick<Library, 'presets'>, kinds: Kinds): Preset[] {
  return Object.entries(presets)
    .filter(([, { kind }]) => Object.hasOwn(kinds, kind))
    .map(([id, { kind, name, tags, help, values }]) => ({
      shelf: 'shipped',
      id,
      kind,
      name: ofSound(name),
      tags: tags.map(ofSound),
      help: ofSound(help),
      values,
    }));
}

/** The presets of the session. */
export function sessionPresets({ presets }: Pick<Document, 'presets'>, kinds: Kinds): Preset[] {
  return Object.entries(presets)
    .filter(([, { kind }]) => Object.hasOwn(kinds, kind))
    .map(([id, { kind, name, ...fields }]) => ({
      shelf: 'session',
      id,
      kind,
      name,
      tags: [],
      help: '',
      values: boundedValues(unprefixed(fields), kinds[kind]),
    }));
}

/** What a node's knobs are at, by parameter, without those that are at their default. */
export function valuesOf(node: Node, kind: Kind): Record<string, number> {
  return Object.fromEntries(
    Object.entries(kind.parameters)
      .map(([name, parameter]) => [name, valueOf(node, name, parameter)] as const)
      .filter(([name, value]) => value !== kind.parameters[name].default),
  );
}

/** Whether a node can become of another kind where it stands: every cable at it keeps its port. */
export function canBecome(from: string, to: string, kinds: Kinds): boolean {
  const [was, is] = [kinds[from], kinds[to]];
  return from === to || (was && is && plays(from) === plays(to) && ports(was) === ports(is));
}

function ports({ inputs, outputs }: Kind): string {
  return JSON.stringify([inputs, outputs].map((of) => Object.entries(of).sort()));
}

/** The edit that puts a preset's values into a node: knobs of which it says nothing go to their default. */
export function applying(id: string, node: Node, preset: Preset, kinds: Kinds): Edit {
  const values = boundedValues(preset.values, kinds[preset.kind]);
  const gone = Object.keys(node).filter((field) => field.startsWith('p_'));
  return {
    root: 'nodes',
    id,
    fields: {
      ...Object.fromEntries(gone.map((field) => [field, undefined])),
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`p_${name}`, value])),
      kind: preset.kind,
      preset: preset.shelf === 'session' ? preset.id : undefined,
    },
  };
}

/** Whether a node is exactly as a preset has it. */
export function isAt(node: Node, preset: Preset, kinds: Kinds): boolean {
  const kind = kinds[node.kind];
  if (!kind || preset.kind !== node.kind) {
    return false;
  }
  return Object.entries(kind.parameters).every(
    ([name, parameter]) =>
      valueOf(node, name, parameter) === (preset.values[name] ?? parameter.default),
  );
}

/** The edit that keeps a node's values as a preset of the session. */
export function keepingInSession(
  name: string,
  kind: string,
  values: Readonly<Record<string, number>>,
): Edit {
  const fields = Object.entries(values).map(([of, value]) => [`p_${of}`, value] as const);
  return {
    root: 'presets',
    id: mintId('p'),
    fields: { kind, name: name.slice(0, LONGEST_NAME), ...Object.fromEntries(fields) },
  };
}

/** The edits that take a preset of the session away; nodes that began with it keep their values. */
export function removingFromSession(doc: AntiphonDoc, id: string): Edit[] {
  const { nodes, presets } = doc.document();
  const preset = Object.hasOwn(presets, id) ? presets[id] : null;
  return [
    ...Object.entries(nodes)
      .filter(([, node]) => node.preset === id)
      .map(([node, fields]): Edit => {
        const values = preset?.kind === fields.kind ? parametersOf(preset) : {};
        const kept = { ...values, ...parametersOf(fields) };
        return { root: 'nodes', id: node, fields: { ...kept, preset: undefined } };
      }),
    { root: 'presets', id, fields: null },
  ];
}

function unprefixed(entry: object): Record<string, number> {
  return Object.fromEntries(
    Object.entries(parametersOf(entry)).map(([field, value]) => [field.slice(2), value]),
  );
}
