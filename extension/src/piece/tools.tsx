import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';

import { AuthorsNote, ProposeButton, useSignal } from '../panels';
import { CommentButton, EditBar, InstrumentButtons, ViewMenu } from '../score';
import { addPart } from './dialogs';
import { lockMeasures } from './locks';
import { PaneButtons } from './panes';
import type { PieceView } from './widget';

/** The edit bar of a piece, drawn anew when the side panel opens or closes. */
export class Tools extends ReactWidget {
  constructor(private readonly _view: PieceView) {
    super();
    this.addClass('antiphon-Piece-tools');
  }

  protected override render(): React.JSX.Element {
    const { editor, score, session, sideOpen, instruments, workbench } = this._view;
    const away = !workbench.isShown('score');
    return (
      <EditBar
        editor={editor}
        clipboard={score.clipboard}
        away={away}
        onDone={() => away || score.activate()}
        onAddPart={() => void addPart(editor).then(() => score.activate())}
        onLock={() => void lockMeasures(editor).then(() => score.activate())}
        onHelp={() => this._view.onHelp()}
        onZoom={(factor) => (score.zoom += factor)}
        extra={
          <>
            <PaneButtons workbench={workbench} />
            <CommentButton editor={editor} onComment={() => this._view.comment()} />
            <ProposeButton
              doc={editor.doc}
              permissions={editor.permissions}
              onPropose={() => this._view.propose()}
            />
            <InstrumentButtons
              shown={instruments.shown}
              onToggle={(instrument) => instruments.toggle(instrument)}
            />
          </>
        }
        view={<ViewMenu score={score} />}
        side={{ open: sideOpen, toggle: () => this._view.toggleSide() }}
      >
        <SelectionAuthors editor={editor} session={session} />
      </EditBar>
    );
  }
}

/** Who wrote and last changed the note that the selection ends in. */
function SelectionAuthors({
  editor,
  session,
}: Pick<PieceView, 'editor' | 'session'>): React.JSX.Element {
  useSignal(editor.changed);
  useSignal(editor.doc.changed);
  const { index, selection } = editor;
  const key = selection[selection.length - 1] ?? '';
  const slot = index.find(key);
  const id = slot && (slot.rest ?? index.note(key)?.id);
  const entry = id && editor.doc.document().events[id];
  return <AuthorsNote session={session} root="events" id={id ?? ''} entry={entry} />;
}
