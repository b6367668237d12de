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

/** The open comments on a thing; drawn again when they are others. */
export function useRemarks(id: string): readonly Remark[] {
  const { doc } = useTools();
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
  React.useSyncExternalStore(subscribe, () =>
    remarksOn(desk, id)
      .map(({ id: remark, text }) => `${remark} ${text}`)
      .join('\n'),
  );
  return remarksOn(desk, id);
}

/** How many comments there are, and the first one; empty for none. */
export function remarksInWords(remarks: readonly Remark[]): string {
  const { length } = remarks;
  return length === 0 ? '' : trans._n('%1 comment: %2', '%1 comments: %2', length, remarks[0].text);
}

/** A mark at what is commented on, with how many comments are open there; it shows them in the list. */
export function RemarksMark({ id }: { id: string }): React.JSX.Element | null {
  const { comments } = useTools();
  const remarks = useRemarks(id);
  if (!comments || remarks.length === 0) {
    return null;
  }
  const said = remarksInWords(remarks);
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
      <span>{remarks.length}</span>
    </button>
  );
}
