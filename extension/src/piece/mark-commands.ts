import type { ReadonlyJSONObject as Args } from '@lumino/coreutils';

import { trans } from '../translation';
import { isMarked } from '../score/editing/marked';
import { isMarking } from '../score/editing/markings';
import { groups } from '../score/palette/groups';
import type { PaletteItem } from '../score/palette/item';
import { editSign } from '../score/view/keyboard';
import type { ScoreCommand } from './score-commands';
import type { PieceView } from './widget';

/** The commands that mark what is selected: one for all marks, by their id in the palette; and the walk through signs. */
export function markCommands(): Record<string, ScoreCommand> {
  const marks = new Map(
    groups().flatMap(({ name, items }) =>
      items
        .filter(({ bound }) => bound === undefined)
        .map((item) => [item.id, { item, label: trans.__('%1: %2', name, item.name) }] as const),
    ),
  );
  const of = ({ mark }: Args) => marks.get(typeof mark === 'string' ? mark : '');
  return {
    mark: {
      label: (args) => of(args)?.label ?? trans.__('Mark What Is Selected'),
      args: { mark: { type: 'string', enum: [...marks.keys()] } },
      run: (view, args) => {
        const item = of(args)?.item;
        if (item) {
          chooseMark(view, item);
        }
      },
      isToggled: (editor, args) => {
        const command = of(args)?.item.command;
        return command !== undefined && isMarking(command) && isMarked(editor, command);
      },
      palette: [...marks.keys()].map((mark): Args => ({ mark })),
    },
    sign: {
      label: ({ by }) =>
        Number(by) < 0
          ? trans.__('To the Sign or Note Before')
          : trans.__('To the Next Sign or Note'),
      args: { by: { enum: [-1, 1] } },
      run: ({ editor }, { by }) => editor.walk(Number(by) < 0 ? -1 : 1),
    },
    'edit-words': {
      label: () => trans.__('Type the Words of the Selected Sign'),
      run: ({ score }) => editSign(score),
    },
  };
}

/** Give a mark to what is selected, or begin to type its words there. */
export function chooseMark({ editor, score }: PieceView, item: PaletteItem): void {
  if (item.write) {
    score.words.write(item.write);
  } else if (item.command) {
    editor.perform(item.command);
  }
}
