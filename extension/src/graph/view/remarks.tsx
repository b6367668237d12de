import * as React from 'react';

import { openOn, type Remark } from '../../comments/threads';
import { trans } from '../../translation';
import { seenAs } from '../graph';
import { useTools } from '../tools';
import { useDesk } from './context';
import type { GraphDesk } from './desk';

const NONE: readonly Remark[] = [];

/** The open comments on a thing; on a collapsed group, also those on what is in it. */
export function remarksOn(desk: GraphDesk, id: string): readonly Remark[] {
  const open = openOn(desk.doc.document().annotations);
  const isCollapsed = desk.graph.groups.get(id)?.collapsed ?? false;
  if (!isCollapsed) {
    return open.get(id) ?? NONE;
  }
  return [...open].flatMap(([target, found]) =>
    target === id || seenAs(desk.graph, target) === id ? found : NONE,
  );
}

/** A mark at what is commented on, with how many comments are open there; it shows them in the list. */
export function RemarksMark({ id }: { id: string }): React.JSX.Element | null {
  const { doc, comments } = useTools();
  const desk = useDesk();
  const subscribe = React.useCallback(
    (draw: () => void) => {
      doc.changed.connect(draw);
      return () => {
        doc.changed.disconnect(draw);
      };
    },
    [doc],
  );
  // What is told apart by its words is drawn again only when they change.
  React.useSyncExternalStore(subscribe, () =>
    remarksOn(desk, id)
      .map(({ id: remark, text }) => `${remark} ${text}`)
      .join('\n'),
  );
  const remarks = remarksOn(desk, id);
  if (!comments || remarks.length === 0) {
    return null;
  }
  const { length } = remarks;
  const said = trans._n('%1 comment: %2', '%1 comments: %2', length, length, remarks[0].text);
  return (
    <button
      type="button"
      className="antiphon-RemarksMark nodrag"
      aria-label={said}
      title={said}
      onClick={(event) => {
        event.stopPropagation();
        comments.open(remarks[0].id);
      }}
    >
      <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
        <path d="M2 2h12v8H8l-3.5 3.5V10H2z" />
      </svg>
      <span>{length}</span>
    </button>
  );
}
