import * as React from 'react';

import { type HistoryDesk, HistoryPanel } from '../history';
import type { Tab } from '../panels/tabs';
import type { Shows } from '../proposals/words';
import type { ScoreEditor } from '../score';
import type { SessionConnection } from '../session';
import { trans } from '../translation';
import { dialogs } from './ask';

/** The tab of the side panel that holds a piece's history. */
export function historyTab(
  desk: HistoryDesk,
  editor: ScoreEditor,
  session: SessionConnection,
  onShow: (place: Shows) => void,
): Tab {
  return {
    id: 'history',
    title: trans.__('History'),
    content: (
      <HistoryPanel
        desk={desk}
        doc={editor.doc}
        session={session}
        ask={dialogs}
        selected={() => selectedMeasures(editor)}
        onShow={onShow}
      />
    ),
  };
}

/** Go back to now by Escape, where nothing within the element makes more of that key. */
export function backByEscape(element: HTMLElement, desk: HistoryDesk): void {
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && desk.moment) {
      event.preventDefault();
      desk.back();
    }
  });
}

/** The numbers of the first and the last measure that are selected; null where nothing is. */
function selectedMeasures({
  index,
  selection,
}: Pick<ScoreEditor, 'index' | 'selection'>): { first: number; last: number } | null {
  const found = selection.flatMap((key) => index.find(key)?.measure ?? []);
  const number = (at: number): number => index.piece.measures[at].number;
  return found.length > 0
    ? { first: number(Math.min(...found)), last: number(Math.max(...found)) }
    : null;
}
