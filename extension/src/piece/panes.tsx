import * as React from 'react';

import { useSignal } from '../panels';
import { PaneButton } from '../score';
import { trans } from '../translation';
import { type Pane, paneNames, type Workbench } from './workbench';

/** Pictures of the panes, 16 pixels square. */
const PATHS: Readonly<Record<Pane, string>> = {
  score: 'M1 3h14v1H1zM1 6h14v1H1zM1 9h14v1H1zM1 12h14v1H1z',
  graph: 'M1 2h5v4H1zM10 10h5v4h-5zM6 3.500h2.700v7.700H10v1.300H7.300V4.800H6z',
  code: 'M5.200 3.600L1.500 8l3.700 4.400l1.100-.9L3.300 8l3-3.500zM10.800 3.600L14.500 8l-3.700 4.400l-1.100-.9L12.700 8l-3-3.500z',
  mixer:
    'M3 1h1v4h1.500v3H4v7H3V8H1.500V5H3zM7.500 1h1v8H10v3H8.500v3h-1v-3H6V9h1.500zM12 1h1v2h1.500v3H13v9h-1V6h-1.500V3H12z',
};

/** Buttons that show and hide the panes of a workbench. */
export function PaneButtons({ workbench }: { workbench: Workbench }): React.JSX.Element {
  useSignal(workbench.changed);
  const names = paneNames();
  return (
    <span
      className="antiphon-EditBar-group"
      role="group"
      aria-label={trans.__('What is shown of the piece')}
    >
      {(['score', 'graph', 'code', 'mixer'] as const)
        .filter((pane) => workbench.has(pane))
        .map((pane) => (
          <PaneButton
            key={pane}
            label={names[pane]}
            pressed={workbench.isShown(pane)}
            onClick={() => workbench.toggle(pane)}
          >
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
              <path d={PATHS[pane]} fill="currentColor" fillRule="evenodd" />
            </svg>
          </PaneButton>
        ))}
    </span>
  );
}
