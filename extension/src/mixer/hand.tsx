import * as React from 'react';

import { type Holder, useHolder } from '../graph/holds';
import { useHold } from '../panels/hold';
import { trans } from '../translation';
import { type Numbers, type Owner, type Place, useDesk } from './desk';
import type { Grip } from './recorder';

/** Numbers of one strip, send or node in one hand: what they show, and how they are held, moved and let go. */
export interface Hands {
  /** The hand's values while it holds, what automation says while that plays, or the document's. */
  shown: Numbers;
  hold: () => void;
  /** Move some of them. */
  move: (values: Numbers) => void;
  release: () => void;
  /** Somebody else who holds the first of them. */
  holder: Holder | null;
  /** Whether automation moves any of them. */
  automated: boolean;
}

/**
 * Hold numbers of the document together: one drag is one step to undo, told to the others, and what moves of them is
 * recorded where that is armed.
 *
 * @param values - By field, what the document has; by the first of them the others know what is held.
 */
export function useHands({ root, id }: Owner, values: Numbers): Hands {
  const desk = useDesk();
  const { doc, company } = desk.props;
  const fields = Object.keys(values);
  const automation = useAutomation(id, fields);
  const grip = React.useRef<Grip | null>(null);
  const moved = React.useRef<Numbers>({});
  const { held, hold, move, release } = useHold<Numbers>(doc.history, {
    taken: () => (grip.current = desk.hold({ root, id }, values, shown)),
    write: (next, step) => desk.turn({ root, id }, next, step, grip.current),
    left: (step) => {
      desk.release({ root, id }, step, grip.current);
      [grip.current, moved.current] = [null, {}];
    },
  });
  const shown = { ...values, ...automation, ...held };
  return {
    shown,
    hold,
    move: (next) => move((moved.current = { ...moved.current, ...next })),
    release,
    holder: useHolder(company, `${id}/${fields[0]}`),
    automated: Object.keys(automation).length > 0,
  };
}

/** A control in a hand: `Hands` for one number. */
export interface Hand extends Pick<Hands, 'hold' | 'release' | 'holder' | 'automated'> {
  shown: number;
  move: (value: number) => void;
}

/** Hold a number of the document. */
export function useHand(place: Place, value: number): Hand {
  const { field } = place;
  const hands = useHands(place, { [field]: value });
  return {
    ...hands,
    shown: hands.shown[field],
    move: (next) => hands.move({ [field]: next }),
  };
}

/** What automation says of fields now: of those alone that it moves. */
export function useAutomation(target: string, fields: readonly string[]): Numbers {
  const desk = useDesk();
  const told = React.useSyncExternalStore(
    React.useCallback(
      (draw: () => void) => {
        desk.moved.connect(draw);
        return () => void desk.moved.disconnect(draw);
      },
      [desk],
    ),
    () => JSON.stringify(desk.automation(target, fields)),
  );
  return React.useMemo(() => JSON.parse(told) as Numbers, [told]);
}

/** Says who else holds a control; nothing where nobody does. */
export function HeldBy({ holder }: { holder: Holder | null }): React.JSX.Element | null {
  return (
    holder && (
      <span className="antiphon-Held" style={{ borderColor: holder.colour }}>
        {trans.__('held by %1', holder.name)}
      </span>
    )
  );
}
