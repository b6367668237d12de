import { ACTIONS, GraphPane } from '../graph';
import type { GraphDesk } from '../graph/view/desk';
import { trans } from '../translation';
import type { PieceView } from './widget';

type ForView<Command> = (
  label: string,
  run: (of: PieceView) => unknown,
  isEnabled: (of: PieceView) => boolean,
  isToggled?: (of: PieceView) => boolean,
) => Command;

/** The desk of the graph of a piece; null until the graph was shown. */
function deskOf({ workbench }: PieceView): GraphDesk | null {
  const pane = workbench.pane('graph');
  return pane instanceof GraphPane && pane.isVisible ? pane.desk : null;
}

/** What can be done with the graph, as commands: `antiphon:graph-add` and so on. */
export function graphCommands<Command>(forView: ForView<Command>): Record<string, Command> {
  const named = ACTIONS.filter(({ id }) => id !== '');
  return Object.fromEntries(
    named.map(({ id, label, run, can, isOn }) => [
      `antiphon:graph-${id}`,
      forView(
        trans.__('Graph: %1', label()),
        (of) => {
          const desk = deskOf(of);
          return desk && run(desk);
        },
        (of) => {
          const desk = deskOf(of);
          return desk !== null && (can?.(desk) ?? true);
        },
        isOn &&
          ((of) => {
            const desk = deskOf(of);
            return desk !== null && isOn(desk);
          }),
      ),
    ]),
  );
}
