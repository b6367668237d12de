import * as React from 'react';

import type { AntiphonChange, AntiphonDoc, Node, Root } from '../document';
import { type Kinds, ofSound, type Parameter } from '../panels/catalogue';
import { write } from '../panels/edit';

/** A node of the document; null where there is none. Drawn again when that node changes, whatever else does. */
export function useNode(doc: AntiphonDoc, id: string): Node | null {
  return useEntry(doc, 'nodes', id, () => nodeOf(doc, id));
}

/** What is read of one entry, drawn again when it is something else. */
export function useEntry<T>(doc: AntiphonDoc, root: Root, id: string, read: () => T): T {
  const subscribe = React.useCallback(
    (draw: () => void) => {
      const hear = (_: unknown, change: AntiphonChange): void => {
        // Hundreds of nodes hear of each change: those that it is not about do nothing.
        if (!change.roots || change.roots.get(root)?.has(id)) {
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

export function nodeOf(doc: AntiphonDoc, id: string): Node | null {
  const { nodes } = doc.document();
  return Object.hasOwn(nodes, id) ? nodes[id] : null;
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
  return nodeOf(doc, id) ? write(doc, [{ root: 'nodes', id, fields }], step) : '';
}

/** The title of a kind of node in the language of the interface; its name where it is not known. */
export function titleOf(kinds: Kinds, kind: string): string {
  return Object.hasOwn(kinds, kind) ? ofSound(kinds[kind].title) : kind;
}
