import { type ClipSource, SystemClipboard } from '../../clipboard';
import { trans } from '../../translation';
import { readClip } from '../editing/clip';
import type { ScoreEditor } from '../editing/editor';

/** The clipboard of a score, which can also exchange what is there. */
export class ClipboardTool extends SystemClipboard {
  /**
   * @param _editor - What is selected.
   * @param node - Has the focus while it is the score's clipboard.
   */
  constructor(
    private readonly _editor: ScoreEditor,
    node: HTMLElement,
  ) {
    super(sourceOf(_editor), node);
  }

  /** Paste, and keep what was there instead. */
  async swap(): Promise<void> {
    const words = await this.read();
    const clip = readClip(words);
    const under = clip && this._editor.under(clip);
    if (this._editor.paste(words) && under) {
      this.keep(JSON.stringify(under));
    }
  }
}

function sourceOf(editor: ScoreEditor): ClipSource {
  return {
    copy: () => {
      const clip = editor.copy();
      if (!clip) {
        editor.refuse(trans.__('Nothing is selected: there is nothing to copy.'));
        return '';
      }
      return JSON.stringify(clip);
    },
    remove: () => void editor.perform({ kind: 'delete' }),
    paste: (words) => void editor.paste(words),
  };
}
