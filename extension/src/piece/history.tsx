import * as React from 'react';

import { type HistoryDesk, HistoryPanel } from '../history';
import { Branches } from '../merging';
import type { Tab } from '../panels/tabs';
import type { Shows } from '../proposals/words';
import type { ScoreEditor } from '../score';
import { trans } from '../translation';
import { dialogs } from './ask';
import type { PieceView } from './widget';

/** A piece as it is worked on, as far as its history is concerned. */
type Worked = Pick<
  PieceView,
  'history' | 'merging' | 'editor' | 'session' | 'onOpen' | 'showProposed'
>;

/** The tab of the side panel that holds a piece's history and its branches. */
export function historyTab(view: Worked): Tab {
  const { history, merging, editor, session } = view;
  const shared = {
    doc: editor.doc,
    session,
    ask: dialogs,
    onShow: (place: Shows) => view.showProposed(place),
  };
  return {
    id: 'history',
    title: trans.__('History'),
    content: (
      <>
        <HistoryPanel {...shared} desk={history} selected={() => selectedMeasures(editor)} />
        <Branches {...shared} desk={merging} past={history} onOpen={(path) => view.onOpen(path)} />
      </>
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
