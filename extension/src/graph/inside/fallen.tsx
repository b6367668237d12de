import * as React from 'react';

import { useTools } from '../tools';

/** That the engine muted a node, and why, on the node itself; drawn again for that node alone. */
export const Fallen = React.memo(function Fallen({ id }: { id: string }): React.JSX.Element | null {
  const { session } = useTools();
  const subscribe = React.useCallback(
    (draw: () => void) => {
      session.stateChanged.connect(draw);
      return () => {
        session.stateChanged.disconnect(draw);
      };
    },
    [session],
  );
  const message = React.useSyncExternalStore(
    subscribe,
    () => session.state?.engine.problems.find(({ node }) => node === id)?.message ?? '',
  );
  return message ? <p className="antiphon-Node-problem">{message}</p> : null;
});
