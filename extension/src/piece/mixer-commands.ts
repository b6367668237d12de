import { MixerPane } from '../mixer';
import { act, ACTIONS } from '../mixer/actions';
import type { MixerDesk } from '../mixer/desk';
import { trans } from '../translation';
import type { PieceView } from './widget';

type ForView<Command> = (
  label: string,
  run: (of: PieceView) => unknown,
  isEnabled: (of: PieceView) => boolean,
  isToggled?: (of: PieceView) => boolean,
  why?: (of: PieceView) => string,
) => Command;

/** The desk of the mixer of a piece; null where the mixer is not seen. */
function deskOf({ workbench }: PieceView): MixerDesk | null {
  const pane = workbench.pane('mixer');
  return pane instanceof MixerPane && pane.isVisible ? pane.desk : null;
}

/** What can be done with the mixer, as commands: `antiphon:mixer-mute` and so on; those of a strip are for the selected one. */
export function mixerCommands<Command>(forView: ForView<Command>): Record<string, Command> {
  return Object.fromEntries(
    ACTIONS.map((action) => {
      const why = (of: PieceView): string => {
        const desk = deskOf(of);
        return desk ? (action.why?.(desk) ?? '') : trans.__('Show the mixer first.');
      };
      const { isOn } = action;
      return [
        `antiphon:mixer-${action.id}`,
        forView(
          trans.__('Mixer: %1', action.label()),
          (of) => {
            const desk = deskOf(of);
            return desk && act(desk, action);
          },
          (of) => why(of) === '',
          isOn &&
            ((of) => {
              const desk = deskOf(of);
              return desk !== null && isOn(desk);
            }),
          why,
        ),
      ];
    }),
  );
}
