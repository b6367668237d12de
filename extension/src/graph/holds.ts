import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

/** Somebody else, as they are shown beside what they hold. */
export interface Holder {
  readonly name: string;
  readonly colour: string;
}

/** Who has a hand on which knob, such as `n1/p_decay`; `GraphCompany` is one. */
export interface Holds {
  /** Who else holds a knob; null where nobody does. */
  holder(knob: string): Holder | null;
  /** Tell the others which knob is held here. */
  tell(mine: { holding: string | null }): void;
  readonly changed: ISignal<unknown, unknown>;
}

/** Who else holds a knob; drawn again only when that is somebody else. */
export function useHolder(holds: Holds, knob: string): Holder | null {
  const subscribe = React.useCallback(
    (draw: () => void) => {
      holds.changed.connect(draw);
      return () => {
        holds.changed.disconnect(draw);
      };
    },
    [holds],
  );
  const known = React.useSyncExternalStore(subscribe, () => {
    const holder = holds.holder(knob);
    return holder ? JSON.stringify([holder.name, holder.colour]) : '';
  });
  return React.useMemo(() => {
    const [name, colour] = JSON.parse(known || '[]') as string[];
    return known ? { name, colour } : null;
  }, [known]);
}
