import { layouts, type ScoreView } from '../score';
import { trans } from '../translation';

/** A command of the view: what it is called, what it does, and whether it is on. */
export interface ViewCommand {
  readonly label: string;
  readonly run: (of: ScoreView) => void;
  readonly isOn?: (of: ScoreView) => boolean;
}

/** The commands for how a piece is looked at, by id. */
export function viewCommands(): Record<string, ViewCommand> {
  const commands: Record<string, ViewCommand> = {
    'antiphon:concert-pitch': {
      label: trans.__('Concert Pitch'),
      run: (of) => of.look({ concert: !of.viewing.concert }),
      isOn: (of) => of.viewing.concert,
    },
    'antiphon:show-part': {
      label: trans.__('Show Only the Selected Part'),
      run: showSelected,
    },
    'antiphon:show-all-parts': {
      label: trans.__('Show All Parts'),
      run: (of) => of.look({ parts: [] }),
      isOn: (of) => of.viewing.parts.length === 0,
    },
    'antiphon:multi-measure-rests': {
      label: trans.__('Measures of Rest as One, in a Part Alone'),
      run: (of) => of.look({ rests: !of.viewing.rests }),
      isOn: (of) => of.viewing.rests,
    },
    'antiphon:zoom-in': {
      label: trans.__('Larger Music'),
      run: (of) => of.look({ zoom: of.zoom + 0.1 }),
    },
    'antiphon:zoom-out': {
      label: trans.__('Smaller Music'),
      run: (of) => of.look({ zoom: of.zoom - 0.1 }),
    },
    'antiphon:zoom-reset': {
      label: trans.__('Music of the Usual Size'),
      run: (of) => of.look({ zoom: 1 }),
    },
    'antiphon:zoom-fit': {
      label: trans.__('Fit the Width of the Window'),
      run: (of) => of.fitWidth(),
    },
  };
  for (const [layout, name] of layouts()) {
    commands[`antiphon:layout-${layout}`] = {
      label: trans.__('Layout: %1', name),
      run: (of) => of.look({ layout }),
      isOn: (of) => of.viewing.layout === layout,
    };
  }
  return commands;
}

/** Show the parts that anything selected is in; where nothing is, the first. */
function showSelected(of: ScoreView): void {
  const { index, selection } = of.editor;
  const places = selection.flatMap((key) => index.find(key)?.part ?? []);
  const parts = index.piece.parts.filter(
    (_, place) => places.includes(place) || (places.length === 0 && place === 0),
  );
  of.look({ parts: parts.map(({ id }) => id) });
}
