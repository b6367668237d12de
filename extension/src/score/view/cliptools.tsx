import * as React from 'react';

import { trans } from '../../translation';
import type { ScoreEditor } from '../editing/editor';
import { Button } from './button';
import type { ClipboardTool } from './clipboard';
import { Glyph } from './glyph';

export interface ClipToolsProps {
  editor: ScoreEditor;
  clipboard: ClipboardTool;
  /** After a click, the keys go to the score again. */
  onDone: () => void;
}

/** Cut, copy, paste and repeat as buttons, for whoever has no keyboard. */
export function ClipTools({ editor, clipboard, onDone }: ClipToolsProps): React.JSX.Element {
  const isEmpty = editor.selection.length === 0;
  const writing = {
    reason: editor.reason,
    onRefused: (sentence: string) => editor.refuse(sentence),
  };
  const then = (run: () => void) => (): void => {
    run();
    onDone();
  };
  return (
    <span className="antiphon-EditBar-group" role="group" aria-label={trans.__('Clipboard')}>
      <Button
        label={trans.__('Cut')}
        shortcut="Ctrl+X"
        disabled={isEmpty}
        {...writing}
        onClick={then(() => clipboard.cut())}
      >
        <Glyph name="cut" />
      </Button>
      <Button
        label={trans.__('Copy')}
        shortcut="Ctrl+C"
        disabled={isEmpty}
        onClick={then(() => clipboard.copy())}
      >
        <Glyph name="copy" />
      </Button>
      <Button
        label={trans.__('Paste')}
        shortcut="Ctrl+V"
        {...writing}
        onClick={then(() => clipboard.paste())}
      >
        <Glyph name="paste" />
      </Button>
      <Button
        label={trans.__('Repeat what is selected')}
        shortcut="Shift+R"
        disabled={isEmpty}
        {...writing}
        onClick={then(() => editor.act({ kind: 'repeat' }))}
      >
        <Glyph name="repeat" />
      </Button>
    </span>
  );
}
