import * as React from 'react';

import type { AntiphonChange, AntiphonDoc, entries, Node, Root } from '../document';
import { defaultKind, type Kinds, ofSound, type Parameter, plays } from '../panels/catalogue';
import { type Edit, write } from '../panels/edit';

/** A node of the document; null where there is none. Drawn again when that node changes, whatever else does. */
export function useNode(doc: AntiphonDoc, id: string): Node | null {
  return useEntry(doc, 'nodes', id, () => nodeOf(doc, id));
}

/** What is read of one entry, drawn again when it is something else. */
export function useEntry<T>(doc: AntiphonDoc, root: Root, id: string, read: () => T): T {
  const subscribe = React.useCallback(
    (draw: () => void) => {
      // What a part has by itself is there by what else plays it; a node may stand as its preset does.
      const isOfOthers = ({ roots }: AntiphonChange): boolean | undefined =>
        root === 'nodes' &&
        (roots?.has('presets') ||
          (id.startsWith(DEFAULT) && (roots?.has('parts') || roots?.has('nodes'))));
      const hear = (_: unknown, change: AntiphonChange): void => {
        // Hundreds of nodes hear of each change: those that it is not about do nothing.
        if (!change.roots || change.roots.get(root)?.has(id) || isOfOthers(change)) {
          draw();
        }
      };
      doc.changed.connect(hear);
      return () => {
        doc.changed.disconnect(hear);
      };
    },
    [doc, root, id],
  );
  return React.useSyncExternalStore(subscribe, read);
}

/** The beginning of the engine's own ids, of the instruments that parts have by themselves. */
const DEFAULT = 'default-';

/**
 * A node as it is heard: also the instrument that a part has by itself, which the document does not have until something
 * of it is changed. The same object until it changes.
 */
export function nodeOf(doc: AntiphonDoc, id: string): Node | null {
  const { nodes, parts, presets } = doc.document();
  if (Object.hasOwn(nodes, id)) {
    return withPreset(nodes[id], presets);
  }
  const part = id.startsWith(DEFAULT) ? id.slice(DEFAULT.length) : '';
  if (!Object.hasOwn(parts, part) || isPlayed(part, Object.values(nodes))) {
    return null;
  }
  const kind = defaultKind(parts[part].instrument || parts[part].name);
  const key = `${kind} ${part}`;
  const known = missing.get(key) ?? { kind, part };
  missing.set(key, known);
  return known;
}

/** The fields of a node or a preset that say where its parameters are. */
export function parametersOf(entry: object): Record<`p_${string}`, number> {
  return Object.fromEntries(Object.entries(entry).filter(([field]) => field.startsWith('p_')));
}

type Preset = entries.Preset;
type Presets = Readonly<Record<string, Preset>>;

/** Nodes with what their preset says where they say nothing, so that each is one object. */
const filled = new WeakMap<Node, { preset: Preset; node: Node }>();

/** A node as the engine reads it: where it says nothing of a parameter, its preset does. */
function withPreset(node: Node, presets: Presets): Node {
  const preset = node.preset && Object.hasOwn(presets, node.preset) ? presets[node.preset] : null;
  if (preset?.kind !== node.kind) {
    return node;
  }
  let known = filled.get(node);
  if (known?.preset !== preset) {
    known = { preset, node: { ...parametersOf(preset), ...node } };
    filled.set(node, known);
  }
  return known.node;
}

/** Nodes that are not in a document, by kind and part, so that each is one object. */
const missing = new Map<string, Node>();

function isPlayed(part: string, nodes: readonly Node[]): boolean {
  return nodes.some((node) => node.part === part && plays(node.kind));
}

/** What a node's parameter is heard as: the catalogue's default where it says nothing, and within bounds. */
export function valueOf(node: Node, name: string, parameter: Parameter): number {
  const value: unknown = node[`p_${name}`];
  const { minimum, maximum } = parameter;
  return typeof value === 'number'
    ? Math.min(maximum, Math.max(minimum, value))
    : parameter.default;
}

/** Change fields of a node that is there. @returns Why they were not changed; empty where they were. */
export function changeNode(
  doc: AntiphonDoc,
  id: string,
  fields: Readonly<Record<string, string | number | boolean | undefined>>,
  step = '',
): string {
  const node = nodeOf(doc, id);
  return node ? write(doc, [editOf(doc, id, node, fields)], step) : '';
}

/** The edit that changes fields of a node, and brings it into the document where it is not. */
export function editOf(
  doc: AntiphonDoc,
  id: string,
  { kind, part }: Node,
  fields: Readonly<Record<string, string | number | boolean | undefined>>,
): Edit {
  const isThere = Object.hasOwn(doc.document().nodes, id);
  return { root: 'nodes', id, fields: isThere ? fields : { kind, part, ...fields } };
}

/** The title of a kind of node in the language of the interface; its name where it is not known. */
export function titleOf(kinds: Kinds, kind: string): string {
  return Object.hasOwn(kinds, kind) ? ofSound(kinds[kind].title) : kind;
}
