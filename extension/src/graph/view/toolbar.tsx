import * as React from 'react';

import { useSignal } from '../../panels/subscribe';
import { rove } from '../../score/view/roving';
import { trans } from '../../translation';
import { openMenu } from '../menu';
import { ACTIONS, type GraphAction } from './actions';
import { useDesk } from './context';

/** What stands in the toolbar: actions by id, with a sign; groups apart. */
const BAR: readonly (readonly (readonly [id: string, sign: string])[])[] = [
  [
    ['add', '+'],
    ['connect', '∿'],
    ['delete', '✕'],
  ],
  [
    ['undo', '↶'],
    ['redo', '↷'],
  ],
  [
    ['bypass', 'B'],
    ['mute', 'M'],
    ['solo', 'S'],
    ['look', '◉'],
  ],
  [
    ['group', '▣'],
    ['tidy', '≡'],
    ['faces', '◎'],
    ['loads', '%'],
    ['inspector', 'i'],
  ],
  [
    ['zoom-out', '⊖'],
    ['fit', '⊡'],
    ['zoom-in', '⊕'],
  ],
];

/** A name without the dots that say that something is asked. */
const named = (action: GraphAction): string => action.label().replace('…', '');

/** Open the menu of what can be done with what is selected. */
export function openGraphMenu(
  desk: ReturnType<typeof useDesk>,
  place: { x: number; y: number },
  which: (action: GraphAction) => boolean = ({ inMenu }) => inMenu ?? false,
): void {
  void openMenu(
    ACTIONS.filter(which).map((action) => ({
      label: action.keys ? `${action.label()}  (${action.keys[0]})` : action.label(),
      isEnabled: action.can?.(desk) ?? true,
      isToggled: action.isOn?.(desk) ?? false,
      run: () => action.run(desk),
    })),
    place,
  );
}

/** The tools of the graph. */
export function GraphToolbar({ onDone }: { onDone: () => void }): React.JSX.Element {
  const desk = useDesk();
  useSignal(desk.changed);
  const end = React.useRef<(() => void) | null>(null);
  const bar = React.useCallback((toolbar: HTMLElement | null) => {
    end.current?.();
    end.current = toolbar && rove(toolbar);
  }, []);
  const below = (event: React.MouseEvent): { x: number; y: number } => {
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    return { x: left, y: bottom };
  };
  return (
    <div
      className="antiphon-GraphBar"
      role="toolbar"
      aria-label={trans.__('Edit the graph')}
      ref={bar}
    >
      {BAR.map((group, order) => (
        <span key={order} className="antiphon-EditBar-group">
          {group.map(([id, sign]) => {
            const action = ACTIONS.find((of) => of.id === id)!;
            const key = action.keys?.[0];
            return (
              <button
                key={id}
                type="button"
                className="antiphon-EditBar-button"
                aria-label={named(action)}
                aria-pressed={action.isOn?.(desk)}
                aria-keyshortcuts={key}
                title={key ? `${named(action)} (${key})` : named(action)}
                disabled={!(action.can?.(desk) ?? true)}
                onClick={() => {
                  onDone();
                  action.run(desk);
                }}
              >
                <span aria-hidden="true">{sign}</span>
              </button>
            );
          })}
        </span>
      ))}
      <span className="antiphon-EditBar-group">
        <button
          type="button"
          className="antiphon-EditBar-button"
          aria-haspopup="menu"
          onClick={(event) =>
            openGraphMenu(desk, below(event), ({ id }) => /^(align|distribute)/.test(id))
          }
        >
          {trans.__('Align')}
        </button>
        <button
          type="button"
          className="antiphon-EditBar-button"
          aria-haspopup="menu"
          onClick={(event) => openGraphMenu(desk, below(event))}
        >
          {trans.__('More')}
        </button>
      </span>
    </div>
  );
}
