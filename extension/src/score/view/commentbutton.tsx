import { UseSignal } from '@jupyterlab/ui-components';
import * as React from 'react';

import { trans } from '../../translation';
import type { ScoreEditor } from '../editing/editor';
import { Button } from './button';
import { Glyph } from './glyph';

export interface CommentButtonProps {
  editor: ScoreEditor;
  /** Begin a comment on what is selected. */
  onComment: () => void;
}

/** A button of the edit bar that begins a comment. */
export function CommentButton({ editor, onComment }: CommentButtonProps): React.JSX.Element {
  return (
    <UseSignal signal={editor.changed}>
      {() => (
        <Button
          label={trans.__('Comment on what is selected')}
          shortcut="Ctrl+Alt+C"
          reason={editor.closed}
          onRefused={(sentence) => editor.refuse(sentence)}
          onClick={onComment}
        >
          <Glyph name="comment" />
        </Button>
      )}
    </UseSignal>
  );
}
