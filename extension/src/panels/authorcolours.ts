import * as React from 'react';

import { colourOf } from '../score/view/authors';
import { formatColour, resolveColour, WHITE } from '../score/view/colour';
import type { SessionConnection } from '../session';
import { colourOrder } from './colours';
import { useSession } from './subscribe';

/** The colour of each person who wrote, the same as in the score. */
export type AuthorColours = (person: string) => string;

/**
 * Colours of those who wrote at any time, on the paper that a panel lies on.
 *
 * @param session - knows who joined, and when.
 * @param writers - the ids of those who wrote.
 * @param panel - the panel.
 * @returns the order of the colours, by people's ids, and the colours.
 */
export function useAuthorColours(
  session: SessionConnection,
  writers: readonly string[],
  panel: React.RefObject<HTMLElement>,
): { order: readonly string[]; colour: AuthorColours } {
  const { state } = useSession(session);
  const order = colourOrder(state?.people ?? [], writers);
  const [paper, setPaper] = React.useState(WHITE);
  React.useEffect(() => {
    const look = (): void => {
      const found = panel.current && resolveColour(panel.current, 'var(--jp-layout-color1)');
      setPaper((before) => (found && found.join() !== before.join() ? found : before));
    };
    look();
    // JupyterLab notes its theme there, once that is in force.
    const themes = new MutationObserver(look);
    themes.observe(document.body, { attributeFilter: ['data-jp-theme-name'] });
    return () => themes.disconnect();
  }, [panel]);
  const colour = (person: string): string =>
    person ? formatColour(colourOf(Math.max(0, order.indexOf(person)), paper)) : 'transparent';
  return { order, colour };
}
